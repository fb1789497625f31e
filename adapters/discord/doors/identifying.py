"""A token is reset after 1,000 IDENTIFYs in 24 hours: a process that starts again and
again waits longer and longer before the next one.

Each is noted in Redis, where the next process finds it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Protocol

from msgspec import json

from bot.errors import QueueError

KIND, NAME = "discord:identified", "times"
HOUR_S = 3600.0
QUICK_MAX = 5
WAIT_S = 90.0
"""960 a day at most, were it to go on all day."""

log = logging.getLogger(__name__)
_decode = json.Decoder(list[float]).decode


class Notes(Protocol):
    async def note(self, kind: str, name: str) -> bytes | None: ...

    async def swap_note(
        self, kind: str, name: str, seen: bytes | None, content: bytes, keep_s: float
    ) -> bool: ...


class Identifying:
    def __init__(
        self,
        notes: Notes,
        clock: Callable[[], float] = time.time,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._notes = notes
        self._clock = clock
        self._pause = pause

    async def wait_for_turn(self) -> None:
        """Return when the next IDENTIFY may be sent, which is noted."""
        try:
            wait_s = await self._noted()
        except QueueError as error:
            log.warning("! an IDENTIFY is not counted: %s", error)
            return
        if wait_s > 0:
            log.warning("! many connections within an hour: waiting %.0f s", wait_s)
            await self._pause(wait_s)

    async def begun(self) -> int:
        """Return how many were noted within the last hour. Raises QueueError."""
        seen = await self._notes.note(KIND, NAME)
        return len(_recent(seen, self._clock()))

    async def _noted(self) -> float:
        """Note an IDENTIFY; return how long it has to wait."""
        while True:
            seen = await self._notes.note(KIND, NAME)
            now = self._clock()
            known = _recent(seen, now)
            due = now
            if len(known) >= QUICK_MAX:
                due = max(now, known[-1] + WAIT_S)
            noted = json.encode([*known, due])
            if await self._notes.swap_note(KIND, NAME, seen, noted, 2 * HOUR_S):
                return due - now


def _recent(seen: bytes | None, now: float) -> list[float]:
    return [at for at in _decode(seen) if at > now - HOUR_S] if seen else []
