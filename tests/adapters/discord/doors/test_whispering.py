"""Who used a command hears something within three seconds, whatever Redis does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest

from adapters.discord.doors.whispering import Whispering
from adapters.discord.saying.layouts import Layout
from adapters.discord.saying.whispers import sentence_layout
from bot.errors import QueueError
from bot.texts.german import GERMAN
from tests.adapters.discord.fake import Channel, FakeDiscord, Interaction, said
from tests.adapters.discord.fake.app import App
from tests.waiting import Clock, until


async def told() -> Layout:
    return sentence_layout("Here it is.")


async def away() -> Layout:
    raise QueueError("Redis is away")


async def slow() -> Layout:
    await asyncio.Event().wait()
    return await told()


class Heard:
    """Notes in which nothing was heard before."""

    async def swap_note(
        self, kind: str, name: str, seen: bytes | None, content: bytes, keep_s: float
    ) -> bool:
        return True


async def answered(
    app: App, fake: FakeDiscord, channel: Channel, act: Callable[[], Awaitable[Layout]]
) -> Interaction:
    """Return a command that was answered with *act*, in 20 ms at most."""

    @app.tree.command(name="ask", description="Ask")
    async def ask(interaction: discord.Interaction[Any]) -> None:
        await Whispering(Heard(), GERMAN, 0.02).answer(interaction, act)

    await app.tree.sync()
    return fake.person().slash(channel, "ask")


@pytest.mark.parametrize(
    ("act", "words"),
    [(told, "Here it is."), (away, GERMAN.busy_now), (slow, GERMAN.busy_now)],
)
async def test_what_is_answered_one_person_alone_reads(
    app: App, fake: FakeDiscord, homework: Channel, act: Any, words: str
) -> None:
    asked = await answered(app, fake, homework, act)
    await until(lambda: asked.is_answered)

    (message,) = asked.answers
    assert said(message) == words
    assert message.seen_by == asked.user.id


async def test_who_left_in_the_meantime_is_nobodys_trouble(
    app: App, fake: FakeDiscord, homework: Channel, caplog: pytest.LogCaptureFixture
) -> None:
    clock = fake.world.clock = Clock()

    async def late() -> Layout:
        clock.forward(3.1)
        return await told()

    with caplog.at_level(logging.WARNING):
        asked = await answered(app, fake, homework, late)
        await until(lambda: "Discord would not" in caplog.text)

    assert not asked.is_answered
    assert asked.token not in caplog.text
