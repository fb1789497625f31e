"""What is to be done about each note: the adapter's table of contents.

A note comes from the inbox and leaves it once this has returned.
"""

from __future__ import annotations

import logging
from typing import Protocol

from msgspec import DecodeError
from msgspec.structs import replace

from adapters.slack.acts.escalating import HELPED
from adapters.slack.acts.pressing import Pressing
from adapters.slack.acts.relaying import ASKED, Relaying
from adapters.slack.acts.removing import DELETED, Removing
from adapters.slack.acts.writing import Writing
from adapters.slack.asking import Asked, Asking
from adapters.slack.doors.clients import NoTokenError
from adapters.slack.hearing.edits import EDITED
from adapters.slack.hearing.gathering import Gathered, Gatherer
from adapters.slack.hearing.manners import Manners
from adapters.slack.hearing.people import People
from adapters.slack.inbound import question
from adapters.slack.notes import (
    Deleted,
    Edited,
    Message,
    Note,
    Posted,
    Pressed,
    Revoked,
    Stopped,
    Submitted,
    decode_note,
)
from adapters.slack.sending.spots import Spot
from bot.intake import Refused
from bot.jobs import Turn
from bot.questions import Question
from bot.redis_inbox import Letter
from bot.texts.english import ENGLISH

NOTED = (ASKED, HELPED, EDITED, DELETED)
log = logging.getLogger(__name__)


class Queue(Protocol):
    async def cancel(self, job_id: str) -> bool: ...


class Store(Protocol):
    async def turns(
        self, thread_key: str, last: int | None = None
    ) -> tuple[Turn, ...]: ...

    async def forget_tenant(self, tenant_key: str) -> None: ...


class Handling:
    def __init__(
        self,
        queue: Queue,
        store: Store,
        relaying: Relaying,
        writing: Writing,
        asking: Asking,
        pressing: Pressing,
        removing: Removing,
        gatherer: Gatherer,
        people: People,
        manners: Manners,
    ) -> None:
        self._queue = queue
        self._store = store
        self._relaying = relaying
        self._writing = writing
        self._asking = asking
        self._pressing = pressing
        self._removing = removing
        self._gatherer = gatherer
        self._people = people
        self._manners = manners

    async def handle(self, letter: Letter) -> None:
        """Do what *letter* asks for. Raises ServiceError to be called again.

        Of a workspace that took our token away nothing more can be done.
        """
        try:
            note = decode_note(letter.body)
        except DecodeError:
            log.exception("! a note cannot be understood by this version")
            return
        try:
            await self._do(note)
        except NoTokenError as error:
            log.warning("! a note is for nobody any more: %s", error)

    async def _do(self, note: Note) -> None:
        match note:
            case Posted(message=message):
                await self._writing.posted(message)
            case Edited(message=message):
                await self._writing.edited(message)
            case Deleted():
                await self._deleted(note)
            case Stopped():
                await self._stopped(note)
            case Pressed():
                await self._pressing.pressed(note)
            case Submitted():
                await self._submitted(note)
            case Revoked():
                await self._revoked(note)

    async def _deleted(self, note: Deleted) -> None:
        await self._removing.deleted(note)
        await self._relaying.deleted(note)

    async def _stopped(self, note: Stopped) -> None:
        """End what is open in the thread; each says so where its answer would be."""
        thread_key = f"slack:{note.team}:{note.channel}:{note.thread_ts}"
        for turn in await self._store.turns(thread_key):
            if turn.outcome is None:
                await self._queue.cancel(turn.job.id)

    async def _submitted(self, note: Submitted) -> None:
        """Ask what was written into the form about the message's pictures."""
        person = await self._people.person(note.team, note.user, note.user_team)
        asked = _as_written(question(note, (), note.text))
        if code := self._manners.forbidden(note.team, note.channel, person):
            refused = Refused(code=code, sentence=ENGLISH.forbidden(code))
            spot = Spot.of(asked.address)
            await self._asking.refuse(spot, note.event_id, refused)
            return
        message = Message(
            team=note.team,
            channel=note.channel,
            ts=note.ts,
            thread_ts=note.thread_ts,
            user=note.user,
            is_partial=True,
        )

        async def files() -> Gathered:
            return await self._gatherer.gather(message)

        await self._asking.ask(Asked(asked, files, note.event_id))

    async def _revoked(self, note: Revoked) -> None:
        """Forget a workspace that does not want us any more."""
        if note.is_uninstalled:
            await self._store.forget_tenant(f"slack:{note.team}")
            await self._removing.forget_notes(note.team, NOTED)


def _as_written(asked: Question) -> Question:
    """Return *asked* so that its answer quotes it: nobody saw it being written."""
    details = asked.address.details | {"quoted": asked.text}
    return replace(asked, address=replace(asked.address, details=details))
