"""What a platform told, kept from its ack until it was handled.

A platform wants its ack at once, while files must be fetched and opened before there
is a job. So what it told is stored first, once for each event; whoever handles it
holds it on a lease, and it is done when it was handled.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import redis.asyncio
from msgspec import Struct

from bot.redis_calls import Script
from bot.redis_keys import Keys
from bot.redis_leased import Leased
from bot.settings import Settings
from bot.together import Together

GROUP = "handlers"
AGAIN_MS = 1000


class Letter(Struct, frozen=True):
    """What lies in an inbox; *deliveries* counts from 1."""

    entry: str
    body: bytes
    deliveries: int = 1

    @property
    def came_at(self) -> float:
        """Seconds since the epoch, by Redis' clock: entries are named by their time."""
        return int(self.entry.partition("-")[0]) / 1000


class Inbox:
    """Every method raises QueueError when Redis is away or refuses to write."""

    def __init__(self, client: redis.asyncio.Redis, settings: Settings) -> None:
        start = Keys(settings.redis.prefix).start
        self._leased = Leased(client, settings, "inbox", GROUP, AGAIN_MS)
        self._put = Script(client, "put", start)
        self._take = Script(client, "take", start)
        self._putting: dict[str, Together[tuple[str, bytes], bool]] = {}

    async def put(self, platform: str, event_id: str, body: bytes) -> bool:
        """Keep *body* until it is handled; False for an event known for a day."""
        if platform not in self._putting:
            self._putting[platform] = Together(
                lambda letters: self._put_all(platform, letters)
            )
        return await self._putting[platform]((event_id, body))

    async def take(
        self, platform: str, consumer: str, room: int, wait_s: float
    ) -> list[Letter]:
        """Return up to *room* letters, as soon as there is one, none after *wait_s*.

        One that is neither renewed nor done within a lease comes again, to anyone.
        """
        give_up_at = time.monotonic() + wait_s
        while True:
            asked = (platform, consumer, self._leased.lease_ms, room)
            found, last = await self._take(*asked)
            left_s = give_up_at - time.monotonic()
            if found or left_s <= 0:
                return [Letter(each[0].decode(), each[1], each[2]) for each in found]
            await self._leased.arrival(platform, last, left_s)

    async def renew(
        self, platform: str, consumer: str, letters: Sequence[Letter]
    ) -> None:
        await self._leased.renew(platform, consumer, _entries(letters))

    async def put_back(self, platform: str, consumer: str, letter: Letter) -> None:
        """Let *letter* come again soon, as if it had not been handed out this time."""
        await self._leased.put_back(platform, consumer, letter.entry, letter.deliveries)

    async def done(self, platform: str, letters: Sequence[Letter]) -> None:
        await self._leased.done(platform, _entries(letters))

    async def _put_all(
        self, platform: str, letters: Sequence[tuple[str, bytes]]
    ) -> list[bool]:
        words = [word for letter in letters for word in letter]
        return [bool(taken) for taken in await self._put(platform, *words)]


def _entries(letters: Sequence[Letter]) -> list[str]:
    return [letter.entry for letter in letters]
