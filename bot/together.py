"""Calls made while one is under way travel together in the next."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

from bot.errors import ServiceError

ABOARD_MAX = 64
"""Calls in one flight: whoever serves them does nothing else meanwhile."""

Item = TypeVar("Item")
Answer = TypeVar("Answer")


class Together(Generic[Item, Answer]):
    """Calls *serve* with many items at once; each caller gets its own answer.

    *serve* returns an answer for each item, in order. Nothing waits for company: a lone
    call leaves at once. A ServiceError is everybody's.
    """

    def __init__(
        self, serve: Callable[[Sequence[Item]], Awaitable[Sequence[Answer]]]
    ) -> None:
        self._serve = serve
        self._waiting: list[tuple[Item, asyncio.Future[Answer]]] = []
        self._flight: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Answer:
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, answer))
        if self._flight is None:
            self._flight = asyncio.create_task(self._fly())
        return await answer

    async def _fly(self) -> None:
        try:
            while self._waiting:
                aboard = self._waiting[:ABOARD_MAX]
                del self._waiting[:ABOARD_MAX]
                await self._land(aboard)
        finally:
            self._flight = None

    async def _land(
        self, aboard: Sequence[tuple[Item, asyncio.Future[Answer]]]
    ) -> None:
        try:
            answers = await self._serve([item for item, _ in aboard])
        except ServiceError as error:
            for _, waiting in aboard:
                if not waiting.done():
                    waiting.set_exception(error)
            return
        for (_, waiting), answer in zip(aboard, answers, strict=True):
            if not waiting.done():
                waiting.set_result(answer)
