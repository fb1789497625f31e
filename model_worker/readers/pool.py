"""The processes that read: work goes in as bytes, values come out.

A process that dies is replaced and its call tried once more. The processes end when
`close` is called or this process dies, however it dies.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from bot.errors import ReaderError
from model_worker.readers import reading_process

P = ParamSpec("P")
T = TypeVar("T")


class ReadingPool:
    """*processes* that each hold an engine of about 0.5 GB."""

    def __init__(self, processes: int = 1) -> None:
        self.processes = processes
        self._context = get_context("spawn")
        self._their_end, self._our_end = self._context.Pipe(duplex=False)
        self._pool = self._new_pool()

    def warm(self) -> None:
        """Start the processes now, without waiting for them."""
        for _ in range(self.processes):
            self._submit(reading_process.get_ready)

    async def call(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Return what *function* does in one of the processes. Raises ReaderError."""
        for _ in range(2):
            pool = self._pool
            try:
                return await asyncio.wrap_future(
                    self._submit(function, *args, **kwargs)
                )
            except BrokenProcessPool:
                self._replace(pool)
        raise ReaderError("two reading processes died on one picture")

    def close(self) -> None:
        """End the processes, whatever they are doing."""
        self._our_end.close()
        self._pool.shutdown(cancel_futures=True)
        self._their_end.close()

    def _submit(
        self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs
    ) -> Future[T]:
        if self._our_end.closed:
            raise ReaderError("the text reader was closed")
        return self._pool.submit(function, *args, **kwargs)

    def _replace(self, broken: ProcessPoolExecutor) -> None:
        """Put a new pool in the place of *broken*, unless another call did."""
        if self._pool is broken and not self._our_end.closed:
            broken.shutdown(wait=False)
            self._pool = self._new_pool()

    def _new_pool(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self.processes,
            self._context,
            reading_process.begin,
            (self._their_end,),
        )
