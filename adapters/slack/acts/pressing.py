"""Buttons under an answer: what they ask is asked as if it had been written."""

from __future__ import annotations

from typing import Protocol

from msgspec.structs import replace

from adapters.slack.acts.escalating import Escalating
from adapters.slack.acts.removing import Removing
from adapters.slack.asking import Asked, Asking
from adapters.slack.hearing.gathering import Gathered
from adapters.slack.hearing.manners import Manners
from adapters.slack.hearing.people import People
from adapters.slack.notes import Pressed
from adapters.slack.sending.spots import Spot, is_at
from bot.buttons import Asks, offered
from bot.intake import Refused
from bot.questions import Question
from bot.texts.english import ENGLISH
from bot.tickets import Status


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Pressing:
    def __init__(
        self,
        queue: Queue,
        asking: Asking,
        escalating: Escalating,
        removing: Removing,
        people: People,
        manners: Manners,
    ) -> None:
        self._queue = queue
        self._asking = asking
        self._escalating = escalating
        self._removing = removing
        self._people = people
        self._manners = manners

    async def pressed(self, note: Pressed) -> None:
        """Do what the button says, for whoever may ask here."""
        person = await self._people.person(note.team, note.user, note.user_team)
        code = self._manners.forbidden(note.team, note.channel, person)
        refused = Refused(code=code, sentence=ENGLISH.forbidden(code)) if code else None
        status = await self._queue.status(note.job_id)
        is_theirs = status and is_at(status.job.address, note.team, note.channel)
        if status is None and await self._cleared(note):
            return
        if refused is None and not is_theirs:
            refused = Refused(code="gone", sentence=ENGLISH.gone)
        if refused is not None or status is None:
            if refused is not None:
                await self._asking.refuse(_spot(note), note.event_id, refused)
            return
        match note.what:
            case "human":
                await self._escalating.call(note)
            case "trash":
                await self._throw_away(note, status)
            case "ask" | "again" | "closer" as what:
                await self._ask(note, what, status)

    async def _cleared(self, note: Pressed) -> bool:
        """Whether the bin took an answer away of which nothing else is kept."""
        return note.what == "trash" and await self._removing.cleared(
            note.team, note.job_id, note.channel, note.ts
        )

    async def _throw_away(self, note: Pressed, status: Status) -> None:
        """Take the answer back: the asker may, nobody else."""
        if status.job.address.user == note.user:
            await self._removing.remove(note.team, note.job_id)

    async def _ask(self, note: Pressed, what: Asks, status: Status) -> None:
        if (question := _question(note, what, status)) is None:
            return

        async def files() -> Gathered:
            return Gathered()

        await self._asking.ask(Asked(question, files, note.event_id))


def _spot(note: Pressed) -> Spot:
    return Spot(
        team=note.team,
        channel=note.channel,
        thread=note.thread_ts or note.ts,
        since=note.ts,
        user=note.user,
        user_team=note.user_team,
    )


def _question(note: Pressed, what: Asks, status: Status) -> Question | None:
    """Return what the button asks, None where the answer offers no such thing."""
    offer = offered(what, note.number, status)
    if offer is None:
        return None
    job, quoted = status.job, offer.text
    if offer.number is not None:
        quoted = ENGLISH.look_closer(offer.number)
    details = job.address.details | {"ts": note.ts, "quoted": quoted}
    return Question(
        event_id=note.question_id,
        address=replace(job.address, user=note.user, details=details),
        text=offer.text,
        picture=offer.picture,
        region=offer.region,
    )
