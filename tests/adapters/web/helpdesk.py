"""The real web adapter on a port of its own, and a worker that says what it is told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from adapters.web.adapter import WebAdapter
from bot.delivery import Delivery, dressed
from bot.intake import Intake
from bot.jobs import Answer, Failure, Finding, Job, Result, Span
from bot.pictures import PictureOpener
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings
from bot.tickets import Claim, Parcel
from tests.builders import an_answer
from tests.rendered import error_dialog

SCREEN = error_dialog()
WORDS = "was refused by the server."


class Helpdesk:
    """The adapter in this process; `work` and `deliver` move a question along."""

    def __init__(self, settings: Settings, queue: Queue, store: Store) -> None:
        self.queue = queue
        self.store = store
        self.adapter = WebAdapter(settings, queue, store)
        self.url = ""
        self._delivery = Delivery(
            "web", "test", queue, store.picture_content, self.adapter.send
        )

    async def claim(self) -> Claim:
        (claim,) = await self.queue.claim("worker", 1, 10)
        return claim

    async def work(self, outcome: Answer | Failure | None = None) -> Job:
        """Answer the next question; the answer stays on the outbox."""
        claim = await self.claim()
        await self.finish(claim, outcome)
        return claim.job

    async def finish(self, claim: Claim, outcome: Answer | Failure | None) -> None:
        job = claim.job
        result = Result(
            job_id=job.id,
            address=job.address,
            outcome=outcome or pointing(job),
            receipts=job.receipts,
        )
        assert await self.queue.finish([(claim, result)]) == [True]

    async def send(self, parcel: Parcel) -> None:
        """Send one parcel, whoever may have sent it already."""
        await self.adapter.send(
            await dressed(parcel.result, self.store.picture_content)
        )

    async def deliver(self) -> None:
        """Send what lies on the outbox."""
        assert await self._delivery.step(10) > 0


def pointing(job: Job) -> Answer:
    """Return an answer that points at a small place of the question's picture."""
    finding = Finding(
        number=1,
        phrase=WORDS,
        boxes=(SCREEN.box_of(WORDS),),
        picture=job.pictures[0].name,
        source="read",
        confidence=0.97,
    )
    return an_answer(
        spans=(Span("It "), Span(WORDS, 1)),
        findings=(finding,),
        pictures=(finding.picture,),
        follow_ups=("What should I check first?",),
        caveats=("The small print is too blurred.",),
    )


@asynccontextmanager
async def helpdesk(settings: Settings) -> AsyncIterator[Helpdesk]:
    """Serve until the block ends, on the real queue with the real sandbox."""
    async with (
        connect(settings.redis) as client,
        PictureOpener(settings.pictures) as opener,
    ):
        queue, store = Queue(client, settings), Store(client, settings)
        desk = Helpdesk(settings, queue, store)
        intake = Intake(queue, store, opener, settings)
        listening = asyncio.create_task(desk.adapter.listen(intake))
        try:
            desk.url = await desk.adapter.address
            yield desk
        finally:
            listening.cancel()
            await asyncio.wait([listening])
