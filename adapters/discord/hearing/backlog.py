"""What Discord still shows of a channel. What it refuses to show is simply not there.

A refusal counts towards a ban of our address: it is not asked for twice, save what is
known to be late.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import discord

from adapters.discord.hearing.files import files_of
from adapters.discord.notes import File
from adapters.discord.sending.calls import FAILURES

LISTED_MAX = 100
"""As many as Discord lists at once."""

WITHIN_S = 10.0


class Backlog:
    def __init__(self, client: discord.Client, within_s: float = WITHIN_S) -> None:
        self._client = client
        self._within_s = within_s

    async def message(
        self, channel: str, message: str, pauses_s: Sequence[float] = ()
    ) -> discord.Message | None:
        """Return one message, asked for again after each of *pauses_s* if unknown."""
        if not (channel.isdecimal() and message.isdecimal()):
            return None
        place = self._client.get_partial_messageable(int(channel))
        try:
            async with asyncio.timeout(self._within_s):
                for pause_s in pauses_s:
                    try:
                        return await place.fetch_message(int(message))
                    except discord.NotFound:
                        await asyncio.sleep(pause_s)
                return await place.fetch_message(int(message))
        except FAILURES:
            return None

    async def files(self, channel: str, message: str) -> tuple[File, ...]:
        """Return the files of a message, with links that are good again."""
        found = await self.message(channel, message)
        return files_of(found) if found else ()

    async def before(
        self, channel: str, message: str, since: str = "", most: int = LISTED_MAX
    ) -> list[discord.Message] | None:
        """Return the *most* messages before one, none up to *since*, latest first."""
        if not (channel.isdecimal() and message.isdecimal()):
            return None
        place = self._client.get_partial_messageable(int(channel))
        listed = place.history(
            limit=most,
            before=discord.Object(int(message)),
            after=discord.Object(int(since)) if since.isdecimal() else None,
            oldest_first=False,
        )
        try:
            async with asyncio.timeout(self._within_s):
                return [each async for each in listed]
        except FAILURES:
            return None
