"""How Redis is reached: never without a timeout, never trying a write twice unasked.

A client that waits for ever hangs on the first connection that is dropped silently; one
that repeats what it sent may do it twice. Reads alone are worth a second try.
"""

from __future__ import annotations

import socket
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import redis.asyncio
from redis.asyncio.connection import BlockingConnectionPool
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.retry import Retry as BlockingRetry

from bot.settings import RedisSettings

CONNECTIONS_MAX = 200
"""Calls under way at once; further ones wait for one to end, in a flood of events."""

HEALTH_CHECK_S = 15
KEEP_ALIVE = {
    getattr(socket, name): value
    for name, value in (("TCP_KEEPIDLE", 15), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3))
    if hasattr(socket, name)
}

Read = TypeVar("Read")


def connect(settings: RedisSettings) -> redis.asyncio.Redis:
    """Return a client that answers in bytes; whoever asked for it closes it."""
    pool: BlockingConnectionPool = BlockingConnectionPool.from_url(
        settings.url,
        max_connections=CONNECTIONS_MAX,
        timeout=settings.timeout_s,
        retry=Retry(NoBackoff(), 0),
        **_options(settings),
    )
    return redis.asyncio.Redis.from_pool(pool)


def connect_blocking(settings: RedisSettings) -> redis.Redis:
    """Return the same for a thread without an event loop."""
    retry = BlockingRetry(NoBackoff(), 0)
    return redis.Redis.from_url(settings.url, retry=retry, **_options(settings))


async def read_again(read: Callable[[], Awaitable[Read]]) -> Read:
    """Return what *read* returns, tried once more where the connection had gone."""
    try:
        return await read()
    except RedisConnectionError:
        return await read()


def _options(settings: RedisSettings) -> dict[str, Any]:
    options: dict[str, Any] = {
        "socket_timeout": settings.timeout_s,
        "socket_connect_timeout": settings.timeout_s,
        "health_check_interval": HEALTH_CHECK_S,
        "protocol": 2,
    }
    if not settings.url.startswith("unix:"):
        options |= {"socket_keepalive": True, "socket_keepalive_options": KEEP_ALIVE}
    return options
