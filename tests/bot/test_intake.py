from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
import redis.asyncio

from bot.errors import PictureError, QueueError
from bot.intake import Accepted, Intake, Refused
from bot.jobs import Box, Receipt
from bot.pictures import Opened, Page
from bot.questions import Attachment
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import CheckingSettings, PictureSettings, Settings
from tests.builders import a_picture, a_question
from tests.waiting import Clock


class PaperOpener:
    """Opens what begins with PAPER, in no time, and remembers what it was handed."""

    def __init__(self) -> None:
        self.handed: list[str] = []

    async def open(self, attachment: Attachment) -> Opened:
        self.handed.append(attachment.filename)
        if not attachment.content.startswith(b"PAPER"):
            raise PictureError("picture_format", "This is no picture.")
        picture = a_picture(name=attachment.content.hex())
        receipt = Receipt(attachment.filename, "accepted", "opened", picture.name)
        if not attachment.content.startswith(b"PAPER DOCUMENT"):
            return Opened(picture, attachment.content, receipt)
        second = Page(a_picture(name="b" * 64), b"second page")
        return Opened(picture, b"first page", receipt, b"its text", (second,))


@pytest.fixture
def opener() -> PaperOpener:
    return PaperOpener()


@pytest.fixture
def intake(
    queue: Queue, store: Store, opener: PaperOpener, settings: Settings, clock: Clock
) -> Intake:
    return Intake(queue, store, opener, settings, clock)


def paper(name: str) -> Attachment:
    return Attachment(f"{name}.png", b"PAPER" + name.encode())


async def test_a_question_with_a_picture_is_let_in_and_its_picture_kept(
    intake: Intake, queue: Queue, store: Store
) -> None:
    admission = await intake.accept(a_question(attachments=(paper("one"),)))
    assert isinstance(admission, Accepted)
    assert [receipt.outcome for receipt in admission.receipts] == ["accepted"]
    status = await queue.status(admission.job_id)
    assert status is not None
    (picture,) = status.job.pictures
    assert await store.picture_content(picture.name) == b"PAPERone"


@pytest.mark.parametrize("manner", ["plain", "tutor"])
async def test_a_question_is_to_be_answered_in_the_manner_of_its_place(
    intake: Intake, queue: Queue, manner: str
) -> None:
    question = a_question(attachments=(paper("one"),), manner=manner)
    admission = await intake.accept(question)
    assert isinstance(admission, Accepted)
    status = await queue.status(admission.job_id)
    assert status is not None
    assert status.job.manner == manner


async def test_every_page_of_a_document_is_kept_with_the_text_it_brings(
    intake: Intake, queue: Queue, store: Store
) -> None:
    document = Attachment("report.pdf", b"PAPER DOCUMENT")
    attachments = (paper("one"), document)
    admission = await intake.accept(a_question(attachments=attachments))
    assert isinstance(admission, Accepted)
    assert len(admission.receipts) == 2
    status = await queue.status(admission.job_id)
    assert status is not None
    names = [picture.name for picture in status.job.pictures]
    assert [await store.picture_content(name) for name in names] == [
        b"PAPERone",
        b"first page",
        b"second page",
    ]
    readings = [await store.reading("text", name) for name in names]
    assert readings == [None, b"its text", None]


async def test_what_cannot_be_opened_is_refused_beside_what_can(
    intake: Intake,
) -> None:
    attachments = (paper("one"), Attachment("notes.txt", b"words"))
    admission = await intake.accept(a_question(attachments=attachments))
    assert isinstance(admission, Accepted)
    outcomes = [(r.label, r.outcome, r.sentence) for r in admission.receipts]
    assert outcomes[1] == ("notes.txt", "refused", "This is no picture.")


async def test_a_question_whose_every_file_is_refused_is_refused_itself(
    intake: Intake,
) -> None:
    attachments = (Attachment("notes.txt", b"words"),)
    admission = await intake.accept(a_question(attachments=attachments))
    assert isinstance(admission, Refused)
    assert admission.code == "picture_format"
    assert [receipt.outcome for receipt in admission.receipts] == ["refused"]


async def test_a_question_without_any_picture_in_its_thread_is_refused(
    intake: Intake,
) -> None:
    admission = await intake.accept(a_question(attachments=()))
    assert isinstance(admission, Refused)
    assert admission.code == "no_picture"


async def test_a_question_about_an_earlier_picture_needs_no_new_one(
    intake: Intake,
) -> None:
    await intake.accept(a_question(attachments=(paper("one"),)))
    assert isinstance(await intake.accept(a_question(attachments=())), Accepted)


async def test_what_only_the_replaced_question_brought_cannot_be_asked_about(
    intake: Intake,
) -> None:
    first = await intake.accept(a_question(attachments=(paper("one"),)))
    assert isinstance(first, Accepted)
    edited = a_question(event_id="edited", attachments=(), instead_of=first.job_id)
    refused = await intake.accept(edited)
    assert isinstance(refused, Refused)
    assert refused.code == "no_picture"


async def test_a_picture_of_another_thread_cannot_be_asked_about(
    intake: Intake,
) -> None:
    await intake.accept(a_question(attachments=(paper("one"),), thread="mine"))
    await intake.accept(a_question(attachments=(paper("two"),), thread="theirs"))
    stolen = a_question(attachments=(), thread="mine", picture=b"PAPERtwo".hex())
    admission = await intake.accept(stolen)
    assert isinstance(admission, Refused)
    assert admission.code == "picture_unknown"


async def test_a_region_belongs_to_the_first_of_its_own_pictures(
    intake: Intake, queue: Queue
) -> None:
    region = Box(0, 0, 0.5, 0.5)
    attachments = (paper("one"), paper("two"))
    admission = await intake.accept(a_question(attachments=attachments, region=region))
    assert isinstance(admission, Accepted)
    status = await queue.status(admission.job_id)
    assert status is not None
    assert (status.job.picture, status.job.region) == (b"PAPERone".hex(), region)


async def test_a_question_that_is_too_long_says_how_long_it_may_be(
    intake: Intake, opener: PaperOpener
) -> None:
    admission = await intake.accept(a_question(text="w" * 1001))
    assert isinstance(admission, Refused)
    assert "1,001" in admission.sentence
    assert "1,000" in admission.sentence
    assert not opener.handed


async def test_what_cannot_be_seen_in_a_question_is_taken_out(
    intake: Intake, queue: Queue
) -> None:
    text = "read\x00 \u202ethis\u200b"
    admission = await intake.accept(a_question(text=text, attachments=(paper("one"),)))
    assert isinstance(admission, Accepted)
    status = await queue.status(admission.job_id)
    assert status is not None
    assert status.job.text == "read this"


async def test_the_same_event_twice_is_one_question_opened_once(
    intake: Intake, opener: PaperOpener
) -> None:
    question = a_question(attachments=(paper("one"),))
    first, second = await intake.accept(question), await intake.accept(question)
    assert isinstance(first, Accepted)
    assert isinstance(second, Accepted)
    assert first.job_id == second.job_id
    assert opener.handed == ["one.png"]


async def test_a_person_over_the_limit_hears_so_before_anything_is_opened(
    intake: Intake, opener: PaperOpener
) -> None:
    for _ in range(5):
        await intake.accept(a_question(attachments=(paper("one"),)))
    admission = await intake.accept(a_question(attachments=(paper("two"),)))
    assert isinstance(admission, Refused)
    assert admission.code == "busy_user"
    assert "two.png" not in opener.handed


async def test_more_pictures_than_one_question_takes_are_refused_one_by_one(
    queue: Queue, store: Store, opener: PaperOpener, clock: Clock
) -> None:
    settings = Settings(pictures=PictureSettings(per_question=2))
    intake = Intake(queue, store, opener, settings, clock)
    attachments = (paper("one"), paper("two"), paper("three"))
    admission = await intake.accept(a_question(attachments=attachments))
    assert isinstance(admission, Accepted)
    outcomes = [receipt.outcome for receipt in admission.receipts]
    assert outcomes == ["accepted", "accepted", "refused"]


@pytest.fixture
def watchful(
    queue: Queue, store: Store, opener: PaperOpener, clock: Clock
) -> Callable[..., Awaitable[bool]]:
    """Says whether a question is to be checked as a post, with *channels* watched."""

    async def is_post(*channels: str, **fields: object) -> bool:
        settings = Settings(checking=CheckingSettings(channels=channels))
        intake = Intake(queue, store, opener, settings, clock)
        usual = {"text": "Sales rose 12 %", "attachments": (paper("one"),)}
        admission = await intake.accept(a_question(**usual | fields))
        assert isinstance(admission, Accepted)
        status = await queue.status(admission.job_id)
        assert status is not None
        return status.job.is_post

    return is_post


async def test_a_post_with_a_picture_is_checked_where_the_settings_say_so(
    watchful: Callable[..., Awaitable[bool]],
) -> None:
    assert await watchful("slack:T1:C2", "web:page:helpdesk")
    assert await watchful("web:*:*")


@pytest.mark.parametrize(
    "channel", ["slack:page:helpdesk", "web:other:helpdesk", "web:*:C2"]
)
async def test_a_post_elsewhere_is_not_checked_unasked(
    watchful: Callable[..., Awaitable[bool]], channel: str
) -> None:
    assert not await watchful(channel)
    assert not await watchful()


async def test_a_question_stays_a_question_where_posts_are_checked(
    watchful: Callable[..., Awaitable[bool]],
) -> None:
    assert not await watchful("*:*:*", text="Did sales rise? ")
    assert not await watchful("*:*:*", text="")


async def test_words_about_an_earlier_picture_are_no_post_with_a_picture(
    watchful: Callable[..., Awaitable[bool]],
) -> None:
    assert await watchful("*:*:*")
    assert not await watchful("*:*:*", text="Read the text", attachments=())


async def test_without_redis_nothing_is_accepted(
    intake: Intake, client: redis.asyncio.Redis
) -> None:
    await client.config_set("maxmemory", "1")
    try:
        with pytest.raises(QueueError):
            await intake.accept(a_question(attachments=(paper("one"),)))
    finally:
        await client.config_set("maxmemory", "0")
