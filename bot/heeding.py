"""Posts, edits and deletions of one message may overtake each other, in one process or
in two: in the end its latest words count.

The latest edit is noted first, whatever is done is done one at a time, and who is done
looks whether something newer was noted meanwhile.
"""

from __future__ import annotations

from typing import Generic, Protocol, TypeVar

from bot.edits import Edits, Message
from bot.one_at_a_time import OneAtATime

M = TypeVar("M", bound=Message)
M_contra = TypeVar("M_contra", bound=Message, contravariant=True)


class Acts(Protocol[M_contra]):
    """What a platform does about a message, done twice it is done once.

    *event_id* names the post or the edit, *former* is the job of its words before.
    """

    async def ask(
        self, message: M_contra, event_id: str, former: str | None = None
    ) -> None: ...

    def is_addressed(self, message: M_contra) -> bool:
        """Whether it is for us by itself, whatever it was before an edit."""

    async def is_deleted(self, message: M_contra) -> bool: ...

    async def take_back(self, message: M_contra, job_id: str) -> None: ...


class Posts(Protocol):
    async def job_of(self, message: str) -> str | None: ...


class Heeding(Generic[M]):
    def __init__(self, acts: Acts[M], edits: Edits[M], posts: Posts) -> None:
        self._acts = acts
        self._edits = edits
        self._posts = posts
        self._one_at_a_time = OneAtATime()

    async def posted(self, message: M) -> None:
        async with self._one_at_a_time(message.name):
            await self._acts.ask(message, message.name)
            await self._catch_up(message, message.edited_at)

    async def edited(self, message: M) -> None:
        """Ask again, and let the same answer change; *message* is noted already."""
        async with self._one_at_a_time(message.name):
            await self._catch_up(message, "")

    async def _catch_up(self, message: M, heeded: str) -> None:
        """Heed what happened to *message* meanwhile, until nothing newer is noted."""
        while (edit := await self._edits.latest(message)) is not None:
            if edit.edited_at <= heeded:
                break
            message, heeded = edit, edit.edited_at
            former = await self._posts.job_of(message.name)
            if former is not None or self._acts.is_addressed(message):
                event_id = f"{message.name}:{message.edited_at}"
                await self._acts.ask(message, event_id, former)
        job_id = await self._posts.job_of(message.name)
        if job_id and await self._acts.is_deleted(message):
            await self._acts.take_back(message, job_id)
