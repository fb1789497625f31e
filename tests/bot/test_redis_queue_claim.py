from __future__ import annotations

import asyncio
import itertools
import string
import time
import zlib
from collections import Counter

import pytest
import redis.asyncio
from msgspec.structs import replace

from bot.jobs import Failure
from bot.redis_connection import connect
from bot.redis_keys import Keys
from bot.redis_queue import Claim, Queue
from bot.settings import QueueSettings, RedisSettings, Settings
from tests.builders import a_job, a_result
from tests.silence import fall_silent
from tests.waiting import Clock, until

KEYS = Keys("sightline")
ROOM = Settings().worker.jobs_max


async def submitted(queue: Queue, count: int, tenant: str = "page") -> list[str]:
    """Submit *count* jobs of a tenant, a thread each; return their ids."""
    jobs = [
        a_job(tenant=tenant, thread=f"{tenant}-{number}", user=f"user-{number}")
        for number in range(count)
    ]
    await asyncio.gather(*[queue.submit(job, job.id) for job in jobs])
    return [job.id for job in jobs]


def ids(claims: list[Claim]) -> list[str]:
    return [claim.job.id for claim in claims]


@pytest.fixture
def another(client: redis.asyncio.Redis, settings: Settings, clock: Clock) -> Queue:
    """The queue as another process sees it."""
    return Queue(client, settings, clock)


async def test_jobs_of_one_tenant_leave_in_the_order_they_came(queue: Queue) -> None:
    asked = await submitted(queue, 5)
    assert ids(await queue.claim("worker", 8, 0)) == asked


@pytest.mark.parametrize("room", [1, 2, 3, 5, 7])
async def test_never_more_is_handed_out_than_there_is_room(
    queue: Queue, room: int
) -> None:
    for tenant in "abcdefgh":
        await submitted(queue, 3, tenant)
    assert len(await queue.claim("worker", room, 0)) == room


async def test_a_worker_without_room_gets_nothing(queue: Queue) -> None:
    await submitted(queue, 1)
    assert await queue.claim("worker", 0, 0) == []


async def test_a_lone_busy_lane_fills_all_the_room(queue: Queue) -> None:
    await submitted(queue, 8)
    assert len(await queue.claim("worker", 8, 0)) == 8


def tenants_on_lanes_of_their_own(settings: Settings) -> list[str]:
    by_lane = {
        zlib.crc32(f"web:{tenant}".encode()) % settings.queue.lanes: tenant
        for tenant in string.ascii_lowercase
    }
    assert len(by_lane) == settings.queue.lanes
    return list(by_lane.values())


async def test_lanes_share_the_room(queue: Queue, settings: Settings) -> None:
    tenants = tenants_on_lanes_of_their_own(settings)
    for tenant in tenants:
        await submitted(queue, 10, tenant)
    claims = await queue.claim("worker", 8, 0)
    counts = Counter(claim.job.address.tenant for claim in claims)
    assert counts == dict.fromkeys(tenants, 2)


async def test_a_flood_of_one_tenant_does_not_hold_up_another(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    roomy = replace(settings, queue=QueueSettings(tenant_waiting=100))
    queue = Queue(client, roomy, clock)
    loud, quiet = tenants_on_lanes_of_their_own(settings)[:2]
    await submitted(queue, 100, loud)
    (late,) = await submitted(queue, 1, quiet)
    seen: list[str] = []
    for _ in range(roomy.queue.lanes):  # one at a time, the lanes take turns
        seen += ids(await queue.claim("worker", 1, 0))
    assert late in seen


def tenants_on_one_lane(settings: Settings, count: int) -> list[str]:
    names = (f"tenant-{number}" for number in itertools.count())
    lanes = settings.queue.lanes
    return list(
        itertools.islice(
            (n for n in names if zlib.crc32(f"web:{n}".encode()) % lanes == 0), count
        )
    )


async def test_a_flood_does_not_hold_up_those_whose_names_lead_to_its_lane(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    roomy = replace(settings, queue=QueueSettings(tenant_waiting=100))
    queue = Queue(client, roomy, clock)
    loud, *quiet = tenants_on_one_lane(settings, 4)
    await submitted(queue, 100, loud)
    late = [job_id for name in quiet for job_id in await submitted(queue, 1, name)]
    seen: list[str] = []
    for _ in range(roomy.queue.lanes):
        seen += ids(await queue.claim("worker", 1, 0))
    assert set(late) <= set(seen)


async def test_a_tenant_keeps_its_lane_until_all_its_jobs_have_ended(
    queue: Queue, client: redis.asyncio.Redis
) -> None:
    first, second = await submitted(queue, 2, "tenant")
    assert await client.hlen(KEYS("places")) == 1
    await queue.cancel(first)
    assert await client.hlen(KEYS("places")) == 1
    await queue.cancel(second)
    assert await client.hlen(KEYS("places")) == 0


async def test_with_one_lane_the_flood_goes_first(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    """The lanes taken away, fairness goes with them."""
    one = replace(settings, queue=QueueSettings(tenant_waiting=100, lanes=1))
    queue = Queue(client, one, clock)
    loud, quiet = tenants_on_lanes_of_their_own(settings)[:2]
    await submitted(queue, 100, loud)
    (late,) = await submitted(queue, 1, quiet)
    assert late not in ids(await queue.claim("worker", 8, 0))


async def test_claiming_waits_for_the_next_job(queue: Queue, another: Queue) -> None:
    claiming = asyncio.create_task(queue.claim("worker", 8, 30))
    await until(lambda: _is_blocked(queue))
    asked = await submitted(another, 1)
    assert ids(await asyncio.wait_for(claiming, 0.9)) == asked


async def _is_blocked(queue: Queue) -> bool:
    clients = await queue._client.info("clients")
    return bool(clients["blocked_clients"])


async def test_claiming_gives_up_after_its_wait(queue: Queue) -> None:
    started = time.monotonic()
    assert await queue.claim("worker", 8, 0.05) == []
    assert 0.04 < time.monotonic() - started < 0.9


async def test_a_claim_that_is_cancelled_gives_back_what_it_had_taken(
    queue: Queue, another: Queue
) -> None:
    asked = await submitted(queue, 3)
    claiming = asyncio.create_task(queue.claim("worker", 8, 30))
    await asyncio.sleep(0)  # the script is on its way
    claiming.cancel()
    with pytest.raises(asyncio.CancelledError):
        await claiming
    claims = await another.claim("other", ROOM, 0)
    assert ids(claims) == asked
    assert [claim.deliveries for claim in claims] == [1, 1, 1]


async def test_a_living_workers_job_is_nobody_elses(
    queue: Queue, another: Queue
) -> None:
    await submitted(queue, 1)
    await queue.claim("worker", 8, 0)
    assert await another.claim("other", ROOM, 0) == []


async def test_a_silent_workers_job_is_taken_over(
    client: redis.asyncio.Redis, queue: Queue, another: Queue
) -> None:
    asked = await submitted(queue, 1)
    (claim,) = await queue.claim("worker", 8, 0)
    await fall_silent(client, claim)
    (taken,) = await another.claim("other", ROOM, 0)
    assert ids([taken]) == asked
    assert taken.deliveries == 2
    assert taken.is_suspect
    assert taken.worker == "other"


async def test_a_job_that_was_taken_over_is_not_taken_over_again_at_once(
    client: redis.asyncio.Redis, queue: Queue, another: Queue, settings: Settings
) -> None:
    await submitted(queue, 1)
    await fall_silent(client, *await queue.claim("worker", 8, 0))
    assert len(await another.claim("other", ROOM, 0)) == 1
    assert await Queue(client, settings).claim("third", ROOM, 0) == []


async def test_suspects_are_handed_out_one_by_one_and_alone(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings, clock: Clock
) -> None:
    asked = await submitted(queue, 3)
    await fall_silent(client, *await queue.claim("worker", 8, 0))
    fresh = await submitted(queue, 2, "other")
    for job_id in asked:
        (claim,) = await Queue(client, settings, clock).claim("other", ROOM, 0)
        assert claim.job.id == job_id
        assert claim.is_suspect
        await queue.finish([(claim, a_result(claim.job))])
    assert set(ids(await queue.claim("other", ROOM, 0))) == set(fresh)


async def test_a_suspect_waits_for_empty_hands_and_nothing_new_fills_them(
    client: redis.asyncio.Redis, queue: Queue, another: Queue
) -> None:
    (first,) = await submitted(queue, 1)
    (in_hand,) = await another.claim("busy", ROOM, 0)
    assert in_hand.job.id == first
    (suspect,) = await submitted(queue, 1, "other")
    await fall_silent(client, *await queue.claim("worker", ROOM, 0))
    await submitted(queue, 2, "another")
    look_again(another)
    assert await another.claim("busy", ROOM - 1, 0) == []
    assert await another.claim("busy", ROOM - 1, 0) == []
    await another.finish([(in_hand, a_result(in_hand.job))])
    assert ids(await another.claim("busy", ROOM, 0)) == [suspect]


def look_again(queue: Queue) -> None:
    """Let *queue* look for silent workers at its next claim, not a second later."""
    queue._lanes._look_at = 0.0


async def test_a_cancelled_claim_ends_although_redis_is_away() -> None:
    nowhere = Settings(redis=RedisSettings(url="unix:///nowhere/redis.sock"))
    async with connect(nowhere.redis) as client:
        claiming = asyncio.create_task(Queue(client, nowhere).claim("worker", 8, 30))
        await asyncio.sleep(0)
        claiming.cancel()
        with pytest.raises(asyncio.CancelledError):
            await claiming


async def test_a_job_is_given_up_after_three_deliveries_with_a_visible_error(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings, clock: Clock
) -> None:
    (poison,) = await submitted(queue, 1)
    for deliveries in (1, 2, 3):
        (claim,) = await Queue(client, settings, clock).claim("worker", ROOM, 0)
        assert claim.deliveries == deliveries
        await fall_silent(client, claim)
    (fresh,) = await submitted(queue, 1, "other")
    claims = await Queue(client, settings, clock).claim("worker", ROOM, 0)
    assert ids(claims) == [fresh]
    (parcel,) = await queue.outgoing("web", "page", 0)
    assert parcel.result.job_id == poison
    assert isinstance(parcel.result.outcome, Failure)
    assert parcel.result.outcome.code == "gave_up"
    assert "3 times" in parcel.result.outcome.sentence
    status = await queue.status(poison)
    assert status is not None
    assert status.state == "failed"


async def test_batch_mates_of_a_poison_job_are_answered(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings, clock: Clock
) -> None:
    mate, poison, other_mate = await submitted(queue, 3)
    await fall_silent(client, *await queue.claim("worker", 8, 0))
    ended: list[str] = []
    for _ in range(5):
        worker = Queue(client, settings, clock)
        for claim in await worker.claim("worker", ROOM, 0):
            if claim.job.id == poison:
                await fall_silent(client, claim)
            else:
                await worker.finish([(claim, a_result(claim.job))])
                ended.append(claim.job.id)
    assert ended == [mate, other_mate]
    status = await queue.status(poison)
    assert status is not None
    assert status.state == "failed"


async def test_what_is_given_back_is_anothers_at_once_and_uncounted(
    queue: Queue, another: Queue
) -> None:
    asked = await submitted(queue, 3)
    claims = await queue.claim("worker", 8, 0)
    await queue.give_back(claims)
    status = await queue.status(asked[0])
    assert status is not None
    assert (status.state, status.position) == ("queued", 1)
    taken = await another.claim("other", 3, 0)
    assert ids(taken) == asked
    assert [claim.deliveries for claim in taken] == [1, 1, 1]


async def test_a_suspect_that_is_given_back_stays_one(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings, clock: Clock
) -> None:
    await submitted(queue, 1)
    await fall_silent(client, *await queue.claim("worker", 8, 0))
    for _ in range(3):
        worker = Queue(client, settings, clock)
        (claim,) = await worker.claim("worker", ROOM, 0)
        assert claim.deliveries == 2
        await worker.give_back([claim])


async def test_only_the_holder_can_give_back(
    client: redis.asyncio.Redis,
    queue: Queue,
    another: Queue,
    settings: Settings,
    clock: Clock,
) -> None:
    await submitted(queue, 1)
    (lost,) = await queue.claim("worker", 8, 0)
    await fall_silent(client, lost)
    assert len(await another.claim("other", ROOM, 0)) == 1
    await queue.give_back([lost])
    assert await Queue(client, settings, clock).claim("third", ROOM, 0) == []


async def test_a_worker_doubts_its_own_leases_later_than_others_do(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings, clock: Clock
) -> None:
    """Redis was away for a while: the job is still in the worker's hands."""
    await submitted(queue, 1)
    (claim,) = await queue.claim("worker", 8, 0)
    await fall_silent(client, claim, for_s=1.2 * settings.queue.lease_s)
    assert await Queue(client, settings, clock).claim("worker", ROOM, 0) == []
    await fall_silent(client, claim, for_s=1.6 * settings.queue.lease_s)
    assert len(await Queue(client, settings, clock).claim("worker", ROOM, 0)) == 1


async def test_an_overdue_job_is_not_handed_out(queue: Queue, clock: Clock) -> None:
    asked = await submitted(queue, 1)
    clock.forward(120)
    assert await queue.claim("worker", 8, 0) == []
    assert await queue.sweep() == 1
    status = await queue.status(asked[0])
    assert status is not None
    assert status.state == "failed"


async def test_nothing_is_left_on_the_lanes_once_all_has_ended(
    client: redis.asyncio.Redis, queue: Queue, settings: Settings
) -> None:
    asked = await submitted(queue, 4)
    claims = await queue.claim("worker", 2, 0)
    await queue.finish([(claim, a_result(claim.job)) for claim in claims])
    for job_id in asked[2:]:
        await queue.cancel(job_id)
    for lane in range(settings.queue.lanes):
        assert await client.xlen(KEYS("jobs", lane)) == 0
    for kind in ("waiting", "open", "tenants", "places"):
        assert not await client.exists(KEYS(kind))


async def test_a_redis_that_lost_everything_is_worked_with_again(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    await submitted(queue, 1)
    await queue.claim("worker", 8, 0)
    await client.flushall()
    await client.script_flush()
    assert await queue.claim("worker", 8, 0) == []
    asked = await submitted(queue, 1)
    claims = await queue.claim("worker", 8, 0)
    assert ids(claims) == asked
    assert await queue.finish([(claims[0], a_result(claims[0].job))]) == [True]
    assert len(await queue.outgoing("web", "page", 0)) == 1


async def test_a_job_of_a_later_version_is_left_to_later_workers(
    client: redis.asyncio.Redis, queue: Queue, caplog: pytest.LogCaptureFixture
) -> None:
    strange, known = await submitted(queue, 2)
    await client.hset(f"{{sightline}}:job:{strange}", "job", b'{"id": 7}')
    assert ids(await queue.claim("worker", 8, 0)) == [known]
    assert "cannot be understood" in caplog.text


async def test_200_jobs_reach_three_workers_once_each(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    bounds = QueueSettings(user_per_minute=200, tenant_waiting=200)
    settings = replace(settings, queue=bounds)
    queue = Queue(client, settings, clock)
    seen: list[str] = []

    async def work(name: str) -> None:
        mine = Queue(client, settings, clock)
        while len(seen) < 200:
            claims = await mine.claim(name, 7, 0.1)
            seen.extend(ids(claims))
            ended = await mine.finish([(c, a_result(c.job)) for c in claims])
            assert all(ended)

    working = [asyncio.create_task(work(name)) for name in ("ada", "bob", "cyd")]
    asked: list[str] = []
    for tenant in "abcde":
        asked += await submitted(queue, 40, tenant)
    await asyncio.gather(*working)
    assert Counter(seen) == Counter(asked)
    out: list[str] = []
    while parcels := await queue.outgoing("web", "page", 0):
        out += [parcel.result.job_id for parcel in parcels]
        await queue.delivered("web", parcels)
    assert Counter(out) == Counter(asked)
