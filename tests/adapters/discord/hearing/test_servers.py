"""What a server's moderators set stays set, and nobody overwrites anybody."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

import pytest
import redis.asyncio
from msgspec.structs import replace

from adapters.discord.hearing.servers import (
    KIND,
    LISTED_MAX,
    ROOMS_MAX,
    Room,
    Server,
    Servers,
    TooMuchError,
    Treated,
    treated,
)
from bot.redis_keys import Keys
from bot.redis_notes import Notes
from bot.settings import DiscordSettings, Settings
from tests.waiting import Clock


@pytest.fixture
def notes(client: redis.asyncio.Redis, settings: Settings) -> Notes:
    return Notes(client, settings)


@pytest.fixture
def servers(notes: Notes, clock: Clock) -> Servers:
    return Servers(notes, clock)


def tutored(server: Server) -> Server:
    return replace(server, default=Room(tutor=True))


async def test_what_is_set_is_kept_for_good(
    client: redis.asyncio.Redis, notes: Notes, servers: Servers, clock: Clock
) -> None:
    room = Room(persona="Ask me.", language="de", has_thread=False, humans="5")

    changed = await servers.change("7", lambda server: server.with_room("1", room))

    assert await Servers(notes, clock).of("7") == changed
    assert changed.rooms == {"1": room}
    assert await servers.of("8") == Server()
    assert await client.ttl(Keys("sightline")("note", KIND, "7")) == -1


async def test_two_moderators_do_not_overwrite_each_other(
    notes: Notes, clock: Clock
) -> None:
    def blocking(user: str) -> Any:
        return lambda s: replace(s, block_users=(*s.block_users, user))

    many = [Servers(notes, clock).change("7", blocking(f"{n}")) for n in range(5)]
    await asyncio.gather(*many)

    assert sorted((await Servers(notes, clock).of("7")).block_users) == [*"01234"]


async def test_another_process_is_heard_after_a_few_seconds(
    notes: Notes, servers: Servers, clock: Clock
) -> None:
    assert await servers.of("7") == Server()
    await Servers(notes, clock).change("7", tutored)

    assert await servers.of("7") == Server()
    clock.forward(3.1)
    assert (await servers.of("7")).default.tutor


async def test_ones_own_change_is_known_at_once(servers: Servers) -> None:
    await servers.of("7")
    await servers.change("7", tutored)

    assert (await servers.of("7")).default.tutor


async def test_only_so_many_servers_are_remembered(
    servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.discord.hearing.servers.KEPT_MAX", 2)

    for guild in ("1", "2", "3"):
        await servers.of(guild)

    assert list(servers._known) == ["2", "3"]


async def test_a_server_is_forgotten(notes: Notes, servers: Servers) -> None:
    await servers.change("7", tutored)
    await servers.forget("7")

    assert await servers.of("7") == Server()
    assert await notes.note(KIND, "7") is None


@pytest.mark.parametrize("note", [b"", b"\xff", b"[]", b'{"default":{"follow":"x"}}'])
async def test_a_note_that_cannot_be_read_is_as_none_and_can_be_written_over(
    notes: Notes, servers: Servers, note: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    await notes.keep_note(KIND, "7", note)

    with caplog.at_level(logging.WARNING):
        assert await servers.of("7") == Server()
    assert "server 7" in caplog.text
    assert (await servers.change("7", tutored)).default.tutor


async def test_a_dm_has_no_server_and_asks_for_none(clock: Clock) -> None:
    nowhere: Any = None

    assert await Servers(nowhere, clock).of("") == Server()


NAMES = tuple(str(n) for n in range(LISTED_MAX + 1))
ROOMS = {str(n): Room(tutor=True) for n in range(ROOMS_MAX + 1)}


@pytest.mark.parametrize(
    ("too_much", "what"),
    [
        (lambda: Room(persona="a" * 151), "persona"),
        (lambda: Server(block_roles=NAMES), "block_roles"),
        (lambda: Server(rooms=ROOMS), "rooms"),
    ],
)
def test_too_much_refuses_to_exist(too_much: Callable[[], object], what: str) -> None:
    with pytest.raises(TooMuchError) as caught:
        too_much()
    assert caught.value.what == what


async def test_a_change_that_is_too_much_changes_nothing(servers: Servers) -> None:
    await servers.change("7", tutored)

    with pytest.raises(TooMuchError):
        await servers.change("7", lambda server: replace(server, allow_users=NAMES))
    assert await servers.of("7") == tutored(Server())


def test_an_empty_room_is_not_kept() -> None:
    one = Server().with_room("1", Room(tutor=True))

    assert one.with_room("1", Room()) == Server()
    assert one.room("1").tutor
    assert one.room("2") == Room()


def test_a_room_is_treated_as_it_says_then_as_its_server_then_as_everywhere() -> None:
    operator = DiscordSettings(follow="pictures", language="de")
    server = Server(
        default=Room(tutor=True, humans="5", language="en"),
        rooms={"1": Room(tutor=False, humans="", persona="Hello.")},
    )

    plain = Treated(
        tutor=False,
        persona="",
        language="de",
        has_thread=False,
        every_picture=False,
        follow="pictures",
        humans="",
    )
    assert treated(Server(), operator, "1") == plain
    assert treated(server, operator, "1") == replace(
        plain, persona="Hello.", language="en"
    )
    assert treated(server, operator, "2") == replace(
        plain, tutor=True, humans="5", language="en"
    )
