"""Buttons under an answer: what they ask is asked as if it had been written."""

from __future__ import annotations

import logging
from typing import Protocol

from adapters.discord.acts.escalating import Escalating
from adapters.discord.asking import Asker, Asking
from adapters.discord.hearing.gathering import Gathered
from adapters.discord.hearing.manners import Manners
from adapters.discord.notes import Pressed
from adapters.discord.questions import offered_again, pressed_at
from adapters.discord.rooms import Rooms
from adapters.discord.sending.calls import DiscordRefusedError
from bot.buttons import Offer, offered
from bot.intake import Refused
from bot.texts.catalogue import Texts
from bot.tickets import Status

log = logging.getLogger(__name__)


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Pressing:
    def __init__(
        self,
        queue: Queue,
        asker: Asker,
        escalating: Escalating,
        manners: Manners,
        rooms: Rooms,
    ) -> None:
        self._queue = queue
        self._asker = asker
        self._escalating = escalating
        self._manners = manners
        self._rooms = rooms

    async def pressed(self, note: Pressed) -> None:
        """Do what the button says, for whoever may ask here."""
        where = note.where
        server = await self._rooms.server(where.guild)
        texts = await self._rooms.texts(where.guild, where.room)
        if code := self._manners.forbidden(where, note.person, server):
            await self._refuse(note, code, texts.forbidden(code))
            return
        status = await self._queue.status(note.job_id)
        if status is None or not _is_theirs(note, status):
            await self._refuse(note, "gone", texts.gone)
            return
        if note.what == "human":
            await self._call(note, status, texts.broken)
        elif offer := offered(note.what, note.number, status):
            await self._ask(note, status, offer, texts)
        else:
            await self._refuse(note, "gone", texts.gone)

    async def _ask(
        self, note: Pressed, status: Status, offer: Offer, texts: Texts
    ) -> None:
        async def files() -> Gathered:
            return Gathered()

        question = offered_again(note, status.job, offer, texts)
        await self._asker.ask(Asking(question, files, note.event_id))

    async def _call(self, note: Pressed, status: Status, broken: str) -> None:
        try:
            await self._escalating.call(note, status)
        except DiscordRefusedError as refusal:
            log.warning("! people cannot be asked: %s", refusal)
            await self._refuse(note, "human", broken)

    async def _refuse(self, note: Pressed, code: str, sentence: str) -> None:
        refused = Refused(code=code, sentence=sentence)
        await self._asker.refuse(pressed_at(note), refused)


def _is_theirs(note: Pressed, status: Status) -> bool:
    """Whether the job was asked where its button was pressed."""
    address = status.job.address
    there = ("discord", note.where.tenant, note.where.room)
    return (address.platform, address.tenant, address.channel) == there
