"""The client: what breaks in it is logged without a word of what was said."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Any

import discord
import pytest
from discord import app_commands

from adapters.discord.doors.bans import Bans
from adapters.discord.doors.buttons import Press
from adapters.discord.doors.client import DiscordClient, Ears, intents
from adapters.discord.notes import Asked, Deleted, Left, ThreadGone
from bot.cancelling import cancelled
from tests.adapters.discord.fake import Channel, FakeDiscord
from tests.adapters.discord.fake.conftest import fake, homework
from tests.waiting import until

__all__ = ["fake", "homework"]
SECRET = "my homework is due on Friday"


class Breaking:
    """Hears everything, breaks at all of it, and quotes it."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.turns = 0
        self.caught_up = 0
        self.told: list[bool] = []

    async def message(self, message: discord.Message, me: discord.ClientUser) -> None:
        del me
        self._break("message", message.content)

    async def edit(
        self, event: discord.RawMessageUpdateEvent, me: discord.ClientUser
    ) -> None:
        del me
        self._break("edit", event.message.content)

    async def gone(self, note: Deleted | ThreadGone | Left) -> None:
        self._break("gone", str(note))

    async def ask(self, interaction: discord.Interaction[Any], note: Asked) -> None:
        raise NotImplementedError

    async def press(self, interaction: discord.Interaction[Any], press: Press) -> None:
        raise NotImplementedError

    def all(self) -> list[Any]:
        @app_commands.command(name="ask", description="Ask")
        async def ask(
            interaction: discord.Interaction[Any], question: str = ""
        ) -> None:
            del interaction
            self._break("command", question)

        return [ask]

    async def broke(
        self, interaction: discord.Interaction[Any], *, is_outdated: bool
    ) -> None:
        self.told.append(is_outdated)

    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        raise NotImplementedError

    async def wait_for_turn(self) -> None:
        self.turns += 1

    async def sync(self, tree: app_commands.CommandTree[Any]) -> None:
        await tree.sync()

    async def catch_up(self) -> None:
        self.caught_up += 1
        self._break("catching up", SECRET)

    def _break(self, what: str, words: str) -> None:
        self.heard.append(what)
        raise ValueError(f"cannot bear {words} {SECRET}")


@pytest.fixture
def breaking() -> Breaking:
    return Breaking()


@pytest.fixture
async def client(
    fake: FakeDiscord, homework: Channel, breaking: Breaking
) -> AsyncIterator[DiscordClient]:
    client = DiscordClient(Bans(), has_content=True, guilds_s=0.005)
    client.listen_with(
        Ears(
            listening=breaking,
            commands=breaking,
            before_identify=breaking.wait_for_turn,
            sync=breaking.sync,
            caught_up=breaking.catch_up,
        )
    )
    running = asyncio.create_task(client.start(fake.token))
    await until(lambda: breaking.caught_up > 0)
    yield client
    await client.close()
    await cancelled(running)


async def test_a_handler_that_breaks_logs_where_and_no_words(
    fake: FakeDiscord,
    homework: Channel,
    client: DiscordClient,
    breaking: Breaking,
    caplog: pytest.LogCaptureFixture,
) -> None:
    fake.gateway.invalidate(is_resumable=False)
    await until(lambda: breaking.caught_up == 2)
    ana = fake.person()
    posted = ana.post(homework, SECRET)
    ana.edit(posted, f"{SECRET}!")
    ana.delete(posted)
    ana.join(homework)
    ana.slash(homework, "ask", question=SECRET)
    wanted = {"message", "edit", "gone", "command", "catching up"}
    await until(lambda: set(breaking.heard) == wanted)
    await until(lambda: len(errors_of(caplog)) == len(wanted))

    told = [each.getMessage() for each in errors_of(caplog)]
    assert all("ValueError at test_client.py" in each for each in told), told
    assert SECRET not in caplog.text
    assert breaking.told == [False]
    assert client.is_ready()


def errors_of(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    return [each for each in caplog.records if each.levelno >= logging.ERROR]


async def test_a_session_that_begins_anew_takes_its_turn_and_catches_up_again(
    fake: FakeDiscord, client: DiscordClient, breaking: Breaking
) -> None:
    assert breaking.turns == 0  # the first was waited for before it was started
    fake.gateway.invalidate(is_resumable=False)
    await until(lambda: breaking.caught_up == 2)

    assert breaking.turns == 1
    assert client.is_ready()


async def test_a_session_that_is_resumed_takes_no_turn(
    fake: FakeDiscord, client: DiscordClient, breaking: Breaking
) -> None:
    fake.gateway.drop()
    await until(lambda: bool(fake.gateway.resumes))

    assert (breaking.turns, breaking.caught_up) == (0, 1)
    assert client.is_ready()


@pytest.mark.parametrize("has_content", [False, True])
def test_only_what_is_needed_is_asked_to_be_told(*, has_content: bool) -> None:
    wanted = {name for name, is_on in intents(has_content=has_content) if is_on}

    content = {"message_content"} if has_content else set()
    assert wanted == {"guilds", "guild_messages", "dm_messages"} | content
