"""The gate: a question becomes a job, or one clear sentence says why not.

Here and in the worker errors are caught, nowhere else. What Redis refuses
(QueueError) passes through: only the adapter knows how its platform hears "later".
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from msgspec import Struct
from msgspec.structs import replace

from bot.conversation import Conversation
from bot.errors import ForbiddenError, PictureError, QuestionError, UserError
from bot.jobs import Address, Job, Picture, Receipt, Turn
from bot.pictures import Opened, Page, label
from bot.questions import Attachment, Question
from bot.redis_queue import Ticket
from bot.rendering import safe_text
from bot.settings import Settings

TEXT_MAX = 1000
log = logging.getLogger(__name__)


class Accepted(Struct, frozen=True, kw_only=True):
    """From now on exactly one visible answer, or one visible error, is owed."""

    job_id: str
    thread: str
    position: int
    receipts: tuple[Receipt, ...] = ()


class Refused(Struct, frozen=True, kw_only=True):
    """Nothing is owed but this sentence."""

    code: str
    sentence: str
    receipts: tuple[Receipt, ...] = ()


Admission = Accepted | Refused


class Opener(Protocol):
    async def open(self, attachment: Attachment) -> Opened: ...


class Gate(Protocol):
    async def check(self, job: Job, event_id: str) -> Ticket | None: ...

    async def submit(self, job: Job, event_id: str) -> Ticket: ...


class Shelf(Protocol):
    async def keep_picture(
        self, picture: Picture, content: bytes, thread_key: str
    ) -> None: ...

    async def keep_reading(self, kind: str, name: str, content: bytes) -> None: ...

    async def turns(self, thread_key: str) -> tuple[Turn, ...]: ...


class Intake:
    def __init__(
        self,
        queue: Gate,
        store: Shelf,
        opener: Opener,
        settings: Settings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._queue = queue
        self._store = store
        self._opener = opener
        self._settings = settings
        self._clock = clock

    async def foreseen(self, question: Question) -> Admission | None:
        """Return what is sure before a file is fetched. Raises QueueError."""
        try:
            job = self._asked(question)
            ticket = await self._queue.check(job, question.event_id)
        except UserError as error:
            return _refused(question, error)
        return None if ticket is None else _accepted(job, ticket)

    async def accept(self, question: Question) -> Admission:
        """Let *question* in or refuse it. Raises QueueError when nothing is stored."""
        receipts: tuple[Receipt, ...] = ()
        try:
            job = self._asked(question)
            ticket = await self._queue.check(job, question.event_id)
            if ticket is None:
                outcomes = await self._open_all(question.attachments)
                receipts = _receipts(question.attachments, outcomes)
                job = await self._completed(job, question, outcomes, receipts)
                ticket = await self._queue.submit(job, question.event_id)
        except UserError as error:
            return _refused(question, error, receipts)
        return _accepted(job, ticket, receipts)

    def _asked(self, question: Question) -> Job:
        text = safe_text(question.text).strip()
        if len(text) > TEXT_MAX:
            raise QuestionError(
                "text_too_long",
                f"This question has {len(text):,} characters; up to {TEXT_MAX:,} work.",
            )
        now = self._clock()
        return Job(
            id=secrets.token_hex(16),
            address=question.address,
            text=text,
            asked_at=now,
            deadline_at=now + self._settings.queue.deadline_s,
            region=question.region,
            manner=question.manner,
        )

    async def _open_all(
        self, attachments: Sequence[Attachment]
    ) -> list[Opened | PictureError]:
        allowed = self._settings.pictures.per_question
        outcomes = await asyncio.gather(*map(self._open, attachments[:allowed]))
        too_many = PictureError(
            "picture_too_many",
            f"One question takes {allowed} pictures; please ask about this one next.",
        )
        return [*outcomes, *[too_many] * len(attachments[allowed:])]

    async def _open(self, attachment: Attachment) -> Opened | PictureError:
        if attachment.refusal:
            return PictureError("picture_not_fetched", attachment.refusal)
        try:
            return await self._opener.open(attachment)
        except PictureError as error:
            return error

    async def _completed(
        self,
        job: Job,
        question: Question,
        outcomes: Sequence[Opened | PictureError],
        receipts: tuple[Receipt, ...],
    ) -> Job:
        """Return *job* with its pictures, which are kept before it is let in."""
        opened = [each for each in outcomes if isinstance(each, Opened)]
        refused = [each for each in outcomes if isinstance(each, PictureError)]
        if refused and not opened:
            raise refused[0]
        turns = await self._store.turns(job.address.thread_key)
        others = tuple(t for t in turns if t.job.id != question.instead_of)
        earlier = Conversation(others)
        pages = [page for each in opened for page in each.pages]
        pictures = tuple({page.picture.name: page.picture for page in pages}.values())
        pointed = _pointed_at(question, pictures, earlier)
        for page in pages:
            await self._keep(page, job.address.thread_key)
        return replace(
            job,
            pictures=pictures,
            receipts=receipts,
            picture=pointed,
            is_post=bool(pictures) and self._is_to_be_checked(job),
        )

    def _is_to_be_checked(self, job: Job) -> bool:
        """Whether *job* says something, unasked, where posts are checked."""
        return (
            bool(job.text)
            and not job.text.endswith("?")
            and any(
                _covers(pattern, job.address)
                for pattern in self._settings.checking.channels
            )
        )

    async def _keep(self, page: Page, thread_key: str) -> None:
        """Keep a picture, and as its reading the text that it brought along."""
        await self._store.keep_picture(page.picture, page.content, thread_key)
        if page.text:
            await self._store.keep_reading("text", page.picture.name, page.text)


def _accepted(job: Job, ticket: Ticket, receipts: tuple[Receipt, ...] = ()) -> Accepted:
    return Accepted(
        job_id=ticket.job_id,
        thread=job.address.thread,
        position=ticket.position,
        receipts=receipts,
    )


def _refused(
    question: Question, error: UserError, receipts: tuple[Receipt, ...] = ()
) -> Refused:
    log.info("! %s refused %s", question.address.platform, error.code)
    return Refused(code=error.code, sentence=error.sentence, receipts=receipts)


def _covers(pattern: str, address: Address) -> bool:
    """Whether *pattern* (platform:tenant:channel, * for any) means *address*."""
    parts = (address.platform, address.tenant, address.channel)
    wanted = pattern.split(":")
    return all(one in {"*", other} for one, other in zip(wanted, parts, strict=True))


def _pointed_at(
    question: Question, pictures: tuple[Picture, ...], earlier: Conversation
) -> str | None:
    """Return the picture a question names or marks a region in, if it does."""
    if not pictures and not earlier.pictures:
        raise QuestionError(
            "no_picture",
            "There is no picture here yet; please send one with your question.",
        )
    known = {picture.name for picture in (*pictures, *earlier.pictures)}
    if question.picture is not None and question.picture not in known:
        raise ForbiddenError(
            "picture_unknown",
            "That picture is not in this thread any more; please send it again.",
        )
    if question.picture is None and question.region is not None:
        marked = pictures[0] if pictures else earlier.it
        return marked.name if marked else None
    return question.picture


def _receipts(
    attachments: Sequence[Attachment], outcomes: Sequence[Opened | PictureError]
) -> tuple[Receipt, ...]:
    """Return what became of each file, in the order they were sent."""
    return tuple(
        outcome.receipt
        if isinstance(outcome, Opened)
        else Receipt(label(attachment.filename), "refused", outcome.sentence)
        for attachment, outcome in zip(attachments, outcomes, strict=True)
    )
