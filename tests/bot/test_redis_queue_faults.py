"""Real processes and a real server that die: nothing is lost, nothing is said twice."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import redis.asyncio
from msgspec.structs import replace

from bot.errors import QueueError
from bot.jobs import Job
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.settings import QueueSettings, RedisSettings, Settings
from tests.builders import a_job, a_result
from tests.redis_server import RedisServer
from tests.waiting import until

HOLDER = """
import asyncio, sys, time
from bot.leases import LeaseKeeper
from bot.redis_connection import connect, connect_blocking
from bot.redis_queue import Queue
from bot.settings import QueueSettings, RedisSettings, Settings

settings = Settings(
    redis=RedisSettings(url=sys.argv[1]), queue=QueueSettings(lease_s=1.5)
)

async def hold():
    keeper = LeaseKeeper(connect_blocking(settings.redis), settings, "holder")
    keeper.start()
    async with connect(settings.redis) as client:
        for claim in await Queue(client, settings).claim("holder", 8, 30):
            keeper.hold(claim)
    print("holding", flush=True)
    time.sleep(600)

asyncio.run(hold())
"""


async def test_a_killed_workers_jobs_run_again_elsewhere_and_are_answered_once(
    client: redis.asyncio.Redis, settings: Settings
) -> None:
    """The holder renews its leases for as long as it lives, and no longer."""
    settings = replace(settings, queue=QueueSettings(lease_s=1.5))
    queue = Queue(client, settings)
    jobs = [a_job_of_now(thread) for thread in "abc"]
    for job in jobs:
        await queue.submit(job, job.id)
    with holding(settings) as holder:
        # longer than a lease, which the living renew
        assert await queue.claim("other", settings.worker.jobs_max, 2.0) == []
        holder.kill()
    killed_at = time.monotonic()
    answered: list[str] = []
    while len(answered) < len(jobs):
        (claim,) = await queue.claim("other", settings.worker.jobs_max, 10)
        assert claim.is_suspect
        assert await queue.finish([(claim, a_result(claim.job))]) == [True]
        answered.append(claim.job.id)
    assert time.monotonic() - killed_at < 15
    assert answered == [job.id for job in jobs]
    assert len(await queue.outgoing("web", "page", 0)) == len(jobs)


def a_job_of_now(thread: str) -> Job:
    now = time.time()
    return a_job(thread=thread, asked_at=now, deadline_at=now + 120)


@contextmanager
def holding(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    """A worker process that has claimed what there is, and does nothing with it."""
    command = [sys.executable, "-c", HOLDER, settings.redis.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"holding\n"
        yield holder
        holder.kill()


async def test_a_redis_killed_between_question_and_answer_loses_nothing() -> None:
    with RedisServer(appendonly="yes", appendfsync="always") as server:
        settings = Settings(redis=RedisSettings(url=server.url, timeout_s=1))
        async with connect(settings.redis) as client:
            queue = Queue(client, settings)
            waiting, working = a_job_of_now("a"), a_job_of_now("b")
            await queue.submit(working, "b")
            (held,) = await queue.claim("worker", 8, 0)
            await queue.submit(waiting, "a")
            server.kill()
            with pytest.raises(QueueError):
                await queue.submit(a_job(), "lost")
            with pytest.raises(QueueError):
                await queue.finish([(held, a_result(working))])
            server.start()
            assert await queue.finish([(held, a_result(working))]) == [True]
            assert (await queue.submit(waiting, "a")).is_repeat
            (claim,) = await queue.claim("worker", 8, 0)
            assert claim.job == waiting
            (parcel,) = await queue.outgoing("web", "page", 0)
            assert parcel.result.job_id == working.id


async def test_a_server_that_cannot_persist_accepts_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "gone"
    folder.mkdir()
    with RedisServer(save="3600 1", dir=str(folder)) as server:
        settings = Settings(redis=RedisSettings(url=server.url, timeout_s=5))
        async with connect(settings.redis) as client:
            folder.rmdir()
            queue = Queue(client, settings)
            await client.set("written", "1")
            await client.bgsave()
            await until(lambda: _has_failed_to_save(client))
            with pytest.raises(QueueError, match="MISCONF"):
                await queue.submit(a_job(), "event")


async def _has_failed_to_save(client: redis.asyncio.Redis) -> bool:
    persistence = await client.info("persistence")
    return bool(persistence["rdb_last_bgsave_status"] == "err")
