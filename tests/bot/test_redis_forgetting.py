"""Threads are forgotten in time, and all of a tenant at once."""

from __future__ import annotations

import pytest
import redis.asyncio

from bot.errors import QueueError
from bot.redis_connection import connect
from bot.redis_keys import Keys
from bot.redis_posts import Place, Posts, Turn
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import RedisSettings, Settings
from tests.builders import a_job, a_picture, a_result, an_address
from tests.waiting import Clock

KEYS = Keys("sightline")
THREAD = an_address().thread_key


async def answered(queue: Queue, **fields: object) -> str:
    job = a_job(**fields)
    await queue.submit(job, job.id)
    (claim,) = await queue.claim("worker", 8, 0)
    await queue.finish([(claim, a_result(job))])
    return job.id


async def turn_count(store: Store, thread_key: str = THREAD) -> int:
    return len(await store.turns(thread_key))


async def test_a_thread_is_forgotten_when_its_time_has_come(
    client: redis.asyncio.Redis, queue: Queue, store: Store, clock: Clock
) -> None:
    await answered(queue)
    await store.forget_at(THREAD, clock() + 60)
    clock.forward(59)
    assert await store.forget_due() == 0
    assert await turn_count(store) == 1
    clock.forward(1)
    assert await store.forget_due() == 1
    assert await turn_count(store) == 0
    assert await store.forget_due() == 0
    assert await client.zcard(KEYS("forget")) == 0


async def test_a_new_question_gives_its_thread_more_time(
    queue: Queue, store: Store, clock: Clock
) -> None:
    await answered(queue)
    await store.forget_at(THREAD, clock() + 60)
    clock.forward(30)
    await answered(queue)
    await store.forget_at(THREAD, clock() + 60)
    clock.forward(59)
    assert await store.forget_due() == 0
    assert await turn_count(store) == 2
    clock.forward(1)
    assert await store.forget_due() == 1


async def test_a_thread_with_an_open_question_is_forgotten_after_its_answer(
    queue: Queue, store: Store, clock: Clock
) -> None:
    await answered(queue)
    await store.forget_at(THREAD, clock() + 60)
    clock.forward(60)
    job = a_job(deadline_at=clock() + 120)
    await queue.submit(job, job.id)  # its adapter is about to say until when
    assert await store.forget_due() == 0
    (claim,) = await queue.claim("worker", 8, 0)
    assert await queue.finish([(claim, a_result(job))]) == [True]
    assert await store.forget_due() == 1


async def test_a_thread_moved_on_meanwhile_stays(
    queue: Queue, store: Store, clock: Clock
) -> None:
    await answered(queue)
    await store.forget_at(THREAD, clock() + 60)
    assert not await store._forget(THREAD, "", 1000 * (clock() + 59))
    assert await turn_count(store) == 1


async def test_a_forgotten_thread_leaves_no_date_but_one_that_asked_for_it_does(
    client: redis.asyncio.Redis, queue: Queue, store: Store, clock: Clock
) -> None:
    asking = await answered(queue)
    await store.forget_at(THREAD, clock() + 60)
    await store.forget_thread(THREAD, asking)
    assert await client.zcard(KEYS("forget")) == 1
    await store.forget_thread(THREAD)
    assert await client.zcard(KEYS("forget")) == 0


async def test_all_of_a_tenant_is_forgotten_and_nothing_of_another(
    client: redis.asyncio.Redis, settings: Settings, queue: Queue, store: Store
) -> None:
    posts = Posts("slack", client, settings)
    others = {"platform": "slack", "tenant": "T12", "thread": "1"}
    kept = await a_whole_question(queue, store, posts, "b", **others)
    before = {key async for key in client.scan_iter("*")}
    for thread in "12":
        mine = {"platform": "slack", "tenant": "T1", "thread": thread}
        await a_whole_question(queue, store, posts, "a", **mine)
    await store.forget_tenant("slack:T1")
    left = {key async for key in client.scan_iter("*")} - before
    assert {key.split(b":")[1] for key in left} <= {b"event"}
    assert await store.picture_content("a" * 64) is None
    assert await store.picture_content("b" * 64) == b"content"
    assert await posts.place(kept) is not None
    assert await turn_count(store, an_address(**others).thread_key) == 1
    assert await store.threads("slack:T12:ada")
    assert await client.zrange(KEYS("forget"), 0, -1) == [
        an_address(**others).thread_key.encode()
    ]


async def a_whole_question(
    queue: Queue, store: Store, posts: Posts, letter: str, **fields: str
) -> str:
    """Leave every trace that a question can leave; return its job's id."""
    picture, address = a_picture(name=letter * 64), an_address(**fields)
    await store.keep_picture(picture, b"content", address.thread_key)
    await store.keep_reading("text", picture.name, b"words")
    job_id = await answered(queue, pictures=(picture,), **fields)
    await store.keep_drawn(f"drawn-{job_id}", b"png", address.thread_key)
    await store.keep_feedback(job_id, "up", "")
    await store.forget_at(address.thread_key, 2e9)
    await posts.remember(f"{address.tenant}:C1:{job_id}", job_id)
    for name in (job_id, f"final:{job_id}"):
        turn = await posts.begin(name, 45)
        assert isinstance(turn, Turn)
        assert await posts.placed(name, turn, Place("C1", name))
    await posts.mark(job_id, "file:0", "F1")
    for parcel in await queue.outgoing(address.platform, "adapter", 0):
        await queue.delivered(address.platform, [parcel])
    return job_id


async def test_what_is_open_of_a_forgotten_tenant_ends_unheard(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    mine, other = a_job(tenant="T1"), a_job(tenant="T2")
    for job in (mine, other):
        await queue.submit(job, job.id)
    await store.forget_tenant("web:T1")
    (claim,) = await queue.claim("worker", 8, 0)
    assert claim.job == other
    assert await queue.outgoing("web", "page", 0) == []
    assert list(await client.hgetall(KEYS("tenants"))) == [b"web:T2"]


@pytest.mark.parametrize("tenant", ["T*", "T?", "[T]1", "T\\1"])
async def test_a_tenant_is_no_pattern(queue: Queue, store: Store, tenant: str) -> None:
    await answered(queue, tenant="T1")
    await answered(queue, tenant=tenant)
    await store.forget_tenant(f"web:{tenant}")
    assert await turn_count(store, an_address(tenant="T1").thread_key) == 1
    assert await turn_count(store, an_address(tenant=tenant).thread_key) == 0


async def test_redis_away_is_a_queue_error() -> None:
    nowhere = Settings(redis=RedisSettings(url="unix:///nowhere/redis.sock"))
    async with connect(nowhere.redis) as client:
        store = Store(client, nowhere)
        with pytest.raises(QueueError):
            await store.forget_at(THREAD, 0)
        with pytest.raises(QueueError):
            await store.forget_due()
        with pytest.raises(QueueError):
            await store.forget_tenant("slack:T1")
        with pytest.raises(QueueError):
            await store.retract("job")
