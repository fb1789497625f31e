"""The pictures somebody may see: those of their threads, and what was drawn on them."""

from __future__ import annotations

import asyncio
import re
from typing import Protocol

from aiohttp import web

from adapters.web.etags import fresh
from adapters.web.guard import Site
from adapters.web.refusals import HttpError, not_found
from adapters.web.thumbnails import thumbnail, width_offered

KEEP = "private, max-age=86400, immutable"
AT_ONCE = 2
WIDTH = re.compile(r"\d{1,4}", re.ASCII)
SIGNATURES = {b"\x89PNG": "image/png", b"RIFF": "image/webp"}


class Store(Protocol):
    async def picture_content(self, name: str) -> bytes | None: ...

    async def drawn(self, drawn_id: str) -> tuple[bytes, str] | None: ...

    async def reading(self, kind: str, name: str) -> bytes | None: ...

    async def keep_reading(self, kind: str, name: str, content: bytes) -> None: ...

    async def owns(self, user_key: str, thread_key: str) -> bool: ...

    async def may_see(self, user_key: str, picture: str) -> bool: ...


class Pictures:
    def __init__(self, site: Site, store: Store) -> None:
        self._site = site
        self._store = store
        self._seats = asyncio.Semaphore(AT_ONCE)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/pictures/{name:[0-9a-f]{64}}", self.picture),
            web.get("/api/pictures/{name:[0-9a-f]{32}}", self.drawing),
        ]

    async def picture(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        user_key = self._site.address(request).user_key
        if not await self._store.may_see(user_key, name):
            raise not_found()
        width_px = _width_px(request)
        content = await self._sized(name, width_px)
        return _sent(request, content, f"{name}-{width_px}")

    async def drawing(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        user_key = self._site.address(request).user_key
        found = await self._store.drawn(name)
        if found is None or not await self._store.owns(user_key, found[1]):
            raise not_found()
        return _sent(request, found[0], name)

    async def _sized(self, name: str, width_px: int | None) -> bytes:
        kind = f"thumbnail-{width_px}"
        if width_px is not None and (small := await self._store.reading(kind, name)):
            return small
        content = await self._store.picture_content(name)
        if content is None:
            raise not_found()
        if width_px is None:
            return content
        async with self._seats:
            small = await asyncio.to_thread(thumbnail, content, width_px)
        if small is None:
            return content
        await self._store.keep_reading(kind, name, small)
        return small


def _width_px(request: web.Request) -> int | None:
    wanted = request.query.get("width")
    if wanted is None:
        return None
    if not WIDTH.fullmatch(wanted):
        raise HttpError(400, "width_wrong", "width takes pixels, such as 160.")
    return width_offered(int(wanted))


def _sent(request: web.Request, content: bytes, tag: str) -> web.Response:
    response = web.Response(
        body=content,
        content_type=SIGNATURES[content[:4]],
        headers={"Cache-Control": KEEP, "Vary": "Cookie, Authorization"},
    )
    return fresh(request, response, tag)
