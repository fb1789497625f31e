"""Slack and Redis on bad days: one answer all the same. Each guard is also taken out,
to show that without it the day goes wrong.
"""

from __future__ import annotations

from typing import Any

import pytest

from adapters.slack.sending.sender import Sender
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
LIMITED = [each for each in METHODS if each != "upload"]  # that is no method
PLAIN = "chat.postMessage"


async def ask(desk: Office, channel: Channel, ana: Person) -> Message:
    return await ana.post(channel, f"{desk.slack.mention} what?", [a_screenshot()])


async def answered_once(desk: Office, channel: Channel, thread: str) -> Message:
    """Return our one message of *thread*, once nothing is on its way any more."""
    answer = await desk.answered(channel, thread)
    await desk.settled()
    await until(desk.has_delivered_all)
    assert desk.slack.answers(channel, thread) == [answer]
    assert not [each for each in desk.slack.faults.waiting if each.times > 0]
    return answer


def without_streams(desk: Office, method: str) -> None:
    """Let *method* be called: an ordinary message is posted where no stream starts."""
    if method == PLAIN:
        desk.slack.faults.refuse("chat.startStream", "feature_not_enabled")


@pytest.mark.parametrize("method", [*METHODS, PLAIN])
async def test_a_lost_reply_costs_no_answer_and_doubles_none(
    desk: Office, channel: Channel, ana: Person, method: str
) -> None:
    without_streams(desk, method)
    desk.slack.faults.lose_reply(method)
    posted = await ask(desk, channel, ana)
    await desk.work()

    assert images(await answered_once(desk, channel, posted.ts))


@pytest.mark.parametrize("method", [*METHODS, PLAIN])
async def test_an_error_of_slacks_costs_no_answer(
    desk: Office, channel: Channel, ana: Person, method: str
) -> None:
    without_streams(desk, method)
    desk.slack.faults.fail(method, status=503)
    posted = await ask(desk, channel, ana)
    await desk.work()

    assert images(await answered_once(desk, channel, posted.ts))


@pytest.mark.parametrize("method", [*LIMITED, PLAIN])
async def test_a_limit_is_waited_out(
    desk: Office, channel: Channel, ana: Person, method: str
) -> None:
    without_streams(desk, method)
    desk.slack.faults.rate_limit(method, retry_after_s=1)
    posted = await ask(desk, channel, ana)
    await desk.work()

    assert images(await answered_once(desk, channel, posted.ts))


async def test_a_post_that_slack_is_slow_to_show_is_found_all_the_same(
    desk: Office, channel: Channel, ana: Person
) -> None:
    """conversations.replies knows nothing of it at the first two looks."""
    without_streams(desk, PLAIN)
    desk.slack.faults.lose_reply(PLAIN)
    desk.slack.world.hidden_looks = 2
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
    letters = noted(monkeypatch)
    desk.slack.deliveries.copies = 4
    await ask(desk, channel, ana)
    await desk.settled()

    assert letters == [True] + [False] * 7  # its mention comes four times as well


async def test_without_knowing_events_the_inbox_would_fill_with_copies(
    desk: Office, channel: Channel, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard taken out: every event looks new."""
    put, numbers = Inbox.put, iter(range(100))

    async def forgetful(self: Inbox, platform: str, event_id: str, body: bytes) -> bool:
        return await put(self, platform, f"{event_id}:{next(numbers)}", body)

    monkeypatch.setattr(Inbox, "put", forgetful)
    letters = noted(monkeypatch)
    desk.slack.deliveries.copies = 4
    await ask(desk, channel, ana)
    await desk.settled()

    assert letters == [True] * 8


def noted(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Return what Inbox.put says, growing as it does."""
    said: list[bool] = []
    put = Inbox.put

    async def noting(self: Inbox, platform: str, event_id: str, body: bytes) -> bool:
        said.append(await put(self, platform, event_id, body))
        return said[-1]

    monkeypatch.setattr(Inbox, "put", noting)
    return said


async def test_without_a_look_a_lost_reply_would_be_said_twice(
    desk: Office, channel: Channel, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard taken out: nobody looks whether it stands there already."""

    async def blind(*_: object) -> None:
        return None

    monkeypatch.setattr("bot.speaking.Speaking._found", blind)
    desk.slack.faults.lose_reply("chat.startStream")
    posted = await ask(desk, channel, ana)

    await until(lambda: len(desk.slack.answers(channel, posted.ts)) > 1)


async def test_without_turns_two_adapters_would_both_post(
    desk: Office, channel: Channel, ana: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard taken out: whoever asks has the turn."""

    async def always(self: Posts, name: str, lease_s: float) -> Any:
        del self, name, lease_s
        return Turn("token", is_retry=False)

    async def unrecorded(self: Posts, name: str, turn: Turn, place: Any) -> bool:
        del self, name, turn, place
        return True

    monkeypatch.setattr(Posts, "begin", always)
    monkeypatch.setattr(Posts, "placed", unrecorded)
    posted = await ask(desk, channel, ana)
    await desk.settled()
    await desk.work()

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
    updates = desk.slack.calls
    await until(
        lambda: any(c.args["channel"] == slow.id for c in updates("chat.update"))
    )
    await desk.work()

    with pytest.raises(AssertionError, match="did not come true"):
        await until(lambda: any(map(is_final, desk.slack.answers(quick, second.ts))), 2)
