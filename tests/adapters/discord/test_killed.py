"""kill -9 of the adapter before and after each of its steps: one answer, whatever.

Each case kills whoever makes a call, exactly before it takes effect or exactly after,
and starts a fresh adapter, which finds what was left: a letter in the inbox, a turn to
post that never ended, a parcel on the outbox, messages that nobody heard.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio

from adapters.discord.hearing.servers import Room, Servers
from bot.redis_notes import Notes
from bot.settings import RedisSettings, Settings
from tests.adapters.discord.campus import a_worksheet, is_final
from tests.adapters.discord.fake import Channel, FakeDiscord, Person, images
from tests.adapters.discord.team import Team
from tests.redis_server import PROGRAM
from tests.waiting import until

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(240),
    pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed"),
]
When = Literal["before", "after"]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shared() -> AsyncIterator[Team]:
    async with FakeDiscord() as fake, Team(fake) as team:
        team.answer_all()
        team.start_adapter()
        await team.connected()
        yield team


@pytest_asyncio.fixture(loop_scope="module")
async def team(shared: Team) -> Team:
    """The team, with an adapter that listens: the last test may have killed it."""
    await shared.forget_identifies()
    await shared.connected()
    return shared


@pytest.fixture
def channel(team: Team) -> Channel:
    return team.fake.channel("algebra")


@pytest.fixture
def ana(team: Team) -> Person:
    return team.fake.person("ana")


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("route", ["messages.create", "messages.edit"])
async def test_a_kill_at_any_call_costs_no_answer_and_doubles_none(
    team: Team, channel: Channel, ana: Person, route: str, when: When
) -> None:
    team.fake.cut(route, when, team.kill_adapters)
    ana.post(channel, f"{team.fake.mention} what does it say?", [a_worksheet()])
    answer = await team.the_one_answer(channel)

    assert images(answer)
    assert route not in {**team.fake.endpoint.before, **team.fake.endpoint.after}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("route", ["interactions.callback", "followups.edit"])
async def test_a_kill_at_any_call_of_a_command_costs_no_answer(
    team: Team, channel: Channel, ana: Person, route: str, when: When, *, private: bool
) -> None:
    ana.join(channel)
    team.fake.cut(route, when, team.kill_adapters)
    ana.slash(channel, "ask", picture=a_worksheet(), private=private)
    is_unseen = private and route == "interactions.callback" and when == "before"
    place = ana.direct if is_unseen else channel
    answer = await team.the_one_answer(place, ana.id if private else "")

    assert images(answer)
    if private:
        assert team.fake.answers(channel) == []


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_kill_while_a_thread_is_opened_opens_one(
    team: Team, ana: Person, when: When
) -> None:
    guild = team.fake.guild("threads", has_bot=False)
    team.fake.add_to(guild)
    channel = team.fake.channel("algebra", guild=guild)
    await opens_threads(team, channel)
    team.fake.cut("threads.of_message", when, team.kill_adapters)
    posted = ana.post(channel, f"{team.fake.mention} what?", [a_worksheet()])
    await until(lambda: posted.id in team.fake.world.channels, 30)
    thread = team.fake.world.channels[posted.id]
    answer = await team.the_one_answer(thread)

    assert images(answer)
    assert team.fake.answers(channel) == []


async def test_what_was_asked_while_nobody_listened_is_answered(
    team: Team, channel: Channel, ana: Person
) -> None:
    posted = ana.post(channel, f"{team.fake.mention} what?", [a_worksheet()])
    await team.the_one_answer(channel)
    thread = ana.thread(posted)
    ana.post(thread, "and below?")
    await team.the_one_answer(thread)
    ana.post(ana.direct, "what is it?", [a_worksheet()])
    await team.the_one_answer(ana.direct)

    team.end_adapters()
    ana.post(thread, "and above?")
    ana.post(channel, f"{team.fake.mention} what now?", [a_worksheet()])
    ana.post(ana.direct, "and that?", [a_worksheet()])
    team.start_adapter()

    def finals(place: Channel) -> int:
        return sum(map(is_final, team.fake.answers(place)))

    places = (thread, channel, ana.direct)
    await until(lambda: [finals(place) for place in places] == [2, 2, 2], 60)
    await team.quiet()
    assert [len(team.fake.answers(place)) for place in places] == [2, 2, 2]


async def test_a_redis_that_hangs_delays_what_is_written(
    team: Team, channel: Channel, ana: Person
) -> None:
    team.redis.pause()
    ana.post(channel, f"{team.fake.mention} what?", [a_worksheet()])
    ana.join(channel)
    turned_away = ana.slash(channel, "ask", picture=a_worksheet())
    await until(lambda: turned_away.is_answered, 10)
    team.redis.resume()

    await until(lambda: any(map(is_final, team.fake.answers(channel))), 60)
    await team.quiet()
    assert turned_away.waited_s < 2.5


async def opens_threads(team: Team, channel: Channel) -> None:
    notes = Notes(team.client, Settings(redis=RedisSettings(url=team.redis.url)))
    await Servers(notes).change(
        channel.guild,
        lambda server: server.with_room(channel.id, Room(has_thread=True)),
    )
