from __future__ import annotations

import asyncio
import io
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
import redis.asyncio
from msgspec.structs import replace
from PIL import Image

from bot import delivery as module
from bot.cancelling import cancelled
from bot.delivery import PLAIN_AFTER, Delivery, dressed
from bot.errors import ServiceError
from bot.jobs import Box, Failure, Result
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.replies import Reply
from bot.settings import QueueSettings, RedisSettings, Settings
from tests.builders import NOW, a_finding, a_job, a_result, an_answer
from tests.redis_server import RedisServer
from tests.waiting import Clock, until

OUTBOX = "{sightline}:outbox:web"


def a_stored_picture() -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (640, 480), "white").save(buffer, "PNG")
    return buffer.getvalue()


async def content(name: str) -> bytes | None:
    return a_stored_picture() if name == "ab" * 32 else None


class Screen:
    """A platform that shows replies, after it has failed *failures* times."""

    def __init__(self, failures: int = 0) -> None:
        self.shown: list[Reply] = []
        self._failures = failures

    async def send(self, reply: Reply) -> None:
        if self._failures:
            self._failures -= 1
            raise OSError("the platform is away")
        self.shown.append(reply)


class CrowdedScreen:
    """Shows nothing until `let_through`, but for a *quick* thread."""

    def __init__(self, quick: str = "") -> None:
        self.begun: list[str] = []
        self.shown: list[str] = []
        self.broken_off: list[str] = []
        self._quick = quick
        self._gate = asyncio.Event()

    def let_through(self) -> None:
        self._gate.set()

    async def send(self, reply: Reply) -> None:
        self.begun.append(reply.job_id)
        try:
            if reply.address.thread != self._quick:
                await self._gate.wait()
        except asyncio.CancelledError:
            self.broken_off.append(reply.job_id)
            raise
        self.shown.append(reply.job_id)


@asynccontextmanager
async def running(delivery: Delivery) -> AsyncIterator[None]:
    task = asyncio.create_task(delivery.run())
    try:
        yield
    finally:
        await cancelled(task)


async def an_outgoing_result(queue: Queue, thread: str = "thread-1") -> Result:
    """Submit, claim and finish a job: its result waits on the outbox."""
    job = a_job(thread=thread)
    await queue.submit(job, job.id)
    (claim,) = await queue.claim("worker", 8, 1)
    result = a_result(job)
    await queue.finish([(claim, result)])
    return result


async def test_an_answer_is_dressed_with_its_overview_and_its_crop() -> None:
    reply = await dressed(a_result(a_job()), content)
    assert [drawn.shape for drawn in reply.drawn] == ["overview", "crop"]
    assert all(drawn.alt for drawn in reply.drawn)
    assert reply.text == "The error says “Disk full”."


async def test_a_place_as_large_as_the_picture_needs_no_crop() -> None:
    finding = a_finding(boxes=(Box(0, 0, 1, 1),))
    result = a_result(a_job(), outcome=an_answer(findings=(finding,)))
    assert [d.shape for d in (await dressed(result, content)).drawn] == ["overview"]


async def test_a_forgotten_picture_costs_the_drawing_not_the_words() -> None:
    finding = a_finding(picture="cd" * 32)
    result = a_result(a_job(), outcome=an_answer(findings=(finding,)))
    reply = await dressed(result, content)
    assert reply.drawn == ()
    assert reply.text


async def test_a_failure_is_dressed_as_one() -> None:
    failure = Failure("too_late", "Too late.")
    reply = await dressed(a_result(a_job(), outcome=failure), content)
    assert (reply.failure, reply.drawn) == (failure, ())


async def test_a_result_is_sent_once_and_leaves_the_outbox(
    queue: Queue,
) -> None:
    screen = Screen()
    result = await an_outgoing_result(queue)
    delivery = Delivery("web", "page", queue, content, screen.send)
    assert await delivery.step(1) == 1
    assert await delivery.step(0) == 0
    assert [reply.job_id for reply in screen.shown] == [result.job_id]


async def test_what_could_not_be_sent_stays_on_the_outbox(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    screen = Screen(failures=1)
    await an_outgoing_result(queue)
    delivery = Delivery("web", "page", queue, content, screen.send)
    assert await delivery.step(1) == 0
    assert not screen.shown
    assert await client.xlen(OUTBOX) == 1


async def test_a_platform_that_puts_off_costs_a_parcel_no_delivery(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    shown: list[Reply] = []
    put_off = iter(range(PLAIN_AFTER + 2))

    async def send(reply: Reply) -> None:
        if next(put_off, None) is not None:
            raise ServiceError("later")
        shown.append(reply)

    await an_outgoing_result(queue)
    delivery = Delivery("web", "page", queue, content, send)

    for _ in range(PLAIN_AFTER + 3):
        await delivery.step(1)
        await let_leases_run_out(client)

    (reply,) = shown
    assert reply.drawn


async def test_a_parcel_that_was_put_back_comes_again_within_seconds(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    await an_outgoing_result(queue)
    (parcel,) = await queue.outgoing("web", "page", 1, 1)

    await queue.put_back("web", "page", parcel)

    (held,) = await client.xpending_range(OUTBOX, "delivery", "-", "+", 10)
    assert held["times_delivered"] == 0
    assert int(held["time_since_delivered"]) >= (queue.lease_s - 2.1) * 1000


async def test_a_parcel_that_came_back_often_goes_out_without_drawings() -> None:
    async def broken(name: str) -> bytes | None:
        raise OSError(name)

    reply = await dressed(a_result(a_job()), broken, is_plain=PLAIN_AFTER > 0)
    assert reply.drawn == ()
    assert reply.findings


async def test_an_overdue_question_is_ended_by_delivery_when_no_worker_lives(
    queue: Queue, clock: Clock
) -> None:
    screen = Screen()
    await queue.submit(a_job(), "event-1")
    clock.forward(121)
    delivery = Delivery("web", "page", queue, content, screen.send)
    assert await delivery.step(1) == 1
    (reply,) = screen.shown
    assert reply.failure is not None
    assert reply.failure.code == "too_late"


async def let_leases_run_out(client: redis.asyncio.Redis) -> None:
    """Make every parcel look as if its carrier had fallen silent a minute ago."""
    for held in await client.xpending_range(OUTBOX, "delivery", "-", "+", 100):
        carrier: Any = held["consumer"]
        entries: list[Any] = [held["message_id"]]
        await client.xclaim(
            OUTBOX, "delivery", carrier, 0, entries, idle=60_000, justid=True
        )


async def held_ms(client: redis.asyncio.Redis) -> int:
    """Return how long ago the only parcel in flight was taken or renewed."""
    (held,) = await client.xpending_range(OUTBOX, "delivery", "-", "+", 10)
    return int(held["time_since_delivered"])


async def deliveries(client: redis.asyncio.Redis) -> list[int]:
    held = await client.xpending_range(OUTBOX, "delivery", "-", "+", 100)
    return [int(each["times_delivered"]) for each in held]


async def test_a_parcel_that_is_held_up_holds_up_nobody(queue: Queue) -> None:
    screen = CrowdedScreen(quick="quick")
    slow = await an_outgoing_result(queue, "slow")
    async with running(Delivery("web", "page", queue, content, screen.send)):
        await until(lambda: screen.begun == [slow.job_id])
        quick = await an_outgoing_result(queue, "quick")
        await until(lambda: screen.shown == [quick.job_id])
        screen.let_through()
        await until(lambda: screen.shown == [quick.job_id, slow.job_id])


async def test_a_parcel_in_flight_is_held_on_its_lease_uncounted(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = Queue(client, replace(settings, queue=QueueSettings(lease_s=1)), clock)
    screen = CrowdedScreen()
    await an_outgoing_result(queue)
    step = asyncio.create_task(
        Delivery("web", "page", queue, content, screen.send).step(1)
    )
    await until(lambda: len(screen.begun) == 1)

    async def is_renewed() -> bool:
        return await held_ms(client) < 60_000

    for _ in range(2):
        await let_leases_run_out(client)
        assert not await is_renewed()
        await until(is_renewed)
    assert await deliveries(client) == [1]
    screen.let_through()
    assert await step == 1


async def test_a_parcel_that_comes_again_in_flight_is_sent_once(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    screen = CrowdedScreen()
    result = await an_outgoing_result(queue)
    async with running(Delivery("web", "page", queue, content, screen.send)):
        await until(lambda: len(screen.begun) == 1)
        await let_leases_run_out(client)

        async def has_come_again() -> bool:
            return await deliveries(client) > [1]

        await until(has_come_again)
        last = await an_outgoing_result(queue, "last")
        await until(lambda: last.job_id in screen.begun)
        assert screen.begun == [result.job_id, last.job_id]


async def test_no_more_is_taken_than_there_is_room_for(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    screen = CrowdedScreen()
    results = [await an_outgoing_result(queue, thread) for thread in "abc"]
    delivery = Delivery("web", "page", queue, content, screen.send, in_flight_max=2)
    async with running(delivery):
        await until(lambda: len(screen.begun) == 2)
        assert await deliveries(client) == [1, 1]
        (left,) = await queue.outgoing("web", "another", 0)
        assert left.result == results[2]
        screen.let_through()
        await until(lambda: len(screen.shown) == 2)


async def test_what_is_overdue_ends_though_there_is_no_room(
    queue: Queue, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "WAIT_S", 0.05)
    screen, late = CrowdedScreen(), a_job(thread="late")
    await an_outgoing_result(queue)
    delivery = Delivery("web", "page", queue, content, screen.send, in_flight_max=1)
    async with running(delivery):
        await until(lambda: len(screen.begun) == 1)
        await queue.submit(late, "late")
        clock.forward(121)

        async def has_failed() -> bool:
            status = await queue.status(late.id)
            return status is not None and status.state == "failed"

        await until(has_failed)


async def test_a_cancelled_delivery_breaks_off_what_is_in_flight(
    client: redis.asyncio.Redis, queue: Queue
) -> None:
    screen = CrowdedScreen()
    result = await an_outgoing_result(queue)
    async with running(Delivery("web", "page", queue, content, screen.send)):
        await until(lambda: len(screen.begun) == 1)
    assert screen.broken_off == [result.job_id]
    assert await client.xlen(OUTBOX) == 1


async def test_a_cancelled_step_breaks_off_what_is_in_flight(queue: Queue) -> None:
    screen = CrowdedScreen()
    result = await an_outgoing_result(queue)
    delivery = Delivery("web", "page", queue, content, screen.send)
    step = asyncio.create_task(delivery.step(1))
    await until(lambda: len(screen.begun) == 1)
    await cancelled(step)
    assert screen.broken_off == [result.job_id]


async def test_what_failed_is_tried_again_after_its_lease_and_no_sooner(
    client: redis.asyncio.Redis, settings: Settings, clock: Clock
) -> None:
    queue = Queue(client, replace(settings, queue=QueueSettings(lease_s=1)), clock)
    tried_at: list[float] = []

    async def send(reply: Reply) -> None:
        tried_at.append(time.monotonic())
        if len(tried_at) == 1:
            raise OSError(reply.job_id)

    await an_outgoing_result(queue)
    async with running(Delivery("web", "page", queue, content, send)):
        await until(lambda: len(tried_at) == 2)
        assert tried_at[1] - tried_at[0] > 0.9

        async def is_empty() -> bool:
            return await client.xlen(OUTBOX) == 0

        await until(is_empty)


async def test_redis_lost_while_sending_leaves_the_step_whole() -> None:
    with RedisServer() as server:
        settings = Settings(redis=RedisSettings(url=server.url, timeout_s=1))
        async with connect(settings.redis) as client:
            queue = Queue(client, settings, Clock(NOW))
            await an_outgoing_result(queue)

            async def send(reply: Reply) -> None:
                server.kill()

            assert await Delivery("web", "page", queue, content, send).step(1) == 0
