"""What was written while nobody listened: read in the channels where we were asked.

A gateway replays what a short break missed; after a restart, or a longer break, there
is nothing to replay, and no other way.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Protocol

import discord

from adapters.discord.seen import Seen
from adapters.discord.sending.calls import DiscordRefusedError, called
from bot.errors import ServiceError

CHANNELS_MAX = 200
MESSAGES_MAX = 200
AT_ONCE = 4
log = logging.getLogger(__name__)


class Listening(Protocol):
    async def message(
        self, message: discord.Message, me: discord.ClientUser
    ) -> None: ...


class CatchingUp:
    def __init__(
        self, client: discord.Client, seen: Seen, listening: Listening
    ) -> None:
        self._client = client
        self._seen = seen
        self._listening = listening
        self._room = asyncio.Semaphore(AT_ONCE)

    async def run(self) -> None:
        """Read on in every channel from where it was heard last."""
        try:
            channels = await self._seen.channels()
        except ServiceError as error:
            log.warning("! nothing can be caught up with: %s", error)
            return
        found = await asyncio.gather(
            *(self._read(*each) for each in channels[:CHANNELS_MAX])
        )
        if sum(found):
            log.info("<- %d messages of meanwhile were read", sum(found))

    async def _read(self, channel: str, since: str) -> int:
        async with self._room:
            try:
                found = await called(lambda: self._listed(channel, since))
            except DiscordRefusedError as refusal:
                log.info("-- a channel can be read no more: %s", refusal)
                await self._seen.gone(channel)
                return 0
            except ServiceError as error:
                log.warning("! a channel could not be read: %s", error)
                return 0
        for message in found:
            if self._client.user is not None:
                await self._listening.message(message, self._client.user)
        return len(found)

    async def _listed(self, channel: str, since: str) -> list[discord.Message]:
        place = await self._place(int(channel))
        after = discord.Object(int(since))
        history = place.history(after=after, limit=MESSAGES_MAX, oldest_first=True)
        return [message async for message in history]

    async def _place(self, channel: int) -> discord.abc.Messageable:
        """Return the channel as what it is: a message tells its thread, its server."""
        known = self._client.get_channel(channel)
        found = known or await self._client.fetch_channel(channel)
        if isinstance(found, discord.abc.Messageable):
            return found
        return self._client.get_partial_messageable(channel)
