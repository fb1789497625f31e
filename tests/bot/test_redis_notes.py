from __future__ import annotations

import pytest
import redis.asyncio

from bot.errors import QueueError
from bot.redis_connection import connect
from bot.redis_keys import Keys
from bot.redis_notes import Notes
from bot.settings import RedisSettings, Settings

KEYS = Keys("sightline")
KIND = "slack:installation"


@pytest.fixture
def notes(client: redis.asyncio.Redis, settings: Settings) -> Notes:
    return Notes(client, settings)


async def test_a_note_is_kept_for_good_unless_a_time_is_said(
    client: redis.asyncio.Redis, notes: Notes
) -> None:
    await notes.keep_note(KIND, "T1", b"\x00\xff")
    await notes.keep_note(KIND, "T2", b"soon gone", 0.5)
    assert await notes.note(KIND, "T1") == b"\x00\xff"
    assert await notes.note("slack:other", "T1") is None
    assert await client.ttl(KEYS("note", KIND, "T1")) == -1
    assert 0 < await client.pttl(KEYS("note", KIND, "T2")) <= 500


async def test_a_note_kept_again_is_another(
    client: redis.asyncio.Redis, notes: Notes
) -> None:
    await notes.keep_note(KIND, "T1", b"old", 10)
    await notes.keep_note(KIND, "T1", b"new")
    assert await notes.note(KIND, "T1") == b"new"
    assert await client.ttl(KEYS("note", KIND, "T1")) == -1


async def test_of_two_who_drop_a_note_one_hears_that_it_was_there(notes: Notes) -> None:
    await notes.keep_note(KIND, "T1", b"state")
    assert await notes.drop_note(KIND, "T1")
    assert not await notes.drop_note(KIND, "T1")
    assert await notes.note(KIND, "T1") is None


async def test_the_names_of_a_kind_are_told_in_order(notes: Notes) -> None:
    for name in ("T2", "T1:E1", "T1"):
        await notes.keep_note(KIND, name, b"")
    await notes.keep_note("slack:other", "T3", b"")
    assert await notes.names(KIND) == ["T1", "T1:E1", "T2"]
    assert await notes.names("slack:unknown") == []


async def test_redis_away_is_a_queue_error() -> None:
    nowhere = Settings(redis=RedisSettings(url="unix:///nowhere/redis.sock"))
    async with connect(nowhere.redis) as client:
        notes = Notes(client, nowhere)
        with pytest.raises(QueueError):
            await notes.keep_note(KIND, "T1", b"")
        with pytest.raises(QueueError):
            await notes.note(KIND, "T1")
        with pytest.raises(QueueError):
            await notes.drop_note(KIND, "T1")
        with pytest.raises(QueueError):
            await notes.names(KIND)


async def test_a_note_is_swapped_where_nobody_swapped_it_meanwhile(
    client: redis.asyncio.Redis, settings: Settings
) -> None:
    notes = Notes(client, settings)

    assert await notes.swap_note("kind", "name", None, b"one", 60)
    assert not await notes.swap_note("kind", "name", None, b"other", 60)
    assert await notes.swap_note("kind", "name", b"one", b"two", 60)
    assert await notes.note("kind", "name") == b"two"


async def test_a_swapped_note_is_kept_for_good_unless_a_time_is_said(
    client: redis.asyncio.Redis, notes: Notes
) -> None:
    key = KEYS("note", KIND, "T1")

    assert await notes.swap_note(KIND, "T1", None, b"one", 60)
    assert 0 < await client.ttl(key) <= 60
    assert await notes.swap_note(KIND, "T1", b"one", b"two")
    assert await client.ttl(key) == -1
