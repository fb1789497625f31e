from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Iterator

import pytest
import redis.asyncio

from bot.errors import ModelError, QuestionError
from bot.jobs import Answer, Failure, Job, Progress
from bot.leases import LeaseKeeper
from bot.redis_connection import connect_blocking
from bot.redis_queue import Queue
from bot.settings import Settings
from model_worker.answering import Ear
from model_worker.worker import BROKEN, Worker
from tests.builders import a_job, an_answer
from tests.waiting import until


class Desk:
    """Answers when told to; knows which jobs are being answered."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.dropped: list[str] = []
        self.may_answer = asyncio.Event()
        self.error: Exception | None = None

    async def answer(self, job: Job, ear: Ear) -> Answer:
        self.begun.append(job.id)
        await ear.step("reading")
        ear.words("The error")
        try:
            await self.may_answer.wait()
        except asyncio.CancelledError:
            self.dropped.append(job.id)
            raise
        if self.error:
            raise self.error
        return an_answer()


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def queue(client: redis.asyncio.Redis, settings: Settings) -> Queue:
    return Queue(client, settings)


@pytest.fixture
def keeper(settings: Settings) -> Iterator[LeaseKeeper]:
    keeper = LeaseKeeper(connect_blocking(settings.redis), settings, "worker")
    keeper.start()
    yield keeper
    keeper.stop()


@pytest.fixture
async def worker(
    queue: Queue, keeper: LeaseKeeper, desk: Desk
) -> AsyncIterator[Worker]:
    worker = Worker("worker", queue, keeper, desk.answer, jobs_max=2, drain_s=0.05)
    running = asyncio.create_task(worker.run())
    yield worker
    worker.stop()
    await running


def a_fresh_job(**fields: object) -> Job:
    """A job whose deadline lies ahead on the real clock."""
    return a_job(asked_at=0.0, deadline_at=4_000_000_000.0, **fields)


async def outcome(queue: Queue, job: Job) -> Answer | Failure | None:
    status = await queue.status(job.id)
    return status.outcome if status else None


async def has_ended(queue: Queue, job: Job) -> bool:
    return await outcome(queue, job) is not None


async def worked_on(job: Job, queue: Queue, desk: Desk) -> Answer | Failure | None:
    """Submit *job*, let the desk answer, and return what came of it."""
    desk.may_answer.set()
    await queue.submit(job, "event")
    await until(lambda: has_ended(queue, job))
    return await outcome(queue, job)


async def test_a_job_is_answered_and_finished(
    worker: Worker, queue: Queue, desk: Desk
) -> None:
    job = a_fresh_job()
    assert await worked_on(job, queue, desk) == an_answer()


async def test_no_more_jobs_are_taken_than_hands_are_free(
    worker: Worker, queue: Queue, desk: Desk
) -> None:
    jobs = [a_fresh_job(thread=f"thread-{n}", user=f"user-{n}") for n in range(3)]
    for number, job in enumerate(jobs):
        await queue.submit(job, f"event-{number}")
    await until(lambda: len(desk.begun) == 2)
    third = next(job for job in jobs if job.id not in desk.begun)
    status = await queue.status(third.id)
    assert status is not None
    assert status.state == "queued"
    desk.may_answer.set()
    await until(lambda: len(desk.begun) == 3)


async def test_what_the_person_did_wrong_is_told_in_its_own_sentence(
    worker: Worker, queue: Queue, desk: Desk
) -> None:
    job = a_fresh_job()
    desk.error = QuestionError("gone", "Please send the picture again.")
    assert await worked_on(job, queue, desk) == Failure(
        "gone", "Please send the picture again."
    )


@pytest.mark.parametrize("error", [ModelError("/secret/path"), KeyError("secret")])
async def test_what_broke_here_is_apologised_for_without_its_details(
    worker: Worker, queue: Queue, desk: Desk, error: Exception
) -> None:
    job = a_fresh_job()
    desk.error = error
    assert await worked_on(job, queue, desk) == BROKEN


async def test_a_cancelled_job_is_dropped_within_moments(
    worker: Worker, queue: Queue, desk: Desk
) -> None:
    job = a_fresh_job()
    await queue.submit(job, "event")
    await until(lambda: job.id in desk.begun)
    await queue.cancel(job.id)
    await until(lambda: job.id in desk.dropped)
    status = await queue.status(job.id)
    assert status is not None
    assert status.state == "cancelled"


async def test_what_is_unfinished_at_the_end_of_the_grace_is_given_back_uncounted(
    queue: Queue, keeper: LeaseKeeper, desk: Desk
) -> None:
    job = a_fresh_job()
    worker = Worker("worker", queue, keeper, desk.answer, jobs_max=2, drain_s=0.05)
    running = asyncio.create_task(worker.run())
    await queue.submit(job, "event")
    await until(lambda: job.id in desk.begun)
    worker.stop()
    await running
    (claim,) = await queue.claim("another", 2, 5)
    assert (claim.job.id, claim.deliveries) == (job.id, 1)


async def test_what_can_be_finished_within_the_grace_is_finished(
    queue: Queue, keeper: LeaseKeeper, desk: Desk
) -> None:
    job = a_fresh_job()
    worker = Worker("worker", queue, keeper, desk.answer, jobs_max=2, drain_s=30)
    running = asyncio.create_task(worker.run())
    await queue.submit(job, "event")
    await until(lambda: job.id in desk.begun)
    worker.stop()
    desk.may_answer.set()
    await running
    assert await outcome(queue, job) == an_answer()


async def test_steps_and_words_are_told_while_a_job_is_worked_on(
    queue: Queue, keeper: LeaseKeeper, desk: Desk
) -> None:
    job = a_fresh_job()
    await queue.submit(job, "event")
    heard: deque[Progress] = deque()

    async def listen() -> None:
        async for glimpse in queue.glimpses(job.id):
            heard.append(glimpse)

    listening = asyncio.create_task(listen())
    await until(lambda: bool(heard))
    worker = Worker("worker", queue, keeper, desk.answer, jobs_max=2, drain_s=30)
    running = asyncio.create_task(worker.run())
    await until(lambda: any(glimpse.words == "The error" for glimpse in heard))
    desk.may_answer.set()
    await listening
    worker.stop()
    await running
    assert any(glimpse.step == "reading" for glimpse in heard)
    assert heard[-1].state == "answered"


async def test_what_broke_is_logged_without_a_word_of_the_person(
    worker: Worker, queue: Queue, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    job = a_fresh_job(text="my salary")
    desk.error = KeyError("my salary")
    await worked_on(job, queue, desk)
    assert "KeyError at" in caplog.text
    assert "my salary" not in caplog.text
