"""What stands on both sides of the doors: handlers that remember, a Slack that opens.

Notes are kept in memory, by the methods the store has.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
from aiohttp import web
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.doors.signatures import signature

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
BOT, APP = "xoxb-1-2-three", "xapp-1-A1-2-three"
Body = dict[str, Any]


class MemoryNotes:
    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], bytes] = {}
        self.times: dict[tuple[str, str], float | None] = {}

    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None:
        self.kept[kind, name] = content
        self.times[kind, name] = keep_s

    async def note(self, kind: str, name: str) -> bytes | None:
        return self.kept.get((kind, name))

    async def drop_note(self, kind: str, name: str) -> bool:
        return self.kept.pop((kind, name), None) is not None

    async def names(self, kind: str) -> list[str]:
        return [name for known, name in self.kept if known == kind]


class Recorder:
    """Handlers that remember what they heard, or raise *failure*."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, Body]] = []
        self.tokens: list[str | None] = []
        self.failure: Exception | None = None
        self.answer: Body | None = None
        self.gate = asyncio.Event()
        self.gate.set()

    async def _hear(self, what: str, body: Body) -> None:
        await self.gate.wait()
        if self.failure is not None:
            raise self.failure
        self.heard.append((what, body))

    async def event(self, body: Body) -> None:
        await self._hear("event", body)

    async def home_opened(self, body: Body, client: AsyncWebClient) -> None:
        self.tokens.append(client.token)
        await self._hear("home_opened", body)

    async def shortcut(self, body: Body, client: AsyncWebClient) -> None:
        self.tokens.append(client.token)
        await self._hear("shortcut", body)

    async def submitted(self, body: Body) -> Body | None:
        await self._hear("submitted", body)
        return self.answer

    async def pressed(self, body: Body) -> None:
        await self._hear("pressed", body)

    async def command(self, body: Body) -> Body:
        await self._hear("command", body)
        return {"text": "at your service"}

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.heard]


class LoopbackSlack:
    """As much of Slack as the doors ask for: answers by method, and the socket."""

    def __init__(self) -> None:
        self.answers: dict[str, Body] = {
            "auth.test": {
                "ok": True,
                "user_id": "UBOT",
                "bot_id": "BBOT",
                "team_id": "T1",
                "team": "Acme",
            },
        }
        self.headers: dict[str, dict[str, str]] = {}
        self.asked: list[tuple[str, dict[str, str], str]] = []
        self.sockets: asyncio.Queue[web.WebSocketResponse] = asyncio.Queue()
        self.acks: asyncio.Queue[Body] = asyncio.Queue()
        self.origin = ""

    @property
    def api_url(self) -> str:
        return f"{self.origin}/api/"

    @property
    def methods(self) -> list[str]:
        return [method for method, _, _ in self.asked]

    async def api(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append((method, form, request.headers.get("Authorization", "")))
        answer = self.answers.get(method, {"ok": False, "error": "unknown_method"})
        return web.json_response(answer, headers=self.headers.get(method))

    async def socket(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"type": "hello", "num_connections": 1})
        self.sockets.put_nowait(socket)
        async for message in socket:
            if message.type is aiohttp.WSMsgType.TEXT:
                self.acks.put_nowait(json.loads(message.data))
        return socket


@asynccontextmanager
async def loopback_slack() -> AsyncIterator[LoopbackSlack]:
    slack = LoopbackSlack()
    app = web.Application()
    app.router.add_route("*", "/api/{method}", slack.api)
    app.router.add_get("/link", slack.socket)
    async with served(app) as origin:
        slack.origin = origin
        slack.answers["apps.connections.open"] = {
            "ok": True,
            "url": f"{origin.replace('http', 'ws')}/link?ticket=secret-ticket",
        }
        yield slack


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app, shutdown_timeout=0.2)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


def event_body(event: Body, **more: Any) -> Body:
    return {
        "type": "event_callback",
        "team_id": "T1",
        "api_app_id": "A1",
        "event_id": "Ev1",
        "event": event,
        **more,
    }


def message(**more: Any) -> Body:
    return {
        "type": "message",
        "channel": "C1",
        "channel_type": "channel",
        "user": "U1",
        "text": "what is this?",
        "ts": "1700000000.000100",
        **more,
    }


def signed(
    body: bytes, more: dict[str, str] | None = None, at: float | None = None
) -> dict[str, str]:
    timestamp = str(int(time.time() if at is None else at))
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": timestamp,
        "X-Slack-Signature": signature(SECRET, timestamp, body),
        **(more or {}),
    }
