"""The page's own files, from adapters/web/page and from nowhere else."""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Callable
from pathlib import Path

from aiohttp import web
from msgspec import Struct

from adapters.web.etags import fresh
from adapters.web.refusals import not_found

FOLDER = Path(__file__).parent / "page"
INTERFACE = Path(__file__).parent / "openapi.json"
# a path is made of plain names, so that none can climb out or reach a hidden file
PATH = re.compile(r"(?:[\w-][\w.-]*/){0,4}[\w-][\w.-]*", re.ASCII)
TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
PACKED = frozenset({".css", ".html", ".js", ".json", ".svg"})

Invite = Callable[[web.Request, web.StreamResponse], None]


class PageFile(Struct, frozen=True):
    content: bytes
    tag: str
    changed_ns: int


class Static:
    """Reads each file once, and once more when it was changed."""

    def __init__(self, invite: Invite, folder: Path = FOLDER) -> None:
        self._invite = invite
        self._folder = folder
        self._files: dict[Path, PageFile] = {}

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", self.index),
            web.get("/page/{path:.+}", self.file),
            web.get("/samples", self.samples),
            web.get("/api/openapi.json", self.interface),
        ]

    async def index(self, request: web.Request) -> web.Response:
        response = await self._sent(request, self._folder / "index.html")
        self._invite(request, response)
        return response

    async def file(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        if not PATH.fullmatch(path):
            raise not_found()
        return await self._sent(request, self._folder / path)

    async def samples(self, request: web.Request) -> web.Response:
        return await self._sent(request, self._folder / "samples" / "samples.json")

    async def interface(self, request: web.Request) -> web.Response:
        return await self._sent(request, INTERFACE)

    async def _sent(self, request: web.Request, path: Path) -> web.Response:
        if path.suffix not in TYPES:
            raise not_found()
        try:
            file = await asyncio.to_thread(self._read, path)
        except (OSError, ValueError) as error:
            raise not_found() from error
        response = web.Response(
            body=file.content,
            content_type=TYPES[path.suffix],
            charset="utf-8" if path.suffix in PACKED else None,
            headers={"Cache-Control": "no-cache", "Vary": "Accept-Encoding"},
        )
        if path.suffix in PACKED:
            response.enable_compression()
        return fresh(request, response, file.tag)

    def _read(self, path: Path) -> PageFile:
        changed_ns = path.stat().st_mtime_ns
        known = self._files.get(path)
        if known is None or known.changed_ns != changed_ns:
            content = path.read_bytes()
            tag = hashlib.sha256(content).hexdigest()[:32]
            known = self._files[path] = PageFile(content, tag, changed_ns)
        return known
