"""Discord's own rate limits: buckets per route and place, and one for all."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.adapters.discord.fake.calls import Call
from tests.adapters.discord.fake.refusals import RateLimited

TICK_S = 0.001
"""Times are told in milliseconds: never one too few."""

MAJOR = ("channel", "guild", "application", "token")


@dataclass
class Bucket:
    left: int
    until: float


@dataclass
class Meters:
    """Off at first: then every answer says that all is left."""

    is_on: bool = False
    limit: int = 5
    per_s: float = 5.0
    a_second: int = 50
    clock: Callable[[], float] = time.monotonic
    _buckets: dict[tuple[str, ...], Bucket] = field(default_factory=dict)

    def count(self, call: Call) -> None:
        if not self.is_on or call.route == "interactions.callback":
            return
        mine = self._bucket(_key(call), self.limit, self.per_s)
        every = self._bucket(("*",), self.a_second, 1.0)
        if "token" in call.where:  # an interaction's routes have no part in it
            every = Bucket(1, self.clock())
        for bucket in (every, mine):
            if bucket.left < 1:
                wait = bucket.until - self.clock()
                raise RateLimited(round(wait + TICK_S, 3), is_global=bucket is every)
        every.left -= 1
        mine.left -= 1

    def headers(self, call: Call) -> dict[str, str]:
        left, wait = self.limit, 0.0
        if self.is_on:
            bucket = self._bucket(_key(call), self.limit, self.per_s)
            left, wait = bucket.left, bucket.until - self.clock() + TICK_S
        return {
            "X-RateLimit-Limit": str(self.limit if self.is_on else 1000),
            "X-RateLimit-Remaining": str(left if self.is_on else 999),
            "X-RateLimit-Reset": f"{time.time() + wait:.3f}",
            "X-RateLimit-Reset-After": f"{wait:.3f}",
        }

    def _bucket(self, key: tuple[str, ...], limit: int, per_s: float) -> Bucket:
        now = self.clock()
        found = self._buckets.get(key)
        if found is None or found.until <= now:
            found = self._buckets[key] = Bucket(limit, now + per_s)
        return found


def _key(call: Call) -> tuple[str, ...]:
    return (call.route, *(call.where.get(name, "") for name in MAJOR))
