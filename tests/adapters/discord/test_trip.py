"""The whole trip with a real worker: a picture, one answer with its gallery."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.adapters.discord.campus import acknowledged, is_final
from tests.adapters.discord.fake import (
    Channel,
    FakeDiscord,
    Person,
    Upload,
    buttons,
    images,
    said,
)
from tests.adapters.discord.team import Team
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
    async with FakeDiscord() as fake, Team(fake) as team:
        team.start_worker()
        team.start_adapter()
        team.start_adapter()
        await team.connected(2)
        yield team


@pytest.fixture
def channel(team: Team) -> Channel:
    return team.fake.channel("algebra")


@pytest.fixture
def ana(team: Team) -> Person:
    return team.fake.person("ana")


async def test_a_picture_gets_exactly_one_answer_with_a_gallery(
    team: Team, channel: Channel, ana: Person
) -> None:
    """Two adapters hear every event, as during an upgrade, and each event twice."""
    team.fake.gateway.copies = 2
    file = Upload("screen.png", error_dialog().png())
    ana.post(channel, f"{team.fake.mention} What does the error say?", [file])
    answer = await team.the_one_answer(channel)
    team.fake.gateway.copies = 1

    assert "was refused by the server" in said(answer)
    assert len(images(answer)) >= 2
    kinds = {each.split(":")[1] for each in buttons(answer)}
    assert {"closer", "up", "down", "bin"} <= kinds


async def test_a_command_and_its_button(
    team: Team, channel: Channel, ana: Person
) -> None:
    ana.join(channel)
    file = Upload("dark.png", dark_error_dialog().png())
    await acknowledged(
        ana.slash(channel, "ask", question="What does the error say?", picture=file)
    )
    answer = await team.the_one_answer(channel)
    closer = next(each for each in buttons(answer) if ":closer:" in each)
    await acknowledged(ana.press(answer, closer))

    def finals() -> int:
        return sum(map(is_final, team.fake.answers(channel)))

    await until(lambda: finals() == 2, 60)
    await team.quiet()
    assert len(team.fake.answers(channel)) == 2


async def test_a_worker_killed_in_the_middle_costs_no_answer(
    team: Team, channel: Channel, ana: Person
) -> None:
    file = Upload("form.png", form().png())
    ana.post(channel, f"{team.fake.mention} What is the customer number?", [file])
    await until(team.is_at_work, 30)

    team.kill_worker()
    team.start_worker()

    answer = await team.the_one_answer(channel)
    assert "40718-22" in said(answer)
    assert images(answer)


async def test_no_log_holds_a_word_or_a_token_of_theirs(team: Team) -> None:
    logs = team.log() + team.log("model_worker")
    tokens = [each.token for each in team.fake.world.interactions.values()]

    assert "sent to discord" in logs
    for secret in (
        team.fake.token,
        *tokens,
        "What does the error say",
        "screen.png",
        "refused by the server",
    ):
        assert secret not in logs
