"""The socket is opened, opened again when it breaks, and closed without a trace."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from adapters.slack.doors.app import slack_app
from adapters.slack.doors.clients import Clients
from adapters.slack.doors.sockets import Sockets
from bot.errors import QueueError, SettingsError
from bot.settings import SlackSettings
from tests.adapters.slack.doors.loopback import (
    APP,
    BOT,
    Body,
    LoopbackSlack,
    Recorder,
    event_body,
    loopback_slack,
    message,
)
from tests.waiting import until


class Line:
    def __init__(self, slack: LoopbackSlack, handlers: Recorder) -> None:
        self.slack = slack
        self.handlers = handlers


def envelope(name: str, payload: Body, kind: str = "events_api") -> Body:
    return {"envelope_id": name, "type": kind, "payload": payload}


@asynccontextmanager
async def connected(slack: LoopbackSlack, handlers: Recorder) -> AsyncIterator[Sockets]:
    settings = SlackSettings(bot_token=BOT, app_token=APP, api_url=slack.api_url)
    async with aiohttp.ClientSession() as session:
        app = slack_app(settings, Clients(settings, session), handlers)
        sockets = Sockets(settings, app, ping_s=0.2)
        listening = asyncio.create_task(sockets.listen())
        try:
            await asyncio.wait_for(sockets.is_connected.wait(), 10)
            yield sockets
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)


@pytest.fixture
async def line() -> AsyncIterator[Line]:
    async with loopback_slack() as slack:
        handlers = Recorder()
        async with connected(slack, handlers):
            yield Line(slack, handlers)


async def test_an_event_is_acked_once_it_was_handled(line: Line) -> None:
    socket = await line.slack.sockets.get()
    line.handlers.gate.clear()
    await socket.send_json(envelope("e1", event_body(message())))
    await socket.send_json(envelope("e2", {"type": "unknown"}))
    assert await line.slack.acks.get() == {"envelope_id": "e2"}

    line.handlers.gate.set()

    assert await line.slack.acks.get() == {"envelope_id": "e1"}
    assert line.handlers.kinds == ["event"]


async def test_an_event_that_could_not_be_kept_gets_no_ack(line: Line) -> None:
    socket = await line.slack.sockets.get()
    line.handlers.failure = QueueError("Redis is away")
    await socket.send_json(envelope("e1", event_body(message())))
    await socket.send_json(envelope("e2", {"type": "unknown"}))

    assert await line.slack.acks.get() == {"envelope_id": "e2"}
    line.handlers.failure = None
    await socket.send_json(envelope("e3", event_body(message())))
    assert await line.slack.acks.get() == {"envelope_id": "e3"}
    assert line.handlers.kinds == ["event"]


async def test_a_command_is_answered_in_its_ack(line: Line) -> None:
    socket = await line.slack.sockets.get()
    command = {"command": "/sightline", "team_id": "T1", "text": ""}
    await socket.send_json(envelope("e1", command, "slash_commands"))

    assert await line.slack.acks.get() == {
        "envelope_id": "e1",
        "payload": {"text": "at your service", "response_type": "ephemeral"},
    }


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "event_callback", "event": "message"},
        {"type": "event_callback", "event": []},
        {"type": "block_actions", "actions": []},
        {"type": "view_submission", "view": 3},
    ],
)
async def test_an_odd_shape_leaves_the_line_open(
    line: Line, payload: Any, caplog: pytest.LogCaptureFixture
) -> None:
    socket = await line.slack.sockets.get()
    await socket.send_str("no json")
    await socket.send_json(envelope("e1", payload))
    await socket.send_json(envelope("e2", event_body(message())))

    names = {(await line.slack.acks.get())["envelope_id"]}
    while "e2" not in names:
        names.add((await line.slack.acks.get())["envelope_id"])
    assert line.handlers.kinds == ["event"]


async def test_a_line_that_breaks_is_opened_again(line: Line) -> None:
    socket = await line.slack.sockets.get()
    await socket.close()

    again = await line.slack.sockets.get()
    await again.send_json(envelope("e1", event_body(message())))

    assert await line.slack.acks.get() == {"envelope_id": "e1"}


async def test_slack_may_ask_for_a_new_connection(line: Line) -> None:
    socket = await line.slack.sockets.get()
    await socket.send_json({"type": "disconnect", "reason": "refresh_requested"})

    again = await line.slack.sockets.get()
    await again.send_json(envelope("e1", event_body(message())))

    assert await line.slack.acks.get() == {"envelope_id": "e1"}


async def test_it_says_when_it_is_connected_and_never_where(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "adapters.slack")
    async with loopback_slack() as slack, connected(slack, Recorder()):
        pass

    told = [record.getMessage() for record in caplog.records]
    assert told == ["-> connected to Slack by a socket", "<- socket closed"]


async def test_an_event_in_hand_gets_its_ack_before_the_socket_closes() -> None:
    async with loopback_slack() as slack:
        handlers = Recorder()
        async with connected(slack, handlers):
            socket = await slack.sockets.get()
            handlers.gate.clear()
            await socket.send_json(envelope("e1", event_body(message())))
            await until(lambda: slack.methods.count("auth.test") == 1)
            asyncio.get_running_loop().call_later(0.05, handlers.gate.set)

        assert await asyncio.wait_for(slack.acks.get(), 5) == {"envelope_id": "e1"}


async def test_nothing_is_left_running_once_it_stopped() -> None:
    async with loopback_slack() as slack:
        before = asyncio.all_tasks()
        async with connected(slack, Recorder()):
            socket = await slack.sockets.get()
            await socket.close()
        await until(lambda: asyncio.all_tasks() <= before)


@pytest.mark.parametrize("error", ["invalid_auth", "not_allowed_token_type"])
async def test_a_wrong_app_token_is_a_setting_to_change(error: str) -> None:
    async with loopback_slack() as slack, aiohttp.ClientSession() as session:
        slack.answers["apps.connections.open"] = {"ok": False, "error": error}
        settings = SlackSettings(bot_token=BOT, app_token=BOT, api_url=slack.api_url)
        app = slack_app(settings, Clients(settings, session), Recorder())

        with pytest.raises(SettingsError, match=f"APP_TOKEN is refused \\({error}"):
            await Sockets(settings, app).listen()


async def test_without_an_app_token_nobody_is_asked() -> None:
    async with loopback_slack() as slack, aiohttp.ClientSession() as session:
        settings = SlackSettings(bot_token=BOT, api_url=slack.api_url)
        app = slack_app(settings, Clients(settings, session), Recorder())

        with pytest.raises(SettingsError, match="set SIGHTLINE_SLACK_APP_TOKEN"):
            await Sockets(settings, app).listen()
        assert slack.methods == []


async def test_a_slack_that_is_away_is_waited_for() -> None:
    async with loopback_slack() as slack:
        opened = slack.answers.pop("apps.connections.open")
        slack.answers["apps.connections.open"] = {"ok": False, "error": "fatal_error"}
        settings = SlackSettings(bot_token=BOT, app_token=APP, api_url=slack.api_url)
        async with aiohttp.ClientSession() as session:
            app = slack_app(settings, Clients(settings, session), Recorder())
            sockets = Sockets(settings, app, ping_s=0.05)
            listening = asyncio.create_task(sockets.listen())
            await until(lambda: slack.methods.count("apps.connections.open") > 1)
            slack.answers["apps.connections.open"] = opened

            await asyncio.wait_for(sockets.is_connected.wait(), 10)

            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
