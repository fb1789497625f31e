from __future__ import annotations

import io

import redis.asyncio
from PIL import Image

from bot.delivery import PLAIN_AFTER, Delivery, dressed
from bot.jobs import Box, Failure, Result
from bot.redis_queue import Queue
from bot.replies import Reply
from tests.builders import a_finding, a_job, a_result, an_answer
from tests.waiting import Clock


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


async def an_outgoing_result(queue: Queue) -> Result:
    """Submit, claim and finish a job: its result waits on the outbox."""
    job = a_job()
    await queue.submit(job, "event-1")
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
    assert await client.xlen("{sightline}:outbox:web") == 1


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
