"""Every REST route: faults, hooks, the token, limits, then the route itself."""

from __future__ import annotations

import json
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.adapters.discord.fake.calls import Call, Route, read
from tests.adapters.discord.fake.faults import Faults, LostReply, ServerError
from tests.adapters.discord.fake.meters import Meters
from tests.adapters.discord.fake.refusals import RateLimited, Refused, unauthorized
from tests.adapters.discord.fake.world import World

Hook = Callable[[Call], Awaitable[None]]
INVALID = frozenset({401, 403, 429})


@dataclass
class Endpoint:
    """*before*, *after*: a test's hooks, by route, around the moment of effect.

    *invalid* is every call that counts towards Discord's ban; past *invalid_max* the
    address is banned, as Cloudflare says it.
    """

    world: World
    faults: Faults
    token: str
    meters: Meters = field(default_factory=Meters)
    calls: list[Call] = field(default_factory=list)
    invalid: list[Call] = field(default_factory=list)
    invalid_max: int = 10_000
    before: dict[str, Hook] = field(default_factory=dict)
    after: dict[str, Hook] = field(default_factory=dict)

    def serves(self, route: Route) -> web.RouteDef:
        async def serve(request: web.Request) -> web.StreamResponse:
            return await self._serve(request, route)

        return web.route(route.method, f"/api/v10{route.path}", serve)

    async def unknown(self, request: web.Request) -> web.Response:
        self.world.surprises.append(f"unknown route {request.method} {request.path}")
        body = {"code": 0, "message": "404: Not Found"}
        return _told(body, status=404)

    async def _serve(self, request: web.Request, route: Route) -> web.StreamResponse:
        call = Call(self.world, route.name, dict(request.match_info))
        try:
            call = await read(request, self.world, route.name)
            self.calls.append(call)
            if len(self.invalid) >= self.invalid_max:
                return web.Response(status=429, text="error code: 1015")
            answer = await self._answer(call, route)
        except LostReply:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)
        except (AssertionError, LookupError, TypeError, ValueError) as bug:
            self.world.surprises.append(f"{request.path} failed with {bug!r}")
            return web.Response(status=418, text=repr(bug))
        call.status = answer.status
        is_shared = answer.headers.get("X-RateLimit-Scope") == "shared"
        if answer.status in INVALID and not is_shared:
            self.invalid.append(call)
        return answer

    async def _answer(self, call: Call, route: Route) -> web.Response:
        headers = {"X-RateLimit-Bucket": f"{zlib.crc32(route.name.encode()):08x}"}
        try:
            await self._perform(call, route)
            headers |= self.meters.headers(call)
        except Refused as refusal:
            call.answer = refusal.body
            headers |= self.meters.headers(call)
            return _told(refusal.body, status=refusal.status, headers=headers)
        except RateLimited as limit:
            return _limited(limit, headers)
        except ServerError as error:
            return web.Response(status=error.status, text="upstream is unhappy")
        if call.answer is None:
            return web.Response(status=204, headers=headers)
        return _told(call.answer, headers=headers)

    async def _perform(self, call: Call, route: Route) -> None:
        place = call.where.get("channel", "")
        if hook := self.before.get(call.route):
            await hook(call)
        await self.faults.strike(call.route, place, "before")
        if not route.is_open and call.token != self.token:
            raise unauthorized()
        self.meters.count(call)
        call.answer = await route.perform(call)
        if hook := self.after.get(call.route):
            await hook(call)
        await self.faults.strike(call.route, place, "after")


def _limited(limit: RateLimited, headers: dict[str, str]) -> web.Response:
    body = {
        "message": "You are being rate limited.",
        "retry_after": limit.retry_after_s,
        "global": limit.is_global,
    }
    headers = headers | {
        "Retry-After": str(limit.retry_after_s),
        "Via": "1.1 google",
        "X-RateLimit-Scope": limit.scope,
    }
    if limit.is_global:
        headers["X-RateLimit-Global"] = "true"
    return _told(body, status=429, headers=headers)


def _told(
    body: Any, *, status: int = 200, headers: dict[str, str] | None = None
) -> web.Response:
    """JSON as Discord says it: discord.py reads it only without a charset."""
    kind = {"Content-Type": "application/json"}
    text = json.dumps(body).encode()
    return web.Response(body=text, status=status, headers=kind | (headers or {}))
