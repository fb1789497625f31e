"""How a job stands, and for how long it may still wait."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import redis.asyncio

from bot.jobs import Job, State, decode_job, decode_result
from bot.redis_calls import read, redis_refusals
from bot.redis_connection import read_again
from bot.redis_keys import Keys
from bot.redis_lanes import understood
from bot.tickets import Status


class Standing:
    def __init__(self, client: redis.asyncio.Redis, keys: Keys) -> None:
        self._client = client
        self._keys = keys

    async def state(self, job_id: str) -> State | None:
        found = await read(self._client, "HGET", self._keys("job", job_id), "state")
        return None if found is None else found.decode()

    async def status(self, job_id: str, now: float) -> Status | None:
        job, rank, pace, waiting, unfinished = await self._found(job_id)
        body, state, result, began = job
        if body is None:
            return None
        position = 0 if rank is None else rank + 1
        eta_s = None
        if pace is not None and state == b"queued":
            eta_s = patience(float(pace), position, unfinished - waiting)
        elif pace is not None and state == b"working":
            eta_s = max(int(began) / 1000 + float(pace) - now, 0.0)
        return Status(
            job=decode_job(body),
            state=state.decode(),
            position=position,
            eta_s=eta_s,
            outcome=decode_result(result).outcome if result else None,
        )

    async def job_of(self, event: str) -> str | None:
        found = await read(self._client, "GET", self._keys("event", event))
        return None if found is None else found.decode()

    async def jobs(self, ids: Sequence[str]) -> list[Job]:
        """Return those of *ids* that are known and that this version understands."""
        async with self._client.pipeline(transaction=False) as together:
            for job_id in ids:
                together.hget(self._keys("job", job_id), "job")
            with redis_refusals():
                found = await together.execute()
        return [job for body in found if body and (job := understood(body))]

    async def _found(self, job_id: str) -> list[Any]:
        keys = self._keys
        async with self._client.pipeline(transaction=False) as together:

            async def look() -> list[Any]:
                together.hmget(keys("job", job_id), "job", "state", "result", "began")
                together.zrank(keys("waiting"), job_id)
                together.get(keys("pace"))
                together.zcard(keys("waiting"))
                together.zcard(keys("open"))
                return await together.execute()

            with redis_refusals():
                return await read_again(look)


def patience(pace_s: float, position: int, working: int) -> float:
    """Return seconds until the job at *position* is answered, by a guess.

    As many jobs run side by side as are *working* now, each for *pace_s*.
    """
    rounds_before = max(position - 1, 0) // max(working, 1)
    return pace_s * (rounds_before + 1)
