"""How soon a new session may be begun: a token must never see 1,000 IDENTIFYs a day."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
import redis.asyncio

from adapters.discord.doors.identifying import Identifying
from bot.errors import QueueError
from bot.redis_notes import Notes
from bot.settings import Settings
from tests.waiting import Clock

DAY_S = 86_400.0


@pytest.fixture
def notes(client: redis.asyncio.Redis, settings: Settings) -> Notes:
    return Notes(client, settings)


class Waiting:
    """Moves the clock instead of waiting, up to *at_most_s* at a time."""

    def __init__(self, clock: Clock, at_most_s: float = DAY_S) -> None:
        self.clock = clock
        self.at_most_s = at_most_s
        self.waited: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.clock.forward(min(seconds, self.at_most_s))
        if seconds > self.at_most_s:
            raise asyncio.CancelledError


async def test_the_first_of_an_hour_wait_five_seconds_and_then_ninety(
    notes: Notes, clock: Clock
) -> None:
    waiting = Waiting(clock)
    for _ in range(8):
        await Identifying(notes, clock, waiting).wait_for_turn()

    assert waiting.waited == [5.0] * 4 + [90.0] * 3


async def test_a_day_of_crash_loops_stays_under_a_thousand(
    notes: Notes, clock: Clock
) -> None:
    waiting = Waiting(clock)
    began, times = clock.now, 0
    while clock.now < began + DAY_S:
        clock.forward(1)  # so long a process lives that breaks as it connects
        await Identifying(notes, clock, waiting).wait_for_turn()
        times += 1

    assert 900 < times < 1000


async def test_who_is_ended_while_it_waits_puts_off_nobody(
    notes: Notes, clock: Clock
) -> None:
    """discord.py ends an attempt after 60 s, a cluster a process that is not ready."""
    for _ in range(5):
        await Identifying(notes, clock, Waiting(clock)).wait_for_turn()
    began = clock.now
    impatient = Waiting(clock, at_most_s=60)
    with pytest.raises(asyncio.CancelledError):
        await Identifying(notes, clock, impatient).wait_for_turn()
    await Identifying(notes, clock, impatient).wait_for_turn()

    assert clock.now - began == 90


async def test_two_processes_that_wait_take_their_turns_apart(
    notes: Notes, clock: Clock
) -> None:
    sent: list[float] = []

    async def identify() -> None:
        await Identifying(notes, clock, Waiting(clock)).wait_for_turn()
        sent.append(clock.now)

    await asyncio.gather(*(identify() for _ in range(4)))

    gaps = [later - sooner for sooner, later in pairwise(sent)]
    assert min(gaps) >= 5
    assert await Identifying(notes, clock).begun() == 4


async def test_an_hour_without_any_forgets_them(notes: Notes, clock: Clock) -> None:
    waiting = Waiting(clock)
    for _ in range(6):
        await Identifying(notes, clock, waiting).wait_for_turn()
    clock.forward(3601)
    waiting.waited.clear()
    await Identifying(notes, clock, waiting).wait_for_turn()

    assert waiting.waited == []


async def test_without_redis_nobody_waits(clock: Clock) -> None:
    class Away:
        async def note(self, kind: str, name: str) -> bytes | None:
            raise QueueError(f"Redis is away, {kind} {name}")

        async def swap_note(self, *_: object) -> bool:
            raise QueueError("Redis is away")

    waiting = Waiting(clock)
    await Identifying(Away(), clock, waiting).wait_for_turn()

    assert waiting.waited == []
