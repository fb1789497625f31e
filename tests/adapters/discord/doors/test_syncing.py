"""When the commands are brought to Discord, and when it is left in peace."""

from __future__ import annotations

from collections.abc import AsyncIterator

import discord
import pytest
from discord import app_commands

from adapters.discord.doors.syncing import Syncing
from tests.adapters.discord.fake import FakeDiscord
from tests.adapters.discord.fake.app import App
from tests.adapters.discord.fake.conftest import fake

__all__ = ["fake"]


class MemoryNotes:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}

    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None:
        self.kept[kind, name] = content

    async def note(self, kind: str, name: str) -> bytes | None:
        return self.kept.get((kind, name))


@pytest.fixture
async def app(fake: FakeDiscord) -> AsyncIterator[App]:
    """A client that has logged in, and one command to bring."""
    app = App()

    @app.tree.command(name="ask", description="Ask")
    @app_commands.describe(question="What?")
    async def ask(interaction: discord.Interaction[App], question: str = "") -> None:
        del interaction, question

    async with app:
        await app.login(fake.token)
        yield app


def brought(fake: FakeDiscord) -> int:
    return len(fake.calls("commands.overwrite"))


async def test_the_same_commands_are_brought_once(fake: FakeDiscord, app: App) -> None:
    syncing = Syncing(MemoryNotes())

    await syncing.sync(app.tree)
    await syncing.sync(app.tree)

    assert brought(fake) == 1
    assert [each["name"] for each in fake.world.commands[""]] == ["ask"]


async def test_changed_commands_are_brought_anew(fake: FakeDiscord, app: App) -> None:
    syncing = Syncing(MemoryNotes())
    await syncing.sync(app.tree)
    app.tree.remove_command("ask")

    await syncing.sync(app.tree)

    assert brought(fake) == 2
    assert fake.world.commands[""] == []


async def test_what_discord_has_lost_is_brought_though_it_was_noted(
    fake: FakeDiscord, app: App
) -> None:
    syncing = Syncing(MemoryNotes())
    await syncing.sync(app.tree)
    fake.world.commands[""] = []

    await syncing.sync(app.tree)

    assert brought(fake) == 2


async def test_an_outage_of_discord_keeps_nobody_from_starting(
    fake: FakeDiscord, app: App
) -> None:
    notes = MemoryNotes()
    fake.faults.fail("commands.overwrite", status=503)

    await Syncing(notes).sync(app.tree)

    assert notes.kept == {}
