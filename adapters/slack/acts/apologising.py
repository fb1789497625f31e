"""The last that is done about a letter which broke its handler again and again."""

from __future__ import annotations

import logging
from typing import Protocol

from adapters.slack.doors.clients import NoTokenError
from adapters.slack.inbound import question
from adapters.slack.notes import (
    Edited,
    Note,
    Posted,
    Pressed,
    Submitted,
    decode_note,
)
from adapters.slack.sending.spots import Spot
from bot.intake import Refused
from bot.redis_inbox import Letter
from bot.texts.english import ENGLISH

log = logging.getLogger(__name__)


class Posts(Protocol):
    async def job_of(self, message: str) -> str | None: ...


class Asking(Protocol):
    async def refuse(self, spot: Spot, event_id: str, refused: Refused) -> None: ...


class Apologising:
    def __init__(self, posts: Posts, asking: Asking) -> None:
        self._posts = posts
        self._asking = asking

    async def give_up(self, letter: Letter) -> None:
        """Say that something broke, where somebody waits to hear anything.

        A question that became a job all the same is owed that job's outcome alone.
        Raises ServiceError to be called again.
        """
        note = decode_note(letter.body)
        asked = _addressed(note)
        if asked is None or await self._posts.job_of(_asker(note)) is not None:
            return
        refused = Refused(code="broken", sentence=ENGLISH.broken)
        try:
            await self._asking.refuse(asked, note.event_id, refused)
        except NoTokenError as error:
            log.warning("! nobody can be told: %s", error)


def _addressed(note: Note) -> Spot | None:
    """Return where an answer to *note* would stand, None where nobody expects one."""
    match note:
        case Posted(message=message) | Edited(message=message):
            is_to_us = message.is_mention or message.is_direct
            return Spot.of(question(message, (), "").address) if is_to_us else None
        case Submitted() | Pressed():
            return Spot.of(question(note, (), "").address)
        case _:
            return None


def _asker(note: Note) -> str:
    """Return the name under which it is remembered which job *note* became."""
    return note.message.name if isinstance(note, Posted | Edited) else note.event_id
