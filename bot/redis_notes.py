"""Small things that an adapter keeps for itself: a token, a mark, what it has seen."""

from __future__ import annotations

import redis.asyncio

from bot.redis_calls import Script, call, read, redis_refusals
from bot.redis_keys import Keys, milliseconds
from bot.settings import Settings


class Notes:
    """A note is known by its *kind* and *name*; what is in it is its writer's affair.

    Every method raises QueueError when Redis is away or refuses to write.
    """

    def __init__(self, client: redis.asyncio.Redis, settings: Settings) -> None:
        self._client = client
        self._keys = Keys(settings.redis.prefix)
        self._swap = Script(client, "swap", self._keys.start)

    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None:
        """Keep *content* for *keep_s*, for good without."""
        key = self._keys("note", kind, name)
        until = ("PX", milliseconds(keep_s)) if keep_s is not None else ()
        await call(self._client, "SET", key, content, *until)

    async def swap_note(
        self,
        kind: str,
        name: str,
        seen: bytes | None,
        content: bytes,
        keep_s: float | None = None,
    ) -> bool:
        """Keep *content* where *seen* was; False where something else is by now."""
        keep_ms = 0 if keep_s is None else milliseconds(keep_s)
        words = (f"{kind}:{name}", seen or b"", content, keep_ms)
        return bool(await self._swap(*words))

    async def note(self, kind: str, name: str) -> bytes | None:
        key = self._keys("note", kind, name)
        content: bytes | None = await read(self._client, "GET", key)
        return content

    async def drop_note(self, kind: str, name: str) -> bool:
        """Return whether there was one: of two who drop it, one hears True."""
        return bool(await call(self._client, "DEL", self._keys("note", kind, name)))

    async def names(self, kind: str) -> list[str]:
        """Return the names of all notes of a *kind*; slow, for people who wait."""
        start = self._keys("note", kind, "")
        with redis_refusals():
            scan = self._client.scan_iter(f"{start}*", count=1000)
            keys = {key async for key in scan}
        return sorted(key.decode().removeprefix(start) for key in keys)
