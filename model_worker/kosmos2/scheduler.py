"""Who sits in which slot, who is next, and how much of a prompt is read at once.

Lanes take turns, those of one lane come in the order they arrived. Pure: time is passed
in and never read, tensors are of no concern here.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
LOWERED_S = 300.0
"""How long fewer are seated at once after memory ran out."""


@dataclass(slots=True, eq=False)
class Seat(Generic[T]):
    """One asker in a slot: *read* of *prompt* tokens are in the cache, *said* new ones
    were chosen, of at most *room*.
    """

    who: T
    slot: int
    prompt: int
    room: int
    read: int = 0
    said: int = 0

    @property
    def is_read(self) -> bool:
        return self.read >= self.prompt

    @property
    def length(self) -> int:
        """How many tokens stand in the cache: the last one said does not yet."""
        return self.read + max(self.said - 1, 0)


@dataclass(frozen=True, slots=True)
class Chunk(Generic[T]):
    """A piece of a prompt, *start* to *end*, that is read in one go."""

    seat: Seat[T]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Waiting(Generic[T]):
    who: T
    prompt: int
    room: int


class Scheduler(Generic[T]):
    """*slots* sequences of at most *length* tokens; prompts in pieces of *chunk*."""

    def __init__(self, slots: int, length: int, chunk: int) -> None:
        self._slots = slots
        self._length = length
        self._chunk = chunk
        self._lanes: dict[str, deque[_Waiting[T]]] = {}
        self._seats: dict[int, Seat[T]] = {}
        self._cap = slots
        self._cap_until_s = 0.0

    def fits(self, prompt: int, room: int) -> bool:
        """Whether so long a prompt and answer can ever be seated."""
        return prompt + room <= self._length

    def add(self, who: T, prompt: int, room: int, lane: str = "") -> None:
        waiting = _Waiting(who, prompt, room)
        self._lanes.setdefault(lane, deque()).append(waiting)

    def put_back(self, seat: Seat[T], lane: str = "") -> None:
        """Let who sat there be the next of *lane*, from the beginning."""
        self.retire(seat)
        waiting = _Waiting(seat.who, seat.prompt, seat.room)
        self._lanes.setdefault(lane, deque()).appendleft(waiting)

    def admit(self, now_s: float) -> list[Seat[T]]:
        """Seat those who are next, as far as there is room; return their seats."""
        if now_s >= self._cap_until_s:
            self._cap = self._slots
        seated = []
        while len(self._seats) < self._cap and (next_ := self._next()) is not None:
            slot = next(n for n in range(self._slots) if n not in self._seats)
            seat = Seat(next_.who, slot, next_.prompt, next_.room)
            self._seats[slot] = seat
            seated.append(seat)
        return seated

    def chunk(self) -> Chunk[T] | None:
        """Return what is to be read next: one piece, of who came first."""
        for seat in self._seats.values():
            if not seat.is_read:
                end = min(seat.read + self._chunk, seat.prompt)
                return Chunk(seat, seat.read, end)
        return None

    @property
    def running(self) -> list[Seat[T]]:
        """Those whose next token is due, by their slots."""
        seats = (self._seats[slot] for slot in sorted(self._seats))
        return [seat for seat in seats if seat.is_read]

    @property
    def seats(self) -> list[Seat[T]]:
        return [*self._seats.values()]

    @property
    def is_idle(self) -> bool:
        return not self._seats and not any(self._lanes.values())

    def retire(self, seat: Seat[T]) -> None:
        self._seats.pop(seat.slot, None)

    def lower(self, now_s: float) -> int:
        """Seat half as many for a while, one at least; return how many."""
        self._cap = max(min(self._cap, len(self._seats) or self._cap) // 2, 1)
        self._cap_until_s = now_s + LOWERED_S
        return self._cap

    def everyone(self) -> list[T]:
        """Take all who wait or sit."""
        waiting = [each.who for lane in self._lanes.values() for each in lane]
        seated = [seat.who for seat in self._seats.values()]
        self._lanes.clear()
        self._seats.clear()
        return [*seated, *waiting]

    def _next(self) -> _Waiting[T] | None:
        """Take the first of the lane whose turn it is; lanes that are empty go."""
        for lane in [*self._lanes]:
            waiting = self._lanes.pop(lane)
            if waiting:
                found = waiting.popleft()
                if waiting:
                    self._lanes[lane] = waiting  # at the end: its turn comes again
                return found
        return None
