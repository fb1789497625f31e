"""A question as it happens, told as events until its answer, which comes once.

Glimpses are lossy, so the queue and the store are looked at every second as well: a
page that missed everything still gets its answer.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Protocol

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from adapters.web.arrivals import Arrivals
from adapters.web.bodies import StateBody, WordsBody
from adapters.web.refusals import not_found
from adapters.web.states import States
from bot.cancelling import cancelled
from bot.errors import ServiceError
from bot.jobs import Progress, Step
from bot.rendering import safe_text

TICK_S = 1.0
SOON_S = 0.2


class Glimpses(Protocol):
    def glimpses(self, job_id: str) -> AsyncIterator[Progress]: ...


class Event(Struct, frozen=True):
    name: str
    body: Struct

    def encoded(self) -> bytes:
        written = msgspec.json.encode(self.body)
        return b"event: %s\ndata: %s\n\n" % (self.name.encode(), written)


class Watch:
    """What was glimpsed of one question, and when to look at it properly again."""

    def __init__(self) -> None:
        self.step: Step | None = None
        self.words: str | None = None
        self.has_ended = False
        self._look_at = 0.0
        self._news = asyncio.Event()

    def note(self, progress: Progress) -> None:
        self.words = progress.words if progress.words is not None else self.words
        if progress.step is not None and progress.step != self.step:
            self.step = progress.step
            self._look_at = 0.0
        self._news.set()

    def wake(self) -> None:
        """Look at once: a reply has arrived, or the site closes."""
        self._look_at = 0.0
        self._news.set()

    def end(self) -> None:
        self.has_ended = True
        self.wake()

    def is_due(self) -> bool:
        """Whether it is time to look; the next time is a tick later."""
        now = asyncio.get_running_loop().time()
        if now < self._look_at:
            return False
        self._look_at = now + (SOON_S if self.has_ended else TICK_S)
        return True

    async def news(self) -> None:
        """Return when something was noted, or when it is time to look."""
        patience_s = max(self._look_at - asyncio.get_running_loop().time(), 0)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience_s):
                await self._news.wait()
        self._news.clear()


class Watching:
    def __init__(self, queue: Glimpses, states: States, arrivals: Arrivals) -> None:
        self._queue = queue
        self._states = states
        self._arrivals = arrivals
        self._is_closing = False

    def close(self) -> None:
        """End every story soon; pages come back to the next process by themselves."""
        self._is_closing = True
        self._arrivals.ring_all()

    async def events(self, job_id: str) -> AsyncGenerator[Event | None]:
        """Yield what happens, None when a tick passed; end with the answer."""
        watch = Watch()
        follower = asyncio.create_task(self._follow(job_id, watch))
        try:
            with self._arrivals.waiting(job_id, watch.wake):
                async with contextlib.aclosing(self._told(job_id, watch)) as told:
                    async for event in told:
                        yield event
        finally:
            await cancelled(follower)

    async def _told(self, job_id: str, watch: Watch) -> AsyncGenerator[Event | None]:
        words: str | None = None
        told: Event | None = None
        while not self._is_closing and (told is None or told.name != "answer"):
            if watch.words != words:
                words = watch.words
                yield Event("words", WordsBody(safe_text(words or "")))
            if watch.is_due():
                event = await self._look(job_id, watch) or told
                if event != told:
                    told = event
                    yield event
                    continue
            yield None
            await watch.news()

    async def _look(self, job_id: str, watch: Watch) -> Event | None:
        """Return the state or the answer, None while Redis is away.

        Raises HttpError 404 once the question is forgotten.
        """
        try:
            standing = await self._states.standing(job_id)
            if standing is None:
                raise not_found()
            if standing.has_ended:
                return Event("answer", await self._states.question(standing))
        except ServiceError:
            return None
        return Event("state", _glimpsed(standing.state, watch.step))

    async def _follow(self, job_id: str, watch: Watch) -> None:
        while not watch.has_ended:
            try:
                async for progress in self._queue.glimpses(job_id):
                    watch.note(progress)
                watch.end()
            except ServiceError:
                await asyncio.sleep(TICK_S)


def _glimpsed(state: StateBody, step: Step | None) -> StateBody:
    """Return *state* with the step that only the side channel knows."""
    if state.state != "working" or state.step is not None:
        return state
    return replace(state, step=step)
