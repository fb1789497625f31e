"""Claim, answer, finish: the loop that keeps the worker's hands full.

A job is held under a lease that another thread renews; every job ends in exactly one
result, an answer or a failure, or stays in the queue for a worker that lives.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from bot.errors import QueueError, ServiceError, UserError
from bot.jobs import Answer, Failure, Job, Progress, Result, Step
from bot.ledger import traced
from bot.redis_queue import Claim
from model_worker.answering import Ear

WAIT_S = 1.0
LOOK_UP_S = 0.25
"""How often a job in hand is asked whether its person has gone."""

PAUSE_S = 1.0

BROKEN = Failure(
    "broken",
    "Something went wrong on our side and was noted; please ask again.",
)

Answering = Callable[[Job, Ear], Awaitable[Answer]]
log = logging.getLogger(__name__)


class Jobs(Protocol):
    async def claim(self, worker: str, room: int, wait_s: float) -> list[Claim]: ...

    async def finish(
        self, claims_and_results: Sequence[tuple[Claim, Result]]
    ) -> list[bool]: ...

    async def give_back(self, claims: Sequence[Claim]) -> None: ...

    async def sweep(self) -> int: ...

    async def tell(self, progress: Progress) -> None: ...


class Keeper(Protocol):
    """Renews leases from a thread that a busy step cannot hold up."""

    def hold(self, claim: Claim) -> None: ...

    def let_go(self, claim: Claim) -> None: ...

    def is_gone(self, job_id: str) -> bool: ...


class Worker:
    def __init__(
        self,
        name: str,
        jobs: Jobs,
        keeper: Keeper,
        answering: Answering,
        jobs_max: int,
        drain_s: float,
    ) -> None:
        self._name = name
        self._jobs = jobs
        self._keeper = keeper
        self._answering = answering
        self._jobs_max = jobs_max
        self._drain_s = drain_s
        self._in_hand: dict[asyncio.Task[None], Claim] = {}
        self._stopping = asyncio.Event()

    def stop(self) -> None:
        """Claim nothing more; `run` returns once the work in hand is finished."""
        self._stopping.set()

    async def run(self) -> None:
        """Work until stopped; Redis may come and go meanwhile."""
        while not self._stopping.is_set():
            try:
                await self._fill_hands()
            except ServiceError as error:
                log.warning("! the worker waits: %s", error)
                await self._pause()
        await self._drain()

    async def _fill_hands(self) -> None:
        room = self._room
        if room == 0:
            await asyncio.wait(
                [*self._in_hand], timeout=WAIT_S, return_when=asyncio.FIRST_COMPLETED
            )
            return
        await self._jobs.sweep()
        for claim in await self._jobs.claim(self._name, room, WAIT_S):
            self._take(claim)

    @property
    def _room(self) -> int:
        """Free hands; none beside a job that was in hand when a worker died."""
        if any(claim.is_suspect for claim in self._in_hand.values()):
            return 0
        return self._jobs_max - len(self._in_hand)

    def _take(self, claim: Claim) -> None:
        self._keeper.hold(claim)
        task = asyncio.create_task(self._work(claim))
        self._in_hand[task] = claim
        task.add_done_callback(self._let_go)
        log.info("<- %s claimed, delivery %d", claim.job.id, claim.deliveries)

    def _let_go(self, task: asyncio.Task[None]) -> None:
        claim = self._in_hand.pop(task)
        self._keeper.let_go(claim)
        if not task.cancelled() and (error := task.exception()):
            log.error("! %s was left unfinished: %s", claim.job.id, traced(error))

    async def _work(self, claim: Claim) -> None:
        """Answer one job and finish it, unless it ended meanwhile."""
        began = time.monotonic()
        outcome = await self._outcome(claim.job)
        if outcome is None:
            log.info("-> %s had ended meanwhile", claim.job.id)
            return
        result = Result(
            job_id=claim.job.id,
            address=claim.job.address,
            outcome=outcome,
            receipts=claim.job.receipts,
        )
        await self._finish(claim, result)
        what = outcome.intent if isinstance(outcome, Answer) else outcome.code
        log.info("-> %s %s %.2f s", claim.job.id, what, time.monotonic() - began)

    async def _outcome(self, job: Job) -> Answer | Failure | None:
        """Return the answer, the visible failure, or None once nobody waits for it."""
        task = asyncio.ensure_future(self._answering(job, _Ear(self, job)))
        try:
            while not task.done():
                await asyncio.wait([task], timeout=LOOK_UP_S)
                if self._keeper.is_gone(job.id):
                    return None
            return task.result()
        except UserError as error:
            return Failure(error.code, error.sentence)
        except Exception as error:  # noqa: BLE001 - whatever broke, an error is owed
            log.error("! %s failed: %s", job.id, traced(error))  # noqa: TRY400
            return BROKEN
        finally:
            task.cancel()

    async def _finish(self, claim: Claim, result: Result) -> None:
        """Hand in *result*; while Redis is away the lease is all that can be lost."""
        while True:
            try:
                await self._jobs.finish([(claim, result)])
            except QueueError as error:
                log.warning("! %s cannot be handed in yet: %s", claim.job.id, error)
                await asyncio.sleep(PAUSE_S)
                if self._keeper.is_gone(claim.job.id):
                    return
            else:
                return

    async def _drain(self) -> None:
        """Finish what is in hand within the grace, give back the rest uncounted."""
        if self._in_hand:
            await asyncio.wait([*self._in_hand], timeout=self._drain_s)
        unfinished = dict(self._in_hand)
        for task in unfinished:
            task.cancel()
        if unfinished:
            await asyncio.wait([*unfinished])
            await self._jobs.give_back(list(unfinished.values()))
        log.info("-- drained, %d given back", len(unfinished))

    async def _pause(self) -> None:
        try:
            await asyncio.wait_for(self._stopping.wait(), PAUSE_S)
        except TimeoutError:
            return

    async def tell(self, progress: Progress) -> None:
        """Pass a glimpse on; losing it loses nothing."""
        try:
            await self._jobs.tell(progress)
        except ServiceError as error:
            log.debug("a glimpse was lost: %s", error)

    def is_gone(self, job_id: str) -> bool:
        return self._keeper.is_gone(job_id)


class _Ear:
    """Passes steps and words of one job on, the latest words first."""

    def __init__(self, worker: Worker, job: Job) -> None:
        self._worker = worker
        self._job = job
        self._step: Step | None = None
        self._words: str | None = None
        self._telling: asyncio.Task[None] | None = None

    async def step(self, step: Step) -> None:
        if step != self._step:
            self._step = step
            await self._tell()

    def words(self, words: str) -> None:
        """Tell all words so far; while one glimpse is on its way the next ones wait."""
        self._words = words
        if self._telling is None or self._telling.done():
            self._telling = asyncio.create_task(self._tell_latest())

    def is_gone(self) -> bool:
        return self._worker.is_gone(self._job.id)

    async def _tell_latest(self) -> None:
        told: str | None = None
        while told != self._words:
            told = self._words
            await self._tell()

    async def _tell(self) -> None:
        await self._worker.tell(
            Progress(
                job_id=self._job.id,
                state="working",
                step=self._step,
                words=self._words,
            )
        )
