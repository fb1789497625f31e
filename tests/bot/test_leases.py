from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
import redis.asyncio
from msgspec.structs import replace

from bot.leases import LeaseKeeper
from bot.redis_connection import connect, connect_blocking
from bot.redis_keys import Keys
from bot.redis_queue import Claim, Queue
from bot.redis_store import Store
from bot.settings import RedisSettings, Settings
from tests.builders import a_job, a_result, an_address
from tests.redis_server import RedisServer
from tests.silence import fall_silent
from tests.waiting import Clock, until

KEYS = Keys("sightline")


@pytest.fixture
def keeper(settings: Settings, clock: Clock) -> Iterator[LeaseKeeper]:
    """A keeper whose thread has not been started: the test says when it renews."""
    with connect_blocking(settings.redis) as client:
        yield LeaseKeeper(client, settings, "worker", clock)


async def claimed(queue: Queue, **fields: object) -> Claim:
    job = a_job(**fields)
    await queue.submit(job, job.id)
    (claim,) = await queue.claim("worker", 8, 0)
    return claim


async def idle_ms(client: redis.asyncio.Redis, claim: Claim) -> int:
    """Return for how long nobody has renewed *claim*."""
    (pending,) = await client.xpending_range(
        KEYS("jobs", claim.lane), "workers", claim.entry, claim.entry, 1
    )
    return int(pending["time_since_delivered"])


async def test_a_lease_that_is_held_is_renewed(
    client: redis.asyncio.Redis, queue: Queue, keeper: LeaseKeeper
) -> None:
    claim = await claimed(queue)
    keeper.hold(claim)
    await fall_silent(client, claim)
    keeper.renew()
    assert await idle_ms(client, claim) < 5_000
    assert not keeper.is_gone(claim.job.id)


async def test_renewing_does_not_count_as_a_delivery(
    client: redis.asyncio.Redis, queue: Queue, keeper: LeaseKeeper, settings: Settings
) -> None:
    claim = await claimed(queue)
    keeper.hold(claim)
    for _ in range(5):
        keeper.renew()
    await fall_silent(client, claim)
    (taken,) = await Queue(client, settings, lambda: claim.job.asked_at).claim(
        "other", settings.worker.jobs_max, 0
    )
    assert taken.deliveries == 2


async def test_a_lease_that_was_let_go_is_not_renewed(
    client: redis.asyncio.Redis, queue: Queue, keeper: LeaseKeeper
) -> None:
    claim = await claimed(queue)
    keeper.hold(claim)
    keeper.let_go(claim)
    keeper.let_go(claim)
    await fall_silent(client, claim)
    keeper.renew()
    assert await idle_ms(client, claim) > 50_000


async def test_a_job_that_was_stopped_is_gone(
    queue: Queue, keeper: LeaseKeeper
) -> None:
    claim, kept = await claimed(queue), await claimed(queue, thread="other")
    keeper.hold(claim)
    keeper.hold(kept)
    await queue.cancel(claim.job.id)
    assert not keeper.is_gone(claim.job.id)  # nobody has looked yet
    keeper.renew()
    assert keeper.is_gone(claim.job.id)
    assert not keeper.is_gone(kept.job.id)


async def test_a_job_of_a_forgotten_thread_is_gone(
    queue: Queue, store: Store, keeper: LeaseKeeper
) -> None:
    claim = await claimed(queue)
    keeper.hold(claim)
    await store.forget_thread(an_address().thread_key)
    keeper.renew()
    assert keeper.is_gone(claim.job.id)


async def test_a_job_that_another_took_over_is_gone_and_stays_the_others(
    client: redis.asyncio.Redis, queue: Queue, keeper: LeaseKeeper, settings: Settings
) -> None:
    claim = await claimed(queue)
    keeper.hold(claim)
    await fall_silent(client, claim)
    (taken,) = await Queue(client, settings, lambda: claim.job.asked_at).claim(
        "other", settings.worker.jobs_max, 0
    )
    await fall_silent(client, taken, for_s=5)
    keeper.renew()
    assert keeper.is_gone(claim.job.id)
    assert await idle_ms(client, taken) >= 5_000


async def test_a_job_past_its_deadline_is_gone_and_no_longer_renewed(
    client: redis.asyncio.Redis, queue: Queue, keeper: LeaseKeeper, clock: Clock
) -> None:
    claim = await claimed(queue)
    keeper.hold(claim)
    clock.forward(120)
    await fall_silent(client, claim)
    keeper.renew()
    assert keeper.is_gone(claim.job.id)
    assert await idle_ms(client, claim) > 50_000


async def test_a_job_that_is_held_again_is_gone_no_more(
    queue: Queue, keeper: LeaseKeeper
) -> None:
    claim = await claimed(queue)
    keeper.hold(claim)
    await queue.cancel(claim.job.id)
    keeper.renew()
    keeper.let_go(claim)
    assert not keeper.is_gone(claim.job.id)


async def test_a_job_finished_by_its_own_worker_is_not_missed(
    queue: Queue, keeper: LeaseKeeper
) -> None:
    claim = await claimed(queue)
    keeper.hold(claim)
    await queue.finish([(claim, a_result(claim.job))])
    keeper.let_go(claim)
    keeper.renew()
    assert not keeper.is_gone(claim.job.id)


async def test_a_keeper_says_that_its_worker_is_alive(
    queue: Queue, keeper: LeaseKeeper, clock: Clock
) -> None:
    keeper.renew()
    assert await queue.has_worker()
    clock.forward(60)
    assert not await queue.has_worker()


async def test_the_thread_renews_while_the_worker_is_busy(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings, clock: Clock
) -> None:
    keeper = LeaseKeeper(connect_blocking(settings.redis), settings, "worker", clock)
    claim = await claimed(queue)
    keeper.hold(claim)
    await fall_silent(client, claim)
    keeper.start()
    # the event loop is held up here, as a long step holds it up
    with connect_blocking(settings.redis) as blocking:
        _wait_until_renewed(blocking, claim)
    assert await queue.has_worker()
    keeper.stop()
    keeper.stop()
    assert not await queue.has_worker()


def _wait_until_renewed(client: Any, claim: Claim) -> None:
    give_up_at = time.monotonic() + 20
    lane = KEYS("jobs", claim.lane)
    while time.monotonic() < give_up_at:
        (pending,) = client.xpending_range(lane, "workers", "-", "+", 1)
        if pending["time_since_delivered"] < 5_000:
            return
    raise AssertionError("the lease was not renewed")


def test_a_keeper_that_never_started_can_be_stopped(keeper: LeaseKeeper) -> None:
    keeper.stop()


async def test_a_keeper_outlives_its_redis(clock: Clock) -> None:
    with RedisServer(appendonly="yes", appendfsync="always") as server:
        where = RedisSettings(url=server.url, timeout_s=1)
        settings = replace(Settings(), redis=where)
        keeper = LeaseKeeper(connect_blocking(where), settings, "worker", clock)
        async with connect(where) as client:
            queue = Queue(client, settings, clock)
            claim = await claimed(queue)
            keeper.hold(claim)
            keeper.start()
            await until(queue.has_worker)
            server.kill()
            server.start()
            await client.connection_pool.disconnect()
            await fall_silent(client, claim)
            await until(lambda: _is_renewed(client, claim))
            assert not keeper.is_gone(claim.job.id)
            keeper.stop()


async def _is_renewed(client: redis.asyncio.Redis, claim: Claim) -> bool:
    return await idle_ms(client, claim) < 5_000
