"""kill -9 of the adapter before and after each of its steps: one answer, whatever.

Each case kills whoever makes a call, exactly before it takes effect or exactly after,
and starts a fresh adapter, which finds what was left: a letter in the inbox, a turn to
post that never ended, a parcel on the outbox.

The placeholder's own window: between Slack's taking a post and its showing it to
conversations.replies a fresh adapter could post again. It looks three times, 0.7 s
apart, and not before the dead one's turn has run out (`queue.lease_s`, 8 s as shipped):
a post that Slack keeps from its own API for longer than that could be doubled.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Literal

import pytest
import pytest_asyncio

from tests.adapters.slack.fake import FakeSlack, images, said
from tests.adapters.slack.office import a_screenshot
from tests.adapters.slack.team import Team
from tests.redis_server import PROGRAM
from tests.waiting import until

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(240),
    pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed"),
]
When = Literal["before", "after"]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def team() -> AsyncIterator[Team]:
    async with FakeSlack() as slack, Team(slack) as team:
        slack.deliveries.retry_delays_s = (0.1, 0.2, 0.3)
        team.answer_all()
        team.start_adapter()
        await team.connected()
        yield team


async def assert_answered_once(team: Team, text: str = "what does it say?") -> None:
    channel, ana = team.slack.channel(), team.slack.person("ana")
    posted = await ana.post(channel, f"{team.slack.mention} {text}", [a_screenshot()])
    answer = await team.the_one_answer(channel, posted.ts)
    assert "was refused by the server" in said(answer)
    assert images(answer)


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(
    "method",
    [
        "chat.startStream",
        "files.getUploadURLExternal",
        "upload",
        "files.completeUploadExternal",
        "chat.stopStream",
        "chat.update",
    ],
)
async def test_a_kill_at_any_call_costs_no_answer_and_doubles_none(
    team: Team, method: str, when: When
) -> None:
    team.slack.cut(method, when, team.kill_adapters)
    await assert_answered_once(team)
    assert method not in {**team.slack.before, **team.slack.after}  # it did strike


@pytest.mark.parametrize("when", ["before", "after"])
async def test_a_kill_at_an_ordinary_placeholder_is_found_where_it_stands(
    team: Team, when: When
) -> None:
    team.slack.faults.refuse("chat.startStream", "channel_type_not_supported", times=9)
    team.slack.cut("chat.postMessage", when, team.kill_adapters)
    await assert_answered_once(team)
    team.slack.faults.clear()


async def test_a_kill_between_an_event_and_its_ack_brings_the_event_again(
    team: Team,
) -> None:
    team.slack.deliveries.lost_acks = 1
    struck: list[str] = []

    def kill(_: object) -> None:
        if not struck:
            struck.append("once")
            team.kill_adapters()

    team.slack.deliveries.on_ack = kill
    await assert_answered_once(team)
    team.slack.deliveries.on_ack = None
    assert struck


async def test_a_kill_right_after_the_ack_leaves_the_letter_in_the_inbox(
    team: Team,
) -> None:
    struck: list[str] = []

    def kill(_: object) -> None:
        if not struck:
            struck.append("once")
            team.kill_adapters()

    team.slack.deliveries.on_ack = kill
    await assert_answered_once(team)
    team.slack.deliveries.on_ack = None
    assert struck


async def test_a_redis_that_hangs_brings_the_event_again(team: Team) -> None:
    deliveries = team.slack.deliveries
    deliveries.ack_timeout_s, deliveries.retry_delays_s = 0.3, (0.1,) * 30
    channel, ana = team.slack.channel(), team.slack.person("ana")
    before = len(team.slack.acks)

    team.redis.pause()
    posted = await ana.post(channel, f"{team.slack.mention} what?", [a_screenshot()])
    await until(lambda: len(team.slack.acks) > before + 2)
    team.redis.resume()

    answer = await team.the_one_answer(channel, posted.ts)
    assert images(answer)
    assert {ack.reason for ack in team.slack.acks[before:]} >= {"timeout", ""}
