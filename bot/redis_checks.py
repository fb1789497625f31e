"""Whether a Redis is there, and fit for a queue that must lose nothing."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import redis

from bot.checks import Check, is_loopback
from bot.children import Child
from bot.errors import QueueError, SettingsError
from bot.private_redis import OLDEST, PrivateRedis
from bot.redis_connection import connect, connect_blocking
from bot.redis_queue import Queue
from bot.settings import Settings

HEADROOM = 0.75
"""Above this share of maxmemory answers may soon find no room."""

START_S = 20


def redis_server(settings: Settings) -> Iterator[Check]:
    if settings.redis.url:
        yield from _running_redis(settings)
    else:
        yield asyncio.run(_private_redis())


def alive_worker(settings: Settings) -> Iterator[Check]:
    """Say whether questions that are asked now find somebody to answer them."""
    if not settings.redis.url:
        return
    try:
        is_alive = asyncio.run(_has_worker(settings))
    except (QueueError, redis.RedisError) as error:
        yield Check("warn", "alive", f"nobody knows: {error}")
        return
    if is_alive:
        yield Check("ok", "alive", "a worker answers questions")
    else:
        yield Check("warn", "alive", "no worker answers: start `sightline worker`")


def judged(facts: Mapping[str, Any]) -> Iterator[Check]:
    """Yield what Redis' INFO means for a queue that must lose nothing."""
    version = str(facts["redis_version"])
    oldest = ".".join(map(str, OLDEST))
    if tuple(map(int, version.split(".")[:2])) < OLDEST:
        yield Check("bad", "redis", f"{version} is too old: {oldest} or newer")
    if (policy := facts["maxmemory_policy"]) != "noeviction":
        yield Check(
            "bad",
            "redis",
            f"{policy} throws work away: set maxmemory-policy noeviction",
        )
    if not facts["aof_enabled"]:
        yield Check(
            "warn", "redis", "a restart loses open questions: set appendonly yes"
        )
    elif facts.get("aof_last_write_status", "ok") != "ok":
        yield Check("bad", "redis", "it cannot write its file: is the disk full?")
    limit = int(facts["maxmemory"])
    if limit and int(facts["used_memory"]) > limit * HEADROOM:
        share = int(facts["used_memory"]) / limit
        yield Check(
            "bad", "redis", f"{share:.0%} of maxmemory is used: raise it, or keep less"
        )


def _running_redis(settings: Settings) -> Iterator[Check]:
    try:
        with connect_blocking(settings.redis) as client:
            facts = client.info()
    except (redis.RedisError, OSError, ValueError) as error:
        yield Check("bad", "redis", f"cannot be reached: {error}")
        return
    found = list(judged(facts))
    yield from found
    where = urlsplit(settings.redis.url)
    if where.scheme == "redis" and not where.password and not _is_here(where.hostname):
        yield Check(
            "warn",
            "redis",
            "anyone who reaches it reads every picture: set a password, and rediss:// "
            "outside a private network",
        )
    if not found:
        yield Check("ok", "redis", f"{facts['redis_version']}, append-only, noeviction")


def _is_here(host: str | None) -> bool:
    return host is None or is_loopback(host)


async def _private_redis() -> Check:
    """Start one for a moment, since finding a program does not mean that it runs."""
    try:
        with (
            tempfile.TemporaryDirectory(prefix="sightline-") as folder,
            PrivateRedis(Path(folder), is_kept=True) as server,
        ):
            child = await Child.start(server.program)
            try:
                await asyncio.wait_for(server.ready(), START_S)
            finally:
                await child.stop(START_S)
    except SettingsError as error:
        return Check("bad", "redis", str(error))
    except TimeoutError:
        return Check("bad", "redis", f"{server.program.command[0]} does not start")
    return Check(
        "ok",
        "redis",
        f"redis.url is empty: the demo starts {server.program.command[0]}",
    )


async def _has_worker(settings: Settings) -> bool:
    async with connect(settings.redis) as client:
        return await Queue(client, settings).has_worker()
