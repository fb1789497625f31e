"""A file of Discord's becomes an attachment: its bytes, or the sentence why not.

A link is signed and expires; its message, asked for anew, knows another. No token is
ever sent along.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Literal

import aiohttp

from adapters.discord.notes import File
from adapters.fetching import Download, Failure, UnfetchedError, may_be_picture
from bot.pictures import label
from bot.questions import Attachment
from bot.settings import Settings

AT_ONCE = 8
Code = Literal["foreign", "no_picture", "too_large", "expired", "away"]
Told = Callable[[Code, str], str]
"""The sentence for a code and a file's name, in the language of who hears it."""

Refreshed = Callable[[str, str], Awaitable[tuple[File, ...]]]
"""The files of a message, by channel and id, as they are linked to now."""

CODES: dict[Failure, Code] = {
    "foreign": "foreign",
    "moved": "foreign",
    "too_large": "too_large",
    "page": "no_picture",
    "denied": "expired",
    "gone": "expired",
    "away": "away",
}
STALE: tuple[Failure, ...] = ("denied", "gone")


class Fetcher:
    def __init__(
        self, session: aiohttp.ClientSession, settings: Settings, refreshed: Refreshed
    ) -> None:
        self._download = Download(
            session, settings.discord.file_origins, settings.pictures.bytes_max
        )
        self._refreshed = refreshed
        self._room = asyncio.Semaphore(AT_ONCE)

    async def fetch(
        self, file: File, told: Told, channel: str = "", message: str = ""
    ) -> Attachment:
        """Return *file* fetched; *channel* and *message* name where it stands, if it
        does: what came with a command stands nowhere.
        """
        if not may_be_picture(file.name, file.media_type):
            return _refusal(file, "no_picture", told)
        try:
            async with self._room:
                content = await self._content(file, channel, message)
        except UnfetchedError as error:
            return _refusal(file, CODES[error.failure], told)
        return Attachment(file.name, content)

    async def _content(self, file: File, channel: str, message: str) -> bytes:
        try:
            return await self._download.content(file.url, file.size)
        except UnfetchedError as error:
            if error.failure not in STALE or not message:
                raise
            renewed = await self._refreshed(channel, message)
            same = [each for each in renewed if each.id == file.id]
            if not same:
                raise
        return await self._download.content(same[0].url, same[0].size)


def _refusal(file: File, code: Code, told: Told) -> Attachment:
    return Attachment(file.name, refusal=told(code, label(file.name)))
