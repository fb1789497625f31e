"""Each workspace is asked in its own name; where there is no token, that is said."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from adapters.slack.doors.clients import (
    KNOWN_S,
    TIMEOUT_S,
    Clients,
    Grant,
    NoTokenError,
    session,
)
from bot.errors import ServiceError
from bot.settings import SlackSettings
from tests.adapters.slack.doors.loopback import BOT, LoopbackSlack, loopback_slack
from tests.waiting import Clock


class Grants:
    def __init__(self) -> None:
        self.known = {"T1": Grant("xoxb-t1", "U1", "B1")}
        self.asked = 0

    async def grant(self, team: str, enterprise: str = "") -> Grant | None:
        self.asked += 1
        return self.known.get(team)


@pytest.fixture
async def slack() -> AsyncIterator[LoopbackSlack]:
    async with loopback_slack() as slack:
        yield slack


@pytest.fixture
async def connection() -> AsyncIterator[aiohttp.ClientSession]:
    async with session() as opened:
        yield opened


async def test_one_token_serves_its_one_workspace(
    slack: LoopbackSlack, connection: aiohttp.ClientSession
) -> None:
    settings = SlackSettings(bot_token=BOT, api_url=slack.api_url)
    client = await Clients(settings, connection).of("T1")

    await client.auth_test()

    assert client.session is connection
    assert slack.asked == [("auth.test", {}, f"Bearer {BOT}")]


async def test_a_call_ends_after_half_a_minute(
    connection: aiohttp.ClientSession,
) -> None:
    assert connection.timeout.total == TIMEOUT_S == 30


async def test_each_workspace_has_its_own_token_looked_up_once(
    connection: aiohttp.ClientSession,
) -> None:
    grants = Grants()
    clients = Clients(SlackSettings(), connection, grants)

    assert (await clients.of("T1")).token == "xoxb-t1"
    assert (await clients.of("T1")).token == "xoxb-t1"
    assert grants.asked == 1


async def test_a_token_that_another_process_saw_change_is_soon_the_new_one(
    connection: aiohttp.ClientSession, clock: Clock
) -> None:
    grants = Grants()
    clients = Clients(SlackSettings(), connection, grants, clock)
    await clients.of("T1")
    grants.known["T1"] = Grant("xoxb-anew", "U1", "B1")

    clock.forward(KNOWN_S + 1)

    assert (await clients.of("T1")).token == "xoxb-anew"


async def test_an_org_wide_token_says_which_workspace_is_meant(
    connection: aiohttp.ClientSession,
) -> None:
    grants = Grants()
    grants.known["T2"] = Grant("xoxb-org", "U1", "B1", is_org_wide=True)
    clients = Clients(SlackSettings(), connection, grants)

    assert (await clients.of("T2")).default_params == {"team_id": "T2"}
    assert (await clients.of("T1")).default_params == {}


async def test_a_token_that_was_taken_away_is_forgotten(
    connection: aiohttp.ClientSession,
) -> None:
    grants = Grants()
    clients = Clients(SlackSettings(), connection, grants)
    await clients.of("T1")

    del grants.known["T1"]
    clients.forget("T1")

    with pytest.raises(NoTokenError, match="no token for the workspace T1"):
        await clients.of("T1")


async def test_an_org_that_goes_takes_all_its_workspaces_along(
    connection: aiohttp.ClientSession,
) -> None:
    grants = Grants()
    for team in ("T2", "T3"):
        grants.known[team] = Grant("xoxb-org", "U1", "B1", is_org_wide=True)
    clients = Clients(SlackSettings(), connection, grants)
    for team in ("T1", "T2", "T3"):
        await clients.of(team)

    grants.known.clear()
    clients.forget("T2", is_org_wide=True)

    with pytest.raises(NoTokenError):
        await clients.of("T3")
    assert (await clients.of("T1")).token == "xoxb-t1"


async def test_a_workspace_is_named_by_its_id_or_not_at_all(
    connection: aiohttp.ClientSession,
) -> None:
    clients = Clients(SlackSettings(), connection, Grants())

    with pytest.raises(NoTokenError) as refused:
        await clients.of("words of a person")
    assert "words" not in str(refused.value)


async def test_a_slack_that_is_away_is_a_fault_of_the_surroundings(
    connection: aiohttp.ClientSession,
) -> None:
    settings = SlackSettings(bot_token=BOT, api_url="http://127.0.0.1:1/api/")

    with pytest.raises(ServiceError, match="cannot be asked"):
        await Clients(settings, connection).grant("T1")
