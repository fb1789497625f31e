"""The other end of the queue: nobody answers by itself, `work` does, as a worker."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack

import redis.asyncio
from msgspec.structs import replace

from adapters.kept import Kept, kept_in
from bot.jobs import Answer, Failure, Job, Platform, Progress, Result
from bot.redis_connection import connect
from bot.redis_notes import Notes
from bot.redis_posts import Posts
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings
from bot.tickets import Claim
from tests.adapters.web.helpdesk import pointing
from tests.waiting import until

CLAIM_S = 20.0


class Workbench:
    """Opened, it has a platform's queue, store, posts and notes at hand."""

    def __init__(self, platform: Platform, settings: Settings) -> None:
        self.settings = settings
        self._platform = platform
        self._stack = AsyncExitStack()
        self.client: redis.asyncio.Redis
        self.queue: Queue
        self.store: Store
        self.posts: Posts
        self.notes: Notes

    async def open(self) -> None:
        client = connect(self.settings.redis)
        self.client = await self._stack.enter_async_context(client)
        kept = self.kept()
        self.queue, self.store = kept.queue, kept.store
        self.posts, self.notes = kept.posts, kept.notes

    def kept(self) -> Kept:
        """Return what an adapter is given that starts now, with the settings of now."""
        return kept_in(self.client, self._platform, self.settings)

    async def has_delivered_all(self) -> bool:
        return not await self.client.xlen(f"{{sightline}}:outbox:{self._platform}")

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
