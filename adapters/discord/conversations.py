"""Which conversation something belongs to.

Discord's threads are conversations, a DM is one, and so is what follows a message by
replies. Each is named by the message, or interaction, that it began with.
"""

from __future__ import annotations

from typing import Protocol

from adapters.discord.notes import Asked, Message, Where
from bot.tickets import Status


class Posts(Protocol):
    async def name_at(self, channel: str, message: str) -> str | None: ...

    async def job_of(self, message: str) -> str | None: ...


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Conversations:
    def __init__(self, posts: Posts, queue: Queue) -> None:
        self._posts = posts
        self._queue = queue

    async def of_message(self, message: Message) -> str:
        return await self._root(message.where, message.id, message.reply_to)

    async def of_asked(self, note: Asked) -> str:
        """What is answered to one person alone is a conversation of its own: nobody
        else's may refer to it. So is what is asked where we are not ourselves.
        """
        is_known = note.where.guild or note.where.is_direct
        if note.hook.is_private or not is_known:
            return note.id
        return await self._root(note.where, note.id, note.about)

    async def of_place(self, where: Where) -> str:
        """Return the conversation that a thread or a DM is, "" for a plain channel."""
        is_one = where.is_direct or where.parent
        return await self._root(where, "") if is_one else ""

    async def job_at(self, channel: str, message: str) -> str | None:
        """Return the job that a message asked, or is the answer of."""
        return await self._posts.name_at(channel, message) or await self._posts.job_of(
            f"{channel}:{message}"
        )

    async def _root(self, where: Where, own: str, reply_to: str = "") -> str:
        if where.is_direct:
            return where.channel
        if where.parent:  # a thread has the id of the message that it hangs on
            return await self._begun_by(where.parent, where.channel)
        if reply_to:
            return await self._begun_by(where.channel, reply_to)
        return own

    async def _begun_by(self, channel: str, message: str) -> str:
        job_id = await self.job_at(channel, message)
        status = await self._queue.status(job_id) if job_id else None
        return status.job.address.thread if status else message
