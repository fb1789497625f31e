"""People at a client that has `/sightline`, and what they leave."""

from __future__ import annotations

from typing import Any

from adapters.discord.doors.sightline_command import Sightline
from adapters.discord.hearing.servers import Server
from bot.settings import DiscordSettings
from bot.texts.english import ENGLISH
from tests.adapters.discord.acts.kept import Kept
from tests.adapters.discord.fake import (
    Channel,
    FakeDiscord,
    Interaction,
    Person,
    said,
)
from tests.adapters.discord.fake.app import App
from tests.waiting import until

COMMANDS: list[tuple[str, dict[str, Any]]] = [
    ("show", {}),
    ("channel", {"tutor": True}),
    ("allow", {}),
    ("block", {}),
    ("unlist", {}),
    ("reset", {"where": "everything"}),
]


class Desk:
    """A client that has `/sightline`, people who use it, and what they leave."""

    def __init__(self, app: App, fake: FakeDiscord, kept: Kept) -> None:
        self.app = app
        self.fake = fake
        self.kept = kept

    async def open(self, **fields: Any) -> None:
        settings = DiscordSettings(**fields)
        self.sightline = Sightline(
            self.kept.commands, self.kept.notes, settings, ENGLISH
        )
        self.app.tree.add_command(self.sightline.group())
        await self.app.tree.sync()

    async def hears(
        self, by: Person, at: Channel, command: str, /, **options: Any
    ) -> str:
        """Return what they alone read in answer."""
        asked = by.slash(at, f"sightline {command}", **options)
        return await heard(asked)

    async def set_by(
        self, by: Person, at: Channel, command: str, /, **options: Any
    ) -> Server:
        await self.hears(by, at, f"settings {command}", **options)
        return await self.kept.servers.of(at.guild)


async def heard(asked: Interaction) -> str:
    await until(lambda: asked.is_answered, within_s=5)
    (message,) = asked.answers
    assert message.seen_by == asked.user.id
    assert message.pings == []
    return said(message)
