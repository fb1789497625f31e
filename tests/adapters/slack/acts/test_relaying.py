"""Between the people who were asked for help and the thread that needs it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec import Struct

from bot.settings import ChannelSettings, Settings
from tests.adapters.slack.fake import Channel, Message, Person, said
from tests.adapters.slack.late import held_back, tell_late
from tests.adapters.slack.office import Office, a_screenshot, office

TEAM = "C000000003"


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Office]:
    own = ChannelSettings(channel="*", escalation=TEAM)
    async with office(settings, channels=(own,)) as desk:
        assert desk.slack.channel("help-desk").id == TEAM
        yield desk


class Called(Struct):
    """A question of *ana* that people were asked about, in *team* by *call*."""

    ana: Person
    eve: Person
    channel: Channel
    team: Channel
    posted: Message
    call: Message


@pytest.fixture
async def called(desk: Office) -> Called:
    channel, ana = desk.slack.channel(), desk.slack.person("ana")
    team = desk.slack.main.channels[TEAM]
    posted = await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
    await desk.work()
    await ana.press(await desk.answered(channel, posted.ts), "human:0")
    await desk.settled()
    (call,) = desk.slack.answers(team)
    return Called(ana, desk.slack.person("eve"), channel, team, posted, call)


async def brought(desk: Office, called: Called) -> list[str]:
    """Return what was brought back into the thread, below the answer."""
    await desk.settled()
    _answer, *others = desk.slack.answers(called.channel, called.posted.ts)
    return [said(each) for each in others]


async def test_a_reply_that_is_told_four_times_is_brought_once(
    desk: Office, called: Called
) -> None:
    desk.slack.deliveries.copies = 4

    await called.eve.post(called.team, "the firewall", thread=called.call.ts)

    assert len(await brought(desk, called)) == 1


async def test_an_edit_that_overtakes_its_reply_is_what_is_brought(
    desk: Office, called: Called
) -> None:
    with held_back(desk):
        reply = await called.eve.post(called.team, "old", thread=called.call.ts)
        told = desk.slack.world.told(reply)
    await called.eve.edit(reply, "the router")
    await desk.settled()
    tell_late(desk, called.team, told)

    (one,) = await brought(desk, called)
    assert "the router" in one


async def test_a_reply_that_is_told_again_after_its_edit_changes_nothing(
    desk: Office, called: Called
) -> None:
    reply = await called.eve.post(called.team, "old", thread=called.call.ts)
    told = desk.slack.world.told(reply)
    await desk.settled()
    await called.eve.edit(reply, "the router")
    await desk.settled()
    tell_late(desk, called.team, told)

    (one,) = await brought(desk, called)
    assert "the router" in one


async def test_a_deletion_that_overtakes_its_reply_brings_nothing(
    desk: Office, called: Called
) -> None:
    with held_back(desk):
        reply = await called.eve.post(called.team, "old", thread=called.call.ts)
        told = desk.slack.world.told(reply)
    await called.eve.delete(reply)
    await desk.settled()
    tell_late(desk, called.team, told)

    assert await brought(desk, called) == []


async def test_a_deleted_question_is_quoted_nowhere_any_more(
    desk: Office, called: Called
) -> None:
    await called.ana.delete(called.posted)
    await desk.settled()

    assert not desk.slack.answers(called.team)
    assert not desk.slack.answers(called.channel)


async def test_talk_beside_the_call_for_help_stays_in_its_channel(
    desk: Office, called: Called
) -> None:
    other = await called.eve.post(called.team, "lunch?")
    await called.ana.post(called.team, "yes", thread=other.ts)

    assert await brought(desk, called) == []
