"""The CDN host: signed links that expire, and bytes that may disappoint."""

from __future__ import annotations

import asyncio
import hashlib
import hmac

from aiohttp import web

from tests.adapters.discord.fake.held_files import HeldFile
from tests.adapters.discord.fake.world import World

KEY = b"of tests"
GONE = "This content is no longer available."


def signed(world: World, held: HeldFile) -> str:
    """A link to *held* that is good for a while from now."""
    if held.upload.url:
        return held.upload.url
    path = f"/attachments/{held.channel}/{held.id}/{held.name}"
    now = int(world.clock())
    ends, began = f"{now + int(world.link_s):x}", f"{now:x}"
    mark = _mark(path, ends, began)
    return f"{world.cdn_origin}{path}?ex={ends}&is={began}&hm={mark}&"


async def serve(world: World, request: web.Request) -> web.StreamResponse:
    held = world.files.get(request.match_info["file"])
    query = request.query
    ends, began = query.get("ex", ""), query.get("is", "")
    is_ours = hmac.compare_digest(_mark(request.path, ends, began), query.get("hm", ""))
    if held is None or not is_ours or int(ends, 16) < world.clock():
        return web.Response(status=404, text=GONE)
    upload = held.upload
    await asyncio.sleep(upload.delay_s)
    if upload.redirect:
        raise web.HTTPFound(upload.redirect)
    if upload.status != 200:
        return web.Response(status=upload.status)
    if upload.is_cut:
        return await _cut(request, held)
    return web.Response(body=upload.body, content_type=held.kind)


async def _cut(request: web.Request, held: HeldFile) -> web.StreamResponse:
    """Half of what was announced, then the connection ends."""
    body = held.upload.body
    answer = web.StreamResponse(headers={"Content-Length": str(len(body))})
    answer.content_type = held.kind
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    if request.transport is not None:
        request.transport.abort()
    return answer


async def elsewhere(_request: web.Request) -> web.Response:
    """What a host that is not Discord's answers to whatever it is asked."""
    return web.Response(body=b"\x89PNG not yours", content_type="image/png")


def _mark(path: str, ends: str, began: str) -> str:
    return hmac.new(KEY, f"{path} {ends} {began}".encode(), hashlib.sha256).hexdigest()
