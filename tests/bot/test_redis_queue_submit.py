from __future__ import annotations

import asyncio

import pytest
import redis.asyncio
from msgspec.structs import replace

from bot.errors import BusyError, QueueError
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import QueueSettings, RedisSettings, Settings
from tests.builders import a_job, a_result
from tests.waiting import Clock


def with_bounds(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock, **bounds: int
) -> Queue:
    return Queue(client, replace(settings, queue=QueueSettings(**bounds)), clock)


async def test_a_question_is_told_its_position(queue: Queue) -> None:
    tickets = [await queue.submit(a_job(thread=t, user=t), t) for t in "abc"]
    assert [ticket.position for ticket in tickets] == [1, 2, 3]
    assert not any(ticket.is_repeat for ticket in tickets)


async def test_what_was_submitted_is_what_is_claimed(queue: Queue) -> None:
    job = a_job(text="What is “this”? 🙂")
    await queue.submit(job, "event")
    (claim,) = await queue.claim("worker", 8, 0)
    assert claim.job == job
    assert claim.deliveries == 1
    assert not claim.is_suspect


async def test_a_repeated_event_is_the_first_ones_job(queue: Queue) -> None:
    first, again = a_job(), a_job()
    await queue.submit(first, "event")
    ticket = await queue.submit(again, "event")
    assert (ticket.job_id, ticket.position, ticket.is_repeat) == (first.id, 1, True)
    assert await queue.status(again.id) is None
    assert len(await queue.claim("worker", 8, 0)) == 1


async def test_an_event_repeated_at_the_same_moment_is_one_job(queue: Queue) -> None:
    jobs = [a_job() for _ in range(4)]
    tickets = await asyncio.gather(*[queue.submit(job, "event") for job in jobs])
    assert {ticket.job_id for ticket in tickets} == {jobs[0].id}
    assert [ticket.is_repeat for ticket in tickets] == [False, True, True, True]


async def test_the_same_event_of_two_platforms_is_two_jobs(queue: Queue) -> None:
    await queue.submit(a_job(), "event")
    ticket = await queue.submit(a_job(platform="slack"), "event")
    assert not ticket.is_repeat


async def test_a_repeat_is_known_after_its_job_has_ended(queue: Queue) -> None:
    job = a_job()
    await queue.submit(job, "event")
    await queue.cancel(job.id)
    ticket = await queue.submit(a_job(), "event")
    assert (ticket.job_id, ticket.position, ticket.is_repeat) == (job.id, 0, True)


async def test_one_person_may_ask_so_often_in_a_minute(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = with_bounds(client, settings, clock, user_per_minute=2)
    await queue.submit(a_job(thread="a"), "a")
    clock.forward(40)
    await queue.submit(a_job(thread="b"), "b")
    with pytest.raises(BusyError) as refused:
        await queue.submit(a_job(thread="c"), "c")
    assert refused.value.bound == "user"
    assert refused.value.sentence == (
        "You have asked 2 questions in the last minute; please try again in 20 seconds."
    )
    assert not (await queue.submit(a_job(user="grace", thread="c"), "c")).is_repeat


async def test_a_minute_later_the_person_may_ask_again(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = with_bounds(client, settings, clock, user_per_minute=1)
    await queue.submit(a_job(thread="a"), "a")
    with pytest.raises(BusyError):
        await queue.submit(a_job(thread="b"), "b")
    clock.forward(60)
    await queue.submit(a_job(thread="b"), "b")


async def test_refused_and_repeated_questions_do_not_count(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = with_bounds(client, settings, clock, user_per_minute=2, tenant_waiting=1)
    first = a_job()
    await queue.submit(first, "a")
    for _ in range(5):
        assert (await queue.submit(a_job(), "a")).is_repeat
        with pytest.raises(BusyError) as refused:
            await queue.submit(a_job(), "b")
        assert refused.value.bound == "tenant"
    await queue.cancel(first.id)
    assert not (await queue.submit(a_job(), "b")).is_repeat


async def test_a_tenant_may_have_so_many_questions_open(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = with_bounds(client, settings, clock, tenant_waiting=2)
    for user in "ab":
        await queue.submit(a_job(user=user, thread=user), user)
    await queue.claim("worker", 1, 0)  # work in hand is open, too
    with pytest.raises(BusyError, match="2 questions from here") as refused:
        await queue.submit(a_job(user="c", thread="c"), "c")
    assert refused.value.code == "busy_tenant"
    await queue.submit(a_job(user="c", tenant="other"), "c")


async def test_everybody_together_may_have_so_many_questions_open(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = with_bounds(client, settings, clock, total_waiting=3)
    jobs = [a_job(user=t, tenant=t) for t in "abc"]
    for job in jobs:
        await queue.submit(job, job.id)
    with pytest.raises(BusyError, match="3 questions are waiting") as refused:
        await queue.submit(a_job(user="d", tenant="d"), "d")
    assert refused.value.bound == "total"
    await queue.cancel(jobs[0].id)
    await queue.submit(a_job(user="d", tenant="d"), "d")


async def test_bounds_hold_for_questions_that_arrive_at_the_same_moment(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = with_bounds(client, settings, clock, tenant_waiting=3)
    jobs = [a_job(user=str(n), thread=str(n)) for n in range(8)]
    outcomes = await asyncio.gather(
        *[queue.submit(job, job.id) for job in jobs], return_exceptions=True
    )
    assert [isinstance(outcome, BusyError) for outcome in outcomes] == [
        *[False] * 3,
        *[True] * 5,
    ]


async def test_checking_leaves_no_trace(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = with_bounds(client, settings, clock, user_per_minute=1)
    job = a_job()
    for _ in range(3):
        assert await queue.check(job, "event") is None
    assert await queue.status(job.id) is None
    await queue.submit(job, "event")
    repeat = await queue.check(a_job(), "event")
    assert repeat is not None
    assert repeat.is_repeat
    assert repeat.job_id == job.id
    with pytest.raises(BusyError):
        await queue.check(a_job(), "another")


async def test_a_threads_next_question_waits_for_the_one_before(queue: Queue) -> None:
    jobs = [a_job() for _ in range(3)]
    for job in jobs:
        await queue.submit(job, job.id)
    for job in jobs:
        (claim,) = await queue.claim("worker", 8, 0)
        assert claim.job == job
        assert await queue.claim("worker", 7, 0) == []
        await queue.finish([(claim, a_result(job))])


async def test_questions_of_two_threads_do_not_wait_for_each_other(
    queue: Queue,
) -> None:
    for thread in "ab":
        await queue.submit(a_job(thread=thread), thread)
    assert len(await queue.claim("worker", 8, 0)) == 2


async def test_a_cancelled_question_lets_the_next_of_its_thread_go(
    queue: Queue,
) -> None:
    first, second, third = a_job(), a_job(), a_job()
    for job in (first, second, third):
        await queue.submit(job, job.id)
    await queue.cancel(second.id)  # waits in line, on no lane
    await queue.cancel(first.id)
    (claim,) = await queue.claim("worker", 8, 0)
    assert claim.job == third


async def test_an_overdue_question_lets_the_next_of_its_thread_go(
    queue: Queue, clock: Clock
) -> None:
    first, second = a_job(), a_job(deadline_at=clock() + 300)
    for job in (first, second):
        await queue.submit(job, job.id)
    await queue.claim("worker", 8, 0)
    clock.forward(121)
    assert await queue.sweep() == 1
    (claim,) = await queue.claim("worker", 8, 0)
    assert claim.job == second


async def test_a_question_in_line_counts_in_the_position(queue: Queue) -> None:
    first, second = a_job(), a_job()
    await queue.submit(first, "a")
    assert (await queue.submit(second, "b")).position == 2
    await queue.claim("worker", 8, 0)
    status = await queue.status(second.id)
    assert status is not None
    assert (status.state, status.position) == ("queued", 1)


async def test_a_thread_that_goes_on_keeps_its_earlier_turns(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    first = a_job()
    await queue.submit(first, "a")
    key = f"{{sightline}}:job:{first.id}"
    assert await client.ttl(key) > 86_000
    await client.expire(key, 100)
    await queue.submit(a_job(), "b")
    assert await client.ttl(key) > 86_000


async def test_a_thread_that_goes_on_keeps_its_pictures(
    client: redis.asyncio.Redis, queue: Queue, store: Store
) -> None:
    first, second = a_job(), a_job()
    await client.sadd(
        f"{{sightline}}:pictures:{first.address.thread_key}", "name"
    )  # as the store keeps it
    await client.set("{sightline}:picture:name", b"content", ex=100)
    await queue.submit(first, "a")
    await queue.submit(second, "b")
    assert await client.ttl("{sightline}:picture:name") > 86_000


async def test_redis_away_means_not_accepted() -> None:
    nowhere = Settings(redis=RedisSettings(url="unix:///nowhere/redis.sock"))
    async with connect(nowhere.redis) as client:
        queue = Queue(client, nowhere)
        with pytest.raises(QueueError):
            await queue.submit(a_job(), "event")
        with pytest.raises(QueueError):
            await queue.claim("worker", 1, 0)
        with pytest.raises(QueueError):
            await queue.outgoing("web", "page", 0)
        with pytest.raises(QueueError):
            await queue.sweep()
        with pytest.raises(QueueError):
            await queue.status("job")


async def test_a_full_redis_means_not_accepted(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    full, later = a_job(), a_job()
    await client.config_set("maxmemory", "1")
    try:
        with pytest.raises(QueueError, match=r"OutOfMemory|OOM"):
            await queue.submit(full, "event")
    finally:
        await client.config_set("maxmemory", "0")
    assert await queue.status(full.id) is None
    ticket = await queue.submit(later, "event")
    assert not ticket.is_repeat
    assert ticket.position == 1


async def test_a_full_redis_still_answers_what_it_let_in(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    first, second = a_job(), a_job()
    for job in (first, second):
        await queue.submit(job, job.id)
    await client.config_set("maxmemory", "1")
    try:
        for job in (first, second):
            (claim,) = await queue.claim("worker", 8, 0)
            assert await queue.finish([(claim, a_result(job))]) == [True]
        parcels = await queue.outgoing("web", "page", 0)
        await queue.delivered("web", parcels)
    finally:
        await client.config_set("maxmemory", "0")
    assert [parcel.result.job_id for parcel in parcels] == [first.id, second.id]


async def test_a_read_only_redis_means_not_accepted(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    await client.execute_command("REPLICAOF", "127.0.0.1", "1")  # type: ignore[no-untyped-call]
    try:
        with pytest.raises(QueueError, match=r"ReadOnly|READONLY"):
            await queue.submit(a_job(), "event")
    finally:
        await client.execute_command("REPLICAOF", "NO", "ONE")  # type: ignore[no-untyped-call]


async def test_the_job_of_an_event_is_told(queue: Queue) -> None:
    job = a_job()
    await queue.submit(job, "event")
    assert await queue.job_of("web", "event") == job.id
    assert await queue.job_of("slack", "event") is None
    assert await queue.job_of("web", "unknown") is None
