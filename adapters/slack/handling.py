"""What is to be done about each note: the adapter's table of contents.

A note comes from the inbox and leaves it once this has returned.
"""

from __future__ import annotations

import logging
from typing import Any, Protocol

from msgspec import DecodeError

from adapters.slack.asking import Asked, Asking
from adapters.slack.escalating import Escalating, relay_name
from adapters.slack.gathering import Gathering
from adapters.slack.inbound import address, question
from adapters.slack.manners import Ask, Manners, Refuse
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
from adapters.slack.removing import Removing
from adapters.slack.spots import Spot
from adapters.slack.words import BROKEN
from bot.intake import Refused
from bot.jobs import Turn
from bot.redis_inbox import Letter
from bot.redis_posts import Posts

EDITED = "slack:edited"
DAY_S = 86_400.0
log = logging.getLogger(__name__)


class Queue(Protocol):
    async def cancel(self, job_id: str) -> bool: ...


class Store(Protocol):
    async def turns(
        self, thread_key: str, last: int | None = None
    ) -> tuple[Turn, ...]: ...

    async def forget_tenant(self, tenant_key: str) -> None: ...

    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...


class Handling:
    def __init__(
        self,
        queue: Queue,
        store: Store,
        posts: Posts,
        messages: Messages,
        asking: Asking,
        pressing: Pressing,
        removing: Removing,
        escalating: Escalating,
        gathering: Gathering,
        people: People,
        manners: Manners,
    ) -> None:
        self._queue = queue
        self._store = store
        self._posts = posts
        self._messages = messages
        self._asking = asking
        self._pressing = pressing
        self._removing = removing
        self._escalating = escalating
        self._gathering = gathering
        self._people = people
        self._manners = manners

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

    async def give_up(self, letter: Letter) -> None:
        """Say that something broke, where somebody waits to hear anything."""
        note = decode_note(letter.body)
        if isinstance(note, Posted | Edited) and note.message.is_mention:
            refused = Refused(code="broken", sentence=BROKEN)
            spot = Spot.of(address(note.message))
            await self._asking.refuse(spot, note.event_id, refused)

    async def _posted(self, message: Message) -> None:
        if await self._escalating.brought_back(message):
            return
        await self._ask(message, message.name)
        await self._catch_up(message)

    async def _ask(
        self, message: Message, event_id: str, instead_of: str | None = None
    ) -> None:
        turns = await self._store.turns(address(message).thread_key, last=1)
        person = await self._people.of(message.team, message.user, message.user_team)
        verdict = self._manners.verdict(
            message,
            person,
            is_ours=bool(turns) or instead_of is not None,
            is_with_human=await self._escalating.is_with_human(message),
        )
        match verdict:
            case Ask(reason=reason):
                since = turns[-1].job.address.details.get("ts", "") if turns else ""

                async def files() -> Any:
                    return await self._gathering.attachments(message, since)

                asked = Asked(
                    question(message, (), event_id), files, message.name, instead_of
                )
                await self._asking.ask(asked, is_quiet=reason == "picture")
            case Refuse(refused=refused):
                spot = Spot.of(address(message))
                await self._asking.refuse(spot, event_id, refused)

    async def _catch_up(self, message: Message) -> None:
        """Heed an edit or a deletion that overtook its message on the way here."""
        if await self._removing.is_deleted(message.name):
            if job_id := await self._posts.job_of(message.name):
                await self._removing.remove(message.team, job_id)
            return
        if found := await self._store.note(EDITED, message.name):
            note = decode_note(found)
            if isinstance(note, Edited):
                await self._edited(note.message)

    async def _edited(self, message: Message) -> None:
        """Ask again, and let the same answer change."""
        note = Edited(message)
        await self._store.keep_note(EDITED, message.name, encode(note), DAY_S)
        if await self._posts.place(relay_name(message.name)) is not None:
            await self._escalating.brought_back(message)
            return
        former = await self._posts.job_of(message.name)
        if former is None and not (message.is_mention or message.is_direct):
            return
        await self._ask(message, note.event_id, former)
        if await self._removing.is_deleted(message.name):
            await self._catch_up(message)

    async def _deleted(self, note: Deleted) -> None:
        await self._removing.deleted(note)
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
        message = Message(
            team=note.team,
            channel=note.channel,
            ts=note.ts,
            thread_ts=note.thread_ts,
            user=note.user,
            user_team=note.user_team,
            text=note.text,
            is_mention=True,
            is_partial=True,
        )
        person = await self._people.of(note.team, note.user, note.user_team)
        spot = Spot.of(address(message))
        if refused := self._manners.barred(message.team, message.channel, person):
            await self._asking.refuse(spot, note.event_id, refused)
            return

        async def files() -> Any:
            return await self._gathering.attachments(message, "")

        asked = question(message, (), note.event_id, is_quoted=True)
        await self._asking.ask(Asked(asked, files, note.event_id))

    async def _revoked(self, note: Revoked) -> None:
        """Forget a workspace that does not want us any more."""
        if note.is_uninstalled:
            await self._store.forget_tenant(f"slack:{note.team}")
