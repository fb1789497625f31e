"""The HTTP interface of the page, spoken by a helpdesk that only remembers."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from aiohttp import web

from tests.page.fake_values import Asked, Json, Thread, a_digest, picture_from

PAGE = Path(__file__).resolve().parents[2] / "adapters/web/page"
CSRF = "a-csrf-token"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob: data:; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)


class Helpdesk(Protocol):
    asked: dict[str, Asked]
    pictures: dict[str, bytes]
    keys: list[str]
    feedback: list[tuple[str, str, str]]
    forgotten: list[str]
    token: str | None
    is_signed_in: bool
    bytes_max: int
    on_asked: Callable[[Asked], None]
    loses_reply: bool
    refusals: list[tuple[int, Json]]
    changed: asyncio.Condition

    async def told(self, asked: Asked, name: str, news: Json) -> None: ...


def routes_of(helpdesk: Helpdesk) -> list[web.AbstractRouteDef]:
    threads, questions = Threads(helpdesk), Questions(helpdesk)
    return [
        web.get("/", _page),
        web.static("/page", PAGE),
        web.get("/api/session", threads.session),
        web.post("/api/session", _known_here(threads.sign_in)),
        web.get("/api/threads", threads.all),
        web.get("/api/threads/{id}", threads.one),
        web.delete("/api/threads/{id}", _known_here(threads.forget)),
        web.get("/api/pictures/{name}", threads.picture),
        web.post("/api/questions", _known_here(questions.ask)),
        web.get("/api/questions/{id}", questions.one),
        web.delete("/api/questions/{id}", _known_here(questions.stop)),
        web.get("/api/questions/{id}/events", questions.events),
        web.post("/api/questions/{id}/feedback", _known_here(questions.judge)),
    ]


async def _page(_: web.Request) -> web.StreamResponse:
    headers = {"Content-Security-Policy": CSP}
    return web.FileResponse(PAGE / "index.html", headers=headers)


def _known_here(handler: Any) -> Any:
    """Refuse what does not carry the csrf token."""

    async def guarded(request: web.Request) -> web.StreamResponse:
        if request.headers.get("X-CSRF-Token") != CSRF:
            return _error(403, "csrf_wrong", "Reload the page.")
        answered: web.StreamResponse = await handler(request)
        return answered

    return guarded


class Threads:
    def __init__(self, helpdesk: Helpdesk) -> None:
        self._helpdesk = helpdesk

    def named(self, thread: str) -> Thread:
        asked = self._helpdesk.asked.values()
        return Thread([each for each in asked if each.thread == thread])

    async def session(self, _: web.Request) -> web.Response:
        desk = self._helpdesk
        limits = {"bytes_max": desk.bytes_max, "per_question": 10, "text_max": 1000}
        user = "guest" if desk.is_signed_in or not desk.token else None
        known = {"user": user, "csrf": CSRF, "needs_token": bool(desk.token)}
        return web.json_response({**known, "limits": limits})

    async def sign_in(self, request: web.Request) -> web.Response:
        if (await request.json())["token"] != self._helpdesk.token:
            return _error(401, "token_wrong", "This token does not fit.")
        self._helpdesk.is_signed_in = True
        return web.Response(status=204)

    async def all(self, _: web.Request) -> web.Response:
        newest_first = reversed(self._helpdesk.asked.values())
        ids = dict.fromkeys(asked.thread for asked in newest_first)
        return web.json_response({"threads": [self.named(id_).line() for id_ in ids]})

    async def one(self, request: web.Request) -> web.Response:
        found = self.named(request.match_info["id"])
        if not found.asked:
            return _error(404, "thread_gone", "This thread is gone or was never yours.")
        return web.json_response(found.whole())

    async def forget(self, request: web.Request) -> web.Response:
        thread = request.match_info["id"]
        for asked in self.named(thread).asked:
            del self._helpdesk.asked[asked.id]
        self._helpdesk.forgotten.append(thread)
        return web.Response(status=204)

    async def picture(self, request: web.Request) -> web.Response:
        content = self._helpdesk.pictures.get(request.match_info["name"])
        if content is None:
            return _error(404, "picture_gone", "This picture is gone.")
        return web.Response(body=content, content_type="image/png")


class Questions:
    def __init__(self, helpdesk: Helpdesk) -> None:
        self._helpdesk = helpdesk

    async def ask(self, request: web.Request) -> web.Response:
        desk = self._helpdesk
        key, form = request.headers["Idempotency-Key"], await request.post()
        if desk.refusals:
            status, body = desk.refusals.pop(0)
            return web.json_response(body, status=status)
        desk.keys.append(key)
        known = [asked for asked in desk.asked.values() if asked.key == key]
        files = form.getall("pictures", [])
        asked = known[0] if known else self._taken_in(key, dict(form), files)
        if desk.loses_reply and request.transport is not None:
            desk.loses_reply = False
            request.transport.abort()
        accepted = asked.body() | asked.progress()
        names = ("id", "thread", "position", "receipt")
        return web.json_response({name: accepted[name] for name in names}, status=202)

    def _taken_in(self, key: str, form: Json, files: list[Any]) -> Asked:
        thread = str(form.get("thread") or a_digest(key)[:32])
        first = len(Threads(self._helpdesk).named(thread).pictures) + 1
        contents = [file.file.read() for file in files]
        pictures = [picture_from(each, first + at) for at, each in enumerate(contents)]
        for picture, content in zip(pictures, contents, strict=True):
            self._helpdesk.pictures[picture["name"]] = content
        asked = Asked(
            id=a_digest(f"{key}-id")[:32],
            thread=thread,
            key=key,
            text=str(form.get("text", "")),
            region=json.loads(str(form.get("region", "null"))),
            picture=form.get("picture"),
            pictures=pictures,
            files=[file.filename for file in files],
        )
        self._helpdesk.asked[asked.id] = asked
        self._helpdesk.on_asked(asked)
        return asked

    def _found(self, request: web.Request) -> Asked:
        return self._helpdesk.asked[request.match_info["id"]]

    async def one(self, request: web.Request) -> web.Response:
        return web.json_response(self._found(request).body())

    async def stop(self, request: web.Request) -> web.Response:
        error = {"code": "cancelled", "sentence": "Stopped."}
        news = {"state": "cancelled", "error": error}
        await self._helpdesk.told(self._found(request), "answer", news)
        return web.Response(status=204)

    async def judge(self, request: web.Request) -> web.Response:
        told, asked = await request.json(), self._found(request)
        asked.feedback = told["verdict"]
        self._helpdesk.feedback.append((asked.id, told["verdict"], told["reason"]))
        return web.Response(status=204)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Tell everything from the beginning, also to whoever comes late."""
        asked, changed = self._found(request), self._helpdesk.changed
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        sent, name = 0, ""
        with contextlib.suppress(ConnectionResetError):
            await response.prepare(request)
            while name != "answer":
                async with changed:
                    while len(asked.events) == sent:
                        await changed.wait()
                name, news = asked.events[sent]
                body = asked.body() if name == "answer" else news
                data = f"event: {name}\ndata: {json.dumps(body)}\n\n"
                await response.write(data.encode())
                sent += 1
        return response


def _error(status: int, code: str, sentence: str) -> web.Response:
    body = {"error": {"code": code, "sentence": sentence}}
    return web.json_response(body, status=status)
