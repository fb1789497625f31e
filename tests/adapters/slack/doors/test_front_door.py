"""Forged, oversized, deep or broken requests end at the door, and leave no trace."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import time
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import quote, urlencode

import aiohttp
import pytest
from multidict import CIMultiDict

from adapters.slack.doors.app import slack_app
from adapters.slack.doors.clients import Clients
from adapters.slack.doors.front_door import BODY_MAX, DEPTH_MAX, FrontDoor, is_shallow
from bot.errors import QueueError, SettingsError
from bot.settings import SlackSettings
from tests.adapters.slack.doors.loopback import (
    BOT,
    SECRET,
    Body,
    LoopbackSlack,
    Recorder,
    event_body,
    loopback_slack,
    message,
    served,
    signed,
)

FORM = "application/x-www-form-urlencoded"


class House:
    """A front door, the handlers behind it, and a way to knock."""

    def __init__(
        self, origin: str, session: aiohttp.ClientSession, slack: LoopbackSlack
    ) -> None:
        self.handlers = Recorder()
        self.origin = origin
        self.slack = slack
        self.session = session

    async def knock(self, body: bytes, headers: Any = None) -> tuple[int, str]:
        headers = signed(body) if headers is None else headers
        async with self.session.post(
            f"{self.origin}/slack/events", data=body, headers=headers
        ) as answer:
            return answer.status, await answer.text()

    async def send(self, body: Body, **more: str) -> tuple[int, str]:
        content = json.dumps(body).encode()
        return await self.knock(content, signed(content, more))

    async def send_form(self, body: Body) -> tuple[int, str]:
        content = urlencode({"payload": json.dumps(body)}).encode()
        return await self.knock(content, signed(content, {"Content-Type": FORM}))


@pytest.fixture
async def house() -> AsyncIterator[House]:
    async with loopback_slack() as slack, aiohttp.ClientSession() as session:
        settings = SlackSettings(
            mode="http", bot_token=BOT, signing_secret=SECRET, api_url=slack.api_url
        )
        built = House("", session, slack)
        app = slack_app(settings, Clients(settings, session), built.handlers)
        door = FrontDoor(settings, app, time.time)
        async with served(door.application()) as built.origin:
            yield built


async def test_a_signed_event_reaches_its_handler_before_the_ack(house: House) -> None:
    body = event_body(message())
    house.handlers.gate.clear()
    sending = asyncio.create_task(house.send(body))
    await asyncio.sleep(0)
    assert not sending.done()
    house.handlers.gate.set()

    assert await sending == (200, "")
    assert house.handlers.heard == [("event", body)]


async def test_an_event_sent_again_reaches_its_handler_again_by_the_same_id(
    house: House,
) -> None:
    """The inbox knows it by its id; neither a replay nor a retry is judged here."""
    content = json.dumps(event_body(message())).encode()
    headers = signed(content)
    again = {"X-Slack-Retry-Num": "1", "X-Slack-Retry-Reason": "http_timeout"}

    statuses = [
        (await house.knock(content, headers))[0],
        (await house.knock(content, headers))[0],
        (await house.knock(content, headers | again))[0],
    ]

    assert statuses == [200, 200, 200]
    assert [body["event_id"] for _, body in house.handlers.heard] == ["Ev1"] * 3


async def test_what_redis_cannot_keep_is_not_acked(house: House) -> None:
    house.handlers.failure = QueueError("Redis is away")

    assert await house.send(event_body(message())) == (503, "")

    house.handlers.failure = None
    assert await house.send(event_body(message())) == (200, "")


async def test_a_handler_that_stumbles_over_a_body_makes_no_500(house: House) -> None:
    house.handlers.failure = KeyError("channel")

    assert await house.send(event_body(message())) == (400, "")


@pytest.mark.parametrize("missing", ["X-Slack-Request-Timestamp", "X-Slack-Signature"])
async def test_a_request_without_a_signature_is_refused(
    house: House, missing: str
) -> None:
    body = json.dumps(event_body(message())).encode()
    headers = signed(body)
    del headers[missing]

    assert (await house.knock(body, headers))[0] == 401
    assert house.handlers.heard == []


async def test_a_forged_signature_is_refused(house: House) -> None:
    body = json.dumps(event_body(message())).encode()
    forged = signed(body) | {"X-Slack-Signature": "v0=" + "0" * 64}

    assert (await house.knock(body, forged))[0] == 401
    assert (await house.knock(body + b" ", signed(body)))[0] == 401
    assert house.handlers.heard == []


@pytest.mark.parametrize("skew", [-301, -1000, 302, 100_000])
async def test_an_old_or_early_request_is_refused(house: House, skew: int) -> None:
    body = json.dumps(event_body(message())).encode()

    assert (await house.knock(body, signed(body, at=time.time() + skew)))[0] == 401
    assert house.handlers.heard == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("X-Slack-Request-Timestamp", "yesterday"),
        ("X-Slack-Request-Timestamp", "1" * 400),
        ("X-Slack-Request-Timestamp", "\uff11\uff11\uff11"),
        ("X-Slack-Signature", "v0=" + "é" * 64),
        ("X-Slack-Signature", "🔑"),
    ],
)
async def test_garbage_in_the_headers_is_refused_quietly(
    house: House, name: str, value: str
) -> None:
    body = json.dumps(event_body(message())).encode()

    assert (await house.knock(body, signed(body) | {name: value}))[0] == 401


async def test_doubled_signature_headers_are_refused(house: House) -> None:
    body = json.dumps(event_body(message())).encode()
    doubled = CIMultiDict(signed(body))
    doubled.add("X-Slack-Signature", doubled["X-Slack-Signature"])

    assert (await house.knock(body, doubled))[0] == 401


async def test_the_signature_is_judged_before_anything_is_parsed(house: House) -> None:
    for body in (b"[" * 100_000, b"\xff\xfe", b"{", b"payload=%7B"):
        unsigned = {"Content-Type": "application/json"}

        assert (await house.knock(body, unsigned))[0] == 401


async def test_a_body_past_the_cap_is_refused_though_signed(house: House) -> None:
    body = json.dumps(event_body(message(text="x" * BODY_MAX))).encode()

    assert (await house.knock(body))[0] == 413
    assert house.handlers.heard == []


async def test_a_body_without_a_length_is_refused_at_the_cap(house: House) -> None:
    body = json.dumps(event_body(message(text="x" * BODY_MAX))).encode()

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(body), 10_000):
            yield body[start : start + 10_000]

    async with house.session.post(
        f"{house.origin}/slack/events", data=pieces(), headers=signed(body)
    ) as answer:
        assert answer.status == 413
    assert house.handlers.heard == []


async def test_a_body_just_under_the_cap_is_taken(house: House) -> None:
    body = event_body(message(text="x" * (BODY_MAX - 1000)))

    assert (await house.send(body))[0] == 200
    assert house.handlers.kinds == ["event"]


async def test_a_packed_body_is_refused(house: House) -> None:
    body = json.dumps(event_body(message())).encode()
    packed = signed(body, {"Content-Encoding": "gzip"})

    assert (await house.knock(body, packed))[0] == 400
    assert house.handlers.heard == []


NESTED = b'{"a":' * 30_000 + b"1" + b"}" * 30_000
ODD_BODIES = [
    b"",
    b"null",
    b"1",
    b'"event_callback"',
    b"[]",
    b"{",
    b"\xff\xfe{}",
    b'{"type":"event_callback","event":"message"}',
    b'{"type":"event_callback","event":[]}',
    b'{"type":"event_callback","event":{"type":["message"]}}',
    b'{"type":"event_callback","authorizations":"x","event":{}}',
    b'{"type":"event_callback","authorizations":[[]],"event":{"type":"message"}}',
    b'{"type":"block_actions","actions":"x"}',
    b'{"type":"block_actions","actions":[]}',
    b'{"type":"view_submission","view":3}',
    b'{"type":{"a":1}}',
    b'{"team":[[]],"enterprise":5,"user":[]}',
    b'{"response_urls":[1,2]}',
    b'{"a":' + b"9" * 5000 + b"}",
    NESTED,
    b"[" * 200_000,
    b'{"event":' + b'{"a":' * (DEPTH_MAX + 1) + b"1" + b"}" * (DEPTH_MAX + 2),
    b"payload=",
    b"payload=%7B",
    b"payload=null",
    b"payload=[1]",
    b"payload=" + quote(b"[" * 50_000).encode(),
    b"payload=%ff%fe",
    b"command=&command=%00",
    b"a" * 1000 + b"&=&;;==" * 50,
]


@pytest.mark.parametrize("kind", ["application/json", FORM])
@pytest.mark.parametrize("body", ODD_BODIES, ids=range(len(ODD_BODIES)))
async def test_a_signed_body_of_an_odd_shape_is_never_a_500_or_a_job(
    house: House, body: bytes, kind: str
) -> None:
    status, told = await house.knock(body, signed(body, {"Content-Type": kind}))

    assert status in {200, 400}
    assert "Traceback" not in told
    assert house.handlers.heard == []


@pytest.mark.parametrize(
    "kind", ["text/plain", "multipart/form-data", "application/xml", "x", ""]
)
async def test_another_content_type_is_refused(house: House, kind: str) -> None:
    body = json.dumps(event_body(message())).encode()

    assert (await house.knock(body, signed(body, {"Content-Type": kind})))[0] == 400
    assert house.handlers.heard == []


async def test_an_event_with_something_deep_inside_is_no_job(house: House) -> None:
    """Python reads a thousand levels; what comes after might not."""
    deep: Any = 1
    for _ in range(DEPTH_MAX):
        deep = [deep]

    assert (await house.send(event_body(message(blocks=deep))))[0] == 400
    assert house.handlers.heard == []


def test_the_deepest_body_that_is_taken_is_known() -> None:
    def nested(levels: int) -> Any:
        value: Any = 1
        for _ in range(levels):
            value = {"a": [value]}
        return value

    assert is_shallow(nested(DEPTH_MAX // 2 - 1))
    assert not is_shallow(nested(DEPTH_MAX // 2 + 1))


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "HEAD", "PATCH"])
async def test_only_a_post_is_an_event(house: House, method: str) -> None:
    async with house.session.request(method, f"{house.origin}/slack/events") as answer:
        assert answer.status == 405


async def test_a_body_that_trickles_is_given_up(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("adapters.slack.doors.front_door.BODY_S", 0.05)

    async def pieces() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.sleep(5)

    async with house.session.post(
        f"{house.origin}/slack/events", data=pieces(), headers=signed(b"{")
    ) as answer:
        assert answer.status == 408


async def test_headers_that_steer_bolt_are_not_passed_on(house: House) -> None:
    lazy = {"X-Slack-Bolt-Lazy-Only": "1", "X-Slack-Bolt-Lazy-Function-Name": "event"}

    await house.send(event_body(message()), **lazy)

    assert house.handlers.kinds == ["event"]


async def test_slacks_challenge_is_answered_when_it_is_signed(house: House) -> None:
    asked = {"type": "url_verification", "challenge": "3eZbrw1aBm2rZgRNFdxV"}

    status, told = await house.send(asked)

    assert status == 200
    assert json.loads(told) == {"challenge": "3eZbrw1aBm2rZgRNFdxV"}
    assert (await house.knock(json.dumps(asked).encode(), {}))[0] == 401


async def test_nothing_of_a_body_reaches_any_log(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    canary = "canary-of-a-person"
    caplog.set_level(logging.DEBUG)
    body = json.dumps(event_body(message(text=canary), token=canary)).encode()

    await house.knock(body)
    await house.knock(body, {"Content-Type": "application/json"})
    await house.knock(body, signed(body) | {"X-Slack-Signature": "v0=" + "1" * 64})
    await house.send({"type": canary, "callback_id": canary})
    await house.send(event_body({"type": canary}))
    await house.knock(b"{" + canary.encode())
    await house.send(event_body([canary]))  # type: ignore[arg-type]
    house.handlers.failure = KeyError(canary)
    await house.knock(body)
    house.handlers.failure = QueueError(canary)
    await house.knock(body)

    ours = [each for each in caplog.records if each.name != "asyncio"]
    assert ours
    assert canary not in "\n".join(map(caplog.handler.format, ours))


async def test_forms_buttons_and_commands_come_by_the_same_door(house: House) -> None:
    pressed = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": "U1"},
        "actions": [{"type": "button", "block_id": "b", "action_id": "ask:0"}],
    }
    command = urlencode({"command": "/sightline", "team_id": "T1", "text": "help"})
    content = command.encode()

    assert (await house.send_form(pressed))[0] == 200
    status, told = await house.knock(content, signed(content, {"Content-Type": FORM}))

    assert house.handlers.kinds == ["pressed", "command"]
    assert status == 200
    assert json.loads(told) == {
        "text": "at your service",
        "response_type": "ephemeral",
    }


async def test_it_says_that_it_is_well(house: House) -> None:
    async with house.session.get(f"{house.origin}/healthz") as answer:
        assert (answer.status, await answer.text()) == (200, "ok")


async def test_without_oauth_there_is_no_way_to_install(house: House) -> None:
    for path in ("/slack/install", "/slack/oauth_redirect"):
        async with house.session.get(f"{house.origin}{path}") as answer:
            assert answer.status == 404


async def test_it_says_where_it_listens_and_stops_when_cancelled() -> None:
    settings = SlackSettings(
        mode="http", bot_token=BOT, signing_secret=SECRET, host="127.0.0.1", port=0
    )
    async with aiohttp.ClientSession() as session:
        app = slack_app(settings, Clients(settings, session), Recorder())
        door = FrontDoor(settings, app, time.time)
        listening = asyncio.create_task(door.listen())
        async with session.get(f"{await door.address}/healthz") as answer:
            assert answer.status == 200
        listening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await listening


async def test_a_port_that_is_taken_is_a_setting_to_change() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        settings = SlackSettings(
            mode="http", bot_token=BOT, signing_secret=SECRET, port=port
        )
        async with aiohttp.ClientSession() as session:
            app = slack_app(settings, Clients(settings, session), Recorder())
            door = FrontDoor(settings, app, time.time)
            with pytest.raises(SettingsError, match=rf"slack\.port {port}: cannot"):
                await door.listen()


async def test_http_without_a_signing_secret_does_not_start() -> None:
    settings = SlackSettings(mode="http", bot_token=BOT)
    async with aiohttp.ClientSession() as session:
        app = slack_app(settings, Clients(settings, session), Recorder())
        with pytest.raises(SettingsError, match="SIGHTLINE_SLACK_SIGNING_SECRET"):
            FrontDoor(settings, app, time.time)


async def test_in_socket_mode_no_event_comes_by_http() -> None:
    settings = SlackSettings(mode="socket", bot_token=BOT)
    async with aiohttp.ClientSession() as session:
        app = slack_app(settings, Clients(settings, session), Recorder())
        door = FrontDoor(settings, app, time.time)
        async with (
            served(door.application()) as origin,
            session.post(f"{origin}/slack/events", data=b"{}") as answer,
        ):
            assert answer.status == 404
