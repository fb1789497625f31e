"""What a platform told, kept from its ack until it was handled.

A platform wants its ack at once, while files must be fetched and opened before there
is a job. So what it told is stored first, once for each event; whoever handles it
holds it on a lease, and it is done when it was handled.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

import redis.asyncio
from msgspec import Struct

from bot.redis_calls import Script, call, redis_refusals
from bot.redis_keys import Keys, milliseconds
from bot.settings import Settings
from bot.together import Together

GROUP = "handlers"
AGAIN_MS = 1000
LOOK_S = 1.0


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
        self._client = client
        self._settings = settings
        self._keys = Keys(settings.redis.prefix)
        self._put = Script(client, "put", self._keys.start)
        self._take = Script(client, "take", self._keys.start)
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
        lease_ms = milliseconds(self._settings.queue.lease_s)
        give_up_at = time.monotonic() + wait_s
        while True:
            found, last = await self._take(platform, consumer, lease_ms, room)
            left_s = give_up_at - time.monotonic()
            if found or left_s <= 0:
                return [Letter(each[0].decode(), each[1], each[2]) for each in found]
            await self._arrival(platform, last, left_s)

    async def renew(
        self, platform: str, consumer: str, letters: Sequence[Letter]
    ) -> None:
        """Hold *letters* for a lease more; deliveries are not counted up."""
        if not letters:
            return
        stream = self._keys("inbox", platform)
        entries: list[Any] = [letter.entry for letter in letters]
        with redis_refusals():
            await self._client.xclaim(stream, GROUP, consumer, 0, entries, justid=True)

    async def put_back(self, platform: str, consumer: str, letter: Letter) -> None:
        """Let *letter* come again soon, as if it had not been handed out this time."""
        lease_ms = milliseconds(self._settings.queue.lease_s)
        with redis_refusals():
            await self._client.xclaim(
                self._keys("inbox", platform),
                GROUP,
                consumer,
                0,
                [letter.entry],
                idle=max(lease_ms - AGAIN_MS, 0),
                retrycount=letter.deliveries - 1,
                justid=True,
            )

    async def done(self, platform: str, letters: Sequence[Letter]) -> None:
        entries = [letter.entry for letter in letters]
        if not entries:
            return
        stream = self._keys("inbox", platform)
        with redis_refusals():
            # no transaction: a full Redis refuses any, and takes these two
            async with self._client.pipeline(transaction=False) as together:
                together.xack(stream, GROUP, *entries)
                together.xdel(stream, *entries)
                await together.execute()

    async def _put_all(
        self, platform: str, letters: Sequence[tuple[str, bytes]]
    ) -> list[bool]:
        words = [word for letter in letters for word in letter]
        return [bool(taken) for taken in await self._put(platform, *words)]

    async def _arrival(self, platform: str, last: bytes, wait_s: float) -> None:
        within_s = min(wait_s, LOOK_S, self._settings.redis.timeout_s / 2)
        block_ms = max(int(within_s * 1000), 1)
        stream = self._keys("inbox", platform)
        wait = ("XREAD", "COUNT", 1, "BLOCK", block_ms, "STREAMS")
        await call(self._client, *wait, stream, last)
