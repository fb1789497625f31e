"""GET /files-pri/...: a file's bytes to whoever brings the right token.

Slack leads everybody else to a login page that answers 200 with HTML.
"""

from __future__ import annotations

import asyncio
import contextlib

from aiohttp import web

from tests.adapters.slack.fake.held_files import HeldFile
from tests.adapters.slack.fake.world import World

LOGIN = "<!DOCTYPE html><html><title>Sign in to Slack</title><p>password</p></html>"
CHUNK = 64 * 1024
ENDLESS_CHUNKS = 500


async def login(_request: web.Request) -> web.Response:
    return web.Response(text=LOGIN, content_type="text/html")


class Downloads:
    """*foreign* is the origin of a host that must never see a token."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.foreign = ""

    async def serve(self, request: web.Request) -> web.StreamResponse:
        held = self.world.files.get(request.match_info["file"].rpartition("-")[2])
        if held is None or held.is_deleted:
            return web.Response(status=404, text="not found")
        upload = held.upload
        if not self._may(request, held) or upload.trick in {"login", "expired"}:
            raise web.HTTPFound(f"{self.world.origin}/login?redir={request.path}")
        if upload.delay_s:
            await asyncio.sleep(upload.delay_s)
        if upload.status != 200 and (not upload.fails or held.failed < upload.fails):
            held.failed += 1
            return web.Response(status=upload.status, text="no")
        if upload.trick == "redirect":
            raise web.HTTPFound(f"{self.foreign}/taken/{held.id}")
        return await self._send(request, held)

    def _may(self, request: web.Request, held: HeldFile) -> bool:
        space = self.world.workspaces.get(held.team)
        given = request.headers.get("Authorization", "")
        tokens = [
            s.bot_token
            for s in ([space] if space else self.world.workspaces.values())
            if not s.refusal and "files:read" in s.scopes
        ]
        return given.removeprefix("Bearer ") in tokens and given.startswith("Bearer ")

    async def _send(self, request: web.Request, held: HeldFile) -> web.StreamResponse:
        upload = held.upload
        kind = upload.media_type if upload.served_type is None else upload.served_type
        body = LOGIN.encode() if upload.trick == "html" else upload.content
        if upload.trick in {"", "html"}:
            return web.Response(body=body, headers={"Content-Type": kind})
        response = web.StreamResponse(headers={"Content-Type": kind})
        if upload.trick == "truncated":
            response.content_length = len(body)
        await response.prepare(request)
        with contextlib.suppress(ConnectionError):  # the reader had enough, rightly
            await self._misbehave(request, response, held)
        return response

    async def _misbehave(
        self, request: web.Request, response: web.StreamResponse, held: HeldFile
    ) -> None:
        body = held.content
        if held.upload.trick == "truncated":
            await response.write(body[: len(body) // 2])
            if request.transport is not None:
                request.transport.close()
            return
        await response.write(body)
        for _ in range(ENDLESS_CHUNKS):
            if held.upload.trick == "dripping":
                await response.write(b"\0")
                await asyncio.sleep(0.05)
            else:
                await response.write(bytes(CHUNK))
