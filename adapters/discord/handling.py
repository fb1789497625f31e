"""What is to be done about each note: the adapter's table of contents.

A note comes from the inbox and leaves it once this has returned.
"""

from __future__ import annotations

import logging

from msgspec import DecodeError

from adapters.discord.acts.commanding import Commanding
from adapters.discord.acts.pressing import Pressing
from adapters.discord.acts.removing import Removing
from adapters.discord.acts.writing import Writing
from adapters.discord.hearing.servers import Servers
from adapters.discord.notes import (
    Asked,
    Deleted,
    Edited,
    Left,
    Note,
    Posted,
    Pressed,
    ThreadGone,
    decode_note,
    remnant_of,
)
from bot.redis_inbox import Letter

log = logging.getLogger(__name__)


class Handling:
    def __init__(
        self,
        servers: Servers,
        writing: Writing,
        commanding: Commanding,
        pressing: Pressing,
        removing: Removing,
    ) -> None:
        self._servers = servers
        self._writing = writing
        self._commanding = commanding
        self._pressing = pressing
        self._removing = removing

    async def handle(self, letter: Letter) -> None:
        """Do what *letter* asks for. Raises ServiceError to be called again.

        DecodeError where a newer version has to read it, or to give it up.
        """
        try:
            note = decode_note(letter.body)
        except DecodeError:
            if remnant_of(letter.body) is not None:
                raise
            log.error("! a letter that nobody can read is dropped")  # noqa: TRY400
            return
        await self._do(note)

    async def _do(self, note: Note) -> None:
        match note:
            case Posted(message=message):
                await self._writing.posted(message)
            case Edited(message=message):
                await self._writing.edited(message)
            case Deleted():
                await self._removing.deleted(note)
            case ThreadGone():
                await self._removing.thread_gone(note)
            case Left(guild=guild):
                await self._removing.server_left(guild)
                await self._servers.forget(guild)
            case Asked():
                await self._commanding.asked(note)
            case Pressed():
                await self._pressing.pressed(note)
