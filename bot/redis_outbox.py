"""Results on their way to a platform: at least once each, until it has shown them."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

import redis.asyncio
from msgspec import DecodeError

from bot.jobs import decode_result
from bot.redis_calls import Script, call, redis_refusals
from bot.redis_keys import Keys, milliseconds
from bot.settings import Settings
from bot.tickets import Parcel

ROOM = 32
LOOK_S = 1.0
GROUP = "delivery"
AGAIN_MS = 2000
log = logging.getLogger(__name__)


class Outbox:
    def __init__(self, client: redis.asyncio.Redis, settings: Settings) -> None:
        self._client = client
        self._settings = settings
        self._keys = Keys(settings.redis.prefix)
        self._outgoing = Script(client, "outgoing", self._keys.start)

    async def outgoing(
        self, platform: str, consumer: str, wait_s: float, room: int
    ) -> list[Parcel]:
        lease_ms = milliseconds(self._settings.queue.lease_s)
        give_up_at = time.monotonic() + wait_s
        while True:
            found, last = await self._outgoing(platform, consumer, lease_ms, room)
            parcels = [parcel for each in found if (parcel := _parcel(each))]
            left_s = give_up_at - time.monotonic()
            if parcels or left_s <= 0:
                return parcels
            if not found:
                await self._arrival(platform, last, left_s)

    async def renew(
        self, platform: str, consumer: str, parcels: Sequence[Parcel]
    ) -> None:
        """Hold *parcels* for a lease more; deliveries are not counted up."""
        if not parcels:
            return
        stream = self._keys("outbox", platform)
        entries: list[Any] = [parcel.entry for parcel in parcels]
        with redis_refusals():
            await self._client.xclaim(stream, GROUP, consumer, 0, entries, justid=True)

    async def put_back(self, platform: str, consumer: str, parcel: Parcel) -> None:
        """Let *parcel* come again soon, as if this delivery had never been tried."""
        lease_ms = milliseconds(self._settings.queue.lease_s)
        with redis_refusals():
            await self._client.xclaim(
                self._keys("outbox", platform),
                GROUP,
                consumer,
                0,
                [parcel.entry],
                idle=max(lease_ms - AGAIN_MS, 0),
                retrycount=parcel.deliveries - 1,
                justid=True,
            )

    async def delivered(self, platform: str, parcels: Sequence[Parcel]) -> None:
        entries = [parcel.entry for parcel in parcels]
        if not entries:
            return
        stream = self._keys("outbox", platform)
        with redis_refusals():
            # no transaction: a full Redis refuses any, and takes these two
            async with self._client.pipeline(transaction=False) as together:
                together.xack(stream, GROUP, *entries)
                together.xdel(stream, *entries)
                await together.execute()

    async def _arrival(self, platform: str, last: bytes, wait_s: float) -> None:
        within_s = min(wait_s, LOOK_S, self._settings.redis.timeout_s / 2)
        block_ms = max(int(within_s * 1000), 1)
        stream = self._keys("outbox", platform)
        wait = ("XREAD", "COUNT", 1, "BLOCK", block_ms, "STREAMS")
        await call(self._client, *wait, stream, last)


def _parcel(found: Sequence[Any]) -> Parcel | None:
    entry, body, deliveries = found
    try:
        return Parcel(entry.decode(), decode_result(body), deliveries)
    except DecodeError:
        log.exception("! a result cannot be understood by this version")
        return None
