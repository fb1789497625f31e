"""A small Slack on loopback: canned answers, and a record of what was asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Self

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from slack_sdk.web.async_client import AsyncWebClient

TOKEN = "xoxb-1"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class Wire:
    def __init__(self) -> None:
        self.api: dict[str, dict[str, Any]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.fetched: list[str | None] = []
        self.serve: Handler | None = None
        self.session: aiohttp.ClientSession
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/files/{name}", self._file)
        self.server = TestServer(app)

    async def __aenter__(self) -> Self:
        await self.server.start_server()
        self.session = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.session.close()
        await self.server.close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.server.port}"

    async def client_of(self, team: str) -> AsyncWebClient:
        del team
        return AsyncWebClient(
            TOKEN, base_url=f"{self.origin}/api/", session=self.session
        )

    async def _call(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        sent = dict(request.query) | {
            k: str(v) for k, v in (await request.post()).items()
        }
        self.asked.append((method, sent))
        refused = {"ok": False, "error": "missing_scope"}
        return web.json_response(self.api.get(method, refused))

    async def _file(self, request: web.Request) -> web.StreamResponse:
        self.fetched.append(request.headers.get("Authorization"))
        if self.serve is None:
            return web.Response(body=b"\x89PNG", content_type="image/png")
        return await self.serve(request)
