"""What a person sees while a question waits and is answered: lossy, and cheap to lose.

Only the process that let a question in watches it. Words go into the stream that the
placeholder is, or, where it is none, into updates of it about once a second; both only
when the channel's line is idle, and never once the final form stands.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from adapters.slack.saying.placeholders import (
    placeholder_payload,
    settled,
    stream_chunks,
    words_payload,
)
from adapters.slack.sending.answers import final
from adapters.slack.sending.messages import Messages
from adapters.slack.sending.sender import Sender
from adapters.slack.sending.spots import ClientOf, Spot
from adapters.slack.sending.streaming import Streaming
from bot.cancelling import cancelled
from bot.errors import ServiceError
from bot.jobs import Progress
from bot.redis_posts import Place, Posts, Turn
from bot.tickets import Status

EVERY_S = 1.2
"""Slack takes about a message a second in a channel, and fewer edits than that."""

WATCHED_MAX = 200
PEN_S = 5.0
log = logging.getLogger(__name__)


class Queue(Protocol):
    def glimpses(self, job_id: str) -> AsyncIterator[Progress]: ...

    async def status(self, job_id: str) -> Status | None: ...


class _Seen(Struct):
    """What was told last, and what there is to tell."""

    progress: Progress
    position: int
    place: Place
    told: object = None
    appended: str = ""


class Watching:
    def __init__(
        self,
        queue: Queue,
        posts: Posts,
        messages: Messages,
        streaming: Streaming,
        sender: Sender,
        client_of: ClientOf,
    ) -> None:
        self._queue = queue
        self._posts = posts
        self._messages = messages
        self._streaming = streaming
        self._sender = sender
        self._client_of = client_of
        self._tasks: set[asyncio.Task[None]] = set()

    def watch(self, job_id: str, spot: Spot, place: Place, position: int) -> None:
        """Tell how *job_id* fares where its placeholder stands, until it has ended."""
        if len(self._tasks) >= WATCHED_MAX:
            return
        task = asyncio.create_task(self._watch(job_id, spot, place, position))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    @property
    def tasks(self) -> frozenset[asyncio.Task[None]]:
        return frozenset(self._tasks)

    async def _watch(
        self, job_id: str, spot: Spot, place: Place, position: int
    ) -> None:
        seen = _Seen(Progress(job_id=job_id, state="queued"), position, place)
        seen.told = self._shape(seen)
        listening = asyncio.create_task(self._listen(job_id, seen))
        try:
            while not listening.done():
                await asyncio.wait([listening], timeout=EVERY_S)
                if not listening.done() and not await self._tell(spot, seen):
                    return
            await self._clear(job_id, spot)
        except (ServiceError, TimeoutError) as error:
            log.debug("a glimpse of %s was not shown: %s", job_id, error)
        finally:
            await cancelled(listening)

    async def _clear(self, job_id: str, spot: Spot) -> None:
        """Take the placeholder of a question away that was forgotten unanswered."""
        if await self._queue.status(job_id) is not None:
            return
        if place := await self._posts.place(job_id):
            await self._messages.delete(spot.team, place)
            await self._posts.drop(job_id)

    async def _listen(self, job_id: str, seen: _Seen) -> None:
        async for progress in self._queue.glimpses(job_id):
            seen.progress = progress

    async def _tell(self, spot: Spot, seen: _Seen) -> bool:
        """Show what is new; False where nothing more is to be shown."""
        job_id = seen.progress.job_id
        if seen.progress.state == "queued":
            status = await self._queue.status(job_id)
            if status is None:
                return False
            seen.position = status.position
        shape = self._shape(seen)
        if shape == seen.told or not self._sender.is_idle(spot.line):
            return True
        match await self._posts.begin(final(job_id), PEN_S):
            case Turn() as pen:
                try:
                    await self._show(spot, seen)
                    seen.told = shape
                finally:
                    await self._posts.give_up(final(job_id), pen)
            case Place():
                return False
        return True

    async def _show(self, spot: Spot, seen: _Seen) -> None:
        if seen.place.is_stream:
            await self._append(spot, seen)
            return
        progress = seen.progress
        payload = (
            words_payload(progress.words)
            if progress.words
            else placeholder_payload(seen.position, progress.step)
        )
        async with asyncio.timeout(PEN_S / 2):
            await self._messages.update(spot, seen.place, payload, patience_s=EVERY_S)

    async def _append(self, spot: Spot, seen: _Seen) -> None:
        """Append what is new; where the stream is at its end, updates take over."""
        client = await self._client_of(spot.team)
        words = settled(seen.progress.words or "")
        is_longer = words.startswith(seen.appended)
        # A stream cannot take words back: those begun anew are left to the answer.
        fresh = words[len(seen.appended) :] if is_longer else ""
        chunks = stream_chunks(seen.progress, seen.position, fresh)
        if await self._streaming.append(client, seen.place, chunks):
            seen.appended += fresh
            return
        await self._streaming.stop(client, seen.place)
        seen.place = replace(seen.place, is_stream=False)

    @staticmethod
    def _shape(seen: _Seen) -> object:
        progress = seen.progress
        return (progress.state, progress.step, progress.words, seen.position)
