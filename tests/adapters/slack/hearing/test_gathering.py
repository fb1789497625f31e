"""The files of a question, wherever in the conversation they stand; and people."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from adapters.slack.hearing.gathering import Gatherer
from adapters.slack.hearing.people import People
from adapters.slack.notes import File, Message
from bot.questions import Attachment
from tests.adapters.slack.wire import Wire


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as running:
        yield running


class Copier:
    async def fetch(self, team: str, file: File) -> Attachment:
        return Attachment(file.id, team.encode())


def message(**more: Any) -> Message:
    known: dict[str, Any] = {"team": "T1", "channel": "C1", "user": "U1"}
    return Message(**known | {"ts": "1000.0"} | more)


def said(ts: str, *names: str, **more: Any) -> dict[str, Any]:
    return {"ts": ts, "user": "U1", "files": [{"id": each} for each in names]} | more


async def names(wire: Wire, asked: Message, since: str = "") -> list[str]:
    found = await Gatherer(wire.client_of, Copier(), 2).gather(asked, since, "UBOT")
    return [each.filename for each in found.attachments]


async def test_a_partial_mention_asks_for_its_own_message(wire: Wire) -> None:
    wire.api["conversations.history"] = {"ok": True, "messages": [said("1000.0", "F1")]}
    assert await names(wire, message(is_partial=True)) == ["F1"]
    wire.api["conversations.history"]["messages"][0]["ts"] = "999.0"
    assert await names(wire, message(is_partial=True)) == []


async def test_a_thread_gives_its_latest_pictures_of_people_in_order(
    wire: Wire,
) -> None:
    thread = [
        said("1.0", "F1"),
        said("2.0", "F2"),
        said("3.0", "F3"),
        said("4.0", "F4", user="UBOT"),
        said("5.0", "F5", bot_id="B1"),
    ]
    wire.api["conversations.replies"] = {"ok": True, "messages": thread}
    assert await names(wire, message(thread_ts="1.0")) == ["F2", "F3"]
    assert await names(wire, message(thread_ts="1.0"), since="2.0") == ["F3"]


async def test_a_direct_message_takes_the_persons_picture_just_before(
    wire: Wire,
) -> None:
    before = [said("900.0", "F2", user="U2"), said("800.0", "F1"), said("700.0", "F0")]
    wire.api["conversations.history"] = {"ok": True, "messages": before}
    assert await names(wire, message(channel_type="im")) == ["F1"]
    assert await names(wire, message(channel_type="im", ts="1401.0")) == []
    assert await names(wire, message()) == []


async def test_what_slack_refuses_to_tell_fails_no_question(wire: Wire) -> None:
    assert await names(wire, message(thread_ts="1.0")) == []
    assert len(wire.asked) == 1


async def test_surplus_files_are_named_but_not_fetched(wire: Wire) -> None:
    many = tuple(File(id=f"F{n}", name=f"{n}.png") for n in range(40))
    found = await Gatherer(wire.client_of, Copier(), 2).gather(message(files=many))
    fetched = [bool(each.content) for each in found.attachments]
    assert fetched == [True] * 2 + [False] * 38
    assert found.lent == ()


async def test_people_are_asked_for_once_in_ten_minutes(wire: Wire) -> None:
    now = [0.0]
    people = People(wire.client_of, lambda: now[0])
    raw = {"id": "U1", "team_id": "T2", "is_restricted": True, "real_name": "Ana"}
    wire.api["users.info"] = {"ok": True, "user": raw}
    for now[0] in (0.0, 599.0, 601.0):
        person = await people.person("T1", "U1")
        assert (person.name, person.is_guest, person.is_partner) == ("Ana", True, True)
    assert len(wire.asked) == 2


async def test_without_an_answer_only_those_of_elsewhere_are_partners(
    wire: Wire,
) -> None:
    people = People(wire.client_of, lambda: 0.0)
    assert (await people.person("T1", "U1", "T2")).is_partner
    assert not (await people.person("T1", "U1", "T1")).is_partner
