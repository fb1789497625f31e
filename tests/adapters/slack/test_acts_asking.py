"""Every way a person can ask on Slack, and what is left alone."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from bot.settings import ChannelSettings, Settings
from tests.adapters.slack.fake import Channel, Person, Upload, said
from tests.adapters.slack.office import Office, a_screenshot, office


async def asked_and_answered(desk: Office, channel: Channel, ana: Person) -> str:
    """Ask with a picture, have it answered, and return the thread."""
    posted = await ana.post(
        channel, f"{desk.slack.mention} what does it say?", [a_screenshot()]
    )
    await desk.work()
    await desk.answered(channel, posted.ts)
    return posted.ts


async def nothing_asked(desk: Office) -> bool:
    await desk.settled()
    return await desk.queue.waiting() == 0


async def test_a_mention_that_came_without_its_files_is_asked_with_them(
    desk: Office, channel: Channel, ana: Person
) -> None:
    ana.mentions_bring_files = False
    desk.slack.world.subscribed.discard("message.channels")

    await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
    job = await desk.work()

    assert len(job.pictures) == 1


async def test_a_mention_and_its_twin_are_one_question(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
    await desk.work()
    await desk.answered(channel, posted.ts)

    assert await nothing_asked(desk)
    assert len(desk.slack.answers(channel, posted.ts)) == 1


async def test_a_mention_under_somebody_elses_screenshot_is_about_it(
    desk: Office, channel: Channel, ana: Person
) -> None:
    bob = desk.slack.person("bob")
    posted = await bob.post(channel, "look at this", [a_screenshot()])
    assert await nothing_asked(desk)

    await ana.post(channel, f"{desk.slack.mention} what is it?", thread=posted.ts)
    job = await desk.work()

    assert len(job.pictures) == 1
    assert job.address.thread == posted.ts


async def test_a_direct_message_needs_no_mention(desk: Office, ana: Person) -> None:
    posted = await ana.post(ana.direct, "what does it say?", [a_screenshot()])
    job = await desk.work()
    answer = await desk.answered(ana.direct, posted.ts)

    assert job.text == "what does it say?"
    assert answer.thread_ts == posted.ts


async def test_in_a_direct_message_the_picture_may_come_before_the_question(
    desk: Office, ana: Person
) -> None:
    await ana.post(ana.direct, "", [a_screenshot()])
    first = await desk.work()
    await ana.post(ana.direct, "what does the error say?")
    second = await desk.work()

    assert first.text == ""
    assert [p.name for p in second.pictures] == [p.name for p in first.pictures]


async def test_several_pictures_are_asked_about_together(
    desk: Office, channel: Channel, ana: Person
) -> None:
    other = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(other, "PNG")

    await ana.post(
        channel,
        f"{desk.slack.mention} compare",
        [a_screenshot(), Upload(other.getvalue(), "red.png")],
    )

    assert len((await desk.work()).pictures) == 2


async def test_a_photo_of_a_phone_that_calls_itself_png_is_opened(
    desk: Office, channel: Channel, ana: Person
) -> None:
    pillow_heif = pytest.importorskip("pillow_heif")
    photo = io.BytesIO()
    image = Image.linear_gradient("L").convert("RGB")
    pillow_heif.from_pillow(image).save(photo, quality=60)

    await ana.post(
        channel,
        f"{desk.slack.mention} what?",
        [Upload(photo.getvalue(), "IMG_1.png", media_type="image/png")],
    )
    job = await desk.work()

    assert [receipt.outcome for receipt in job.receipts] == ["converted"]


async def test_a_stub_of_slack_connect_is_asked_about_and_fetched(
    desk: Office, channel: Channel, ana: Person
) -> None:
    stub = Upload(a_screenshot().content, "shared.png", is_stub=True)

    await ana.post(channel, f"{desk.slack.mention} what?", [stub])

    assert len((await desk.work()).pictures) == 1
    assert desk.slack.calls("files.info")


async def test_the_thread_goes_on_without_a_mention(
    desk: Office, channel: Channel, ana: Person
) -> None:
    thread = await asked_and_answered(desk, channel, ana)

    await ana.post(channel, "and the title?", thread=thread)
    job = await desk.work()
    await desk.answered(channel, thread, 2)

    assert (job.text, job.pictures) == ("and the title?", ())


@pytest.mark.parametrize(
    "said_in_thread",
    ["thanks, that helped", ":+1:", "<@U0SOMEBODY> can you have a look?"],
)
async def test_what_is_not_for_us_in_our_thread_is_left_alone(
    desk: Office, channel: Channel, ana: Person, said_in_thread: str
) -> None:
    thread = await asked_and_answered(desk, channel, ana)

    await ana.post(channel, said_in_thread, thread=thread)

    assert await nothing_asked(desk)
    assert len(desk.slack.answers(channel, thread)) == 1


async def test_a_channel_full_of_talk_hears_nothing_of_us(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await ana.post(channel, "look", [a_screenshot()])
    await ana.post(channel, "nice one", thread=posted.ts)

    assert await nothing_asked(desk)
    assert not desk.slack.answers(channel)


async def test_a_support_channel_answers_every_post_with_a_picture(
    settings: Settings,
) -> None:
    every = ChannelSettings(channel="*", every_picture=True)
    async with office(settings, channels=(every,)) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")

        posted = await ana.post(channel, "", [a_screenshot()])
        job = await desk.work()
        await desk.answered(channel, posted.ts)
        await ana.post(channel, "no picture here")
        other = await ana.post(channel, "a file", [Upload(b"a,b\n", "rows.csv")])

        assert job.text == ""
        assert await nothing_asked(desk)
        assert not desk.slack.answers(channel, other.ts)


@pytest.mark.parametrize(
    ("follow", "files", "is_asked"),
    [
        ("always", False, True),
        ("pictures", False, False),
        ("pictures", True, True),
        ("mention", True, False),
    ],
)
async def test_how_a_thread_is_followed_is_a_switch(
    settings: Settings,
    follow: str,
    files: bool,  # noqa: FBT001 - a table's cell
    is_asked: bool,  # noqa: FBT001 - likewise
) -> None:
    async with office(settings, follow=follow) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        thread = await asked_and_answered(desk, channel, ana)

        more = [a_screenshot("more.png")] if files else []
        await ana.post(channel, "and what does this say", more, thread=thread)

        assert await nothing_asked(desk) is not is_asked


async def test_the_shortcut_asks_what_is_written_into_its_form(
    desk: Office, channel: Channel, ana: Person
) -> None:
    bob = desk.slack.person("bob")
    posted = await bob.post(channel, "look", [a_screenshot()])

    view = await ana.shortcut(posted)
    assert await ana.submit_modal(view, "what does it say?") == {}
    job = await desk.work()
    answer = await desk.answered(channel, posted.ts)

    assert (job.text, len(job.pictures)) == ("what does it say?", 1)
    assert job.address.user == ana.id
    assert "what does it say?" in said(answer)  # nobody else saw it being asked


async def test_a_new_direct_message_is_offered_ways_to_begin(
    desk: Office, ana: Person
) -> None:
    await ana.open_messages_tab()
    await desk.settled()

    (call,) = desk.slack.calls("assistant.threads.setSuggestedPrompts")
    assert 1 <= len(call.args["prompts"]) <= 4


async def test_stop_ends_the_question_and_says_so(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
    claim = await desk.claim()
    await desk.settled()

    await ana.stop(channel, posted.ts)
    await desk.said_in(channel, posted.ts, "Stopped.")

    assert await desk.queue.finish([(claim, desk.result(claim))]) == [False]
    assert len(desk.slack.answers(channel, posted.ts)) == 1


async def test_who_asks_too_much_is_told_when_to_try_again(settings: Settings) -> None:
    async with office(settings, per_minute=2) as desk:
        channel, ana = desk.slack.channel(), desk.slack.person("ana")
        for _ in range(3):
            await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])
            await desk.settled()

        (whisper,) = desk.slack.world.ephemerals
        assert "please try again in" in whisper["text"]
        assert whisper["user"] == ana.id
        assert await desk.queue.waiting() == 2
