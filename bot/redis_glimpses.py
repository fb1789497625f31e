"""Watching jobs: one subscription for all who watch, since a connection each would be
too many.

The channel may lose anything, so whoever watches also looks at the job itself: first
of all, again now and then, and whenever the connection was new.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Awaitable, Callable

import redis.asyncio
from msgspec import DecodeError
from redis.exceptions import RedisError

from bot.cancelling import cancelled
from bot.errors import QueueError
from bot.jobs import Progress, State, decode_progress
from bot.redis_calls import call

LOOK_S = 5.0
PAUSE_S = 0.5
UNREAD_MAX = 32
log = logging.getLogger(__name__)

Mailbox = asyncio.Queue[Progress | None]
"""None says: look at the job itself."""


class Glimpses:
    """*look* returns a job's state, None for a job that is not known."""

    def __init__(
        self,
        client: redis.asyncio.Redis,
        channel: str,
        look: Callable[[str], Awaitable[State | None]],
    ) -> None:
        self._client = client
        self._channel = channel
        self._look = look
        self._mailboxes: dict[str, set[Mailbox]] = {}
        self._listening: asyncio.Task[None] | None = None

    async def of(self, job_id: str) -> AsyncIterator[Progress]:
        """Yield how the job stands, then what is told of it, until it has ended."""
        mailbox: Mailbox = asyncio.Queue(UNREAD_MAX)
        self._mailboxes.setdefault(job_id, set()).add(mailbox)
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        else:
            mailbox.put_nowait(None)
        state: State | None = None
        try:
            while state not in {"answered", "failed", "cancelled"}:
                told = await self._next(mailbox)
                if told is None:
                    if (found := await self._state(job_id, state)) is None:
                        return
                    if found == state:
                        continue
                    told = Progress(job_id=job_id, state=found)
                state = told.state
                yield told
        finally:
            await self._leave(job_id, mailbox)

    async def tell(self, body: bytes) -> None:
        await call(self._client, "PUBLISH", self._channel, body)

    async def _state(self, job_id: str, before: State | None) -> State | None:
        """Return the state as it is, or as it was while Redis is away."""
        try:
            return await self._look(job_id)
        except QueueError:
            if before is None:
                raise
            return before

    async def _next(self, mailbox: Mailbox) -> Progress | None:
        try:
            async with asyncio.timeout(LOOK_S):
                return await mailbox.get()
        except TimeoutError:
            return None

    async def _leave(self, job_id: str, mailbox: Mailbox) -> None:
        watching = self._mailboxes[job_id]
        watching.discard(mailbox)
        if not watching:
            del self._mailboxes[job_id]
        if not self._mailboxes and self._listening is not None:
            listening, self._listening = self._listening, None
            await cancelled(listening)

    async def _listen(self) -> None:
        while True:
            try:
                await self._hear_all()
            except RedisError as error:
                log.warning("! glimpses are lost: %s", error)
                for mailbox in self._all():
                    _put(mailbox, None)
                await asyncio.sleep(PAUSE_S)

    async def _hear_all(self) -> None:
        async with self._client.pubsub() as heard:
            await heard.subscribe(self._channel)
            while True:
                message = await heard.get_message(timeout=LOOK_S)
                if message is None:
                    continue
                if message["type"] == "subscribe":
                    for mailbox in self._all():
                        _put(mailbox, None)
                elif message["type"] == "message":
                    self._pass_on(message["data"])

    def _pass_on(self, body: bytes) -> None:
        try:
            told = decode_progress(body)
        except DecodeError:
            log.exception("! a glimpse cannot be understood by this version")
            return
        for mailbox in self._mailboxes.get(told.job_id, ()):
            _put(mailbox, told)

    def _all(self) -> list[Mailbox]:
        return [mailbox for each in self._mailboxes.values() for mailbox in each]


def _put(mailbox: Mailbox, told: Progress | None) -> None:
    """Put it in; a slow reader loses the oldest."""
    if mailbox.full():
        mailbox.get_nowait()
    mailbox.put_nowait(told)
