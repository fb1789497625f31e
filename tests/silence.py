"""Workers that fall silent, without waiting for it."""

from __future__ import annotations

import redis.asyncio

from bot.redis_keys import Keys
from bot.redis_queue import Claim


async def fall_silent(
    client: redis.asyncio.Redis, *claims: Claim, for_s: float = 60.0
) -> None:
    """Let the leases of *claims* look as if nobody had renewed them *for_s*."""
    keys = Keys("sightline")
    for claim in claims:
        await client.xclaim(
            keys("jobs", claim.lane),
            "workers",
            claim.worker,
            0,
            [claim.entry],
            idle=int(for_s * 1000),
            justid=True,
        )
