"""Getting a human: people are told where help is wanted, and have the word there."""

from __future__ import annotations

from typing import Protocol

from adapters.discord.notes import Pressed
from adapters.discord.rooms import Rooms
from adapters.discord.saying.handover import handover_layout, human_name, message_url
from adapters.discord.saying.layouts import Layout, text
from adapters.discord.sending.messages import Said
from adapters.discord.sending.speaking import DiscordSpeaking
from adapters.discord.sending.spots import Spot
from bot.jobs import Address, Answer
from bot.tickets import Status

HELPED = "discord:helped"


class Notes(Protocol):
    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...


class Escalating:
    def __init__(
        self, notes: Notes, speaking: DiscordSpeaking, rooms: Rooms, keep_s: float
    ) -> None:
        self._notes = notes
        self._speaking = speaking
        self._rooms = rooms
        self._keep_s = keep_s

    async def call(self, note: Pressed, status: Status) -> None:
        """Ask people in the channel that is set for it, and say so where it was asked.

        Raises DiscordRefusedError where that channel cannot be written to.
        """
        where, job, outcome = note.where, status.job, status.outcome
        treated = await self._rooms.treated(where.guild, where.room)
        texts = await self._rooms.texts(where.guild, where.room)
        if not treated.humans:
            return
        layout = handover_layout(
            user=note.person.user,
            asked=job.address.details.get("quoted") or job.text,
            answer=outcome if isinstance(outcome, Answer) else None,
            url=message_url(where.guild, where.channel, note.message),
            texts=texts,
        )
        there = Spot(guild=where.guild, channel=treated.humans)
        await self._speaking.placed(human_name(job.id), there, Said(layout))
        await self._notes.keep_note(HELPED, job.address.thread_key, b"1", self._keep_s)
        here = Spot(channel=where.channel, user=note.person.user, hook=note.hook)
        said = Said(Layout(tuple(text(texts.human_called))))
        await self._speaking.placed(f"called:{job.id}", here, said)

    async def is_with_human(self, address: Address) -> bool:
        """Whether people were called into this conversation: they have the word."""
        return await self._notes.note(HELPED, address.thread_key) is not None
