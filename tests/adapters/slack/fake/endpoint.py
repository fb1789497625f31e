"""POST or GET /api/METHOD: faults, hooks, the token, then the method itself."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from aiohttp import web

from tests.adapters.slack.fake.calls import Call, Method, arguments, bearer
from tests.adapters.slack.fake.faults import Faults, LostReply, ServerError
from tests.adapters.slack.fake.places import Workspace
from tests.adapters.slack.fake.refusals import Json, RateLimited, Refused
from tests.adapters.slack.fake.world import World

Hook = Callable[[Call], Awaitable[None]]
BUGS = (AssertionError, LookupError, RuntimeError, TypeError, ValueError)
STARTS = {"bot": "xoxb-", "app": "xapp-", "config": "xoxe.xoxp-"}


class Endpoint:
    """*before*, *after*: a test's hooks, by method, around the moment of effect."""

    def __init__(
        self, world: World, faults: Faults, methods: dict[str, Method], app_token: str
    ) -> None:
        self.world = world
        self.faults = faults
        self.methods = methods
        self.app_token = app_token
        self.calls: list[Call] = []
        self.before: dict[str, Hook] = {}
        self.after: dict[str, Hook] = {}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        return await self.hurt(request, self._answered(request))

    async def hurt(
        self, request: web.Request, answering: Awaitable[web.StreamResponse]
    ) -> web.StreamResponse:
        """The answer, or what a fault makes of it on the wire."""
        try:
            return await answering
        except Refused as refusal:
            return web.json_response(refusal.body, headers=self._scopes(request))
        except RateLimited as limit:
            headers = {"Retry-After": str(limit.retry_after_s)}
            body = {"ok": False, "error": "ratelimited"}
            return web.json_response(body, status=429, headers=headers)
        except ServerError as error:
            return web.Response(status=error.status, text="upstream is unhappy")
        except (
            RuntimeError,
            LookupError,
            TypeError,
            ValueError,
            AssertionError,
        ) as bug:
            self.world.surprises.append(f"{request.path} failed with {bug!r}")
            raise
        except LostReply:
            if request.transport is not None:
                request.transport.abort()
            return web.Response(status=500)

    async def begin(self, call: Call) -> None:
        if hook := self.before.get(call.method):
            await hook(call)
        await self.faults.strike(call.method, _place(call), "before")

    async def end(self, call: Call) -> None:
        if hook := self.after.get(call.method):
            await hook(call)
        await self.faults.strike(call.method, _place(call), "after")

    async def _answered(self, request: web.Request) -> web.StreamResponse:
        args = await arguments(request)
        token = bearer(request, args)
        call = Call(self.world, request.match_info["method"], args, token)
        self.calls.append(call)
        answer = await self._answer(call)
        return web.json_response(answer, headers=self._scopes(request))

    async def _answer(self, call: Call) -> Json:
        method = self.methods.get(call.method)
        if method is None:
            self.world.surprises.append(f"unknown method {call.method}")
            raise Refused("unknown_method", req_method=call.method)
        await self.begin(call)
        try:
            self._admit(call, method)
            call.answer = {"ok": True, **await method.perform(call)}
        except Refused as refusal:
            call.answer = refusal.body
            raise
        await self.end(call)
        return call.answer

    def _admit(self, call: Call, method: Method) -> None:
        """Refuse a token that is missing, unknown, revoked or of another kind."""
        if method.token == "none":
            return
        if not call.token:
            raise Refused("not_authed")
        start = STARTS[method.token]
        if not call.token.startswith(start):
            is_token = call.token.startswith(tuple(STARTS.values()))
            raise Refused("not_allowed_token_type" if is_token else "invalid_auth")
        if method.token == "app" and call.token != self.app_token:
            raise Refused("invalid_auth")
        if method.token == "bot":
            call.space = self._space_of(call.token)
            call.need_scope(method.scopes)

    def _space_of(self, token: str) -> Workspace:
        for space in self.world.workspaces.values():
            if space.bot_token == token:
                if space.refusal:
                    raise Refused(space.refusal)
                return space
        raise Refused("invalid_auth")

    def _scopes(self, request: web.Request) -> dict[str, str]:
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        for space in self.world.workspaces.values():
            if space.bot_token == token:
                return {"x-oauth-scopes": ",".join(sorted(space.scopes))}
        return {}


def _place(call: Call) -> str:
    return call.word("channel") or call.word("channel_id")
