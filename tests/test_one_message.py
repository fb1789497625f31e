"""The trip of one message, told by running it: README points here.

Read it beside the modules it names; each stop is one of them.
"""

from __future__ import annotations

import asyncio
from functools import partial

import redis.asyncio

from bot.delivery import Delivery
from bot.intake import Accepted, Intake
from bot.leases import LeaseKeeper
from bot.pictures import PictureOpener
from bot.questions import Attachment, Question
from bot.redis_connection import connect_blocking
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.replies import Reply
from bot.settings import Settings
from model_worker.answering import Desk, answer
from model_worker.readers.picture_reader import PictureReader
from model_worker.seeing import Readings
from model_worker.worker import Worker
from tests.builders import an_address
from tests.rendered import error_dialog
from tests.waiting import until


async def test_one_message_from_the_question_to_the_answer(
    client: redis.asyncio.Redis, settings: Settings, text_reader: PictureReader
) -> None:
    queue, store = Queue(client, settings), Store(client, settings)
    screenshot = error_dialog()

    # A person asks. An adapter (adapters/web/inbound.py, say) turns what its platform
    # sent into a Question: who, where, which words, which files.
    question = Question(
        event_id="event-1",
        address=an_address(thread="printing"),
        text="What does the error say?",
        attachments=(Attachment("screen.png", screenshot.png()),),
    )

    # bot/intake.py lets it in: the file is opened in a sandbox (bot/pictures.py), kept
    # by its digest (bot/redis_store.py), and a Job is put into the queue
    # (bot/redis_queue.py). From here on one answer is owed.
    async with PictureOpener(settings.pictures) as opener:
        admission = await Intake(queue, store, opener, settings).accept(question)
    assert isinstance(admission, Accepted)
    assert admission.position == 1
    assert [receipt.outcome for receipt in admission.receipts] == ["accepted"]

    # A worker claims the job, holds its lease (bot/leases.py) and answers it in six
    # steps (model_worker/answering.py): input, seeing, language, alignment, answering,
    # return. Finishing writes the Result to the platform's outbox, once.
    keeper = LeaseKeeper(connect_blocking(settings.redis), settings, "worker-1")
    keeper.start()
    desk = Desk(store, Readings(store, text_reader))
    worker = Worker(
        "worker-1",
        queue,
        keeper,
        lambda job, ear: answer(job, desk, ear),
        jobs_max=4,
        drain_s=30,
    )
    working = asyncio.create_task(worker.run())
    await until(partial(_has_ended, queue, admission.job_id), within_s=90)
    worker.stop()
    await working
    keeper.stop()

    # bot/delivery.py takes the result from the outbox, draws the numbered boxes
    # (bot/drawing.py), finds the words for them (bot/rendering.py) and hands a Reply
    # to the adapter, which shows it where the question was asked.
    shown: list[Reply] = []

    async def send(reply: Reply) -> None:
        shown.append(reply)

    delivery = Delivery("web", "page-1", queue, store.picture_content, send)
    assert await delivery.step(wait_s=1) == 1

    # What the person sees: the words of the picture, a number on the phrase, the
    # number drawn around the place, the place cut out and enlarged.
    (reply,) = shown
    assert reply.failure is None
    assert reply.address.thread == "printing"
    assert "The backup could not be completed" in reply.text
    heading, message, code = reply.findings
    assert heading.boxes[0].iou(screenshot.box_of("could not be completed")) > 0.5
    told = screenshot.box_of("The connection to", "was refused", "Check that")
    assert message.boxes[0].iou(told) > 0.5
    assert code.phrase == "0x80070035"
    assert {finding.source for finding in reply.findings} == {"read"}
    assert [drawn.shape for drawn in reply.drawn][:2] == ["overview", "crop"]
    assert "What should I check first?" in reply.follow_ups


async def _has_ended(queue: Queue, job_id: str) -> bool:
    status = await queue.status(job_id)
    return status is not None and status.state == "answered"
