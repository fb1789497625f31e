"""The queue: from one process's question to another's answer, through Redis alone.

A job is on a lane until it ends, and it ends once: answered, failed or cancelled. Every
moment that must not be torn apart is one script of lua/. What Redis refuses is raised
as QueueError: then nothing was accepted.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from itertools import chain, islice
from typing import Any, Literal

import redis.asyncio
from msgspec import Struct

from bot.bounds import STOPPED, busy, gave_up, too_late
from bot.errors import BusyError
from bot.jobs import Answer, Failure, Job, Progress, Result, State, encode
from bot.redis_calls import Script, call
from bot.redis_glimpses import Glimpses
from bot.redis_keys import Keys, keep_s, milliseconds
from bot.redis_lanes import Lanes
from bot.redis_outbox import ROOM, Outbox
from bot.redis_status import Standing
from bot.settings import Settings
from bot.tickets import Claim, Parcel, Status, Ticket
from bot.together import Together

__all__ = ["Claim", "Parcel", "Queue", "Status", "Ticket"]

SWEPT_MAX = 100


class Asked(Struct, frozen=True):
    mode: Literal["submit", "check"]
    job: Job
    event_id: str


class Ending(Struct, frozen=True):
    state: State
    result: Result


class Queue:
    def __init__(
        self,
        client: redis.asyncio.Redis,
        settings: Settings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock
        self._keys = Keys(settings.redis.prefix)
        self._lanes = Lanes(client, settings, clock)
        self._outbox = Outbox(client, settings)
        self._standing = Standing(client, self._keys)
        self._glimpses = Glimpses(client, self._keys("progress"), self._standing.state)
        self._submit = Script(client, "submit", self._keys.start)
        self._end = Script(client, "end", self._keys.start)
        self._asking = Together(self._ask)
        self._ending = Together(self._end_all)

    async def submit(self, job: Job, event_id: str) -> Ticket:
        """Let *job* in, once for each event of its platform.

        A question behind another of its thread waits for that one's end. Raises
        BusyError, with nothing counted, where a bound is reached.
        """
        found = await self._asking(Asked("submit", job, event_id))
        return _ticket(found) or Ticket(job.id, 0)

    async def check(self, job: Job, event_id: str) -> Ticket | None:
        """Return the ticket of a repeated event, None where `submit` would let it in.

        Raises BusyError as `submit` does; leaves no trace. Spares the work of opening
        pictures that would be refused.
        """
        return _ticket(await self._asking(Asked("check", job, event_id)))

    async def job_of(self, platform: str, event_id: str) -> str | None:
        """Return the id of the job that an event became, None where it became none."""
        return await self._standing.job_of(f"{platform}:{event_id}")

    async def status(self, job_id: str) -> Status | None:
        """Return how a job stands, None for one that is unknown or forgotten."""
        return await self._standing.status(job_id, self._clock())

    async def cancel(self, job_id: str) -> bool:
        """End a job visibly; False where it had ended or is unknown."""
        jobs = await self._standing.jobs([job_id])
        return await self._fail(jobs, STOPPED, "cancelled") == 1

    async def claim(self, worker: str, room: int, wait_s: float) -> list[Claim]:
        """Return up to *room* jobs, as soon as there is one, none after *wait_s*.

        A suspect is handed out alone, and only to empty hands: when *room* is as much
        as this worker ever had. While one waits, hands that are not empty get nothing
        new. A job that was delivered too often fails here.
        """
        give_up_at = time.monotonic() + wait_s
        while room > 0:
            taken = await self._lanes.take(worker, room)
            if taken.spent:
                failure = gave_up(self._settings.queue.deliveries_max)
                await self._fail(taken.spent, failure)
            left_s = give_up_at - time.monotonic()
            if taken.claims or left_s <= 0:
                return taken.claims
            await self._lanes.arrival(taken.last, left_s)
        return []

    async def finish(
        self, claims_and_results: Sequence[tuple[Claim, Result]]
    ) -> list[bool]:
        """End each job with its result; False where it had ended before."""
        endings = [
            Ending(
                "answered" if isinstance(result.outcome, Answer) else "failed", result
            )
            for _, result in claims_and_results
        ]
        return await self._ending(endings) if endings else []

    async def give_back(self, claims: Sequence[Claim]) -> None:
        """Let other workers have *claims* within a second, as if never claimed."""
        await self._lanes.give_back(claims)

    async def sweep(self) -> int:
        """Fail what is past its deadline; return how many that were."""
        until_now = (self._keys("open"), "-inf", self._now_ms)
        overdue = await call(
            self._client, "ZRANGEBYSCORE", *until_now, "LIMIT", 0, SWEPT_MAX
        )
        jobs = await self._standing.jobs([job_id.decode() for job_id in overdue])
        return await self._fail(jobs, too_late(self._settings.queue.deadline_s))

    async def outgoing(
        self, platform: str, consumer: str, wait_s: float, room: int = ROOM
    ) -> list[Parcel]:
        """Return up to *room* results, as soon as there is one, none after *wait_s*.

        One neither renewed nor `delivered` within a lease comes again, to anyone.
        """
        return await self._outbox.outgoing(platform, consumer, wait_s, room)

    async def renew_parcels(
        self, platform: str, consumer: str, parcels: Sequence[Parcel]
    ) -> None:
        await self._outbox.renew(platform, consumer, parcels)

    async def put_back(self, platform: str, consumer: str, parcel: Parcel) -> None:
        await self._outbox.put_back(platform, consumer, parcel)

    async def delivered(self, platform: str, parcels: Sequence[Parcel]) -> None:
        await self._outbox.delivered(platform, parcels)

    async def tell(self, progress: Progress) -> None:
        await self._glimpses.tell(encode(progress))

    def glimpses(self, job_id: str) -> AsyncIterator[Progress]:
        """Yield how a job stands, then each glimpse, and return once it has ended."""
        return self._glimpses.of(job_id)

    async def has_worker(self) -> bool:
        """Return whether a worker was alive within the last lease."""
        since = self._now_ms - milliseconds(self._settings.queue.lease_s)
        alive = await call(self._client, "ZCOUNT", self._keys("workers"), since, "+inf")
        return bool(alive)

    async def waiting(self) -> int:
        """Return how many questions wait for a worker."""
        return int(await call(self._client, "ZCARD", self._keys("waiting")))

    @property
    def lease_s(self) -> float:
        return self._settings.queue.lease_s

    @property
    def _now_ms(self) -> int:
        return milliseconds(self._clock())

    async def _ask(self, asked: Sequence[Asked]) -> list[Ticket | BusyError | None]:
        queue = self._settings.queue
        words: list[Any] = [self._now_ms, keep_s(self._settings)]
        words += [queue.user_per_minute, queue.tenant_waiting, queue.total_waiting]
        words.append(queue.lanes)
        for each in asked:
            words += self._asked_words(each)
        return [_verdict(found) for found in await self._submit(*words)]

    def _asked_words(self, asked: Asked) -> tuple[str | bytes | float, ...]:
        job, address = asked.job, asked.job.address
        return (
            asked.mode,
            job.id,
            encode(job),
            f"{address.platform}:{asked.event_id}",
            self._lanes.of(address.tenant_key),
            address.tenant_key,
            address.user_key,
            address.thread_key,
            milliseconds(job.deadline_at),
        )

    async def _fail(
        self, jobs: Iterable[Job], failure: Failure, state: State = "failed"
    ) -> int:
        """End *jobs* visibly; return how many had not ended before."""
        endings = [
            Ending(
                state,
                Result(
                    job_id=job.id,
                    address=job.address,
                    outcome=failure,
                    receipts=job.receipts,
                ),
            )
            for job in jobs
        ]
        return sum(await self._ending(endings)) if endings else 0

    async def _end_all(self, groups: Sequence[Sequence[Ending]]) -> list[list[bool]]:
        words: list[Any] = [self._now_ms]
        for ending in chain.from_iterable(groups):
            words += (ending.result.job_id, ending.state, encode(ending.result))
        ended = iter(await self._end(*words))
        return [[bool(each) for each in islice(ended, len(group))] for group in groups]


def _verdict(found: Sequence[Any]) -> Ticket | BusyError | None:
    """Read what lua/submit.lua says of one question."""
    match found[0]:
        case b"new" | b"known" as how:
            return Ticket(found[1].decode(), found[2], is_repeat=how == b"known")
        case b"free":
            return None
        case bound:
            return busy(bound.decode(), found[2], found[1] / 1000)


def _ticket(found: Ticket | BusyError | None) -> Ticket | None:
    if isinstance(found, BusyError):
        raise found
    return found
