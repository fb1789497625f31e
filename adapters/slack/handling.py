"""What is to be done about each note: the adapter's table of contents.

A note comes from the inbox and leaves it once this has returned.
"""

from __future__ import annotations

import logging
from typing import Protocol

from msgspec import DecodeError
from msgspec.structs import replace

from adapters.slack.asking import Asked, Asking
from adapters.slack.clients import Clients
from adapters.slack.escalating import ASKED, HELPED, Escalating, relay_name
from adapters.slack.gathering import Gatherer
from adapters.slack.inbound import plain, question
from adapters.slack.kept_notes import Notes
from adapters.slack.manners import Ask, Manners, Refuse, Surroundings
from adapters.slack.messages import Messages
from adapters.slack.notes import (
    Deleted,
    Edited,
    Message,
    Posted,
    Pressed,
    Revoked,
    Stopped,
    Submitted,
    decode_note,
    encode,
)
from adapters.slack.people import People
from adapters.slack.pressing import Pressing
from adapters.slack.removing import DELETED, Removing
from adapters.slack.spots import Spot
from adapters.slack.words import FORBIDDEN
from bot.courtesies import is_courtesy
from bot.intake import Refused
from bot.jobs import Turn
from bot.questions import Attachment, Question
from bot.redis_inbox import Letter
from bot.redis_posts import Posts

EDITED, HANDLED = "slack:edited", "slack:handled"
NOTED = (ASKED, HELPED, EDITED, HANDLED, DELETED)
DAY_S = 86_400.0
OVERTAKING_S = 120.0
"""How far behind its own edit a message may be; people's words are kept no longer."""

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
        notes: Notes,
        posts: Posts,
        messages: Messages,
        asking: Asking,
        pressing: Pressing,
        removing: Removing,
        escalating: Escalating,
        gatherer: Gatherer,
        people: People,
        manners: Manners,
        clients: Clients,
    ) -> None:
        self._queue = queue
        self._store = store
        self._notes = notes
        self._posts = posts
        self._messages = messages
        self._asking = asking
        self._pressing = pressing
        self._removing = removing
        self._escalating = escalating
        self._gatherer = gatherer
        self._people = people
        self._manners = manners
        self._clients = clients

    async def handle(self, letter: Letter) -> None:
        """Do what *letter* asks for. Raises ServiceError to be called again."""
        try:
            note = decode_note(letter.body)
        except DecodeError:
            log.exception("! a note cannot be understood by this version")
            return
        match note:
            case Posted(message=message):
                await self._posted(message)
            case Edited(message=message):
                await self._edited(message)
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

    async def _posted(self, message: Message) -> None:
        if await self._escalating.brought_back(message):
            return
        await self._ask(message, message.name)
        await self._notes.keep_note(HANDLED, message.name, b"1", DAY_S)
        await self._catch_up(message)

    async def _ask(
        self, message: Message, event_id: str, instead_of: str | None = None
    ) -> None:
        """Ask what *message* asks, if it is for us and its author may."""
        bot_user = (await self._clients.grant(message.team)).bot_user
        asked = question(message, (), plain(message.text, bot_user))
        asked = replace(asked, event_id=event_id)
        turns = await self._store.turns(asked.address.thread_key, last=1)
        person = await self._people.person(
            message.team, message.user, message.user_team
        )
        around = Surroundings(
            is_ours=bool(turns) or instead_of is not None,
            is_human_called=await self._escalating.is_with_human(message),
            has_pictures=bool(turns) or message.thread != message.ts,
        )
        match self._manners.verdict(message, person, bot_user, around):
            case Ask(reason="follow_up") if _only_reacts(message, asked.text):
                return
            case Ask(reason=reason):
                since = turns[-1].job.address.details.get("ts", "") if turns else ""

                async def files() -> list[Attachment]:
                    return await self._gatherer.gather(message, since, bot_user)

                await self._asking.ask(
                    Asked(asked, files, message.name, instead_of),
                    is_quiet=reason == "picture",
                )
            case Refuse(code=code):
                refused = Refused(code=code, sentence=FORBIDDEN[code])
                await self._asking.refuse(Spot.of(asked.address), event_id, refused)

    async def _catch_up(self, message: Message) -> None:
        """Heed an edit or a deletion that overtook its message on the way here."""
        if await self._removing.is_deleted(message.name):
            if job_id := await self._posts.job_of(message.name):
                await self._removing.remove(message.team, job_id)
            return
        if found := await self._notes.note(EDITED, message.name):
            note = decode_note(found)
            if isinstance(note, Edited):
                await self._edited(note.message)

    async def _edited(self, message: Message) -> None:
        """Ask again, and let the same answer change.

        An edit is kept for a message that may still be on its way, and no longer.
        """
        name, edit = message.name, encode(Edited(message))
        await self._notes.keep_note(EDITED, name, edit, OVERTAKING_S)
        is_behind = await self._notes.note(HANDLED, name) is not None
        await self._ask_again(message)
        if is_behind:
            await self._notes.drop_note(EDITED, name)

    async def _ask_again(self, message: Message) -> None:
        if await self._posts.place(relay_name(message.name)) is not None:
            await self._escalating.brought_back(message)
            return
        former = await self._posts.job_of(message.name)
        if former is None and not (message.is_mention or message.is_direct):
            return
        await self._ask(message, Edited(message).event_id, former)
        if await self._removing.is_deleted(message.name):
            await self._catch_up(message)

    async def _deleted(self, note: Deleted) -> None:
        await self._removing.deleted(note)
        await self._notes.drop_note(EDITED, note.name)
        name = relay_name(note.name)
        if place := await self._posts.place(name):
            await self._messages.delete(note.team, place)
            await self._posts.drop(name)

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
            refused = Refused(code=code, sentence=FORBIDDEN[code])
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

        async def files() -> list[Attachment]:
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


def _only_reacts(message: Message, text: str) -> bool:
    return not message.files and is_courtesy(text)
