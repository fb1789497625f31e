"""Server-sent events: the wire on which a page watches its question."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import aclosing, contextmanager, suppress

from aiohttp import web

from adapters.web.guard import Site
from adapters.web.metrics import Meters
from adapters.web.refusals import HttpError
from adapters.web.states import States
from adapters.web.watching import Watching
from bot.errors import UserError

PATH = "/api/questions/{id:[0-9a-f]{32}}/events"
HEARTBEAT_S = 15.0
STREAMS_MAX = 12
STREAM = {
    "Content-Type": "text/event-stream; charset=utf-8",
    "X-Accel-Buffering": "no",  # nginx would hold the words back
}
RETRY = b"retry: 2000\n\n"
HEARTBEAT = b": still here\n\n"


class Events:
    def __init__(
        self,
        site: Site,
        states: States,
        watching: Watching,
        meters: Meters,
    ) -> None:
        self._site = site
        self._states = states
        self._watching = watching
        self._meters = meters
        self._streams: Counter[str] = Counter()

    def routes(self) -> list[web.RouteDef]:
        return [web.get(PATH, self.stream, allow_head=False)]

    async def stream(self, request: web.Request) -> web.StreamResponse:
        user_key = self._site.address(request).user_key
        job = await self._states.job(request.match_info["id"], user_key)
        with self._seat(user_key):
            response = web.StreamResponse(headers=STREAM)
            await response.prepare(request)
            # the page may go, or its question be forgotten
            with suppress(ConnectionError, UserError):
                await self._tell(job.id, request, response)
        return response

    async def _tell(
        self, job_id: str, request: web.Request, response: web.StreamResponse
    ) -> None:
        loop = asyncio.get_running_loop()
        await response.write(RETRY)
        told_at = loop.time()
        async with aclosing(self._watching.events(job_id)) as events:
            async for event in events:
                if request.transport is None or request.transport.is_closing():
                    return
                if event is not None:
                    await response.write(event.encoded())
                elif loop.time() - told_at >= HEARTBEAT_S:
                    await response.write(HEARTBEAT)
                else:
                    continue
                told_at = loop.time()

    @contextmanager
    def _seat(self, user_key: str) -> Iterator[None]:
        """Each stream looks at Redis every second, so nobody gets too many."""
        if self._streams[user_key] >= STREAMS_MAX:
            raise HttpError(
                429, "busy_streams", "Too many pages watch at once; please close some."
            )
        self._streams[user_key] += 1
        self._meters.streams.inc()
        try:
            yield
        finally:
            self._streams[user_key] -= 1
            self._meters.streams.dec()
