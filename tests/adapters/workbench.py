"""The other end of the queue: nobody answers by itself, `work` does, as a worker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from msgspec.structs import replace

from bot.jobs import Answer, Failure, Job, Progress, Result
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.tickets import Claim
from tests.adapters.web.helpdesk import pointing
from tests.waiting import until

CLAIM_S = 20.0


class Workbench:
    queue: Queue
    store: Store

    async def claim(self) -> Claim:
        claims: list[Claim] = []
        async with asyncio.timeout(CLAIM_S):
            while not claims:
                claims = await self.queue.claim("worker", 1, 10)
        return claims[0]

    async def work(self, outcome: Answer | Failure | None = None) -> Job:
        """Answer the next question, pointing at its picture by default."""
        claim = await self.claim()
        await self.finish(claim, outcome)
        return claim.job

    async def finish(
        self, claim: Claim, outcome: Answer | Failure | None = None
    ) -> None:
        """End a claimed job, pointing at a picture of its thread by default."""
        job = claim.job
        if outcome is None and not job.pictures:
            turns = await self.store.turns(job.address.thread_key)
            pictures = next(t.job.pictures for t in turns if t.job.pictures)
            outcome = pointing(replace(job, pictures=pictures))
        result = self.result(claim, outcome or pointing(job))
        await self.queue.finish([(claim, result)])

    @staticmethod
    def result(claim: Claim, outcome: Answer | Failure | None = None) -> Result:
        """Return the end of a job, a failure unless told."""
        return Result(
            job_id=claim.job.id,
            address=claim.job.address,
            outcome=outcome or Failure("broken", "It broke."),
            receipts=claim.job.receipts,
        )

    async def told(self, claim: Claim, words: str, is_seen: Callable[[], bool]) -> None:
        """Tell *words* of a job until they are seen: glimpses may be lost."""
        glimpse = Progress(job_id=claim.job.id, state="working", words=words)

        async def tell_and_look() -> bool:
            await self.queue.tell(glimpse)
            return is_seen()

        await until(tell_and_look)
