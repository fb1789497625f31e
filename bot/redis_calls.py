"""How Redis is asked: what it refuses becomes a QueueError here, and nowhere else."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from typing import Any

import redis.asyncio
from redis.exceptions import NoScriptError, RedisError

from bot.errors import QueueError
from bot.redis_connection import read_again

Word = str | bytes | float


@contextmanager
def redis_refusals() -> Iterator[None]:
    """Away, silent, full, read-only or unable to persist: nothing was accepted."""
    try:
        yield
    except RedisError as error:
        raise QueueError(f"Redis: {type(error).__name__}: {error}") from error


async def call(client: redis.asyncio.Redis, *words: Word) -> Any:
    """Send one command; its reply is raw, as redis-py leaves it untyped."""
    with redis_refusals():
        return await client.execute_command(*words)  # type: ignore[no-untyped-call]


async def read(client: redis.asyncio.Redis, *words: Word) -> Any:
    """Send one command that may be sent twice."""

    async def send() -> Any:
        return await client.execute_command(*words)  # type: ignore[no-untyped-call]

    with redis_refusals():
        return await read_again(send)


class Script:
    """A script of lua/, sent by its digest, and whole where Redis does not know it."""

    def __init__(self, client: redis.asyncio.Redis, name: str, start: str) -> None:
        self._client = client
        self._source = source(name)
        self._digest = digest(self._source)
        self._start = start

    async def __call__(self, *words: Word) -> Any:
        try:
            return await call(
                self._client, "EVALSHA", self._digest, 1, self._start, *words
            )
        except QueueError as error:
            if not isinstance(error.__cause__, NoScriptError):
                raise
        return await call(self._client, "EVAL", self._source, 1, self._start, *words)


def source(name: str) -> str:
    """Return a whole script: what all of them share, then its own."""
    folder = files("bot") / "lua"
    parts = [(folder / f"{each}.lua").read_text("utf-8") for each in ("job", name)]
    return "\n".join(parts)


def digest(source: str) -> str:
    return hashlib.sha1(source.encode(), usedforsecurity=False).hexdigest()
