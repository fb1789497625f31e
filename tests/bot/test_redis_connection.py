from __future__ import annotations

import asyncio
import time

import pytest
import redis.asyncio
from redis.exceptions import ConnectionError as RedisConnectionError

from bot.redis_connection import (
    CONNECTIONS_MAX,
    connect,
    connect_blocking,
    read_again,
)
from bot.settings import RedisSettings, Settings


async def test_both_clients_reach_the_same_server(settings: Settings) -> None:
    async with connect(settings.redis) as client:
        await client.set("word", "here")
    with connect_blocking(settings.redis) as blocking:
        assert blocking.get("word") == b"here"


async def test_a_silent_server_is_given_up(settings: Settings) -> None:
    impatient = RedisSettings(url=settings.redis.url, timeout_s=0.05)
    started = time.monotonic()
    async with connect(impatient) as client:
        with pytest.raises(redis.exceptions.TimeoutError):
            await client.blpop(["never"], 5)
    assert time.monotonic() - started < 2


async def test_a_read_is_tried_twice_and_no_more() -> None:
    tries: list[str] = []

    async def read() -> str:
        tries.append("tried")
        if len(tries) < 2:
            raise RedisConnectionError("gone")
        return "read"

    assert await read_again(read) == "read"


async def test_a_read_that_fails_twice_is_told() -> None:
    tries: list[str] = []

    async def broken() -> str:
        tries.append("tried")
        raise RedisConnectionError("gone")

    with pytest.raises(RedisConnectionError):
        await read_again(broken)
    assert len(tries) == 2


async def test_more_calls_than_connections_wait_for_each_other(
    settings: Settings,
) -> None:
    async with connect(settings.redis) as client:
        calls = [client.echo(str(number)) for number in range(3 * CONNECTIONS_MAX)]
        told = await asyncio.gather(*calls)
    assert told == [str(number).encode() for number in range(3 * CONNECTIONS_MAX)]
