"""Waiting for a Discord that is away, and leaving what is no Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.discord.doors.pointing import PAUSE_MAX_S, point_at, reached
from bot.errors import SettingsError
from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.fake.conftest import fake

__all__ = ["fake"]


class Pauses(list[float]):
    async def __call__(self, wait_s: float) -> None:
        self.append(wait_s)


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def test_a_discord_that_is_there_is_not_waited_for(
    fake: FakeDiscord, session: aiohttp.ClientSession
) -> None:
    pauses = Pauses()

    await reached("", session, pauses)

    assert pauses == []


async def test_a_discord_that_is_away_is_waited_for_longer_and_longer(
    fake: FakeDiscord, session: aiohttp.ClientSession
) -> None:
    pauses = Pauses()
    fake.faults.lose_reply("gateway.url", times=2)
    fake.faults.fail("gateway.url", times=7)

    await reached(fake.api_url, session, pauses)

    assert pauses[:3] == [1, 2, 4]
    assert pauses[-1] == PAUSE_MAX_S
    assert fake.invalid == []


async def test_what_answers_but_is_no_discord_is_a_wrong_setting(
    fake: FakeDiscord, session: aiohttp.ClientSession
) -> None:
    elsewhere = f"{fake.foreign.origin}/api"

    await reached(elsewhere, session, Pauses())

    with pytest.raises(SettingsError, match=r"discord\.api_url .* name a gateway"):
        await point_at(elsewhere, session)
