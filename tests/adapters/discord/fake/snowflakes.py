"""Discord's ids: a time and a number, so that later is greater."""

from __future__ import annotations

from collections.abc import Callable

EPOCH_MS = 1_420_070_400_000


class Snowflakes:
    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = 0

    def __call__(self) -> str:
        now = (int(self._clock() * 1000) - EPOCH_MS) << 22
        self._last = max(self._last + 1, now)
        return str(self._last)
