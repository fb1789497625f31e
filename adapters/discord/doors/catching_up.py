"""What was written while nobody listened: read in the channels where we were asked.

A gateway replays what a short break missed; after a restart, or a longer break, there
is nothing to replay, and no other way.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol

import discord

from adapters.discord.seen import Seen
from adapters.discord.sending.calls import DiscordRefusedError, called
from bot.errors import ServiceError

CHANNELS_MAX = 200
MESSAGES_MAX = 500
"""The latest count: most of a busy channel is nobody's question to us."""

AT_ONCE = 4
PAUSES_S = (0.0, 2.0, 10.0, 60.0, 300.0)
"""Before each attempt: whatever broke a session may not be over at once."""

log = logging.getLogger(__name__)


class Listening(Protocol):
    async def message(
        self, message: discord.Message, me: discord.ClientUser
    ) -> None: ...


class CatchingUp:
    def __init__(
        self,
        client: discord.Client,
        seen: Seen,
        listening: Listening,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._client = client
        self._seen = seen
        self._listening = listening
        self._pause = pause
        self._room = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Read on in every channel from where it was heard last."""
        channels: list[tuple[str, str]] | None = None
        for pause_s in PAUSES_S:
            await self._pause(pause_s)
            channels = await self._unread(channels)
            if channels is not None and not channels:
                return
        log.error("! what was missed could not be read, in whole or in part")

    async def _unread(
        self, channels: list[tuple[str, str]] | None
    ) -> list[tuple[str, str]] | None:
        """Read *channels*, without any those that are noted; return which failed."""
        try:
            channels = channels or (await self._seen.channels())[:CHANNELS_MAX]
        except ServiceError as error:
            log.warning("! nothing can be caught up with: %s", error)
            return None
        found = await asyncio.gather(*(self._read(*each) for each in channels))
        if count := sum(filter(None, found)):
            log.info("<- %d messages of meanwhile were read", count)
        pairs = zip(channels, found, strict=True)
        failed = [each for each, count in pairs if count is None]
        await self._seen.caught_up({channel for channel, _ in failed})
        return failed

    async def _read(self, channel: str, since: str) -> int | None:
        """Return how many messages were read, None where they have to be yet."""
        async with self._room:
            try:
                found = await called(lambda: self._listed(channel, since))
            except ServiceError as error:
                if isinstance(error, DiscordRefusedError) and error.is_final:
                    log.info("-- a channel can be read no more: %s", error)
                    await self._seen.gone(channel)
                    return 0
                log.warning("! a channel could not be read: %s", error)
                return None
        for message in found:
            if self._client.user is not None:
                await self._listening.message(message, self._client.user)
        return len(found)

    async def _listed(self, channel: str, since: str) -> list[discord.Message]:
        """Return what came after *since*, in its order; the latest of too much."""
        place = await self._place(int(channel))
        after = discord.Object(int(since))
        history = place.history(after=after, limit=MESSAGES_MAX, oldest_first=False)
        return [message async for message in history][::-1]

    async def _place(self, channel: int) -> discord.abc.Messageable:
        """Return the channel as what it is: a message tells its thread, its server."""
        known = self._client.get_channel(channel)
        found = known or await self._client.fetch_channel(channel)
        if isinstance(found, discord.abc.Messageable):
            return found
        return self._client.get_partial_messageable(channel)
