"""Questions that are edited or deleted, answers that are thrown away."""

from __future__ import annotations

from typing import Any

from tests.adapters.slack.fake import Channel, Message, Person, images, said
from tests.adapters.slack.office import Office, a_screenshot
from tests.builders import an_answer
from tests.waiting import until


async def a_question(
    desk: Office, channel: Channel, ana: Person, text: str = "what does it say?"
) -> Message:
    posted = await ana.post(channel, f"{desk.slack.mention} {text}", [a_screenshot()])
    await desk.settled()
    return posted


async def kept(desk: Office, *words: str) -> list[str]:
    """Return the keys in Redis whose name or content holds any of *words*."""
    found = []
    async for key in desk.client.scan_iter("*"):
        content: Any = await desk.client.dump(key)
        raw = [key, *(await _values(desk.client, key)), content]
        if any(word.encode() in value for word in words for value in raw):
            found.append(key.decode())
    return found


async def _values(client: Any, key: bytes) -> list[bytes]:
    match (await client.type(key)).decode():
        case "string":
            return [await client.get(key)]
        case "hash":
            pairs = await client.hgetall(key)
            return [*pairs, *pairs.values()]
        case "list":
            return list(await client.lrange(key, 0, -1))
        case "set":
            return list(await client.smembers(key))
        case "zset":
            return list(await client.zrange(key, 0, -1))
        case _:
            return [v for _, f in await client.xrange(key) for v in f.values()]


async def test_an_edit_before_the_answer_is_what_gets_answered(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)

    await ana.edit(posted, f"{desk.slack.mention} what is the title?")
    await desk.settled()
    job = await desk.work()
    await desk.answered(channel, posted.ts)

    assert job.text == "what is the title?"
    assert await desk.queue.waiting() == 0
    assert len(desk.slack.answers(channel, posted.ts)) == 1


async def test_an_edit_after_the_answer_changes_the_same_message(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    await desk.work()
    first = await desk.answered(channel, posted.ts)
    drawn = {image["slack_file"]["id"] for image in images(first)}

    await ana.edit(posted, f"{desk.slack.mention} what is the title?")
    await desk.settled()
    await desk.work(an_answer(spans=(), findings=(), caveats=("Another one.",)))
    changed = await desk.said_in(channel, posted.ts, "Another one.")

    assert changed.ts == first.ts
    assert len(desk.slack.answers(channel, posted.ts)) == 1
    assert all(desk.slack.files[file_id].is_deleted for file_id in drawn)


async def test_the_thread_remembers_the_edited_question_alone(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana, "the first words")
    job = await desk.work()
    await desk.answered(channel, posted.ts)

    await ana.edit(posted, f"{desk.slack.mention} the second words")
    await desk.settled()
    await desk.work()

    turns = await desk.store.turns(job.address.thread_key)
    assert [turn.job.text for turn in turns] == ["the second words"]


async def test_two_quick_edits_are_answered_by_the_last(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)

    await ana.edit(posted, f"{desk.slack.mention} one")
    await ana.edit(posted, f"{desk.slack.mention} two")
    await desk.settled()
    job = await desk.work()
    await desk.answered(channel, posted.ts)

    assert job.text == "two"
    assert await desk.queue.waiting() == 0
    assert len(desk.slack.answers(channel, posted.ts)) == 1


async def test_an_edit_may_add_the_mention(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await ana.post(channel, "what does it say?", [a_screenshot()])
    await desk.settled()

    await ana.edit(posted, f"{desk.slack.mention} what does it say?")
    job = await desk.work()

    assert (job.text, len(job.pictures)) == ("what does it say?", 1)


async def test_a_link_that_slack_unfurls_is_no_edit(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)
    await desk.work()
    await desk.answered(channel, posted.ts)

    await ana.unfurl(posted)
    await desk.settled()

    assert await desk.queue.waiting() == 0


async def test_a_deleted_question_is_not_answered_and_leaves_nothing(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana, "a canary asks")
    claim = await desk.claim()

    await ana.delete(posted)
    await desk.settled()
    ended = await desk.queue.finish([(claim, desk.result(claim))])

    assert ended == [False]
    await until(lambda: not desk.slack.answers(channel, posted.ts))
    picture = claim.job.pictures[0].name
    assert await kept(desk, "a canary asks", picture) == []


async def test_a_deleted_question_takes_its_answer_and_files_along(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana, "a canary asks")
    job = await desk.work()
    answer = await desk.answered(channel, posted.ts)
    drawn = {image["slack_file"]["id"] for image in images(answer)}

    await ana.delete(posted)
    await desk.settled()

    assert not desk.slack.answers(channel, posted.ts)
    assert drawn
    assert all(desk.slack.files[file_id].is_deleted for file_id in drawn)
    assert await kept(desk, "a canary asks", job.pictures[0].name) == []


async def test_the_thread_of_a_deleted_question_goes_on(
    desk: Office, channel: Channel, ana: Person
) -> None:
    root = await a_question(desk, channel, ana)
    await desk.work()
    await desk.answered(channel, root.ts)
    second = await ana.post(channel, "and the title?", thread=root.ts)
    await desk.work()
    await desk.answered(channel, root.ts, 2)

    await ana.delete(second)
    await desk.settled()
    await ana.post(channel, "and the button?", thread=root.ts)
    job = await desk.work()
    await desk.answered(channel, root.ts, 2)

    turns = await desk.store.turns(job.address.thread_key)
    assert [turn.job.text for turn in turns] == ["what does it say?", "and the button?"]


async def test_the_asker_throws_an_answer_away_and_nobody_else(
    desk: Office, channel: Channel, ana: Person
) -> None:
    bob = desk.slack.person("bob")
    posted = await a_question(desk, channel, ana)
    job = await desk.work()
    answer = await desk.answered(channel, posted.ts)

    await bob.press(answer, "trash:0")
    await desk.settled()
    assert desk.slack.answers(channel, posted.ts)

    await ana.press(answer, "trash:0")
    await desk.settled()
    assert not desk.slack.answers(channel, posted.ts)
    assert await desk.queue.status(job.id) is None


async def test_forgetting_takes_a_waiting_placeholder_away(
    desk: Office, channel: Channel, ana: Person
) -> None:
    posted = await a_question(desk, channel, ana)

    reply = await ana.slash(channel, "forget me")

    assert "forgotten" in reply.said
    await until(lambda: not desk.slack.answers(channel, posted.ts))
    assert said(posted)  # what people wrote stays theirs


async def test_who_takes_a_screenshot_back_takes_what_others_asked_about_it_along(
    desk: Office, channel: Channel, ana: Person
) -> None:
    bob = desk.slack.person("bob")
    shown = await bob.post(channel, "look at this", [a_screenshot()])
    await ana.post(channel, f"{desk.slack.mention} what?", thread=shown.ts)
    job = await desk.work()
    await desk.answered(channel, shown.ts)

    await bob.delete(shown)
    await desk.settled()

    assert not desk.slack.answers(channel, shown.ts)
    assert await desk.store.picture_content(job.pictures[0].name) is None
