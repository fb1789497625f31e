"""Buttons under an answer, commands, and getting a human."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from adapters.slack.acts.escalating import HAND
from bot.jobs import Box, Failure
from bot.settings import ChannelSettings, Settings
from tests.adapters.slack.fake import Channel, Message, Person, buttons, images, said
from tests.adapters.slack.office import Office, a_screenshot, office
from tests.adapters.web.helpdesk import pointing

DESK = "C00000DESK"


async def an_answered_question(
    desk: Office, channel: Channel, ana: Person
) -> tuple[Message, Message]:
    """Return the question's message and its answer's."""
    posted = await ana.post(
        channel, f"{desk.slack.mention} what does it say?", [a_screenshot()]
    )
    await desk.work()
    return posted, await desk.answered(channel, posted.ts)


async def test_a_follow_up_is_asked_once_however_often_it_is_pressed(
    desk: Office, channel: Channel, ana: Person
) -> None:
    bob = desk.slack.person("bob")
    posted, answer = await an_answered_question(desk, channel, ana)

    for person in (ana, ana, bob):
        await person.press(answer, "ask:0")
    await desk.settled()
    job = await desk.work()
    second = await desk.answered(channel, posted.ts, 2)

    assert job.text == "What should I check first?"
    assert "What should I check first?" in said(second)  # it was written by nobody
    assert await desk.queue.waiting() == 0


async def test_looking_closer_means_the_box_of_that_answer(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted, answer = await an_answered_question(desk, channel, ana)
    await ana.post(channel, "and the title?", thread=posted.ts)
    claim = await desk.claim()
    (turn, _) = await desk.store.turns(claim.job.address.thread_key)
    picture = turn.job.pictures[0].name
    elsewhere = pointing(replace(claim.job, pictures=turn.job.pictures))
    moved = replace(elsewhere.findings[0], boxes=(Box(0.0, 0.0, 0.1, 0.1),))
    await desk.finish(claim, replace(elsewhere, findings=(moved,)))
    await desk.answered(channel, posted.ts, 2)

    await ana.press(answer, "closer:1")
    job = await desk.work()

    assert job.region == elsewhere.findings[0].boxes[0]
    assert job.picture == picture


async def test_a_failure_can_be_tried_again(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
    first = await desk.work(Failure("broken", "It broke."))
    answer = await desk.answered(channel, posted.ts)

    await ana.press(answer, "again:0")
    job = await desk.work()

    assert job.text == first.text
    assert job.picture == first.pictures[0].name


async def test_thumbs_are_kept_with_the_answer_and_may_change(
    desk: Office, channel: Channel, ana: Person
) -> None:
    _, answer = await an_answered_question(desk, channel, ana)
    job_id = buttons(answer)["trash:0"]["value"]

    await ana.press(answer, "feedback", is_positive=True)
    kept = await desk.store.feedback(job_id)
    await ana.press(answer, "feedback", is_positive=False)
    changed = await desk.store.feedback(job_id)

    assert kept is not None
    assert changed is not None
    assert (kept.verdict, changed.verdict) == ("up", "down")


async def test_the_command_helps_and_tells_how_busy_it_is(
    desk: Office, channel: Channel, ana: Person
) -> None:
    await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
    await desk.settled()

    helped = await ana.slash(channel, "help")
    status = await ana.slash(channel, "status")

    assert helped.ack["response_type"] == "ephemeral"
    assert "1 question waiting" in status.said
    assert "1st in line" in status.said


async def test_this_thread_is_forgotten_where_there_is_only_one(
    desk: Office, channel: Channel, ana: Person
) -> None:
    nothing = await ana.slash(channel, "forget this thread")
    await an_answered_question(desk, channel, ana)
    done = await ana.slash(channel, "forget this thread")

    assert "no thread" in nothing.said
    assert "forgotten" in done.said
    assert await desk.store.threads(f"slack:{desk.slack.team}:{ana.id}") == []


async def test_of_several_threads_the_person_chooses(
    desk: Office, channel: Channel, ana: Person
) -> None:
    await an_answered_question(desk, channel, ana)
    await an_answered_question(desk, channel, ana)
    user = f"slack:{desk.slack.team}:{ana.id}"

    asked = await ana.slash(channel, "forget this thread")
    choices = [
        element
        for block in asked.ack["blocks"]
        for element in block.get("elements", [])
        if str(element.get("action_id", "")).startswith("forget:")
    ]
    assert len(choices) == 2
    assert len(await desk.store.threads(user)) == 2

    (said_then,) = await ana.press_whisper(channel, choices[0])

    assert said_then["replace_original"] is True
    assert len(await desk.store.threads(user)) == 1


@pytest.fixture
async def helped(settings: Settings) -> AsyncIterator[Office]:
    """A support channel whose hard questions go to a team's channel."""
    own = ChannelSettings(channel="*", escalation=DESK)
    async with office(settings, channels=(own,)) as desk:
        team = desk.slack.channel("help-desk")
        space = desk.slack.main
        del space.channels[team.id]
        team.id = DESK
        space.channels[DESK] = team
        yield desk


async def test_people_are_asked_and_their_words_are_brought_back(
    helped: Office,
) -> None:
    channel, team = helped.slack.channel(), helped.slack.main.channels[DESK]
    ana, eve = helped.slack.person("ana"), helped.slack.person("eve")
    posted, answer = await an_answered_question(helped, channel, ana)

    await ana.press(answer, "human:0")
    await helped.slack.person("bob").press(answer, "human:0")
    await helped.settled()

    (called,) = helped.slack.answers(team)
    assert "what does it say?" in said(called)
    assert images(called)
    assert HAND in posted.reactions
    assert "human:0" not in buttons(answer)

    reply = await eve.post(team, "It is the *firewall*.", thread=called.ts)
    await helped.settled()
    brought = await helped.said_in(channel, posted.ts, "It is the firewall.")
    assert "eve" in said(brought).lower()

    await eve.edit(reply, "It is the router.")
    await helped.settled()
    assert "It is the router." in said(brought)

    await eve.delete(reply)
    await helped.settled()
    assert brought not in helped.slack.answers(channel, posted.ts)


async def test_where_a_human_was_called_a_mention_alone_is_for_us(
    helped: Office,
) -> None:
    channel, ana = helped.slack.channel(), helped.slack.person("ana")
    posted, answer = await an_answered_question(helped, channel, ana)
    await ana.press(answer, "human:0")
    await helped.settled()

    await ana.post(channel, "is anybody there", thread=posted.ts)
    await helped.settled()
    assert await helped.queue.waiting() == 0

    await ana.post(channel, f"{helped.slack.mention} and the title?", thread=posted.ts)
    assert (await helped.work()).text == "and the title?"


async def test_without_an_escalation_channel_no_human_is_offered(
    desk: Office, channel: Channel, ana: Person
) -> None:
    _, answer = await an_answered_question(desk, channel, ana)

    assert "human:0" not in buttons(answer)


async def test_an_answer_can_be_thrown_away_after_all_was_forgotten(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted, answer = await an_answered_question(desk, channel, ana)
    await ana.slash(channel, "forget me")

    await ana.press(answer, "trash:0")
    await desk.settled()

    assert not desk.slack.answers(channel, posted.ts)
