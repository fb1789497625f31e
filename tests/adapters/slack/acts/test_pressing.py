"""Who presses what: those who may not ask may not press either, and twice is once."""

from __future__ import annotations

import pytest

from bot.settings import ChannelSettings, Settings
from tests.adapters.slack.fake import Channel, Message, Person, said
from tests.adapters.slack.heard import whispers
from tests.adapters.slack.office import Office, a_screenshot, office
from tests.waiting import until


async def a_question(desk: Office, channel: Channel, ana: Person) -> Message:
    posted = await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
    await desk.settled()
    return posted


async def an_answered_question(
    desk: Office, channel: Channel, ana: Person
) -> tuple[Message, Message]:
    posted = await a_question(desk, channel, ana)
    await desk.work()
    return posted, await desk.answered(channel, posted.ts)


async def test_a_guest_who_presses_twice_is_told_once_that_guests_may_not(
    desk: Office, channel: Channel, ana: Person
) -> None:
    _, answer = await an_answered_question(desk, channel, ana)
    gus = desk.slack.person("gus", is_restricted=True)
    gus.join(channel)

    await gus.press(answer, "ask:0")
    await gus.press(answer, "ask:0")
    await desk.settled()

    assert len(whispers(desk.slack, channel)) == 1
    assert await desk.queue.waiting() == 0


async def test_a_guests_form_is_refused_in_a_whisper(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted, _ = await an_answered_question(desk, channel, ana)
    gus = desk.slack.person("gus", is_restricted=True)
    gus.join(channel)

    view = await gus.shortcut(posted)
    await gus.submit_modal(view, "what?")
    await desk.settled()

    assert len(whispers(desk.slack, channel)) == 1
    assert await desk.queue.waiting() == 0


async def test_an_answer_is_thrown_away_once_however_often_it_is_pressed(
    desk: Office, channel: Channel, ana: Person
) -> None:
    _, answer = await an_answered_question(desk, channel, ana)

    await ana.press(answer, "trash:0")
    await ana.press(answer, "trash:0")
    await desk.settled()

    assert not desk.slack.answers(channel)
    assert whispers(desk.slack, channel) == []


async def test_what_a_button_asked_is_its_pressers_to_throw_away(
    desk: Office, channel: Channel, ana: Person
) -> None:
    bob = desk.slack.person("bob")
    posted, answer = await an_answered_question(desk, channel, ana)
    await bob.press(answer, "ask:0")
    await desk.work()
    second = await desk.answered(channel, posted.ts, 2)

    await ana.press(second, "trash:0")
    await desk.settled()
    assert second in desk.slack.answers(channel)

    await bob.press(second, "trash:0")
    await desk.settled()
    assert desk.slack.answers(channel) == [answer]


async def test_stop_ends_what_still_waits_in_line(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)

    await ana.stop(channel, posted.ts)
    await desk.said_in(channel, posted.ts, "Stopped.")

    assert await desk.queue.waiting() == 0
    assert len(desk.slack.answers(channel, posted.ts)) == 1


async def test_stop_leaves_other_threads_alone(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    await a_question(desk, channel, ana)

    await ana.stop(channel, posted.ts)
    await desk.said_in(channel, posted.ts, "Stopped.")

    assert await desk.queue.waiting() == 1


async def test_who_waits_sees_the_line_grow_shorter(
    desk: Office, channel: Channel, ana: Person
) -> None:
    await a_question(desk, channel, ana)
    posted = await a_question(desk, channel, desk.slack.person("bob"))
    (placeholder,) = desk.slack.answers(channel, posted.ts)
    assert "2nd" in said(placeholder)

    await desk.work()

    await until(lambda: "2nd" not in said(placeholder))


async def test_in_a_support_channel_talk_below_a_post_and_to_others_is_left_alone(
    settings: Settings,
) -> None:
    every = ChannelSettings(channel="*", every_picture=True)
    async with office(settings, channels=(every,)) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        root = await ana.post(channel, "nobody asks here")

        await ana.post(channel, "look", [a_screenshot()], thread=root.ts)
        await ana.post(channel, "<@U0SOMEBODY> look", [a_screenshot()])
        await desk.settled()

        assert await desk.queue.waiting() == 0
        assert not desk.slack.answers(channel)


@pytest.mark.parametrize("listed", ["block_users", "allow_users", "allow_channels"])
async def test_lists_say_who_may_ask_where(settings: Settings, listed: str) -> None:
    async with office(settings, adapters=0) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        bob, other = desk.slack.person("bob"), desk.slack.channel("other")
        names = {
            "block_users": ana.id,
            "allow_users": bob.id,
            "allow_channels": other.id,
        }
        await desk.become(**{listed: (names[listed],)})
        await desk.start()

        await a_question(desk, channel, ana)
        assert len(whispers(desk.slack, channel)) == 1
        assert await desk.queue.waiting() == 0

        await a_question(desk, other, bob)
        assert await desk.queue.waiting() == 1
