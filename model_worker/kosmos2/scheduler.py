"""When to stop waiting for company and start the batch.

Time is passed in and never read, so every rule here is tested in no time; what waits
is of no concern here, tensors least of all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from typing import Generic, TypeVar

T = TypeVar("T")


class Scheduler(Generic[T]):
    """Those who wait, in order of arrival. Times are seconds of any steady clock."""

    def __init__(self, batch_max: int, patience_s: float) -> None:
        self._batch_max = batch_max
        self._patience_s = patience_s
        self._waiting: deque[tuple[float, T]] = deque()

    def add(self, newcomer: T, now_s: float) -> None:
        self._waiting.append((now_s, newcomer))

    def patience_left_s(self, now_s: float) -> float | None:
        """Return how long to wait for company: 0 to start, None while nobody waits."""
        if not self._waiting:
            return None
        if len(self._waiting) >= self._batch_max:
            return 0.0
        waited_s = now_s - self._waiting[0][0]
        return max(self._patience_s - waited_s, 0.0)

    def batch(self) -> list[T]:
        """Take those who are next, at most a batch."""
        count = min(len(self._waiting), self._batch_max)
        return [self._waiting.popleft()[1] for _ in range(count)]

    def everyone(self) -> list[T]:
        """Take all who wait."""
        waiting = [each for _, each in self._waiting]
        self._waiting.clear()
        return waiting


def halves(batch: Sequence[T]) -> tuple[Sequence[T], Sequence[T]]:
    """Return *batch* in two, for when it was too much at once; two rows at least."""
    middle = (len(batch) + 1) // 2
    return batch[:middle], batch[middle:]
