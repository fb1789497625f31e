"""A real Redis for every test that asks for one, empty each time."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import redis.asyncio

from bot.redis_connection import connect, connect_blocking
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import RedisSettings, Settings
from model_worker.readers.picture_reader import PictureReader
from tests.redis_server import PROGRAM, RedisServer
from tests.waiting import Clock


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """The server all tests of a run share: look, but never kill it."""
    if PROGRAM is None:
        pytest.skip("redis-server is not installed")
    with RedisServer() as server:
        yield server


@pytest.fixture
def settings(redis_server: RedisServer) -> Settings:
    """Settings that lead to an emptied server."""
    where = RedisSettings(url=redis_server.url)
    with connect_blocking(where) as client:
        client.flushall()
    return Settings(redis=where)


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[redis.asyncio.Redis]:
    async with connect(settings.redis) as client:
        yield client


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def queue(client: redis.asyncio.Redis, settings: Settings, clock: Clock) -> Queue:
    return Queue(client, settings, clock)


@pytest.fixture
def store(client: redis.asyncio.Redis, settings: Settings, clock: Clock) -> Store:
    return Store(client, settings, clock)


@pytest.fixture(scope="session")
def text_reader() -> Iterator[PictureReader]:
    """A real reader in a process of its own, which takes seconds to start."""
    reader = PictureReader(1)
    yield reader
    reader.close()


@pytest.fixture(scope="session")
def taught_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny KOSMOS-2 that has really learnt a few answers, boxes included."""
    from tests.tiny_kosmos2 import build_taught  # noqa: PLC0415 - torch takes seconds

    return build_taught(tmp_path_factory.mktemp("taught"))
