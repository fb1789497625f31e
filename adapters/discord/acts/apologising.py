"""The last that is done about a letter which broke its handler again and again."""

from __future__ import annotations

from typing import Protocol

from msgspec import DecodeError

from adapters.discord.asking import Asker
from adapters.discord.hearing.servers import Treated
from adapters.discord.notes import (
    Asked,
    Edited,
    Note,
    Posted,
    Pressed,
    Where,
    decode_note,
    remnant_of,
)
from adapters.discord.questions import commanded, pressed_at, unread, written
from adapters.discord.rooms import Rooms
from bot.intake import Refused
from bot.questions import Question
from bot.redis_inbox import Letter


class Posts(Protocol):
    async def job_of(self, message: str) -> str | None: ...


class Apologising:
    def __init__(self, posts: Posts, asker: Asker, rooms: Rooms) -> None:
        self._posts = posts
        self._asker = asker
        self._rooms = rooms

    async def give_up(self, letter: Letter) -> None:
        """Say that something broke, where somebody waits to hear anything.

        A question that became a job all the same is owed that job's outcome alone.
        Raises ServiceError to be called again.
        """
        try:
            note = decode_note(letter.body)
        except DecodeError:
            remnant = remnant_of(letter.body)
            if remnant is not None and remnant.is_waited_for:
                await self._apologise(remnant.where, unread(remnant))
            return
        where = _addressed(note)
        if where is None or await self._posts.job_of(_asker(note)) is not None:
            return
        treated = await self._rooms.treated(where.guild, where.room)
        asked = _question(note, treated)
        if asked is not None:
            await self._apologise(where, asked)

    async def _apologise(self, where: Where, asked: Question) -> None:
        texts = await self._rooms.texts(where.guild, where.room)
        refused = Refused(code="broken", sentence=texts.broken)
        await self._asker.refuse(asked, refused)


def _addressed(note: Note) -> Where | None:
    """Return where an answer to *note* would stand, None where nobody expects one."""
    match note:
        case Posted(message=message) | Edited(message=message):
            is_to_us = message.is_mention or message.where.is_direct
            return message.where if is_to_us else None
        case Asked() | Pressed():
            return note.where
        case _:
            return None


def _question(note: Note, treated: Treated) -> Question | None:
    match note:
        case Posted(message=message) | Edited(message=message):
            return written(message, message.id, "", note.event_id, treated)
        case Asked():
            return commanded(note, note.id, "", treated)
        case Pressed():
            return pressed_at(note)
        case _:
            return None


def _asker(note: Note) -> str:
    """Return the name under which it is remembered which job *note* became."""
    return note.message.name if isinstance(note, Posted | Edited) else note.event_id
