"""Results on their way to a platform: at least once each, until it has shown them."""

from __future__ import annotations

import logging
import time
from collections.abc import Sequence
from typing import Any

import redis.asyncio
from msgspec import DecodeError

from bot.jobs import decode_result
from bot.redis_calls import Script
from bot.redis_keys import Keys
from bot.redis_leased import Leased
from bot.settings import Settings
from bot.tickets import Parcel

ROOM = 32
GROUP = "delivery"
AGAIN_MS = 2000
log = logging.getLogger(__name__)


class Outbox:
    def __init__(self, client: redis.asyncio.Redis, settings: Settings) -> None:
        self._leased = Leased(client, settings, "outbox", GROUP, AGAIN_MS)
        self._outgoing = Script(client, "outgoing", Keys(settings.redis.prefix).start)

    async def outgoing(
        self, platform: str, consumer: str, wait_s: float, room: int
    ) -> list[Parcel]:
        give_up_at = time.monotonic() + wait_s
        while True:
            asked = (platform, consumer, self._leased.lease_ms, room)
            found, last = await self._outgoing(*asked)
            parcels = [parcel for each in found if (parcel := _parcel(each))]
            left_s = give_up_at - time.monotonic()
            if parcels or left_s <= 0:
                return parcels
            if not found:
                await self._leased.arrival(platform, last, left_s)

    async def renew(
        self, platform: str, consumer: str, parcels: Sequence[Parcel]
    ) -> None:
        await self._leased.renew(platform, consumer, _entries(parcels))

    async def put_back(self, platform: str, consumer: str, parcel: Parcel) -> None:
        """Let *parcel* come again soon, as if this delivery had never been tried."""
        await self._leased.put_back(platform, consumer, parcel.entry, parcel.deliveries)

    async def delivered(self, platform: str, parcels: Sequence[Parcel]) -> None:
        await self._leased.done(platform, _entries(parcels))


def _entries(parcels: Sequence[Parcel]) -> list[str]:
    return [parcel.entry for parcel in parcels]


def _parcel(found: Sequence[Any]) -> Parcel | None:
    entry, body, deliveries = found
    try:
        return Parcel(entry.decode(), decode_result(body), deliveries)
    except DecodeError:
        log.exception("! a result cannot be understood by this version")
        return None
