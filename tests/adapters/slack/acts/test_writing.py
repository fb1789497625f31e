"""Words that change, overtake each other or ask nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.settings import Settings
from tests.adapters.slack.fake import Channel, Message, Person, buttons, images
from tests.adapters.slack.heard import refused, whispers
from tests.adapters.slack.late import held_back, tell_late
from tests.adapters.slack.office import Office, a_screenshot, office
from tests.waiting import until

SLOW_S = 0.2


async def a_question(
    desk: Office, channel: Channel, ana: Person, text: str = "what does it say?"
) -> Message:
    posted = await ana.post(channel, f"{desk.slack.mention} {text}", [a_screenshot()])
    await desk.settled()
    return posted


async def an_answered_question(
    desk: Office, channel: Channel, ana: Person
) -> tuple[Message, Message]:
    posted = await a_question(desk, channel, ana)
    await desk.work()
    return posted, await desk.answered(channel, posted.ts)


async def test_an_edit_that_overtakes_its_post_is_what_gets_answered(
    desk: Office, channel: Channel, ana: Person
) -> None:
    with held_back(desk):
        posted = await a_question(desk, channel, ana, "old?")
        told = desk.slack.world.told(posted)
    await ana.edit(posted, f"{desk.slack.mention} new?")
    await desk.settled()
    tell_late(desk, channel, told)
    await desk.settled()

    job = await desk.work()
    await desk.answered(channel, posted.ts)

    assert job.text == "new?"
    assert await desk.queue.waiting() == 0
    assert len(desk.slack.answers(channel)) == 1


async def test_a_follow_ups_edit_that_overtakes_it_is_what_gets_answered(
    desk: Office, channel: Channel, ana: Person
) -> None:
    root, _ = await an_answered_question(desk, channel, ana)
    with held_back(desk):
        posted = await ana.post(channel, "the old words?", thread=root.ts)
        told = desk.slack.world.told(posted)
    await ana.edit(posted, "the new words?")
    await desk.settled()
    tell_late(desk, channel, told)
    await desk.settled()

    assert (await desk.work()).text == "the new words?"
    assert await desk.queue.waiting() == 0


async def test_a_deletion_that_overtakes_its_post_leaves_nothing(
    desk: Office, channel: Channel, ana: Person
) -> None:
    with held_back(desk):
        posted = await a_question(desk, channel, ana)
        told = desk.slack.world.told(posted)
    await ana.delete(posted)
    await desk.settled()
    tell_late(desk, channel, told)
    await desk.settled()

    await until(lambda: not desk.slack.answers(channel))
    assert await desk.queue.waiting() == 0


async def test_what_is_deleted_while_its_picture_is_fetched_is_not_asked(
    desk: Office, channel: Channel, ana: Person
) -> None:
    slow = replace(a_screenshot(), delay_s=SLOW_S)
    posted = await ana.post(channel, f"{desk.slack.mention} what?", [slow])
    await desk.slack.settled()

    await ana.delete(posted)
    await desk.settled()

    await until(lambda: not desk.slack.answers(channel))
    assert await desk.queue.waiting() == 0


async def test_what_is_edited_while_its_picture_is_fetched_is_asked_anew(
    desk: Office, channel: Channel, ana: Person
) -> None:
    slow = replace(a_screenshot(), delay_s=SLOW_S)
    posted = await ana.post(channel, f"{desk.slack.mention} old?", [slow])
    await desk.slack.settled()

    await ana.edit(posted, f"{desk.slack.mention} new?")
    await desk.settled()

    assert (await desk.work()).text == "new?"
    assert await desk.queue.waiting() == 0
    assert len(desk.slack.answers(channel)) == 1


async def test_an_edit_while_a_worker_is_at_it_ends_the_old_question(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    claim = await desk.claim()

    await ana.edit(posted, f"{desk.slack.mention} new?")
    await desk.settled()
    ended = await desk.queue.finish([(claim, desk.result(claim))])
    job = await desk.work()
    await desk.answered(channel, posted.ts)

    assert ended == [False]
    assert job.text == "new?"
    assert not await desk.is_gone(job.pictures[0].name)
    assert len(desk.slack.answers(channel, posted.ts)) == 1


async def test_an_edited_follow_up_changes_its_own_answer(
    desk: Office, channel: Channel, ana: Person
) -> None:
    root, first = await an_answered_question(desk, channel, ana)
    more = await ana.post(channel, "and the title?", thread=root.ts)
    await desk.work()
    second = await desk.answered(channel, root.ts, 2)

    await ana.edit(more, "and the button?")
    await desk.settled()
    job = await desk.work()

    assert job.text == "and the button?"
    assert desk.slack.answers(channel, root.ts) == [first, second]


async def test_an_edit_under_somebody_elses_picture_is_still_about_it(
    desk: Office, channel: Channel, ana: Person
) -> None:
    bob = desk.slack.person("bob")
    root = await bob.post(channel, "look", [a_screenshot()])
    asked = await ana.post(channel, f"{desk.slack.mention} waht?", thread=root.ts)
    await desk.settled()
    await desk.work()
    await desk.answered(channel, root.ts)

    await ana.edit(asked, f"{desk.slack.mention} what?")
    await desk.settled()
    job = await desk.work()

    assert job.text == "what?"
    assert len(job.pictures) == 1
    assert not await desk.is_gone(job.pictures[0].name)


async def test_an_edit_that_takes_the_picture_away_takes_the_answer_along(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    job = await desk.work()
    await desk.answered(channel, posted.ts)

    await ana.edit(posted, f"{desk.slack.mention} and without?", files=[])

    assert "no picture" in await refused(desk, channel, posted.ts)
    assert await desk.is_gone(job.pictures[0].name)
    assert await desk.queue.waiting() == 0


@pytest.mark.parametrize("is_mention", [True, False])
async def test_thanks_to_us_are_left_alone(
    desk: Office,
    channel: Channel,
    ana: Person,
    is_mention: bool,  # noqa: FBT001 - a table's cell
) -> None:
    posted, _ = await an_answered_question(desk, channel, ana)
    to_us = desk.slack.mention if is_mention else ""

    await ana.post(channel, f"{to_us} thanks, that helped!", thread=posted.ts)
    await desk.settled()

    assert await desk.queue.waiting() == 0
    assert len(desk.slack.answers(channel)) == 1


async def test_thanks_in_a_direct_message_ask_nothing_either(
    desk: Office, ana: Person
) -> None:
    posted = await ana.post(ana.direct, "what does it say?", [a_screenshot()])
    await desk.work()
    await desk.answered(ana.direct, posted.ts)

    await ana.post(ana.direct, "thanks!", thread=posted.ts)
    await desk.settled()
    greeting = await ana.post(ana.direct, "hello")
    heard = await refused(desk, ana.direct, greeting.ts)

    assert "picture" in heard
    assert await desk.queue.waiting() == 0
    assert len(desk.slack.answers(ana.direct, posted.ts)) == 1


async def test_a_thread_of_a_direct_message_goes_on(desk: Office, ana: Person) -> None:
    posted = await ana.post(ana.direct, "what does it say?", [a_screenshot()])
    await desk.work()
    await desk.answered(ana.direct, posted.ts)

    await ana.post(ana.direct, "and the title?", thread=posted.ts)
    job = await desk.work()

    assert (job.text, job.address.thread) == ("and the title?", posted.ts)


async def test_a_private_channel_and_a_group_of_people_are_answered_alike(
    desk: Office, ana: Person
) -> None:
    for kind in ("group", "mpim"):
        there = desk.slack.channel("private", kind)
        posted, answer = await an_answered_question(desk, there, ana)

        assert answer.thread_ts == posted.ts


async def test_edits_and_a_deletion_told_to_two_adapters_change_one_message(
    settings: Settings,
) -> None:
    async with office(settings, adapters=2) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        desk.slack.deliveries.to_all = True
        posted = await ana.post(channel, f"{desk.slack.mention} 0", [a_screenshot()])
        for number in (1, 2, 3):
            await ana.edit(posted, f"{desk.slack.mention} {number}")
        await desk.settled()
        job = await desk.work()
        await desk.answered(channel, posted.ts)

        assert job.text == "3"
        assert await desk.queue.waiting() == 0
        assert len(desk.slack.answers(channel)) == 1

        await ana.delete(posted)
        await desk.settled()
        assert not desk.slack.answers(channel)


async def test_a_stopped_question_is_asked_again_by_its_edit(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    await ana.stop(channel, posted.ts)
    stopped = await desk.said_in(channel, posted.ts, "Stopped.")

    await ana.edit(posted, f"{desk.slack.mention} and now?")
    await desk.settled()
    await desk.work()

    await until(lambda: bool(images(stopped)))
    assert desk.slack.answers(channel) == [stopped]


async def test_the_buttons_of_a_changed_answer_are_about_the_new_one(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted, answer = await an_answered_question(desk, channel, ana)
    await ana.edit(posted, f"{desk.slack.mention} what is the title?")
    await desk.settled()
    job = await desk.work()
    await until(lambda: "closer:1" in buttons(answer))

    await ana.press(answer, "closer:1")
    closer = await desk.work()

    assert buttons(answer)["closer:1"]["value"] == job.id
    assert closer.picture == job.pictures[0].name
    shown = [image["slack_file"]["id"] for image in images(answer)]
    assert not any(desk.slack.files[file_id].is_deleted for file_id in shown)


async def test_an_edit_over_the_limit_leaves_the_answer_as_it_is(
    settings: Settings,
) -> None:
    async with office(settings, per_minute=1) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        posted, answer = await an_answered_question(desk, channel, ana)

        await ana.edit(posted, f"{desk.slack.mention} and now?")
        await desk.settled()

        assert len(whispers(desk.slack, channel)) == 1
        assert desk.slack.answers(channel) == [answer]
        assert images(answer)
