"""How fast jobs that do nothing go to a worker and come back.

    python -m tests.benchmarks.queue

One process asks and hears the results, another works, a private Redis is between them.
A throughput run asks as fast as ASKING callers at once can, with OPEN_MAX jobs on their
way at most; a latency run asks RATE times a second. Plain streams and Sightline's queue
take turns, so that both meet the machine's moods.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import statistics
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from bot.jobs import Job
from bot.redis_connection import connect, connect_blocking
from bot.settings import RedisSettings
from tests.benchmarks._printing import machine
from tests.benchmarks._roads import ROADS, Road
from tests.builders import a_job
from tests.redis_server import RedisServer

ROUNDS = 5
JOBS = 10_000
ASKING = 32
OPEN_MAX = 500  # as the settings ship
RATE = 200
TIMED_JOBS = 600
RATIO_MIN = 0.7
P50_MAX_MS = 5.0


class Trip(Struct, frozen=True):
    """What one run measured, from the moment of asking to the result."""

    jobs_per_s: float
    latencies_ms: list[float]

    def quantile_ms(self, share: float) -> float:
        return sorted(self.latencies_ms)[int(share * (len(self.latencies_ms) - 1))]


def main() -> None:
    fast: dict[str, list[Trip]] = {name: [] for name in ROADS}
    timed: dict[str, list[Trip]] = {name: [] for name in ROADS}
    for _ in range(ROUNDS):
        for name in ROADS:
            fast[name].append(_run(name, is_timed=False))
        for name in ROADS:
            timed[name].append(_run(name, is_timed=True))
    _print_report(fast, timed)


def _run(name: str, *, is_timed: bool) -> Trip:
    with RedisServer() as server:
        with connect_blocking(RedisSettings(url=server.url)) as client:
            client.xgroup_create("plain", "workers", mkstream=True)
            client.xgroup_create("outbox", "delivery", mkstream=True)
        with _worker(name, server.url):
            return asyncio.run(_ask(name, server.url, is_timed=is_timed))


@contextmanager
def _worker(name: str, url: str) -> Iterator[None]:
    process = multiprocessing.get_context("spawn").Process(
        target=_work, args=(name, url)
    )
    process.start()
    try:
        yield
    finally:
        process.kill()
        process.join()


def _work(name: str, url: str) -> None:
    async def work() -> None:
        async with connect(RedisSettings(url=url)) as client:
            road = ROADS[name](client, url)
            while True:
                await road.work()

    asyncio.run(work())


async def _ask(name: str, url: str, *, is_timed: bool) -> Trip:
    async with connect(RedisSettings(url=url)) as client:
        road = ROADS[name](client, url)
        await Producer(road, _jobs("warm", 200)).trip()
        if is_timed:
            return await Producer(road, _jobs("timed", TIMED_JOBS)).trip(RATE)
        return await Producer(road, _jobs("many", JOBS)).trip()


def _jobs(word: str, count: int) -> list[Job]:
    now = time.time()
    return [
        a_job(
            id=f"{word}-{number}",
            thread=f"{word}-{number}",
            user=f"user-{number % 1000}",
            tenant=f"tenant-{number % 20}",
            asked_at=now + number / 1000,
            deadline_at=now + number / 1000 + 600,
        )
        for number in range(count)
    ]


class Producer:
    """Asks, hears the results, and notes how long each was on its way."""

    def __init__(self, road: Road, jobs: Sequence[Job]) -> None:
        self._road = road
        self._count = len(jobs)
        self._jobs = iter(jobs)
        self._asked_at: dict[str, float] = {}
        self._latencies_ms: list[float] = []
        self._room = asyncio.Semaphore(OPEN_MAX)

    async def trip(self, per_s: float | None = None) -> Trip:
        """Ask *per_s* times a second, or as fast as it goes."""
        started = time.perf_counter()
        hearing = asyncio.create_task(self._hear())
        if per_s is None:
            await asyncio.gather(*[self._ask_on() for _ in range(ASKING)])
        else:
            await self._ask_steadily(per_s)
        await hearing
        seconds = time.perf_counter() - started
        return Trip(self._count / seconds, self._latencies_ms)

    async def _ask_on(self) -> None:
        for job in self._jobs:
            await self._ask(job)

    async def _ask_steadily(self, per_s: float) -> None:
        """Ask in time, whether the ones before were accepted or not."""
        asking = []
        next_at = time.perf_counter()
        for job in self._jobs:
            next_at += 1 / per_s
            await asyncio.sleep(max(next_at - time.perf_counter(), 0))
            asking.append(asyncio.create_task(self._ask(job)))
        await asyncio.gather(*asking)

    async def _ask(self, job: Job) -> None:
        await self._room.acquire()
        self._asked_at[job.id] = time.perf_counter()
        await self._road.submit(job)

    async def _hear(self) -> None:
        while len(self._latencies_ms) < self._count:
            for result in await self._road.results():
                seconds = time.perf_counter() - self._asked_at[result.job_id]
                self._latencies_ms.append(1000 * seconds)
                self._room.release()


def _print_report(fast: dict[str, list[Trip]], timed: dict[str, list[Trip]]) -> None:
    print(_machine())
    print(f"{ROUNDS} rounds of {JOBS} jobs, {ASKING} callers, {OPEN_MAX} open at most,")
    print(f"and of {TIMED_JOBS} jobs at {RATE} a second; medians of the rounds\n")
    heads = ("jobs/s", "lowest", "highest", "p50 ms", "p99 ms")
    print(f"{'':10}", *(f"{head:>8}" for head in heads))
    for name in ROADS:
        paces = [trip.jobs_per_s for trip in fast[name]]
        figures = (statistics.median(paces), min(paces), max(paces))
        p50, p99 = _quantile_ms(timed[name], 0.5), _quantile_ms(timed[name], 0.99)
        print(f"{name:10}", *(f"{f:8.0f}" for f in figures), f"{p50:8.2f} {p99:8.2f}")
    ratio = statistics.median(
        ours.jobs_per_s / plain.jobs_per_s
        for ours, plain in zip(fast["sightline"], fast["plain"], strict=True)
    )
    p50 = _quantile_ms(timed["sightline"], 0.5)
    print(f"\nsightline/plain {ratio:.2f} (wanted: at least {RATIO_MIN})")
    print(f"p50 {p50:.2f} ms (wanted: at most {P50_MAX_MS})")


def _quantile_ms(trips: Sequence[Trip], share: float) -> float:
    return statistics.median(trip.quantile_ms(share) for trip in trips)


def _machine() -> str:
    with (
        RedisServer() as server,
        connect_blocking(RedisSettings(url=server.url)) as client,
    ):
        version = client.info("server")["redis_version"]
    return f"{machine()}, Redis {version}"


if __name__ == "__main__":
    main()
