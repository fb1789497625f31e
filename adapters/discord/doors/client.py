"""The connection to Discord: discord.py's client, told what we want to hear.

It caches no messages and no members, and keeps no question in memory.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, cast

import discord
from discord import app_commands
from msgspec import Struct

from adapters.discord import inbound
from adapters.discord.doors.bans import Bans
from adapters.discord.doors.buttons import AnswerButton, Press, job_in
from adapters.discord.doors.passing_over import pass_over
from adapters.discord.notes import Asked, Deleted, Left, ThreadGone
from bot.cancelling import cancelled
from bot.ledger import traced

Interaction = discord.Interaction[Any]
RATE_WAIT_MAX_S = 60.0
GUILDS_S = 2.0
OUTDATED = (
    app_commands.CommandNotFound,
    app_commands.CommandSignatureMismatch,
    app_commands.TransformerError,
)
"""What breaks a command that a client still has from another version."""

log = logging.getLogger(__name__)


class Listening(Protocol):
    async def message(
        self, message: discord.Message, me: discord.ClientUser
    ) -> None: ...

    async def edit(
        self, event: discord.RawMessageUpdateEvent, me: discord.ClientUser
    ) -> None: ...

    async def gone(self, note: Deleted | ThreadGone | Left) -> None: ...

    async def ask(self, interaction: Interaction, note: Asked) -> None: ...

    async def press(self, interaction: Interaction, press: Press) -> None: ...

    async def broke(self, interaction: Interaction, *, is_outdated: bool) -> None: ...


class Commands(Protocol):
    """What is to be in Discord's menus, and its forms."""

    def all(self) -> list[Any]: ...

    async def submitted(self, interaction: Interaction) -> None: ...


class Ears(Struct, frozen=True):
    """Who hears what the client hears; *sync* brings the commands to Discord.

    *before_identify* is waited for each time a new session is begun, but the first;
    *caught_up* is called once it has.
    """

    listening: Listening
    commands: Commands
    before_identify: Callable[[], Awaitable[None]]
    sync: Callable[[app_commands.CommandTree[Any]], Awaitable[None]]
    caught_up: Callable[[], Awaitable[None]]


class DiscordClient(discord.Client):
    """*guilds_s*: how long to wait, once connected, for servers to be told."""

    def __init__(
        self, bans: Bans, *, has_content: bool, guilds_s: float = GUILDS_S
    ) -> None:
        super().__init__(
            intents=intents(has_content=has_content),
            allowed_mentions=discord.AllowedMentions.none(),
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            guild_ready_timeout=guilds_s,
            max_ratelimit_timeout=RATE_WAIT_MAX_S,
            http_trace=bans.trace(),
        )
        pass_over(self._connection.parsers)
        self.tree = Tree(self)
        self._catching_up: asyncio.Task[None] | None = None
        self._ears: Ears

    def listen_with(self, ears: Ears) -> None:
        """To be called once, before it is started."""
        self._ears = ears
        self.add_dynamic_items(AnswerButton)
        for command in ears.commands.all():
            self.tree.add_command(command)

    async def setup_hook(self) -> None:
        await self._ears.sync(self.tree)

    async def before_identify_hook(
        self, shard_id: int | None, *, initial: bool = False
    ) -> None:
        del shard_id
        await self._stop_catching_up()
        if not initial:
            await self._ears.before_identify()

    async def on_ready(self) -> None:
        """A new session began: what came before it is read where it stands."""
        log.info("-- connected to Discord, %d servers", len(self.guilds))
        await self._stop_catching_up()
        self._catching_up = asyncio.create_task(self._catch_up())

    async def _catch_up(self) -> None:
        try:
            await self._ears.caught_up()
        except Exception as error:  # noqa: BLE001 - as any event that breaks
            log.error("! catching up broke: %s", traced(error))  # noqa: TRY400

    async def _stop_catching_up(self) -> None:
        if self._catching_up is not None:
            await cancelled(self._catching_up)

    async def close(self) -> None:
        await self._stop_catching_up()
        await super().close()

    async def on_message(self, message: discord.Message) -> None:
        if self.user is not None:
            await self._ears.listening.message(message, self.user)

    async def on_raw_message_edit(self, event: discord.RawMessageUpdateEvent) -> None:
        if self.user is not None:
            await self._ears.listening.edit(event, self.user)

    async def on_raw_message_delete(self, event: discord.RawMessageDeleteEvent) -> None:
        await self._ears.listening.gone(inbound.deleted(event))

    async def on_raw_bulk_message_delete(
        self, event: discord.RawBulkMessageDeleteEvent
    ) -> None:
        await self._ears.listening.gone(inbound.deleted(event))

    async def on_raw_thread_delete(self, event: discord.RawThreadDeleteEvent) -> None:
        await self._ears.listening.gone(inbound.thread_gone(event))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        at = str(discord.utils.time_snowflake(discord.utils.utcnow()))
        await self._ears.listening.gone(Left(guild=str(guild.id), at=at))

    async def on_interaction(self, interaction: Interaction) -> None:
        """Forms, and buttons of other versions: ours find their way by themselves."""
        told: Any = interaction.data or {}
        if interaction.type is discord.InteractionType.modal_submit:
            await self._or_said(interaction, self._ears.commands.submitted(interaction))
        elif interaction.type is discord.InteractionType.component and not job_in(
            str(told.get("custom_id", ""))
        ):
            await self.pressed(interaction, Press("unknown", ""))

    async def pressed(self, interaction: Interaction, press: Press) -> None:
        done = self._ears.listening.press(interaction, press)
        await self._or_said(interaction, done)

    async def _or_said(self, interaction: Interaction, act: Awaitable[None]) -> None:
        """Do *act*; if it breaks, say so: discord.py would tell neither them nor us."""
        try:
            await act
        except Exception as error:  # noqa: BLE001 - whatever it is, somebody waits
            log.error("! a button or form broke: %s", traced(error))  # noqa: TRY400
            await self.broke(interaction, is_outdated=False)

    async def broke(self, interaction: Interaction, *, is_outdated: bool) -> None:
        await self._ears.listening.broke(interaction, is_outdated=is_outdated)

    async def on_error(self, event_method: str, /, *_: Any, **__: Any) -> None:
        """An event that broke its handler: nothing of what was said is logged."""
        error = sys.exception()
        log.error("! %s broke: %s", event_method, traced(error) if error else "")


class Tree(app_commands.CommandTree[Any]):
    async def on_error(
        self, interaction: Interaction, error: app_commands.AppCommandError, /
    ) -> None:
        log.error("! a command broke: %s", traced(error.__cause__ or error))
        await cast("DiscordClient", self.client).broke(
            interaction, is_outdated=isinstance(error, OUTDATED)
        )


def intents(*, has_content: bool) -> discord.Intents:
    """Return the least that is needed: servers, their messages, direct messages."""
    wanted = discord.Intents.none()
    wanted.guilds = True
    wanted.guild_messages = True
    wanted.dm_messages = True
    wanted.message_content = has_content
    return wanted
