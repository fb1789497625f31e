"""What was forbidden is not tried again for some minutes, and then it is."""

from __future__ import annotations

import asyncio

import pytest

from adapters.discord.sending.calls import DiscordRefusedError
from adapters.discord.sending.closed import CLOSED_S, Closed
from tests.waiting import Clock

FORBIDDEN = DiscordRefusedError(403, 50013)


@pytest.fixture
def closed(clock: Clock) -> Closed:
    return Closed(clock)


async def tried(
    closed: Closed, tries: list[int], error: Exception | None = FORBIDDEN
) -> None:
    async with closed.heeded("channel"):
        tries.append(1)
        await asyncio.sleep(0)
        if error is not None:
            raise error


async def test_what_is_forbidden_is_tried_once_however_many_want_to(
    closed: Closed,
) -> None:
    tries: list[int] = []
    all_tries = (tried(closed, tries) for _ in range(50))
    found = await asyncio.gather(*all_tries, return_exceptions=True)

    assert len(tries) == 1
    assert {
        (e.status, e.code) for e in found if isinstance(e, DiscordRefusedError)
    } == {(403, 50013)}


async def test_it_is_tried_again_after_some_minutes(
    closed: Closed, clock: Clock
) -> None:
    tries: list[int] = []
    with pytest.raises(DiscordRefusedError):
        await tried(closed, tries)
    clock.forward(CLOSED_S + 1)
    await tried(closed, tries, None)

    assert len(tries) == 2


async def test_elsewhere_it_is_tried(closed: Closed) -> None:
    with pytest.raises(DiscordRefusedError):
        await tried(closed, [])

    async with closed.heeded("another"):
        pass


async def test_what_is_gone_or_malformed_is_no_ban(closed: Closed) -> None:
    tries: list[int] = []
    for refusal in (DiscordRefusedError(404, 10003), DiscordRefusedError(400, 50035)):
        with pytest.raises(DiscordRefusedError):
            await tried(closed, tries, refusal)

    assert len(tries) == 2


def test_a_person_is_told_of_a_channel_once_in_some_minutes(
    closed: Closed, clock: Clock
) -> None:
    assert not closed.is_told("channel", "ana")
    closed.tell("channel", "ana")
    assert closed.is_told("channel", "ana")
    assert not closed.is_told("channel", "bob")
    clock.forward(CLOSED_S + 1)

    assert not closed.is_told("channel", "ana")
