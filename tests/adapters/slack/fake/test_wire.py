"""The websocket itself, with a client that does as little as it likes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import Channel, FakeSlack
from tests.adapters.slack.fake.refused import refusal
from tests.waiting import until


class Wire:
    """Connections to Socket Mode which ack only when they are told to."""

    def __init__(self, slack: FakeSlack, session: aiohttp.ClientSession) -> None:
        self.slack = slack
        self.session = session

    async def connect(self) -> tuple[aiohttp.ClientWebSocketResponse, dict[str, Any]]:
        """A connection and its hello."""
        client = AsyncWebClient(base_url=self.slack.api_url)
        opened = await client.apps_connections_open(app_token=self.slack.app_token)
        socket = await self.session.ws_connect(str(opened["url"]))
        return socket, await socket.receive_json()


@pytest.fixture
async def wire(slack: FakeSlack) -> AsyncIterator[Wire]:
    async with aiohttp.ClientSession() as session:
        yield Wire(slack, session)


async def test_a_connection_says_hello_and_brings_envelopes(
    slack: FakeSlack, wire: Wire, support: Channel
) -> None:
    socket, hello = await wire.connect()
    await slack.person().post(support, "look")
    envelope = await socket.receive_json()
    await socket.send_json({"envelope_id": envelope["envelope_id"]})
    await slack.settled()

    assert hello["type"] == "hello"
    assert hello["num_connections"] == 1
    assert hello["connection_info"] == {"app_id": slack.app_id}
    assert envelope["type"] == "events_api"
    assert envelope["accepts_response_payload"] is False
    assert envelope["retry_attempt"] == 0
    payload = envelope["payload"]
    assert payload["type"] == "event_callback"
    assert (payload["team_id"], payload["api_app_id"]) == (slack.team, slack.app_id)
    assert payload["authorizations"][0]["user_id"] == slack.bot_user
    assert payload["event"]["channel_type"] == "channel"
    assert [a.reason for a in slack.acks] == [""]


async def test_an_event_in_flight_over_a_cut_connection_comes_again(
    slack: FakeSlack, wire: Wire, support: Channel
) -> None:
    socket, _ = await wire.connect()
    await slack.person().post(support, "look")
    first = await socket.receive_json()

    slack.sockets.drop()
    other, _ = await wire.connect()
    again = await other.receive_json()

    assert (again["retry_attempt"], again["retry_reason"]) == (1, "connection_lost")
    assert again["payload"] == first["payload"]
    assert again["envelope_id"] != first["envelope_id"]


async def test_of_several_connections_one_gets_an_event(
    slack: FakeSlack, wire: Wire, support: Channel
) -> None:
    sockets = [(await wire.connect())[0] for _ in range(3)]
    ana, count = slack.person(), 40

    for number in range(count):
        await ana.post(support, str(number))
    await until(lambda: waiting(slack) == count)

    shares = [len(c.awaited) for c in slack.sockets.connections]
    assert len(shares) == len(sockets)
    assert all(shares)


def waiting(slack: FakeSlack) -> int:
    return sum(len(c.awaited) for c in slack.sockets.connections)


async def test_a_connection_is_asked_to_go(slack: FakeSlack, wire: Wire) -> None:
    socket, _ = await wire.connect()

    await slack.sockets.refresh("refresh_requested")

    told = await socket.receive_json()
    assert (told["type"], told["reason"]) == ("disconnect", "refresh_requested")
    assert slack.sockets.connections == []


async def test_a_bot_token_opens_no_connection(
    slack: FakeSlack, client: AsyncWebClient
) -> None:
    wrong = client.apps_connections_open(app_token=slack.bot_token)

    assert await refusal(wrong) == "not_allowed_token_type"


async def test_arguments_are_taken_as_query_form_and_json(
    slack: FakeSlack, wire: Wire, support: Channel
) -> None:
    url, session = f"{slack.api_url}chat.postMessage", wire.session
    asked = {"channel": support.id, "text": "x", "token": slack.bot_token}

    for given in ({"params": asked}, {"data": asked}, {"json": asked}):
        async with session.post(url, **given) as reply:  # type: ignore[arg-type]
            assert (await reply.json())["ok"]

    assert len(slack.visible(support)) == 3
