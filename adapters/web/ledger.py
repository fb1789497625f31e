"""One line for each request: what was asked in general, what came of it, how soon.

A path or a message may be a person's words, so neither is ever written down.
"""

from __future__ import annotations

import logging

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

QUIET = frozenset({"/healthz", "/readyz", "/metrics", "/page/{path}"})
METHODS = frozenset({"GET", "HEAD", "POST", "DELETE"})
ROUTE = web.RequestKey("route", str)


class Ledger(AbstractAccessLogger):
    def log(
        self, request: web.BaseRequest, response: web.StreamResponse, time: float
    ) -> None:
        route = route_of(request)
        level = logging.DEBUG if route in QUIET else logging.INFO
        took_ms = round(time * 1000)
        method = method_of(request)
        self.logger.log(
            level, "<- %s %s %d in %d ms", method, route, response.status, took_ms
        )


def note_route(request: web.Request) -> None:
    """Remember the pattern that *request* matched, for those who write it down."""
    resource = request.match_info.route.resource
    request[ROUTE] = "-" if resource is None else resource.canonical


def route_of(request: web.BaseRequest) -> str:
    """Return the pattern noted, "-" for none: not even HTTP, perhaps."""
    route: str = request.get(ROUTE, "-")
    return route


def method_of(request: web.BaseRequest) -> str:
    """Return a request's method, "-" for one that nobody here has use for."""
    return request.method if request.method in METHODS else "-"
