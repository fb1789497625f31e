"""What stands where on a platform, so that nothing is said twice.

Platforms know no "post this once". So a turn to post is taken first; who dies between
posting and recording leaves a turn that was begun and never ended, and whoever takes
the next one knows to look on the platform before posting.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress

import redis.asyncio
from msgspec import Struct, json

from bot.cancelling import cancelled
from bot.errors import QueueError
from bot.redis_calls import Script, call, read
from bot.redis_keys import Keys, keep_s, milliseconds
from bot.settings import Settings

MARK = "mark:"


class Place(Struct, frozen=True):
    """Where a message of ours stands; *is_stream*: words are still appended to it."""

    channel: str
    message: str
    is_stream: bool = False


class Turn(Struct, frozen=True):
    """The turn to post; *is_retry*: somebody may have posted already, look first."""

    token: str
    is_retry: bool = False


_decode_place = json.Decoder(Place).decode


class Posts:
    """Of one platform. A *name* is a job's id, or whatever else is to be said once.

    Every method raises QueueError when Redis is away or refuses to write.
    """

    def __init__(
        self,
        platform: str,
        client: redis.asyncio.Redis,
        settings: Settings,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._platform = platform
        self._client = client
        self._clock = clock
        self._keep_s = keep_s(settings)
        self._keys = Keys(settings.redis.prefix)
        self._post = Script(client, "post", self._keys.start)

    async def begin(self, name: str, lease_s: float) -> Place | Turn | None:
        """Return where it stands, or the turn to post it, held for *lease_s*.

        None: another has the turn just now.
        """
        token = secrets.token_hex(8)
        now_ms, lease_ms = milliseconds(self._clock()), milliseconds(lease_s)
        how, told = await self._post(
            "begin", self._name(name), token, now_ms, lease_ms, self._keep_s
        )
        match how:
            case b"place":
                return _decode_place(told)
            case b"turn":
                return Turn(token, is_retry=bool(told))
            case _:
                return None

    @asynccontextmanager
    async def held(self, name: str, turn: Turn, lease_s: float) -> AsyncIterator[None]:
        """Hold *turn* for as long as the block takes, and this process lives."""
        renewing = asyncio.create_task(self._keep_renewing(name, turn, lease_s))
        try:
            yield
        finally:
            await cancelled(renewing)

    async def placed(self, name: str, turn: Turn, place: Place) -> bool:
        """Record where it stands now.

        False where something else is known to stand there, or the turn was lost.
        """
        stands = self._stands(place.channel, place.message)
        words = (self._name(name), turn.token, stands, self._keep_s)
        return bool(await self._post("placed", *words, json.encode(place)))

    async def give_up(self, name: str, turn: Turn) -> None:
        """End a turn in which nothing was posted, for certain."""
        await self._post("give_up", self._name(name), turn.token)

    async def place(self, name: str) -> Place | None:
        found = await read(self._client, "HGET", self._key(name), "place")
        return None if found is None else _decode_place(found)

    async def name_at(self, channel: str, message: str) -> str | None:
        """Return the name of what stands at a message of ours."""
        key = self._keys("stands", self._stands(channel, message))
        found = await read(self._client, "GET", key)
        return None if found is None else found.decode().partition(":")[2]

    async def move(self, old: str, new: str) -> Place | None:
        """Let *new* stand where *old* stood; return where *new* stands, if anywhere."""
        found = await self._post("move", self._name(old), self._name(new), self._keep_s)
        return _decode_place(found) if found else None

    async def mark(self, name: str, field: str, value: str) -> None:
        """Note something about what is posted: a file that was uploaded for it."""
        await call(self._client, "HSET", self._key(name), MARK + field, value)
        await call(self._client, "EXPIRE", self._key(name), self._keep_s)

    async def marks(self, name: str) -> dict[str, str]:
        found = await read(self._client, "HGETALL", self._key(name))
        pairs = found.items() if isinstance(found, dict) else _pairs(found)
        return {
            field.decode().removeprefix(MARK): value.decode()
            for field, value in pairs
            if field.startswith(MARK.encode())
        }

    async def drop(self, name: str) -> None:
        await self._post("drop", self._name(name))

    async def remember(self, message: str, job_id: str) -> None:
        """Remember which job a person's message became, the latest counting."""
        key = self._keys("asked_by", self._name(message))
        await call(self._client, "SET", key, job_id, "EX", self._keep_s)

    async def job_of(self, message: str) -> str | None:
        key = self._keys("asked_by", self._name(message))
        found = await read(self._client, "GET", key)
        return None if found is None else found.decode()

    async def _keep_renewing(self, name: str, turn: Turn, lease_s: float) -> None:
        while True:
            await asyncio.sleep(lease_s / 3)
            now_ms, lease_ms = milliseconds(self._clock()), milliseconds(lease_s)
            with suppress(QueueError):  # it may lapse: then somebody looks, and posts
                await self._post(
                    "renew", self._name(name), turn.token, now_ms, lease_ms
                )

    async def link(self, thing: str, job_id: str) -> None:
        """Remember that *job_id* was made of *thing*: another person's file, say."""
        key = self._keys("linked", self._name(thing))
        await call(self._client, "SADD", key, job_id)
        await call(self._client, "EXPIRE", key, self._keep_s)

    async def linked(self, thing: str) -> list[str]:
        """Return the jobs that were made of *thing*."""
        key = self._keys("linked", self._name(thing))
        return sorted(j.decode() for j in await read(self._client, "SMEMBERS", key))

    def _name(self, name: str) -> str:
        return f"{self._platform}:{name}"

    def _key(self, name: str) -> str:
        return self._keys("post", self._name(name))

    def _stands(self, channel: str, message: str) -> str:
        return f"{self._platform}:{channel}:{message}"


def _pairs(flat: list[bytes]) -> list[tuple[bytes, bytes]]:
    return list(zip(flat[::2], flat[1::2], strict=True))
