"""Each change leaves alone what it is not about."""

from __future__ import annotations

import pytest

from adapters.discord.acts.changes import (
    Change,
    ListThem,
    Settle,
    Undo,
    changed,
    kept_persona,
)
from adapters.discord.hearing.servers import PERSONA_MAX, Room, Server

BEFORE = Server(
    default=Room(tutor=True, language="de"),
    rooms={"1": Room(tutor=False, humans="5"), "2": Room(tutor=True)},
    allow_roles=("a",),
    block_users=("b",),
)


def after(change: Change, server: Server = BEFORE) -> Server:
    return changed(server, "1", change)


def test_a_channel_says_what_it_said_and_what_is_new() -> None:
    found = after(Settle(Room(language="en", humans="6")))

    assert found.room("1") == Room(tutor=False, humans="6", language="en")
    assert found.room("2") == BEFORE.room("2")
    assert found.default == BEFORE.default


def test_the_whole_server_is_set_without_its_channels() -> None:
    found = after(Settle(Room(tutor=False, persona=""), is_server_wide=True))

    assert found.default == Room(tutor=False, language="de", persona="")
    assert found.rooms == BEFORE.rooms


def test_nothing_said_changes_nothing() -> None:
    assert after(Settle(Room())) == BEFORE


def test_who_is_listed_is_on_one_list_once() -> None:
    server = BEFORE
    for change in (
        ListThem("allow", user="b"),
        ListThem("allow", user="b"),
        ListThem("block", role="a", channel="c"),
    ):
        server = after(change, server)

    assert server.allow_users == ("b",)
    assert server.block_users == ()
    assert server.allow_roles == ()
    assert server.block_roles == ("a",)
    assert server.block_channels == ("c",)


def test_who_is_unlisted_is_on_no_list() -> None:
    found = after(ListThem("unlist", role="a", user="b", channel="c"))

    assert found == Server(default=BEFORE.default, rooms=BEFORE.rooms)


@pytest.mark.parametrize(
    ("undo", "expected"),
    [
        (Undo("channel", "tutor"), BEFORE.with_room("1", Room(humans="5"))),
        (Undo("channel"), BEFORE.with_room("1", Room())),
        (Undo("lists"), Server(default=BEFORE.default, rooms=BEFORE.rooms)),
        (Undo("lists", "tutor"), BEFORE),
        (Undo("everything"), Server()),
        (
            Undo("server", "tutor"),
            Server(
                default=Room(language="de"),
                rooms=BEFORE.rooms,
                allow_roles=("a",),
                block_users=("b",),
            ),
        ),
        (
            Undo("everything", "tutor"),
            Server(
                default=Room(language="de"),
                rooms={"1": Room(humans="5")},
                allow_roles=("a",),
                block_users=("b",),
            ),
        ),
        (
            Undo("server"),
            Server(rooms=BEFORE.rooms, allow_roles=("a",), block_users=("b",)),
        ),
    ],
)
def test_as_much_is_undone_as_was_said(undo: Undo, expected: Server) -> None:
    assert after(undo) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Run by Ms Lee", "Run by Ms Lee"),
        (" Run by\n\nMs\tLee ", "Run by Ms Lee"),
        ("a\u202eb\u200bc", "abc"),
        ("-", ""),
        (" \u200b ", ""),
    ],
)
def test_a_persona_is_one_line_with_nothing_hidden(written: str, expected: str) -> None:
    assert kept_persona(written) == expected


def test_a_persona_that_grows_when_cleaned_still_fits() -> None:
    assert len(kept_persona("\ufb2c" * PERSONA_MAX)) <= PERSONA_MAX
