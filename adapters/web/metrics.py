"""What is counted, for whoever runs this: never who asked, never what."""

from __future__ import annotations

from aiohttp import web
from aiohttp.typedefs import Middleware
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from adapters.web.ledger import method_of, note_route, route_of
from adapters.web.refusals import Handler

SECONDS = (0.25, 0.5, 1, 2, 3, 5, 8, 13, 20, 30, 60, 120)


class Meters:
    """A registry of its own, so that two adapters in one process do not meet."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self.questions = Counter(
            "sightline_questions",
            "Questions at the gate: accepted, or the code of the refusal.",
            ["outcome"],
            registry=registry,
        )
        self.answers = Counter(
            "sightline_answers", "Answers sent.", ["kind"], registry=registry
        )
        self.failures = Counter(
            "sightline_failures", "Visible errors sent.", ["code"], registry=registry
        )
        self.answer_s = Histogram(
            "sightline_answer_seconds",
            "Seconds from question to answer.",
            buckets=SECONDS,
            registry=registry,
        )
        self.waiting = Gauge(
            "sightline_waiting", "Questions that wait for a worker.", registry=registry
        )
        self.streams = Gauge(
            "sightline_streams", "Pages that watch a question.", registry=registry
        )
        self.requests = Counter(
            "sightline_http_requests",
            "HTTP requests answered.",
            ["method", "route", "status"],
            registry=registry,
        )


def counting(meters: Meters) -> Middleware:
    """Return the middleware that counts every request once it is answered."""

    @web.middleware
    async def count(request: web.Request, handler: Handler) -> web.StreamResponse:
        note_route(request)
        response = await handler(request)
        labels = (method_of(request), route_of(request), str(response.status))
        meters.requests.labels(*labels).inc()
        return response

    return count
