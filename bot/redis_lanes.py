"""How jobs come off their lanes into a worker's hands, and back."""

from __future__ import annotations

import asyncio
import logging
import time
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import redis.asyncio
from msgspec import DecodeError, Struct

from bot.errors import QueueError
from bot.jobs import Job, decode_job
from bot.redis_calls import Script, call
from bot.redis_keys import Keys, milliseconds
from bot.settings import Settings
from bot.tickets import Claim

LOOK_S = 1.0
"""How often jobs of silent workers are looked for."""

log = logging.getLogger(__name__)


class Taken(Struct, frozen=True):
    """What one look at the lanes brought.

    *spent* were delivered too often already. *last* has each lane's newest entry, so
    that the next arrival can be waited for without missing one.
    """

    claims: list[Claim]
    spent: list[Job]
    last: list[bytes]


class Lanes:
    def __init__(
        self,
        client: redis.asyncio.Redis,
        settings: Settings,
        clock: Callable[[], float],
    ) -> None:
        self._client = client
        self._settings = settings
        self._clock = clock
        self._keys = Keys(settings.redis.prefix)
        self._claim = Script(client, "claim", self._keys.start)
        self._give_back = Script(client, "give_back", self._keys.start)
        self._hands: dict[str, int] = {}
        self._turn = 0
        self._look_at = 0.0

    def of(self, tenant_key: str) -> int:
        """Return a tenant's lane by its name; a busy one is exchanged on submit."""
        return zlib.crc32(tenant_key.encode()) % self._settings.queue.lanes

    async def take(self, worker: str, room: int) -> Taken:
        """Claim up to *room* jobs; cancelled, it gives back what it had claimed."""
        taking = asyncio.ensure_future(self._take(worker, room))
        try:
            return await asyncio.shield(taking)
        except asyncio.CancelledError:
            with suppress(QueueError):
                await self.give_back((await taking).claims)
            raise

    async def arrival(self, last: Sequence[bytes], wait_s: float) -> None:
        """Return when a job has come after *last*, or the wait is over."""
        within_s = min(wait_s, LOOK_S, self._settings.redis.timeout_s / 2)
        lanes = [self._keys("jobs", lane) for lane in range(len(last))]
        block_ms = max(int(within_s * 1000), 1)
        wait = ("XREAD", "COUNT", 1, "BLOCK", block_ms, "STREAMS")
        await call(self._client, *wait, *lanes, *last)

    async def give_back(self, claims: Sequence[Claim]) -> None:
        words: list[str | int] = []
        for claim in claims:
            place = (claim.lane, claim.entry, claim.deliveries)
            words += (claim.worker, claim.job.id, *place)
        if words:
            await self._give_back(*words)

    async def _take(self, worker: str, room: int) -> Taken:
        queue = self._settings.queue
        looks = time.monotonic() >= self._look_at
        hands = self._hands[worker] = max(self._hands.get(worker, 0), room)
        self._turn += 1
        claims, spent, is_held_back, last = await self._claim(
            worker,
            milliseconds(self._clock()),
            room,
            int(room == hands),
            int(looks),
            milliseconds(queue.lease_s),
            queue.deliveries_max,
            queue.lanes,
            self._turn % queue.lanes,
        )
        if looks and not is_held_back:
            self._look_at = time.monotonic() + LOOK_S
        return Taken(
            [claim for found in claims if (claim := _claim(found, worker))],
            [job for body in spent if (job := understood(body))],
            last,
        )


def _claim(found: Sequence[Any], worker: str) -> Claim | None:
    lane, entry, deliveries, body = found
    if (job := understood(body)) is None:
        return None
    return Claim(job, int(lane), entry.decode(), deliveries, worker)


def understood(body: bytes) -> Job | None:
    """Return None for a job of a later version: a later worker will take it over."""
    try:
        return decode_job(body)
    except DecodeError:
        log.exception("! a job cannot be understood by this version")
        return None
