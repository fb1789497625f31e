"""What is remembered for a while: threads, pictures, readings, replies; and forgotten.

A turn is the job and its result as the queue left them; nothing is stored twice. What
arrives for something forgotten is dropped.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import redis.asyncio
from msgspec import Struct

from bot.jobs import Job, Picture, Turn, decode_job, decode_result
from bot.redis_calls import Script, Word, call, read, redis_refusals
from bot.redis_forgetting import TenantForgetting
from bot.redis_keys import Keys, keep_s, milliseconds
from bot.settings import Settings

DUE_MAX = 100


class ThreadEntry(Struct, frozen=True):
    """A thread and when its last question was asked, seconds since the epoch."""

    thread_key: str
    last_at: float


class Feedback(Struct, frozen=True):
    verdict: str
    reason: str


class Store:
    """Every method raises QueueError when Redis is away or refuses to write."""

    def __init__(
        self,
        client: redis.asyncio.Redis,
        settings: Settings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._client = client
        self._clock = clock
        self._keep_s = keep_s(settings)
        self._keys = Keys(settings.redis.prefix)
        self._keep = Script(client, "keep", self._keys.start)
        self._forget = Script(client, "forget", self._keys.start)
        self._retract = Script(client, "retract", self._keys.start)

    async def keep_picture(
        self, picture: Picture, content: bytes, thread_key: str
    ) -> None:
        """Keep *content* for as long as a thread that holds it."""
        name, keys = picture.name, self._keys
        async with self._client.pipeline() as together:
            together.set(keys("picture", name), content, ex=self._keep_s)
            together.sadd(keys("holders", name), thread_key)
            together.expire(keys("holders", name), self._keep_s)
            together.expire(keys("readings", name), self._keep_s)
            together.sadd(keys("pictures", thread_key), name)
            together.expire(keys("pictures", thread_key), self._keep_s)
            with redis_refusals():
                await together.execute()

    async def picture_content(self, name: str) -> bytes | None:
        content: bytes | None = await self._read("GET", self._keys("picture", name))
        return content

    async def keep_reading(self, kind: str, name: str, content: bytes) -> None:
        """Keep what was made of the picture *name*: its text, its latents."""
        await self._keep_for("picture", name, "readings", name, kind, content)

    async def reading(self, kind: str, name: str) -> bytes | None:
        key = self._keys("readings", name)
        content: bytes | None = await self._read("HGET", key, kind)
        return content

    async def turns(self, thread_key: str, last: int | None = None) -> tuple[Turn, ...]:
        """Return the thread's turns, oldest first, open ones included."""
        first = 0 if last is None else -last
        ids = await self._read("LRANGE", self._keys("thread", thread_key), first, -1)
        if last == 0 or not ids:
            return ()
        async with self._client.pipeline(transaction=False) as together:
            for job_id in ids:
                together.hmget(self._keys("job", job_id.decode()), "job", "result")
            with redis_refusals():
                found = await together.execute()
        return tuple(_turn(body, result) for body, result in found if body)

    async def threads(self, user_key: str) -> list[ThreadEntry]:
        """Return a person's threads, newest first."""
        key = self._keys("threads", user_key)
        since = milliseconds(self._clock() - self._keep_s)
        found = await self._read(
            "ZRANGE", key, "+inf", since, "BYSCORE", "REV", "WITHSCORES"
        )
        pairs = zip(found[::2], found[1::2], strict=True)
        return [ThreadEntry(thread.decode(), int(at) / 1000) for thread, at in pairs]

    async def owns(self, user_key: str, thread_key: str) -> bool:
        """Return whether the person asked in this thread."""
        key = self._keys("threads", user_key)
        return await self._read("ZSCORE", key, thread_key) is not None

    async def may_see(self, user_key: str, picture: str) -> bool:
        """Return whether a thread in which the person asked holds *picture*."""
        holders = await self._read("SMEMBERS", self._keys("holders", picture))
        for thread_key in holders:
            if await self.owns(user_key, thread_key.decode()):
                return True
        return False

    async def keep_drawn(self, drawn_id: str, png: bytes, thread_key: str) -> None:
        await self._keep_for(
            "thread", thread_key, "drawn", drawn_id, "png", png, "thread", thread_key
        )

    async def drawn(self, drawn_id: str) -> tuple[bytes, str] | None:
        """Return a drawn picture and the key of its thread."""
        key = self._keys("drawn", drawn_id)
        png, thread_key = await self._read("HMGET", key, "png", "thread")
        return None if png is None else (png, thread_key.decode())

    async def keep_reply(self, job_id: str, content: bytes) -> None:
        """Keep an answer as its adapter dressed it."""
        await self._keep_for("job", job_id, "job", job_id, "reply", content)

    async def reply(self, job_id: str) -> bytes | None:
        content: bytes | None = await self._read(
            "HGET", self._keys("job", job_id), "reply"
        )
        return content

    async def keep_feedback(self, job_id: str, verdict: str, reason: str) -> None:
        fields = ("verdict", verdict, "reason", reason)
        await self._keep_for("job", job_id, "job", job_id, *fields)

    async def feedback(self, job_id: str) -> Feedback | None:
        key = self._keys("job", job_id)
        verdict, reason = await self._read("HMGET", key, "verdict", "reason")
        return None if verdict is None else Feedback(verdict.decode(), reason.decode())

    async def forget_thread(self, thread_key: str, asking: str = "") -> None:
        """Forget it at once: questions (open ones end unheard), answers, drawings, and
        pictures that no other thread holds. The job *asking* for it stays, and what
        was asked after it.
        """
        await self._forget(thread_key, asking)

    async def forget_user(self, user_key: str, asking: Job | None = None) -> None:
        """Forget every thread in which the person asked; *asking* stays, alone."""
        key = self._keys("threads", user_key)
        kept = asking.address.thread_key if asking else None
        for entry in await self._read("ZRANGE", key, 0, -1):
            thread_key = entry.decode()
            await self.forget_thread(
                thread_key, asking.id if asking and thread_key == kept else ""
            )
        if asking is None:
            with redis_refusals():
                await self._client.delete(key)

    async def retract(self, job_id: str) -> None:
        """Take one question back as if it had never been asked: it ends unheard, its
        turn is gone, and the pictures that it alone brought.
        """
        await self._retract(job_id)

    async def forget_at(self, thread_key: str, when: float) -> None:
        """Let a thread be forgotten by `forget_due` from *when* on, not before."""
        await call(
            self._client, "ZADD", self._keys("forget"), milliseconds(when), thread_key
        )

    async def forget_due(self) -> int:
        """Forget the threads whose time has come; return how many those were.

        Where a question is open, or has just been asked, its thread stays.
        """
        now = milliseconds(self._clock())
        due = await self._read(
            "ZRANGEBYSCORE", self._keys("forget"), "-inf", now, "LIMIT", 0, DUE_MAX
        )
        return sum([await self._forget(each, "", now) for each in due])

    async def forget_tenant(self, tenant_key: str) -> None:
        """Forget all of a workspace, a guild or a site; slow, and in nobody's way."""
        await TenantForgetting(self._client, self._keys, self.forget_thread)(tenant_key)

    async def _read(self, *words: Word) -> Any:
        return await read(self._client, *words)

    async def _keep_for(
        self, kind: str, owner: str, stored: str, name: str, *fields: str | bytes
    ) -> None:
        """Keep *fields* in a hash, for as long as its owner is remembered."""
        await self._keep(kind, owner, stored, name, self._keep_s, *fields)


def _turn(body: bytes, result: bytes | None) -> Turn:
    outcome = decode_result(result).outcome if result else None
    return Turn(decode_job(body), outcome)
