"""The real discord.py client, as small as it gets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import discord
from discord import app_commands

from tests.adapters.discord.fake import FakeDiscord
from tests.waiting import until


class App(discord.Client):
    """A client that keeps what it was told."""

    def __init__(self, *, has_content: bool = True) -> None:
        intents = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)
        intents.guild_reactions = True
        intents.message_content = has_content
        super().__init__(
            intents=intents,
            guild_ready_timeout=0.005,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.tree = app_commands.CommandTree(self)
        self.heard: list[discord.Message] = []
        self.events: list[str] = []
        self.edits: list[discord.RawMessageUpdateEvent] = []
        self.gone: set[int] = set()

    @property
    def knows_its_guilds(self) -> bool:
        """Ready may come before the guilds do, as no time is spent to wait for them."""
        return self.is_ready() and not any(guild.unavailable for guild in self.guilds)

    async def before_identify_hook(
        self, shard_id: int | None, *, initial: bool = False
    ) -> None:
        """Without discord.py's wait of 5 s."""

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(message)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        self.edits.append(event)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        self.gone.add(event.message_id)

    async def on_raw_bulk_message_delete(
        self, event: discord.RawBulkMessageDeleteEvent
    ) -> None:
        self.gone |= event.message_ids

    async def on_socket_event_type(self, kind: str) -> None:
        self.events.append(kind)


@asynccontextmanager
async def connected(app: App, fake: FakeDiscord) -> AsyncIterator[asyncio.Task[None]]:
    running = asyncio.create_task(app.start(fake.token))
    try:
        await until(lambda: app.knows_its_guilds or running.done(), within_s=10)
        if running.done():
            running.result()
        yield running
    finally:
        await app.close()
        await asyncio.gather(running, return_exceptions=True)
