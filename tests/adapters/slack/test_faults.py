"""Slack and Redis on bad days: one answer all the same. Each guard is also taken out,
to show that without it the day goes wrong.
"""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack.sender import Sender
from bot.errors import QueueError
from bot.redis_inbox import Inbox
from bot.redis_posts import Posts, Turn
from tests.adapters.slack.fake import Channel, Message, Person, images
from tests.adapters.slack.office import Office, a_screenshot, is_final
from tests.waiting import until

METHODS = [
    "chat.startStream",
    "chat.stopStream",
    "chat.update",
    "files.getUploadURLExternal",
    "upload",
    "files.completeUploadExternal",
    "files.info",
]


async def ask(desk: Office, channel: Channel, ana: Person) -> Message:
    return await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])


async def answered_once(desk: Office, channel: Channel, thread: str) -> Message:
    answer = await desk.answered(channel, thread)
    await desk.settled()
    assert desk.slack.answers(channel, thread) == [answer]
    return answer


@pytest.mark.parametrize("method", METHODS)
async def test_a_lost_reply_costs_no_answer_and_doubles_none(
    desk: Office, channel: Channel, ana: Person, method: str
) -> None:
    desk.slack.faults.lose_reply(method)
    posted = await ask(desk, channel, ana)
    await desk.work()

    assert images(await answered_once(desk, channel, posted.ts))


@pytest.mark.parametrize("method", METHODS)
async def test_an_error_of_slacks_costs_no_answer(
    desk: Office, channel: Channel, ana: Person, method: str
) -> None:
    desk.slack.faults.fail(method, status=503)
    posted = await ask(desk, channel, ana)
    await desk.work()

    assert images(await answered_once(desk, channel, posted.ts))


@pytest.mark.parametrize("method", [each for each in METHODS if "." in each])
async def test_a_limit_is_waited_out(
    desk: Office, channel: Channel, ana: Person, method: str
) -> None:
    desk.slack.faults.rate_limit(method, retry_after_s=0)
    posted = await ask(desk, channel, ana)
    await desk.work()

    assert images(await answered_once(desk, channel, posted.ts))


async def test_a_lost_reply_to_an_ordinary_placeholder_doubles_none(
    desk: Office, channel: Channel, ana: Person
) -> None:
    desk.slack.faults.refuse("chat.startStream", "feature_not_enabled", times=9)
    desk.slack.faults.lose_reply("chat.postMessage")
    posted = await ask(desk, channel, ana)
    await desk.settled()
    await desk.work()

    await answered_once(desk, channel, posted.ts)


async def test_a_channel_that_has_to_wait_holds_up_no_other(
    desk: Office, ana: Person
) -> None:
    slow, quick = desk.slack.channel("slow"), desk.slack.channel("quick")
    first, second = await ask(desk, slow, ana), await ask(desk, quick, ana)
    await desk.settled()
    desk.slack.faults.rate_limit(
        "chat.update", times=1, retry_after_s=30, channel=slow.id
    )

    await desk.work()
    await desk.work()

    await desk.answered(quick, second.ts)
    assert not any(map(is_final, desk.slack.answers(slow, first.ts)))


async def test_events_come_again_while_redis_is_away(
    desk: Office, channel: Channel, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    put, away = Inbox.put, iter(range(2))

    async def put_or_fail(
        self: Inbox, platform: str, event_id: str, body: bytes
    ) -> bool:
        if next(away, None) is not None:
            raise QueueError("Redis: ConnectionError")
        return await put(self, platform, event_id, body)

    monkeypatch.setattr(Inbox, "put", put_or_fail)
    desk.slack.deliveries.ack_timeout_s = 0.2
    posted = await ask(desk, channel, ana)
    await desk.work()

    await answered_once(desk, channel, posted.ts)
    assert any(ack.reason for ack in desk.slack.acks)


async def test_an_event_that_comes_four_times_is_a_letter_once(
    desk: Office, channel: Channel, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    handled: list[str] = []
    put = Inbox.put

    async def counted(self: Inbox, platform: str, event_id: str, body: bytes) -> bool:
        is_new = await put(self, platform, event_id, body)
        handled.append(event_id) if is_new else None
        return is_new

    monkeypatch.setattr(Inbox, "put", counted)
    desk.slack.deliveries.copies = 4
    await ask(desk, channel, ana)
    await desk.settled()

    assert len(handled) == 1


async def test_without_turns_a_lost_reply_would_be_said_twice(
    desk: Office, channel: Channel, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard taken out: every turn looks like a first one, and nobody looks."""

    async def always(self: Posts, name: str, lease_s: float) -> Any:
        if (place := await self.place(name)) is not None:
            return place
        return Turn("token", is_retry=False)

    async def blind(*_: object) -> None:
        return None

    monkeypatch.setattr(Posts, "begin", always)
    monkeypatch.setattr("adapters.slack.speaking.Speaking._found", blind)
    desk.slack.faults.lose_reply("chat.startStream")
    posted = await ask(desk, channel, ana)

    await until(lambda: len(desk.slack.answers(channel, posted.ts)) > 1)


async def test_without_lines_of_its_own_a_slow_channel_would_hold_up_all(
    desk: Office, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard taken out: one line for everybody."""
    send = Sender.send

    async def in_one_line(self: Sender, channel: str, *rest: Any) -> Any:
        return await send(self, "everybody", *rest)

    slow, quick = desk.slack.channel("slow"), desk.slack.channel("quick")
    await ask(desk, slow, ana)
    second = await ask(desk, quick, ana)
    await desk.settled()
    monkeypatch.setattr(Sender, "send", in_one_line)
    desk.slack.faults.rate_limit(
        "chat.update", times=9, retry_after_s=30, channel=slow.id
    )
    await desk.work()
    await until(lambda: bool(desk.slack.calls("chat.update")))
    await desk.work()

    with pytest.raises(AssertionError, match="did not come true"):
        await until(lambda: any(map(is_final, desk.slack.answers(quick, second.ts))), 2)
