"""What is asked by `/ask`, or by the form of "Ask about this picture"."""

from __future__ import annotations

from typing import Protocol

from adapters.discord.asking import Asker, Asking
from adapters.discord.conversations import Conversations
from adapters.discord.hearing.gathering import Gathered, Gatherer
from adapters.discord.hearing.manners import Manners
from adapters.discord.hearing.markup import plain
from adapters.discord.notes import Asked
from adapters.discord.questions import commanded, told_of
from adapters.discord.rooms import Rooms
from bot.intake import Refused
from bot.jobs import Turn


class Store(Protocol):
    async def turns(
        self, thread_key: str, last: int | None = None
    ) -> tuple[Turn, ...]: ...


class Commanding:
    def __init__(
        self,
        store: Store,
        asker: Asker,
        gatherer: Gatherer,
        conversations: Conversations,
        manners: Manners,
        rooms: Rooms,
    ) -> None:
        self._store = store
        self._asker = asker
        self._gatherer = gatherer
        self._conversations = conversations
        self._manners = manners
        self._rooms = rooms

    async def asked(self, note: Asked) -> None:
        """Ask it, if its author may."""
        where = note.where
        root = await self._conversations.of_asked(note)
        treated = await self._rooms.treated(where.guild, where.room)
        texts = await self._rooms.texts(where.guild, where.room)
        question = commanded(note, root, plain(note.text, "0"), treated)
        server = await self._rooms.server(where.guild)
        if code := self._manners.forbidden(where, note.person, server):
            refused = Refused(code=code, sentence=texts.forbidden(code))
            await self._asker.refuse(question, refused)
            return
        turns = await self._store.turns(question.address.thread_key, last=1)

        async def files() -> Gathered:
            since = turns[-1].job.address.details.get("message", "") if turns else ""
            return await self._gatherer.gather(note, since, told_of(texts))

        is_thread_due = treated.has_thread and bool(where.guild) and not where.parent
        await self._asker.ask(
            Asking(question, files, note.event_id, opens_thread=is_thread_due)
        )
