"""What was written while nobody listened is read in order, and nothing is skipped."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import redis.asyncio

from adapters.discord.doors import catching_up as module
from adapters.discord.doors.catching_up import CatchingUp
from adapters.discord.seen import Seen
from bot.redis_notes import Notes
from bot.settings import Settings
from tests.adapters.discord.fake import Channel, FakeDiscord
from tests.adapters.discord.fake.app import App
from tests.adapters.discord.fake.conftest import app, fake, homework
from tests.adapters.discord.fake.places import May

__all__ = ["app", "fake", "homework"]


class Listener:
    """Hears messages as `Listening` does, and keeps their words."""

    def __init__(self, seen: Seen) -> None:
        self.heard: list[str] = []
        self._seen = seen

    async def message(self, message: discord.Message, me: discord.ClientUser) -> None:
        del me
        self.heard.append(message.content)
        await self._seen.heard(str(message.channel.id), str(message.id))


class Reader:
    """Catches up, without a pause; what is to happen in one may be told."""

    def __init__(self, app: App, seen: Seen) -> None:
        self.listener = Listener(seen)
        self.pauses: list[float] = []
        self.meanwhile: dict[int, Any] = {}
        self._work = CatchingUp(app, seen, self.listener, self._pause)

    async def run(self) -> list[str]:
        await self._work.run()
        return self.listener.heard

    async def _pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        if act := self.meanwhile.get(len(self.pauses)):
            await act()


@pytest.fixture
def notes(client: redis.asyncio.Redis, settings: Settings) -> Notes:
    return Notes(client, settings)


@pytest.fixture
def seen(notes: Notes) -> Seen:
    return Seen(notes, 3600)


@pytest.fixture
def reader(app: App, seen: Seen) -> Reader:
    return Reader(app, seen)


async def known(seen: Seen, fake: FakeDiscord, channel: Channel) -> None:
    """Let *channel* be heard up to now."""
    await seen.heard(channel.id, fake.person("bob").post(channel, "heard").id)


async def test_what_came_meanwhile_is_heard_in_its_order(
    fake: FakeDiscord, homework: Channel, seen: Seen, reader: Reader
) -> None:
    await known(seen, fake, homework)
    ana = fake.person()
    posted = [ana.post(homework, str(number)) for number in range(230)]

    assert await reader.run() == [str(number) for number in range(230)]
    assert await seen.channels() == [(homework.id, posted[-1].id)]


async def test_a_channel_where_nothing_was_for_us_is_not_read(
    fake: FakeDiscord, homework: Channel, reader: Reader
) -> None:
    fake.person().post(homework, "nobody's business")

    assert await reader.run() == []
    assert fake.calls("messages.history") == []


async def test_of_too_much_talk_the_latest_is_read(
    fake: FakeDiscord,
    homework: Channel,
    seen: Seen,
    reader: Reader,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else a question of this minute would wait behind last week's small talk."""
    monkeypatch.setattr(module, "MESSAGES_MAX", 150)
    await known(seen, fake, homework)
    ana = fake.person()
    for number in range(400):
        ana.post(homework, str(number))

    assert await reader.run() == [str(number) for number in range(250, 400)]


async def test_a_channel_that_is_closed_or_gone_is_dropped(
    fake: FakeDiscord, homework: Channel, seen: Seen, reader: Reader
) -> None:
    closed, gone = fake.channel("closed"), fake.channel("gone")
    for each in (closed, gone, homework):
        await known(seen, fake, each)
    closed.denied = May.READ_MESSAGE_HISTORY
    fake.remove(gone)
    fake.person().post(homework, "what?")

    assert await reader.run() == ["what?"]
    assert [channel for channel, _ in await seen.channels()] == [homework.id]
    assert len(fake.invalid) == 1


async def test_what_cannot_be_read_yet_is_tried_again_and_its_place_stays(
    fake: FakeDiscord, homework: Channel, seen: Seen, reader: Reader
) -> None:
    other = fake.channel("other")
    for each in (homework, other):
        await known(seen, fake, each)
    before = dict(await seen.channels())
    missed = [fake.person().post(each, each.name) for each in (homework, other)]
    fake.faults.fail("messages.history", status=503, channel=homework.id)
    places: list[dict[str, str]] = []

    async def look() -> None:
        places.append(dict(await seen.channels()))

    reader.meanwhile[2] = look

    assert sorted(await reader.run()) == ["homework", "other"]
    after_the_first = {homework.id: before[homework.id], other.id: missed[1].id}
    assert places == [after_the_first]
    assert reader.pauses == [0.0, 2.0]


async def test_what_is_heard_meanwhile_moves_no_place_past_what_was_missed(
    fake: FakeDiscord, homework: Channel, seen: Seen, reader: Reader
) -> None:
    await known(seen, fake, homework)
    seen.fall_behind()
    ana = fake.person()
    missed = ana.post(homework, "missed")
    heard = ana.post(homework, "heard live")
    await seen.heard(homework.id, heard.id)
    assert int((await seen.channels())[0][1]) < int(missed.id)

    assert await reader.run() == ["missed", "heard live"]
    assert await seen.channels() == [(homework.id, heard.id)]


async def test_a_message_that_was_given_up_is_read_next_time(
    fake: FakeDiscord, homework: Channel, seen: Seen, reader: Reader
) -> None:
    await known(seen, fake, homework)
    ana = fake.person()
    ana.post(homework, "given up")
    seen.missed(homework.id)
    await seen.heard(homework.id, ana.post(homework, "kept").id)

    assert await reader.run() == ["given up", "kept"]
