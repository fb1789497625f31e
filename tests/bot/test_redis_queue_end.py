from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
import redis.asyncio

from bot.jobs import Failure, Progress
from bot.redis_keys import Keys, milliseconds
from bot.redis_queue import Claim, Queue
from bot.redis_status import patience
from bot.settings import Settings
from tests.builders import a_job, a_result, an_answer
from tests.waiting import Clock, until

KEYS = Keys("sightline")


async def claimed(queue: Queue, **fields: object) -> Claim:
    job = a_job(**fields)
    await queue.submit(job, job.id)
    (claim,) = await queue.claim("worker", 8, 0)
    return claim


async def test_an_answer_leaves_on_the_outbox_of_its_platform(queue: Queue) -> None:
    claim = await claimed(queue)
    result = a_result(claim.job)
    assert await queue.finish([(claim, result)]) == [True]
    (parcel,) = await queue.outgoing("web", "page", 0)
    assert parcel.result == result
    assert parcel.deliveries == 1
    assert await queue.outgoing("slack", "page", 0) == []


async def test_a_job_is_answered_once(queue: Queue) -> None:
    claim = await claimed(queue)
    first = a_result(claim.job)
    second = a_result(claim.job, outcome=an_answer(intent="describe"))
    assert await queue.finish([(claim, first)]) == [True]
    assert await queue.finish([(claim, second)]) == [False]
    (parcel,) = await queue.outgoing("web", "page", 0)
    assert parcel.result == first


async def test_two_results_at_the_same_moment_are_one_answer(queue: Queue) -> None:
    claim = await claimed(queue)
    result = a_result(claim.job)
    ended = await asyncio.gather(*[queue.finish([(claim, result)]) for _ in range(4)])
    assert sorted(ended) == [[False], [False], [False], [True]]
    assert len(await queue.outgoing("web", "page", 0)) == 1


async def test_a_batch_ends_together_each_with_its_own_result(queue: Queue) -> None:
    jobs = [a_job(thread=thread, user=thread) for thread in "abc"]
    for job in jobs:
        await queue.submit(job, job.id)
    claims = await queue.claim("worker", 8, 0)
    results = [a_result(claim.job) for claim in claims]
    await queue.cancel(jobs[1].id)
    ended = await queue.finish(list(zip(claims, results, strict=True)))
    assert ended == [True, False, True]
    assert await queue.finish([]) == []


async def test_a_failure_is_a_visible_end_too(queue: Queue) -> None:
    claim = await claimed(queue)
    failure = Failure("broken", "Something went wrong.")
    await queue.finish([(claim, a_result(claim.job, outcome=failure))])
    status = await queue.status(claim.job.id)
    assert status is not None
    assert (status.state, status.outcome) == ("failed", failure)


async def test_a_question_that_waits_can_be_stopped(queue: Queue) -> None:
    job = a_job()
    await queue.submit(job, "event")
    assert await queue.cancel(job.id)
    assert await queue.claim("worker", 8, 0) == []
    (parcel,) = await queue.outgoing("web", "page", 0)
    assert parcel.result.outcome == Failure("cancelled", "Stopped.")
    assert parcel.result.address == job.address


async def test_a_question_that_is_worked_on_can_be_stopped(queue: Queue) -> None:
    claim = await claimed(queue)
    assert await queue.cancel(claim.job.id)
    status = await queue.status(claim.job.id)
    assert status is not None
    assert status.state == "cancelled"
    assert await queue.finish([(claim, a_result(claim.job))]) == [False]
    assert len(await queue.outgoing("web", "page", 0)) == 1


async def test_what_has_ended_or_is_unknown_cannot_be_stopped(queue: Queue) -> None:
    claim = await claimed(queue)
    await queue.finish([(claim, a_result(claim.job))])
    assert not await queue.cancel(claim.job.id)
    assert not await queue.cancel("unknown")
    assert len(await queue.outgoing("web", "page", 0)) == 1


async def test_the_sweep_ends_what_is_overdue_wherever_it_is(
    queue: Queue, clock: Clock
) -> None:
    working = await claimed(queue)
    waiting, in_line = a_job(thread="other"), a_job(thread="other")
    for job in (waiting, in_line):
        await queue.submit(job, job.id)
    in_time = a_job(thread="late", deadline_at=clock() + 200)
    await queue.submit(in_time, in_time.id)
    clock.forward(119)
    assert await queue.sweep() == 0
    clock.forward(1)
    assert await queue.sweep() == 3
    assert await queue.sweep() == 0
    parcels = await queue.outgoing("web", "page", 0)
    assert {parcel.result.job_id for parcel in parcels} == {
        working.job.id,
        waiting.id,
        in_line.id,
    }
    assert all(
        isinstance(parcel.result.outcome, Failure)
        and parcel.result.outcome.code == "too_late"
        and "120 seconds" in parcel.result.outcome.sentence
        for parcel in parcels
    )


async def test_a_status_tells_state_position_and_outcome(queue: Queue) -> None:
    first, second = a_job(), a_job(thread="other")
    await queue.submit(first, "a")
    await queue.submit(second, "b")
    status = await queue.status(second.id)
    assert status is not None
    assert (status.job, status.state, status.position) == (second, "queued", 2)
    assert status.eta_s is None
    assert status.outcome is None
    claims = await queue.claim("worker", 8, 0)
    status = await queue.status(first.id)
    assert status is not None
    assert (status.state, status.position) == ("working", 0)
    result = a_result(first)
    await queue.finish([(claim, result) for claim in claims if claim.job == first])
    status = await queue.status(first.id)
    assert status is not None
    assert (status.state, status.outcome) == ("answered", result.outcome)
    assert await queue.status("unknown") is None


async def test_the_wait_is_guessed_from_what_jobs_took(
    queue: Queue, clock: Clock
) -> None:
    claim = await claimed(queue)
    clock.forward(10)
    await queue.finish([(claim, a_result(claim.job))])
    jobs = [a_job(thread=thread) for thread in "abc"]
    for job in jobs:
        await queue.submit(job, job.id)
    await queue.claim("worker", 1, 0)
    clock.forward(4)
    etas = [status.eta_s for job in jobs if (status := await queue.status(job.id))]
    assert sorted(etas, key=str) == [10.0, 20.0, 6.0]  # six seconds are left of ten


@pytest.mark.parametrize(
    ("position", "working", "rounds"),
    [(1, 0, 1), (1, 8, 1), (8, 8, 1), (9, 8, 2), (3, 1, 3), (0, 0, 1)],
)
def test_those_who_work_take_the_waiting_in_rounds(
    position: int, working: int, rounds: int
) -> None:
    assert patience(10.0, position, working) == 10.0 * rounds


async def test_what_was_delivered_is_gone(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    claim = await claimed(queue)
    await queue.finish([(claim, a_result(claim.job))])
    parcels = await queue.outgoing("web", "page", 0)
    await queue.delivered("web", parcels)
    await queue.delivered("web", [])
    assert await client.xlen(KEYS("outbox", "web")) == 0
    assert await queue.outgoing("web", "page", 0) == []


async def test_what_a_dead_delivery_had_is_another_ones(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    claim = await claimed(queue)
    await queue.finish([(claim, a_result(claim.job))])
    (lost,) = await queue.outgoing("web", "page-1", 0)
    assert await queue.outgoing("web", "page-2", 0) == []
    await client.xclaim(
        KEYS("outbox", "web"), "delivery", "page-1", 0, [lost.entry], idle=60_000
    )
    (parcel,) = await queue.outgoing("web", "page-2", 0)
    assert parcel.result == lost.result
    assert parcel.deliveries > 1


async def test_a_renewed_parcel_stays_with_its_carrier_uncounted(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    claim = await claimed(queue)
    await queue.finish([(claim, a_result(claim.job))])
    parcels = await queue.outgoing("web", "page-1", 0)
    await _let_leases_run_out(client, [parcels[0].entry])
    await queue.renew_parcels("web", "page-1", parcels)
    await queue.renew_parcels("web", "page-1", [])
    assert await queue.outgoing("web", "page-2", 0) == []
    await _let_leases_run_out(client, [parcels[0].entry])
    (parcel,) = await queue.outgoing("web", "page-2", 0)
    assert parcel.deliveries == 2


async def test_a_delivered_parcel_is_not_brought_back_by_renewing(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    claim = await claimed(queue)
    await queue.finish([(claim, a_result(claim.job))])
    parcels = await queue.outgoing("web", "page", 0)
    await queue.delivered("web", parcels)
    await queue.renew_parcels("web", "page", parcels)
    assert (await client.xpending(KEYS("outbox", "web"), "delivery"))["pending"] == 0


async def test_parcels_that_are_held_do_not_hide_one_that_is_free(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    claims = [await claimed(queue, thread=f"{n}", user=f"{n}") for n in range(12)]
    await queue.finish([(claim, a_result(claim.job)) for claim in claims])
    parcels = await queue.outgoing("web", "page-1", 0, 12)
    await _let_leases_run_out(client, [parcels[-1].entry])
    (free,) = await queue.outgoing("web", "page-2", 0, 1)
    assert free.entry == parcels[-1].entry


async def _let_leases_run_out(client: redis.asyncio.Redis, entries: list[Any]) -> None:
    stream = KEYS("outbox", "web")
    await client.xclaim(
        stream, "delivery", "page-1", 0, entries, idle=60_000, justid=True
    )


async def test_an_outbox_is_waited_for(queue: Queue) -> None:
    claim = await claimed(queue)
    waiting = asyncio.create_task(queue.outgoing("web", "page", 30))
    await until(lambda: _is_blocked(queue))
    await queue.finish([(claim, a_result(claim.job))])
    assert len(await asyncio.wait_for(waiting, 0.9)) == 1
    assert await queue.outgoing("slack", "bot", 0.01) == []


async def _is_blocked(queue: Queue) -> bool:
    clients = await queue._client.info("clients")
    return bool(clients["blocked_clients"])


async def test_a_result_of_a_later_version_is_left_to_later_deliveries(
    client: redis.asyncio.Redis, queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    claims = [await claimed(queue, thread=thread) for thread in "ab"]
    await queue.finish([(claim, a_result(claim.job)) for claim in claims])
    await client.hset(KEYS("job", claims[0].job.id), "result", b'{"job_id": 7}')
    (parcel,) = await queue.outgoing("web", "page", 0)
    assert parcel.result.job_id == claims[1].job.id
    assert "cannot be understood" in caplog.text


async def test_an_outbox_with_such_a_result_alone_is_waited_for(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    claim = await claimed(queue)
    await queue.finish([(claim, a_result(claim.job))])
    await client.hset(KEYS("job", claim.job.id), "result", b'{"job_id": 7}')
    assert await queue.outgoing("web", "page", 0.05) == []


async def test_glimpses_begin_with_how_it_stands_and_end_with_the_end(
    queue: Queue,
) -> None:
    job = a_job()
    await queue.submit(job, "event")
    glimpses = queue.glimpses(job.id)
    assert await anext(glimpses) == Progress(job_id=job.id, state="queued")
    (claim,) = await queue.claim("worker", 8, 0)
    assert (await anext(glimpses)).state == "working"
    looking = Progress(job_id=job.id, state="working", step="looking", words="The")
    await queue.tell(looking)
    assert await anext(glimpses) == looking
    await queue.finish([(claim, a_result(job))])
    assert [told.state async for told in glimpses] == ["answered"]


async def test_whoever_watches_late_hears_the_end(queue: Queue) -> None:
    claim = await claimed(queue)
    await queue.finish([(claim, a_result(claim.job))])
    glimpses = queue.glimpses(claim.job.id)
    assert [told.state async for told in glimpses] == ["answered"]


async def test_an_unknown_job_has_no_glimpses(queue: Queue) -> None:
    assert [told async for told in queue.glimpses("unknown")] == []


@pytest.mark.parametrize("end", ["cancelled", "failed"])
async def test_every_end_is_heard(queue: Queue, clock: Clock, end: str) -> None:
    job = a_job()
    await queue.submit(job, "event")
    glimpses = queue.glimpses(job.id)
    assert (await anext(glimpses)).state == "queued"
    if end == "cancelled":
        await queue.cancel(job.id)
    else:
        clock.forward(121)
        await queue.sweep()
    assert [told.state async for told in glimpses] == [end]


async def test_each_watcher_hears_of_his_own_job(queue: Queue) -> None:
    jobs = [a_job(thread=thread) for thread in "ab"]
    for job in jobs:
        await queue.submit(job, job.id)
    both = [queue.glimpses(job.id) for job in jobs]
    for glimpses in both:
        assert (await anext(glimpses)).state == "queued"
    for job in reversed(jobs):
        await queue.cancel(job.id)
    for job, glimpses in zip(jobs, both, strict=True):
        assert [told.job_id async for told in glimpses] == [job.id]


async def test_many_watchers_share_one_connection(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    job = a_job()
    await queue.submit(job, "event")
    watching = [queue.glimpses(job.id) for _ in range(50)]
    for glimpses in watching:
        await anext(glimpses)
    await until(lambda: _subscribers(client, 1))
    await queue.cancel(job.id)
    for glimpses in watching:
        assert [told.state async for told in glimpses] == ["cancelled"]
    await until(lambda: _subscribers(client, 0))


async def _subscribers(client: redis.asyncio.Redis, count: int) -> bool:
    ((_, found),) = await client.pubsub_numsub(KEYS("progress"))
    return bool(found == count)


async def test_a_watcher_who_leaves_is_forgotten(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    job = a_job()
    await queue.submit(job, "event")
    glimpses = queue.glimpses(job.id)
    await anext(glimpses)
    assert isinstance(glimpses, AsyncIterator)
    await glimpses.aclose()  # type: ignore[attr-defined]
    await until(lambda: _subscribers(client, 0))
    assert not queue._glimpses._mailboxes


async def test_an_end_that_was_lost_is_seen_after_the_connection_came_back(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    job = a_job()
    await queue.submit(job, "event")
    glimpses = queue.glimpses(job.id)
    assert (await anext(glimpses)).state == "queued"
    await until(lambda: _subscribers(client, 1))
    await client.hset(KEYS("job", job.id), "state", "answered")  # nobody is told
    await client.client_kill_filter(_type="pubsub")
    assert [told.state async for told in glimpses] == ["answered"]


async def test_a_slow_watcher_loses_the_oldest_glimpses_alone(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings
) -> None:
    job = a_job()
    await queue.submit(job, "event")
    glimpses = queue.glimpses(job.id)
    await anext(glimpses)
    await until(lambda: _subscribers(client, 1))
    for number in range(100):
        words = "word " * number
        await queue.tell(Progress(job_id=job.id, state="working", words=words))
    await queue.cancel(job.id)
    told = [each async for each in glimpses]
    assert len(told) < 100
    assert told[-1].state == "cancelled"


async def test_a_glimpse_that_cannot_be_read_is_passed_over(
    client: redis.asyncio.Redis, queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    job = a_job()
    await queue.submit(job, "event")
    glimpses = queue.glimpses(job.id)
    await anext(glimpses)
    await until(lambda: _subscribers(client, 1))
    await client.publish(KEYS("progress"), b"{}")
    await queue.cancel(job.id)
    assert [told.state async for told in glimpses] == ["cancelled"]
    assert "cannot be understood" in caplog.text


async def test_a_worker_counts_as_alive_for_a_lease(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings, clock: Clock
) -> None:
    assert not await queue.has_worker()
    await client.zadd(KEYS("workers"), {"worker": milliseconds(clock())})
    assert await queue.has_worker()
    clock.forward(settings.queue.lease_s + 0.1)
    assert not await queue.has_worker()
