"""A letter that breaks its handler: it waits, holds up nobody, and is given up aloud.

What breaks it is a thread whose turns cannot be read back from Redis.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest
from msgspec.structs import replace

from adapters.slack import notes
from adapters.slack.acts.apologising import Apologising
from adapters.slack.doors.clients import NoTokenError
from bot.redis_inbox import GROUP, Inbox, Letter
from bot.redis_keys import Keys
from bot.settings import Settings
from bot.taking import TRIES
from bot.texts.english import ENGLISH
from tests.adapters.slack.fake import Channel, Message, Person, said
from tests.adapters.slack.heard import refusals
from tests.adapters.slack.office import Office, a_screenshot, office
from tests.waiting import until

KEYS = Keys("sightline")
STREAM = KEYS("inbox", "slack")


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Office]:
    async with office(settings, lease_s=8) as desk:
        yield desk


async def break_thread(desk: Office, channel: Channel, thread: str) -> None:
    """Let every question of a thread break whoever looks at what was asked before."""
    key = f"slack:{desk.slack.team}:{channel.id}:{thread}"
    await desk.client.rpush(KEYS("thread", key), "broken")
    await desk.client.hset(KEYS("job", "broken"), "job", "{")


class Tries:
    """Counts, by the log, how often a letter was tried and put off."""

    def __init__(self, log: pytest.LogCaptureFixture) -> None:
        self._log = log

    @property
    def count(self) -> int:
        said = [record.getMessage() for record in self._log.records]
        return sum("! a letter of slack broke" in line for line in said) + sum(
            "! a letter of slack waits" in line for line in said
        )


@pytest.fixture
def tries(caplog: pytest.LogCaptureFixture) -> Tries:
    return Tries(caplog)


async def let_leases_run_out(desk: Office) -> None:
    found = await desk.client.xpending_range(STREAM, GROUP, "-", "+", 10)
    entries: list[Any] = [each["message_id"] for each in found]
    await desk.client.xclaim(
        STREAM, GROUP, "slack-1", 0, entries, idle=60_000, justid=True
    )


async def given_up(desk: Office, tries: Tries, bystander: Person) -> None:
    """Let the letter come again as often as it may; others speak meanwhile."""
    other = desk.slack.channel("elsewhere")
    for times in range(1, TRIES + 1):
        await until(lambda: tries.count >= times)  # noqa: B023 - waited for at once
        await let_leases_run_out(desk)
        await bystander.post(other, "good morning")  # wakes whoever waits for letters
    await desk.settled()


@pytest.mark.parametrize("where", ["mention", "direct"])
async def test_a_letter_that_breaks_is_given_up_with_one_apology_in_its_thread(
    desk: Office, tries: Tries, where: str
) -> None:
    ana, ben = desk.slack.person("ana"), desk.slack.person("ben")
    channel = desk.slack.channel() if where == "mention" else ana.direct
    root = await ana.post(channel, "")
    await desk.settled()
    await break_thread(desk, channel, root.ts)
    words = f"{desk.slack.mention} why?"
    await ana.post(channel, words, [a_screenshot()], thread=root.ts)
    await given_up(desk, tries, ben)

    found = [
        m for m in refusals(desk.slack, channel, root.ts) if said(m) == ENGLISH.broken
    ]
    assert [message.thread_ts for message in found] == [root.ts]
    assert tries.count == TRIES


async def test_a_letter_that_breaks_is_not_tried_in_a_hot_loop_and_blocks_nobody(
    desk: Office, tries: Tries
) -> None:
    ana, channel = desk.slack.person("ana"), desk.slack.channel()
    root = await ana.post(channel, "")
    await desk.settled()
    await break_thread(desk, channel, root.ts)
    await ana.post(channel, f"{desk.slack.mention} why?", thread=root.ts)
    await until(lambda: tries.count == 1)

    for _ in range(5):
        words = f"{desk.slack.mention} what does it say?"
        posted = await ana.post(channel, words, [a_screenshot()])
        await desk.work()
        await desk.answered(channel, posted.ts)
    assert tries.count == 1


async def test_what_nobody_addressed_to_us_is_given_up_in_silence(
    desk: Office, tries: Tries
) -> None:
    ana, channel = desk.slack.person("ana"), desk.slack.channel()
    root = await ana.post(channel, "")
    await desk.settled()
    await break_thread(desk, channel, root.ts)
    await ana.post(channel, "by the way", thread=root.ts)
    await given_up(desk, tries, desk.slack.person("ben"))

    assert desk.slack.answers(channel) == []


async def test_a_question_that_became_a_job_is_owed_its_answer_alone(
    desk: Office, tries: Tries
) -> None:
    """Slack is away while the placeholder is posted, again and again."""
    ana, channel = desk.slack.person("ana"), desk.slack.channel()
    for method in ("chat.startStream", "chat.postMessage", "conversations.replies"):
        desk.slack.faults.fail(method, 1000, channel=channel.id)
    posted = await ana.post(channel, f"{desk.slack.mention} why?", [a_screenshot()])
    claim = await desk.claim()
    await until(lambda: tries.count > 1)
    desk.slack.faults.clear()
    await desk.finish(claim)

    answer = await desk.answered(channel, posted.ts)
    await desk.settled()
    assert desk.slack.answers(channel, posted.ts) == [answer]


async def test_a_form_that_breaks_is_apologised_for(desk: Office, tries: Tries) -> None:
    ana, channel = desk.slack.person("ana"), desk.slack.channel()
    posted: Message = await ana.post(channel, "", [a_screenshot()])
    view = await ana.shortcut(posted)
    await desk.settled()
    await break_thread(desk, channel, posted.ts)
    await ana.submit_modal(view, "why?")
    await given_up(desk, tries, desk.slack.person("ben"))

    (message,) = refusals(desk.slack, channel, posted.ts)
    assert said(message) == ENGLISH.broken


async def test_a_letter_that_nobody_can_read_leaves_the_inbox(desk: Office) -> None:
    inbox = Inbox(desk.client, desk.settings)
    for number, body in enumerate((b"", b"{", b"\xff", b'{"type":"another"}', b"[]")):
        await inbox.put("slack", f"odd-{number}", body)
    await desk.settled()
    assert desk.slack.history == []


async def test_where_there_is_no_token_any_more_nobody_is_apologised_to() -> None:
    class Shut:
        async def refuse(self, *_: object) -> None:
            raise NoTokenError("no token for the workspace T1")

    class Posts:
        async def job_of(self, message: str) -> str | None:
            return None

    message = notes.Message(team="T1", channel="C1", ts="1.2", user="U1")
    asked = notes.Posted(replace(message, is_mention=True))
    await Apologising(Posts(), Shut()).give_up(Letter("1-1", notes.encode(asked)))
