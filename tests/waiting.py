"""Tests wait for a condition, never for a while."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Awaitable, Callable


async def until(
    holds: Callable[[], bool | Awaitable[bool]], within_s: float = 20.0
) -> None:
    """Return as soon as *holds*; fail the test when it does not come true in time."""
    give_up_at = time.monotonic() + within_s
    while True:
        held = holds()
        if await held if inspect.isawaitable(held) else held:
            return
        if time.monotonic() > give_up_at:
            raise AssertionError(f"did not come true within {within_s} s")
        await asyncio.sleep(0.005)


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: float = 1_800_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        self.now += seconds
