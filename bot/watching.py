"""What a person sees while a question waits and is answered: lossy, and cheap to lose.

Only the process that let a question in watches it. It is shown when that holds up
nothing else, and never once the answer's final form stands.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Protocol

from msgspec import Struct

from bot.cancelling import cancelled
from bot.errors import ServiceError
from bot.jobs import Progress
from bot.redis_posts import Place, Turn
from bot.speaking import final
from bot.tickets import Status

WATCHED_MAX = 200
PEN_S = 5.0
log = logging.getLogger(__name__)


class Queue(Protocol):
    def glimpses(self, job_id: str) -> AsyncIterator[Progress]: ...

    async def status(self, job_id: str) -> Status | None: ...


class Posts(Protocol):
    async def begin(self, name: str, lease_s: float) -> Place | Turn | None: ...

    async def give_up(self, name: str, turn: Turn) -> None: ...

    async def place(self, name: str) -> Place | None: ...

    async def drop(self, name: str) -> None: ...


class Screen(Protocol):
    """One message on a platform that says how far its question is."""

    def is_idle(self) -> bool:
        """Whether a change that may be left out would hold up nothing."""

    async def show(self, progress: Progress, position: int) -> None: ...

    async def take_away(self, place: Place) -> None: ...


class _Seen(Struct):
    """What was told last, and what there is to tell."""

    progress: Progress
    position: int
    told: object = None

    @property
    def shape(self) -> object:
        progress = self.progress
        return progress.state, progress.step, progress.words, self.position


class Watching:
    def __init__(self, queue: Queue, posts: Posts, every_s: float) -> None:
        """*every_s*: how often a platform likes a message to be changed, at most."""
        self._queue = queue
        self._posts = posts
        self._every_s = every_s
        self._tasks: set[asyncio.Task[None]] = set()

    def watch(self, job_id: str, screen: Screen, position: int) -> None:
        """Tell on *screen* how *job_id* fares, until it has ended."""
        if len(self._tasks) >= WATCHED_MAX:
            return
        task = asyncio.create_task(self._watch(job_id, screen, position))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def tasks(self) -> frozenset[asyncio.Task[None]]:
        return frozenset(self._tasks)

    async def _watch(self, job_id: str, screen: Screen, position: int) -> None:
        seen = _Seen(Progress(job_id=job_id, state="queued"), position)
        seen.told = seen.shape
        listening = asyncio.create_task(self._listen(job_id, seen))
        try:
            while not listening.done():
                await asyncio.wait([listening], timeout=self._every_s)
                if not listening.done() and not await self._tell(screen, seen):
                    return
            await self._clear(job_id, screen)
        except (ServiceError, TimeoutError) as error:
            log.debug("a glimpse of %s was not shown: %s", job_id, error)
        finally:
            await cancelled(listening)

    async def _clear(self, job_id: str, screen: Screen) -> None:
        """Take the placeholder of a question away that was forgotten unanswered."""
        if await self._queue.status(job_id) is not None:
            return
        if place := await self._posts.place(job_id):
            await screen.take_away(place)
            await self._posts.drop(job_id)

    async def _listen(self, job_id: str, seen: _Seen) -> None:
        async for progress in self._queue.glimpses(job_id):
            seen.progress = progress

    async def _tell(self, screen: Screen, seen: _Seen) -> bool:
        """Show what is new; False where nothing more is to be shown."""
        job_id = seen.progress.job_id
        if seen.progress.state == "queued":
            status = await self._queue.status(job_id)
            if status is None:
                await self._clear(job_id, screen)
                return False
            seen.position = status.position
        shape = seen.shape
        if shape == seen.told or not screen.is_idle():
            return True
        match await self._posts.begin(final(job_id), PEN_S):
            case Turn() as pen:
                try:
                    await screen.show(seen.progress, seen.position)
                    seen.told = shape
                finally:
                    await self._posts.give_up(final(job_id), pen)
            case Place():
                return False
        return True
