from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest

from bot.errors import QueueError
from bot.together import ABOARD_MAX, Together


class Ferry:
    """Doubles numbers; leaves when the test says so."""

    def __init__(self) -> None:
        self.flights: list[list[int]] = []
        self.may_land = asyncio.Event()
        self.may_land.set()
        self.is_broken = False

    async def __call__(self, items: Sequence[int]) -> list[int]:
        self.flights.append(list(items))
        await self.may_land.wait()
        if self.is_broken:
            raise QueueError("Redis: away")
        return [2 * item for item in items]


async def test_a_lone_call_leaves_at_once() -> None:
    ferry = Ferry()
    assert await Together(ferry)(3) == 6
    assert ferry.flights == [[3]]


async def test_calls_of_the_same_moment_travel_together() -> None:
    ferry = Ferry()
    double = Together(ferry)
    assert await asyncio.gather(*map(double, [1, 2, 3])) == [2, 4, 6]
    assert ferry.flights == [[1, 2, 3]]


async def test_whoever_comes_during_a_flight_takes_the_next() -> None:
    ferry = Ferry()
    ferry.may_land.clear()
    double = Together(ferry)
    first = asyncio.create_task(double(1))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    later = [asyncio.create_task(double(number)) for number in (2, 3)]
    await asyncio.sleep(0)
    ferry.may_land.set()
    assert await asyncio.gather(first, *later) == [2, 4, 6]
    assert ferry.flights == [[1], [2, 3]]


async def test_a_flight_has_so_many_seats() -> None:
    ferry = Ferry()
    count = ABOARD_MAX + 5
    assert await asyncio.gather(*map(Together(ferry), range(count))) == [
        2 * number for number in range(count)
    ]
    assert [len(flight) for flight in ferry.flights] == [ABOARD_MAX, 5]


async def test_a_refusal_is_everybodys_and_the_next_flight_goes() -> None:
    ferry = Ferry()
    ferry.is_broken = True
    double = Together(ferry)
    outcomes = await asyncio.gather(double(1), double(2), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [QueueError, QueueError]
    ferry.is_broken = False
    assert await double(3) == 6


async def test_who_leaves_the_flight_leaves_the_others_theirs() -> None:
    ferry = Ferry()
    ferry.may_land.clear()
    double = Together(ferry)
    leaving, staying = (asyncio.create_task(double(number)) for number in (1, 2))
    await asyncio.sleep(0)
    leaving.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaving
    ferry.may_land.set()
    assert await staying == 4
