"""The whole trip with a real worker: a screenshot in a channel, one answer below it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.adapters.slack.fake import FakeSlack, buttons, images, said
from tests.adapters.slack.fake import Upload as File
from tests.adapters.slack.office import is_final
from tests.adapters.slack.team import Team
from tests.redis_server import PROGRAM
from tests.rendered import dark_error_dialog, error_dialog, form
from tests.waiting import until

pytestmark = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(240),
    pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed"),
]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def team() -> AsyncIterator[Team]:
    async with FakeSlack() as slack, Team(slack) as team:
        team.start_worker()
        team.start_adapter()
        team.start_adapter()
        await team.connected(2)
        yield team


async def test_a_screenshot_is_answered_once_with_what_it_says(team: Team) -> None:
    channel, ana = team.slack.channel(), team.slack.person("ana")

    posted = await ana.post(
        channel,
        f"{team.slack.mention} What does the error say?",
        [File(error_dialog().png(), "screen.png")],
    )
    answer = await team.the_one_answer(channel, posted.ts)

    assert "was refused by the server" in said(answer)
    overview, *_ = images(answer)
    assert overview["alt_text"].startswith("The picture with")
    assert {"feedback", "trash:0", "closer:1"} <= set(buttons(answer))


async def test_the_thread_goes_on_without_a_mention(team: Team) -> None:
    channel, ana = team.slack.channel(), team.slack.person("ana")
    posted = await ana.post(
        channel,
        f"{team.slack.mention} What does the error say?",
        [File(dark_error_dialog().png(), "dark.png")],
    )
    await team.the_one_answer(channel, posted.ts)

    await ana.post(channel, "read all the text", thread=posted.ts)

    def finals() -> int:
        return sum(map(is_final, team.slack.answers(channel, posted.ts)))

    await until(lambda: finals() == 2, 60)
    await team.quiet()
    assert len(team.slack.answers(channel, posted.ts)) == 2


async def test_an_event_that_comes_four_times_to_two_adapters_is_answered_once(
    team: Team,
) -> None:
    channel, ana = team.slack.channel(), team.slack.person("ana")
    team.slack.deliveries.copies, team.slack.deliveries.to_all = 4, True

    posted = await ana.post(
        channel,
        f"{team.slack.mention} What does the error say?",
        [File(error_dialog().png(), "screen.png")],
    )
    answer = await team.the_one_answer(channel, posted.ts)
    team.slack.deliveries.copies, team.slack.deliveries.to_all = 1, False

    assert "was refused by the server" in said(answer)
    assert len({ack.name for ack in team.slack.acks}) < len(team.slack.acks)


async def test_a_worker_killed_in_the_middle_costs_no_answer(team: Team) -> None:
    channel, ana = team.slack.channel(), team.slack.person("ana")
    posted = await ana.post(
        channel,
        f"{team.slack.mention} What is the customer number?",
        [File(form().png(), "form.png")],
    )
    await until(team.is_at_work, 30)

    team.kill_worker()
    team.start_worker()

    answer = await team.the_one_answer(channel, posted.ts)
    assert "40718-22" in said(answer)
    assert images(answer)


async def test_no_log_holds_a_word_or_a_token_of_theirs(team: Team) -> None:
    logs = team.log() + team.log("model_worker")

    assert "sent to slack" in logs
    for secret in (
        team.slack.bot_token,
        team.slack.app_token,
        "What does the error say",
        "read all the text",
        "screen.png",
        "refused by the server",
    ):
        assert secret not in logs
