"""The conversations somebody has had, each to be read again or forgotten."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from aiohttp import web

from adapters.web.bodies import ThreadLineBody, ThreadsBody
from adapters.web.exchange import json
from adapters.web.guard import Site
from adapters.web.refusals import not_found
from adapters.web.states import States
from bot.jobs import Address, Turn
from bot.redis_store import ThreadEntry

SHOWN_MAX = 50
TITLE_MAX = 120
UNTITLED = "What is in this picture?"
PATH = "/api/threads/{id:[0-9a-f]{32}}"


class Store(Protocol):
    async def threads(self, user_key: str) -> list[ThreadEntry]: ...

    async def turns(self, thread_key: str) -> tuple[Turn, ...]: ...

    async def owns(self, user_key: str, thread_key: str) -> bool: ...

    async def forget_thread(self, thread_key: str) -> None: ...


class Threads:
    def __init__(self, site: Site, store: Store, states: States) -> None:
        self._site = site
        self._store = store
        self._states = states

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/threads", self.list),
            web.get(PATH, self.show),
            web.delete(PATH, self.forget),
        ]

    async def list(self, request: web.Request) -> web.Response:
        user_key = self._site.address(request).user_key
        entries = (await self._store.threads(user_key))[:SHOWN_MAX]
        lines = [
            _line(entry, turns)
            for entry in entries
            if (turns := await self._store.turns(entry.thread_key))
        ]
        return json(ThreadsBody(tuple(lines)))

    async def show(self, request: web.Request) -> web.Response:
        place = await self._theirs(request)
        return json(await self._states.thread(place.thread, place.thread_key))

    async def forget(self, request: web.Request) -> web.Response:
        place = await self._theirs(request)
        await self._store.forget_thread(place.thread_key)
        return web.Response(status=204)

    async def _theirs(self, request: web.Request) -> Address:
        place = self._site.address(request, request.match_info["id"])
        if not await self._store.owns(place.user_key, place.thread_key):
            raise not_found()
        return place


def _line(entry: ThreadEntry, turns: Sequence[Turn]) -> ThreadLineBody:
    """Return a thread as its first question and its first picture."""
    names = [picture.name for turn in turns for picture in turn.job.pictures]
    return ThreadLineBody(
        id=turns[0].job.address.thread,
        title=turns[0].job.text[:TITLE_MAX] or UNTITLED,
        picture=names[0] if names else None,
        at=entry.last_at,
    )
