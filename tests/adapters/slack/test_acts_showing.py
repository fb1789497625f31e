"""What a person sees between question and answer, and how the answer comes to stand."""

from __future__ import annotations

from functools import partial

from msgspec.structs import replace

from bot.jobs import Box, Progress, TextFile
from tests.adapters.slack.fake import Channel, Message, Person, Upload, images, said
from tests.adapters.slack.office import Office, a_screenshot, is_final
from tests.adapters.web.helpdesk import pointing
from tests.waiting import until


async def a_question(desk: Office, channel: Channel, ana: Person) -> Message:
    return await ana.post(
        channel, f"{desk.slack.mention} what does it say?", [a_screenshot()]
    )


async def the_placeholder(desk: Office, channel: Channel, thread: str) -> Message:
    await until(lambda: bool(desk.slack.answers(channel, thread)))
    return desk.slack.answers(channel, thread)[0]


async def test_a_placeholder_says_the_place_in_line(
    desk: Office, channel: Channel, ana: Person
) -> None:
    await a_question(desk, channel, ana)
    await desk.settled()
    posted = await a_question(desk, channel, desk.slack.person("bob"))

    placeholder = await the_placeholder(desk, channel, posted.ts)

    assert "2nd in line" in said(placeholder)
    assert not is_final(placeholder)


async def test_words_are_streamed_and_the_answer_takes_their_place(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    placeholder = await the_placeholder(desk, channel, posted.ts)
    claim = await desk.claim()
    for words in ("It was refused", "It was refused by the"):
        # the last word may not be whole yet, so it waits for the next
        sure = words.rpartition(" ")[0]
        await desk.told(claim, words, partial(desk.has_streamed, placeholder, sure))

    await desk.finish(claim)
    answer = await desk.answered(channel, posted.ts)

    assert answer.ts == placeholder.ts
    assert [call.method for call in desk.slack.calls("chat.startStream")] == [
        "chat.startStream"
    ]
    assert "was refused by the server" in said(answer)
    assert len(desk.slack.answers(channel, posted.ts)) == 1


async def test_without_a_stream_words_come_by_edits(
    desk: Office, channel: Channel, ana: Person
) -> None:
    desk.slack.faults.refuse("chat.startStream", "feature_not_enabled", times=9)
    posted = await a_question(desk, channel, ana)
    placeholder = await the_placeholder(desk, channel, posted.ts)
    claim = await desk.claim()

    await desk.told(
        claim, "It was refused", lambda: "It was refused …" in said(placeholder)
    )
    await desk.finish(claim)
    answer = await desk.answered(channel, posted.ts)

    assert answer.ts == placeholder.ts
    assert desk.slack.world.sessions  # which shows the Stop button


async def test_a_stream_that_died_is_gone_on_with_by_edits(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    placeholder = await the_placeholder(desk, channel, posted.ts)
    claim = await desk.claim()
    desk.slack.world.stream_age_s = -1

    await desk.told(
        claim, "It was", lambda: bool(desk.slack.calls("chat.appendStream"))
    )
    await desk.told(
        claim, "It was refused", lambda: "It was refused" in said(placeholder)
    )
    await desk.finish(claim)

    assert (await desk.answered(channel, posted.ts)).ts == placeholder.ts


async def test_more_streams_than_slack_takes_are_ordinary_messages(
    desk: Office, channel: Channel, ana: Person
) -> None:
    for _ in range(14):
        await a_question(desk, channel, ana)
        await desk.settled()

    assert len(desk.slack.calls("chat.startStream")) == 12
    assert len(desk.slack.answers(channel)) == 14


async def test_no_late_word_overwrites_the_answer(
    desk: Office, channel: Channel, ana: Person
) -> None:
    desk.slack.faults.refuse("chat.startStream", "feature_not_enabled", times=9)
    posted = await a_question(desk, channel, ana)
    await the_placeholder(desk, channel, posted.ts)
    claim = await desk.claim()
    await desk.finish(claim)
    answer = await desk.answered(channel, posted.ts)

    await desk.queue.tell(
        Progress(job_id=claim.job.id, state="working", words="too late")
    )
    await desk.watched()

    assert "too late" not in said(answer)


async def test_pictures_wait_until_slack_can_show_them(
    desk: Office, channel: Channel, ana: Person
) -> None:
    desk.slack.world.polls_until_processed = 2
    posted = await a_question(desk, channel, ana)
    await desk.work()
    answer = await desk.answered(channel, posted.ts)

    assert [image["alt_text"] for image in images(answer)]
    assert all(image["alt_text"] for image in images(answer))


async def test_where_slack_takes_no_carousel_the_crops_are_plain_images(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    claim = await desk.claim()
    one = pointing(claim.job)
    low = Box(0.1, 0.8, 0.2, 0.9)
    two = replace(one.findings[0], number=2, boxes=(low,))
    desk.slack.faults.refuse("chat.update", "invalid_blocks", times=2)
    await desk.finish(claim, replace(one, findings=(*one.findings, two)))
    answer = await desk.answered(channel, posted.ts)

    assert "carousel" not in {block["type"] for block in answer.blocks}
    assert len(images(answer)) == 3


async def test_pictures_that_slack_never_shows_go_beside_the_words(
    desk: Office, channel: Channel, ana: Person
) -> None:
    desk.slack.faults.refuse("chat.update", "invalid_blocks", times=4)
    posted = await a_question(desk, channel, ana)
    await desk.work()
    answer = await desk.answered(channel, posted.ts)

    assert "was refused by the server" in said(answer)
    assert not images(answer)
    assert len(answer.files) == 2


async def test_a_table_to_take_along_is_attached_to_the_answer(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    claim = await desk.claim()
    table = TextFile("table.csv", "a,b\n1,2\n")
    await desk.finish(claim, replace(pointing(claim.job), files=(table,)))
    answer = await desk.answered(channel, posted.ts)

    (file_id,) = answer.files
    assert desk.slack.files[file_id].content == b"a,b\n1,2\n"
    assert "table.csv" in said(answer)


async def test_files_that_were_refused_are_told_below_the_answer(
    desk: Office, channel: Channel, ana: Person
) -> None:
    broken = Upload(a_screenshot().content[:500], "broken.png")
    posted = await ana.post(
        channel, f"{desk.slack.mention} what?", [a_screenshot(), broken]
    )
    await desk.work()
    answer = await desk.answered(channel, posted.ts)

    assert "broken.png" in said(answer)
