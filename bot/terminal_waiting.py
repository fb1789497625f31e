"""A terminal's wait for its answer: it delivers, watches, and says how it goes."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any, TypeVar

import msgspec

from bot.cancelling import cancelled
from bot.delivery import Delivery
from bot.errors import ServiceError
from bot.intake import Accepted
from bot.jobs import Progress
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.replies import Reply
from bot.terminal_reply import progress_line

POLL_S = 0.1
LOOK_S = 0.5
COLUMNS = 80  # where a terminal does not tell its size
CLEAR_LINE = "\r\x1b[K"
Found = TypeVar("Found")


class Waiting:
    """Waits for one reply, which any terminal's delivery may be the one to bring."""

    def __init__(self, queue: Queue, store: Store, accepted: Accepted) -> None:
        self._queue = queue
        self._store = store
        self._job_id = accepted.job_id
        self._position = accepted.position
        self._latest: Progress | None = None

    async def reply(self) -> Reply:
        me = f"ask-{os.getpid()}"
        content = self._store.picture_content
        delivery = Delivery("terminal", me, self._queue, content, self._keep)
        try:
            async with (
                _beside(delivery.run()),
                _beside(self._follow()),
                _beside(self._kept()) as kept,
            ):
                await asyncio.wait([kept])
                return kept.result()
        except asyncio.CancelledError:
            with suppress(ServiceError):
                await self._queue.cancel(self._job_id)
            raise

    async def _keep(self, reply: Reply) -> None:
        """Lay *reply* where whoever asked looks: it may be another terminal's."""
        await self._store.keep_reply(reply.job_id, msgspec.json.encode(reply))

    async def _kept(self) -> Reply:
        while True:
            if kept := await self._store.reply(self._job_id):
                return msgspec.json.decode(kept, type=Reply)
            await asyncio.sleep(POLL_S)

    async def _follow(self) -> None:
        """Say on stderr how it goes, if somebody watches."""
        if not sys.stderr.isatty():
            return
        try:
            async with _beside(self._count()):
                async for progress in self._queue.glimpses(self._job_id):
                    self._latest = progress
                    self._show()
        finally:
            _write("")

    async def _count(self) -> None:
        """Look at the place in line until the question is worked on."""
        while self._latest is None or self._latest.state == "queued":
            if status := await self._queue.status(self._job_id):
                self._position = status.position
            self._show()
            await asyncio.sleep(LOOK_S)

    def _show(self) -> None:
        width = os.get_terminal_size(sys.stderr.fileno()).columns or COLUMNS
        line = progress_line(self._position, self._latest, width - 1)
        _write(line)


@asynccontextmanager
async def _beside(
    work: Coroutine[Any, Any, Found],
) -> AsyncIterator[asyncio.Task[Found]]:
    """Run *work* for as long as the block; what becomes of it changes nothing here."""
    task = asyncio.create_task(work)
    try:
        yield task
    finally:
        await cancelled(task)
        await asyncio.gather(task, return_exceptions=True)


def _write(line: str) -> None:
    """Put *line* in the place of the one before it."""
    sys.stderr.write(CLEAR_LINE + line)
    sys.stderr.flush()
