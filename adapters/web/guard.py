"""The door's keeper: every request passes here before anything is done for it."""

from __future__ import annotations

import hmac

from aiohttp import web
from aiohttp.typedefs import Middleware
from msgspec import Struct

from adapters.web.addresses import Addresses
from adapters.web.inbound import address
from adapters.web.refusals import Handler, HttpError
from adapters.web.session import Door, Visitor
from bot.jobs import Address

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
VISITOR = web.RequestKey("visitor", Visitor)


def guard(door: Door, addresses: Addresses) -> Middleware:
    """Return the middleware that says who asks, and refuses what a page forged."""

    @web.middleware
    async def keep(request: web.Request, handler: Handler) -> web.StreamResponse:
        if not addresses.answers_to(request.headers.get("Host", "")):
            raise HttpError(
                421, "wrong_host", "This site does not answer under that name."
            )
        visitor = door.visitor(request.headers, request.cookies)
        if request.method not in SAFE and not visitor.is_bearer:
            _refuse_forgery(request, visitor, addresses)
        request[VISITOR] = visitor
        return await handler(request)

    return keep


def user_of(request: web.Request) -> str:
    """Return who asks. Raises HttpError 401 when nobody has said so."""
    user = request[VISITOR].user
    if user is None:
        raise HttpError(401, "signed_out", "Please sign in, or reload the page.")
    return user


class Site(Struct, frozen=True):
    """Gives every request its place: whoever is signed in, and one of their threads."""

    name: str

    def address(self, request: web.Request, thread: str = "") -> Address:
        """Raises HttpError 401 when nobody is signed in."""
        return address(self.name, user_of(request), thread)


def _refuse_forgery(
    request: web.Request, visitor: Visitor, addresses: Addresses
) -> None:
    if not addresses.may_write(request.headers):
        raise HttpError(
            403, "foreign_origin", "Another site may not do that; use the page itself."
        )
    sent = request.headers.get("X-CSRF-Token", "").encode("utf-8", "replace")
    if not visitor.csrf or not hmac.compare_digest(visitor.csrf.encode(), sent):
        raise HttpError(
            403, "csrf_wrong", "This page is out of date; please reload it."
        )
