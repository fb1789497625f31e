"""All of a tenant is forgotten: key after key, so that nobody else waits for Redis."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable

import redis.asyncio

from bot.redis_calls import call, read, redis_refusals
from bot.redis_keys import Keys

OF_PEOPLE = ("threads", "asked", "asked_by", "linked")


class TenantForgetting:
    """*forget_thread* does its part for each thread, by key."""

    def __init__(
        self,
        client: redis.asyncio.Redis,
        keys: Keys,
        forget_thread: Callable[[str], Awaitable[None]],
    ) -> None:
        self._client = client
        self._keys = keys
        self._forget_thread = forget_thread

    async def __call__(self, tenant_key: str) -> None:
        job_ids: set[str] = set()
        async for thread_key in self._names("thread", tenant_key):
            key = self._keys("thread", thread_key)
            found = await read(self._client, "LRANGE", key, 0, -1)
            job_ids |= {job_id.decode() for job_id in found}
            await self._forget_thread(thread_key)
        for kind in OF_PEOPLE:
            async for name in self._names(kind, tenant_key):
                await call(self._client, "DEL", self._keys(kind, name))
        await self._forget_posts(tenant_key.partition(":")[0], job_ids)

    async def _forget_posts(self, platform: str, job_ids: set[str]) -> None:
        """Forget where the jobs' messages stand: ``JOB``, ``final:JOB``."""
        async for name in self._names("post", platform):
            if name.rpartition(":")[2] in job_ids:
                key = self._keys("post", name)
                stands = await read(self._client, "HGET", key, "stands")
                reverse = (self._keys("stands", stands.decode()),) if stands else ()
                await call(self._client, "DEL", key, *reverse)

    async def _names(self, kind: str, owner: str) -> AsyncIterator[str]:
        start = self._keys(kind, "")
        pattern = _literal(f"{start}{owner}:") + "*"
        with redis_refusals():
            async for key in self._client.scan_iter(pattern, count=1000):
                yield key.decode().removeprefix(start)


def _literal(text: str) -> str:
    """Return *text* as a pattern of Redis that matches nothing else."""
    return re.sub(r"([*?\[\]^\\])", r"\\\1", text)
