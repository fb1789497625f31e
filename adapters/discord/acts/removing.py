"""Taking back: a question that was deleted, an answer that is not wanted any more.

What Sightline keeps of it goes first, then what stands in Discord. Done twice, it is
done.
"""

from __future__ import annotations

from typing import Protocol

from adapters.discord.hearing.edits import EDITED, forget_edits
from adapters.discord.notes import Deleted, ThreadGone
from adapters.discord.saying.handover import human_name
from adapters.discord.seen import Seen
from adapters.discord.sending.messages import Messages
from adapters.discord.sending.spots import Spot
from bot.redis_posts import Posts
from bot.speaking import final
from bot.tickets import Status

DELETED = "discord:deleted"
OVERTAKING_S = 900.0
"""How far behind its own deletion a message may be: letters are tried that long."""


class Store(Protocol):
    async def retract(self, job_id: str) -> None: ...

    async def forget_thread(self, thread_key: str, asking: str = "") -> None: ...

    async def forget_tenant(self, tenant_key: str) -> None: ...


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Notes(Protocol):
    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...

    async def drop_note(self, kind: str, name: str) -> bool: ...

    async def names(self, kind: str) -> list[str]: ...


class Removing:
    def __init__(
        self,
        queue: Queue,
        store: Store,
        notes: Notes,
        posts: Posts,
        messages: Messages,
        seen: Seen,
    ) -> None:
        self._queue = queue
        self._store = store
        self._notes = notes
        self._posts = posts
        self._messages = messages
        self._seen = seen

    async def deleted(self, note: Deleted) -> None:
        """Take back what was asked by messages that are gone, or was answered there.

        It may still be on its way into the queue elsewhere: that one looks here last.
        """
        for message in note.ids:
            name = f"{note.channel}:{message}"
            await self._notes.keep_note(DELETED, name, b"1", OVERTAKING_S)
            await self._notes.drop_note(EDITED, name)
            jobs = [
                await self._posts.job_of(name),
                await self._posts.name_at(note.channel, message),
                *await self._posts.linked(name),  # others asked about its pictures
            ]
            for job_id in filter(None, jobs):
                await self.remove(job_id)

    async def is_deleted(self, message_name: str) -> bool:
        return await self._notes.note(DELETED, message_name) is not None

    async def thread_gone(self, note: ThreadGone) -> None:
        """Forget the conversation that a deleted thread was."""
        where = note.where
        await self._seen.gone(where.channel)
        await forget_edits(self._notes, lambda at: at.channel == where.channel)
        key = f"discord:{where.tenant}:{where.room}:{where.channel}"
        await self._store.forget_thread(key)

    async def server_left(self, guild: str) -> None:
        """Forget every conversation of a server."""
        await forget_edits(self._notes, lambda at: at.guild == guild)
        await self._store.forget_tenant(f"discord:{guild}")

    async def remove(self, job_id: str) -> None:
        """Take back a question with its answer and its pictures.

        Where people were asked to take over, their channel quotes it no longer.
        """
        names = (job_id, human_name(job_id), f"late:{job_id}")
        places = [await self._posts.place(name) for name in names]
        status = await self._queue.status(job_id)
        spot = Spot.of(status.job.address) if status else None
        await self._store.retract(job_id)
        for number, place in enumerate(places):
            if place is not None:
                await self._messages.delete(place, None if number else spot)
        for name in (*names, final(job_id)):
            await self._posts.drop(name)
