"""Two ways for a job to a worker and back: Sightline's queue, and Redis Streams plain.

Both carry the same jobs and results in the same encoding through the same client.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import redis.asyncio

from bot.jobs import Job, Result, decode_job, decode_result, encode
from bot.redis_queue import Queue
from bot.settings import QueueSettings, RedisSettings, Settings, WorkerSettings
from tests.builders import a_result

BATCH = 32
WAIT_S = 1.0


class Road(Protocol):
    async def submit(self, job: Job) -> None: ...

    async def work(self) -> None:
        """Answer what has come, as much as fits into a batch."""

    async def results(self) -> Sequence[Result]: ...


class Sightline:
    """The whole queue: bounds, lanes, leases, one end for each job, its outbox."""

    def __init__(self, client: redis.asyncio.Redis, url: str) -> None:
        many = 10**9
        bounds = QueueSettings(
            user_per_minute=many, tenant_waiting=many, total_waiting=many
        )
        settings = Settings(
            redis=RedisSettings(url=url),
            queue=bounds,
            worker=WorkerSettings(jobs_max=BATCH),
        )
        self._queue = Queue(client, settings)

    async def submit(self, job: Job) -> None:
        await self._queue.submit(job, job.id)

    async def work(self) -> None:
        claims = await self._queue.claim("worker", BATCH, WAIT_S)
        await self._queue.finish([(claim, a_result(claim.job)) for claim in claims])

    async def results(self) -> Sequence[Result]:
        parcels = await self._queue.outgoing("web", "page", WAIT_S)
        await self._queue.delivered("web", parcels)
        return [parcel.result for parcel in parcels]


class Plain:
    """The least that loses nothing: both hops by consumer group, acked and deleted.

    No bounds, no lanes, no leases, an answer or several, nothing kept.
    """

    def __init__(self, client: redis.asyncio.Redis, _url: str) -> None:
        self._client = client

    async def submit(self, job: Job) -> None:
        await self._client.xadd("plain", {"job": encode(job)})

    async def work(self) -> None:
        found: Any = await self._client.xreadgroup(
            "workers", "worker", {"plain": ">"}, BATCH, int(WAIT_S * 1000)
        )
        async with self._client.pipeline(transaction=False) as together:
            for entry, fields in found[0][1] if found else ():
                result = a_result(decode_job(fields[b"job"]))
                together.xadd("outbox", {"result": encode(result)})
                together.xack("plain", "workers", entry)
                together.xdel("plain", entry)
            await together.execute()

    async def results(self) -> Sequence[Result]:
        found: Any = await self._client.xreadgroup(
            "delivery", "page", {"outbox": ">"}, BATCH, int(WAIT_S * 1000)
        )
        if not found:
            return []
        entries = [entry for entry, _ in found[0][1]]
        async with self._client.pipeline(transaction=False) as together:
            together.xack("outbox", "delivery", *entries)
            together.xdel("outbox", *entries)
            await together.execute()
        return [decode_result(fields[b"result"]) for _, fields in found[0][1]]


ROADS: dict[str, Callable[[redis.asyncio.Redis, str], Road]] = {
    "plain": Plain,
    "sightline": Sightline,
}
