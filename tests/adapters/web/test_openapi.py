"""The description and the server say the same, in both directions."""

from __future__ import annotations

import re
from typing import Any

from aiohttp import web
from msgspec.structs import replace
from openapi_spec_validator import validate

from adapters.web.adapter import WebAdapter
from bot.intake import Admission
from bot.jobs import Progress
from bot.leases import LeaseKeeper
from bot.questions import Question
from bot.redis_connection import connect_blocking
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings
from tests.adapters.web.browser import INTERFACE as VISITED
from tests.adapters.web.browser import Browser, Event
from tests.adapters.web.helpdesk import Helpdesk, helpdesk
from tests.adapters.web.interface import Interface
from tests.adapters.web.listener import Listener

INTERFACE = Interface()
TOKEN = "a" * 32


async def nobody(question: Question) -> Admission:
    raise AssertionError(question.event_id)


def routes(app: web.Application) -> set[tuple[str, str]]:
    return {
        (route.method, route.resource.canonical)
        for route in app.router.routes()
        if route.resource is not None and route.method != "HEAD"
    }


async def test_every_route_is_described_and_every_description_is_served(
    settings: Settings, queue: Queue, store: Store
) -> None:
    app = WebAdapter(settings, queue, store).application(nobody)
    assert routes(app) == INTERFACE.operations


async def test_it_is_a_proper_description(ada: Browser) -> None:
    document = (await ada.get("/api/openapi.json")).json
    validate(document)
    assert document["openapi"].startswith("3.1")


def test_every_part_of_it_is_used() -> None:
    used = set(re.findall(r"#/components/(\w+/\w+)", str(INTERFACE.document)))
    parts = INTERFACE.document["components"]
    named = {
        f"{kind}/{name}"
        for kind in ("schemas", "responses")
        for name in parts[kind]
        if name not in {"State", "Words"}  # inside the events, which have no schema
    }
    assert used == named


def test_every_change_asks_for_the_csrf_token_or_a_bearer() -> None:
    for method, path in INTERFACE.operations:
        operation: dict[str, Any] = INTERFACE.document["paths"][path][method.lower()]
        asks = [set(each) for each in operation["security"]]
        if method != "GET":
            assert all("csrf" in each or "bearer" in each for each in asks), path
            assert "403" in operation["responses"], path


async def test_every_operation_answers_as_it_is_described(
    settings: Settings,
) -> None:
    """Browser holds each of these responses against the description."""
    members = replace(settings.web, access_tokens=(f"ada:{TOKEN}",))
    async with (
        helpdesk(replace(settings, web=members)) as desk,
        Browser(desk.url) as ada,
    ):
        signed_in = await ada.change("POST", "/api/session", json={"token": TOKEN})
        ada.csrf = signed_in.json["csrf"]
        accepted = await ada.ask()
        question = f"/api/questions/{accepted['id']}"
        thread = f"/api/threads/{accepted['thread']}"
        await desk.work()
        await desk.deliver()
        async for event in ada.events(accepted["id"]):
            check_event(event)
        await ada.change("POST", f"{question}/feedback", json={"verdict": "up"})
        picture = accepted["receipt"][0]["picture"]
        for path in (
            *("/", "/page/css/base.css", "/samples", "/api/openapi.json"),
            *("/healthz", "/metrics", "/api/threads", thread, question),
            f"/api/pictures/{picture}",
        ):
            assert (await ada.get(path)).status == 200, path
        with connect_blocking(settings.redis) as client:
            LeaseKeeper(client, settings, "worker").renew()
        assert (await ada.get("/readyz")).status == 200
        await ada.change("DELETE", question)
        await ada.change("DELETE", thread)
        await ada.change("DELETE", "/api/session")
    assert VISITED.visited == VISITED.operations


async def test_every_event_is_as_it_is_described(ada: Browser, desk: Helpdesk) -> None:
    listener = Listener(ada, (await ada.ask())["id"])
    await listener.until_heard("state", state="queued")
    claim = await desk.claim()
    glimpse = Progress(job_id=claim.job.id, state="working", words="It")
    await listener.until_told(desk, glimpse, "words")
    await desk.finish(claim, None)
    await desk.deliver()
    events = await listener.ended()
    for event in events:
        check_event(event)
    assert {event.name for event in events} == {"state", "words", "answer"}


def check_event(event: Event) -> None:
    names = {"state": "State", "words": "Words", "answer": "Question"}
    INTERFACE.validate(INTERFACE.schema(names[event.name]), event.data)
