"""One line for each request: what was asked in general, what came of it, how soon.

A path or a message may be a person's words, so neither is ever written down.
"""

from __future__ import annotations

import logging
import traceback

from aiohttp import web
from aiohttp.abc import AbstractAccessLogger

QUIET = frozenset({"/healthz", "/readyz", "/metrics", "/page/{path}"})
DEPTH = 3
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


class Discretion(logging.Filter):
    """Takes the message out of every exception that is logged, leaving its place."""

    def filter(self, record: logging.LogRecord) -> bool:
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            record.msg = f"{record.msg} (%s)"
            record.args = (*_arguments(record), where(record.exc_info[1]))
            record.exc_info = None
        return True


def where(error: BaseException) -> str:
    """Return the types of an error and its causes, each with its places in the code."""
    chain = []
    cause: BaseException | None = error
    while cause is not None:
        frames = traceback.extract_tb(cause.__traceback__)[-DEPTH:]
        places = " < ".join(f"{f.filename}:{f.lineno}" for f in reversed(frames))
        chain.append(f"{type(cause).__name__} at {places or 'nowhere'}")
        cause = cause.__cause__
    return ", from ".join(chain)


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


def _arguments(record: logging.LogRecord) -> tuple[object, ...]:
    return record.args if isinstance(record.args, tuple) else ()
