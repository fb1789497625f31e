"""Each kind of thing that came is written down once."""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack.doors.kept_notes import FOR_GOOD_S
from adapters.slack.doors.needs import EVENTS
from adapters.slack.doors.seen import KIND, Seen, kind_of
from bot.errors import QueueError
from tests.adapters.slack.doors.loopback import MemoryNotes, event_body, message


class Counting(MemoryNotes):
    def __init__(self) -> None:
        super().__init__()
        self.writes = 0
        self.is_away = False

    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None:
        if self.is_away:
            raise QueueError("Redis is away")
        self.writes += 1
        await super().keep_note(kind, name, content, keep_s)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (event_body(message()), "message.channels"),
        (event_body(message(channel_type="group")), "message.groups"),
        (event_body(message(channel_type="im")), "message.im"),
        (event_body(message(channel_type="mpim")), "message.mpim"),
        (event_body({"type": "app_mention"}), "app_mention"),
        ({"command": "/sightline"}, "/sightline"),
        (
            {"type": "message_action", "callback_id": "ask_about_picture"},
            "ask_about_picture",
        ),
        ({"event": "message"}, ""),
        ({"command": 3}, ""),
        ({}, ""),
    ],
)
def test_a_kind_is_called_as_in_the_manifest(body: dict[str, Any], kind: str) -> None:
    assert kind_of(body) == kind
    assert not kind.startswith(("message.", "app_")) or kind in EVENTS


async def test_a_kind_is_written_once() -> None:
    notes = Counting()
    seen = Seen(notes)

    for _ in range(3):
        await seen.saw(event_body(message()))
        await seen.saw({"command": "/made-up"})

    assert notes.writes == 1
    assert notes.times == {(KIND, "message.channels"): FOR_GOOD_S}


async def test_what_could_not_be_written_is_tried_again() -> None:
    notes = Counting()
    seen = Seen(notes)
    notes.is_away = True
    with pytest.raises(QueueError):
        await seen.saw(event_body(message()))
    notes.is_away = False

    await seen.saw(event_body(message()))

    assert await seen.kinds() == {"message.channels"}
