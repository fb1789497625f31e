"""The real bolt app behind HTTP, and what else may knock at an app's door."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import parse_qs

import pytest
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response, to_bolt_request
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.listener import Listener
from tests.adapters.slack.fake import FakeSlack
from tests.waiting import until


class Front:
    """A bolt app behind aiohttp. *stumbles*: so many requests are answered with 500."""

    def __init__(self, slack: FakeSlack) -> None:
        client = AsyncWebClient(slack.bot_token, slack.api_url)
        self.bolt = AsyncApp(client=client, signing_secret=slack.signing_secret)
        self.bodies: list[dict[str, Any]] = []
        self.raw: list[bytes] = []
        self.stumbles = 0
        self.listener = Listener()
        self.bolt.event("message")(self._keep)

    async def _keep(self, body: dict[str, Any]) -> None:
        self.bodies.append(body)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.raw.append(await request.read())
        if self.stumbles > 0:
            self.stumbles -= 1
            return web.Response(status=500)
        asked = await to_bolt_request(request)
        return await to_aiohttp_response(await self.bolt.async_dispatch(asked))


@pytest.fixture
async def front(slack: FakeSlack) -> AsyncIterator[Front]:
    front = Front(slack)
    await front.listener.start([web.post("/slack/events", front.serve)])
    slack.door.urls[""] = f"{front.listener.origin}/slack/events"
    yield front
    await front.listener.stop()


async def test_a_signed_event_arrives(slack: FakeSlack, front: Front) -> None:
    await slack.person().post(slack.channel(), "look")
    await slack.settled()
    await until(lambda: len(front.bodies) == 1)

    assert front.bodies[0]["event"]["text"] == "look"
    assert [a.reason for a in slack.acks] == [""]


async def test_an_event_that_failed_comes_again_and_says_so(
    slack: FakeSlack, front: Front
) -> None:
    front.stumbles = 2

    await slack.person().post(slack.channel(), "look")
    await slack.settled()
    await until(lambda: len(front.bodies) == 1)

    retries = [h.headers.get("X-Slack-Retry-Num") for h in front.listener.heard]
    assert retries == [None, "1", "2"]
    assert front.listener.heard[1].headers["X-Slack-Retry-Reason"] == "http_error"
    assert [a.reason for a in slack.acks] == ["http_error", "http_error", ""]


async def test_an_app_that_is_away_is_tried_four_times(slack: FakeSlack) -> None:
    slack.door.urls[""] = "http://127.0.0.1:9/"

    await slack.person().post(slack.channel(), "look")
    await slack.settled()

    assert [a.reason for a in slack.acks] == ["connection_failed"] * 4


async def test_the_url_is_verified(slack: FakeSlack, front: Front) -> None:
    answered = await slack.door.verify_url("abc")

    assert (answered.status, answered.json) == (200, {"challenge": "abc"})


async def test_forged_and_old_requests_are_told_from_real_ones(
    slack: FakeSlack, front: Front
) -> None:
    body = b'{"type": "event_callback", "event": {"type": "message"}}'

    forged = await slack.door.request(body, signed="v0=" + "0" * 64)
    old = await slack.door.request(body, timestamp="1500000000")
    real = await slack.door.request(body)
    again = await slack.door.replay()

    assert (forged.status, old.status, real.status) == (401, 401, 200)
    assert again.status == 200
    assert front.raw[-1] == front.raw[-2] == body


async def test_a_command_comes_as_a_form(slack: FakeSlack, front: Front) -> None:
    @front.bolt.command("/sightline")
    async def answer(ack: AsyncAck) -> None:
        await ack("Hello")

    reply = await slack.person().slash(slack.channel(), "help me")

    assert reply.said == "Hello"
    assert parse_qs(front.raw[0].decode())["text"] == ["help me"]
