"""Entries of a stream, handed out on a lease: what inbox and outbox have in common.

The script that hands them out (`leased` in lua/job.lua) gives an entry again once its
holder was silent for a lease.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import redis.asyncio

from bot.redis_calls import call, redis_refusals
from bot.redis_keys import Keys, milliseconds
from bot.settings import Settings

LOOK_S = 1.0


class Leased:
    """The streams of one *kind*, a stream for each platform, held by one *group*."""

    def __init__(
        self,
        client: redis.asyncio.Redis,
        settings: Settings,
        kind: str,
        group: str,
        again_ms: int,
    ) -> None:
        self._client = client
        self._keys = Keys(settings.redis.prefix)
        self._kind = kind
        self._group = group
        self._again_ms = again_ms
        self.lease_ms = milliseconds(settings.queue.lease_s)
        self._look_s = min(LOOK_S, settings.redis.timeout_s / 2)

    async def renew(self, platform: str, holder: str, entries: Sequence[Any]) -> None:
        """Hold *entries* for a lease more; deliveries are not counted up."""
        if entries:
            stream = self._keys(self._kind, platform)
            with redis_refusals():
                await self._client.xclaim(
                    stream, self._group, holder, 0, list(entries), justid=True
                )

    async def put_back(
        self, platform: str, holder: str, entry: str, deliveries: int
    ) -> None:
        """Let *entry* come again soon, as if it had not been handed out this time."""
        with redis_refusals():
            await self._client.xclaim(
                self._keys(self._kind, platform),
                self._group,
                holder,
                0,
                [entry],
                idle=max(self.lease_ms - self._again_ms, 0),
                retrycount=deliveries - 1,
                justid=True,
            )

    async def done(self, platform: str, entries: Sequence[str]) -> None:
        if not entries:
            return
        stream = self._keys(self._kind, platform)
        with redis_refusals():
            # no transaction: a full Redis refuses any, and takes these two
            async with self._client.pipeline(transaction=False) as together:
                together.xack(stream, self._group, *entries)
                together.xdel(stream, *entries)
                await together.execute()

    async def arrival(self, platform: str, last: bytes, wait_s: float) -> None:
        """Return when there is something newer than *last*, or after a while."""
        block_ms = max(int(min(wait_s, self._look_s) * 1000), 1)
        stream = self._keys(self._kind, platform)
        wait = ("XREAD", "COUNT", 1, "BLOCK", block_ms, "STREAMS")
        await call(self._client, *wait, stream, last)
