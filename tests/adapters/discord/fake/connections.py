"""One connection to the gateway: packets in their order, as zlib-stream if asked."""

from __future__ import annotations

import asyncio
import contextlib
import json
import zlib

from aiohttp import web

from tests.adapters.discord.fake.refusals import Json


class Connection:
    """*cut_after*: so many more events get through, then half of the next.

    *is_ended*: the gateway closed it; that its client says 1000 to that means nothing.
    """

    def __init__(self, request: web.Request) -> None:
        self.socket = web.WebSocketResponse(compress=False)
        self.cut_after: int | None = None
        self.is_ended = False
        self.query = dict(request.query)
        self._request = request
        self._waiting: asyncio.Queue[Json] = asyncio.Queue()
        self._writing: asyncio.Task[None] | None = None
        self._deflate = zlib.compressobj()

    @property
    def is_compressed(self) -> bool:
        return self.query.get("compress") == "zlib-stream"

    async def open(self) -> None:
        await self.socket.prepare(self._request)
        if self.query.get("v") != "10" or self.query.get("encoding") != "json":
            await self.socket.close(code=4012)
        self._writing = asyncio.create_task(self._write())

    def send(self, packet: Json) -> None:
        self._waiting.put_nowait(packet)

    def abort(self) -> None:
        if self._request.transport is not None:
            self._request.transport.abort()
        if self._writing is not None:
            self._writing.cancel()

    async def close(self, code: int) -> None:
        if self._writing is not None:
            self._writing.cancel()
        with contextlib.suppress(ConnectionError, RuntimeError):
            await self.socket.close(code=code, drain=False)

    async def _write(self) -> None:
        while True:
            packet = await self._waiting.get()
            if packet["op"] == 0 and self._is_cut():
                await self._put(json.dumps(packet), is_whole=False)
                self.abort()
                return
            with contextlib.suppress(ConnectionError):
                await self._put(json.dumps(packet))

    def _is_cut(self) -> bool:
        if self.cut_after is None:
            return False
        self.cut_after -= 1
        return self.cut_after < 0

    async def _put(self, text: str, *, is_whole: bool = True) -> None:
        if not self.is_compressed:
            if is_whole:
                await self.socket.send_str(text)
            return
        body = self._deflate.compress(text.encode())
        body += self._deflate.flush(zlib.Z_SYNC_FLUSH)
        await self.socket.send_bytes(body if is_whole else body[: len(body) // 2])
