"""Coming in and leaving: what the page asks first of all."""

from __future__ import annotations

from aiohttp import web
from msgspec import Struct

from adapters.web.bodies import LimitsBody, SessionBody
from adapters.web.exchange import json, read_json
from adapters.web.guard import VISITOR
from adapters.web.refusals import HttpError
from adapters.web.session import COOKIE_LIFE_S, Door, Visitor
from bot.intake import TEXT_MAX
from bot.settings import PictureSettings


class TokenBody(Struct, frozen=True):
    token: str


class SignIn:
    def __init__(self, door: Door, pictures: PictureSettings) -> None:
        self._door = door
        self._limits = LimitsBody(
            bytes_max=pictures.bytes_max,
            per_question=pictures.per_question,
            text_max=TEXT_MAX,
        )

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/api/session", self.show),
            web.post("/api/session", self.enter),
            web.delete("/api/session", self.leave),
        ]

    async def show(self, request: web.Request) -> web.Response:
        return self._session(self._door.welcome(request[VISITOR]))

    async def enter(self, request: web.Request) -> web.Response:
        body = await read_json(request, TokenBody)
        member = self._door.member(body.token)
        if member is None:
            raise HttpError(401, "token_wrong", "This access token is not known here.")
        return self._session(member)

    async def leave(self, _: web.Request) -> web.Response:
        response = web.Response(status=204)
        self._seat(response, "", 0)
        return response

    def invite(self, request: web.Request, response: web.StreamResponse) -> None:
        """Give a browser that has no cookie one with the page itself."""
        visitor = request[VISITOR]
        if visitor.cookie is None and not visitor.is_bearer:
            cookie = self._door.welcome(visitor).cookie or ""
            self._seat(response, cookie, COOKIE_LIFE_S)
            response.headers["Cache-Control"] = "private, no-cache"

    def _seat(self, response: web.StreamResponse, cookie: str, life_s: int) -> None:
        response.set_cookie(
            self._door.cookie_name,
            cookie,
            max_age=life_s,
            path="/",
            httponly=True,
            secure=self._door.is_secure,
            samesite="Lax",
        )

    def _session(self, visitor: Visitor) -> web.Response:
        needs_token = visitor.user is None and self._door.takes_tokens
        body = SessionBody(visitor.name, visitor.csrf, needs_token, self._limits)
        response = json(body)
        if visitor.cookie is not None:
            self._seat(response, visitor.cookie, COOKIE_LIFE_S)
        return response
