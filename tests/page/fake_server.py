"""A helpdesk with no worker behind it: every answer is the test's to give.

It speaks the HTTP interface of the page on a port of its own, in a thread of its own.
What is said, when, and how it breaks is called from outside: `words`, `answer`, `fail`,
`refuse_next`, `go_away`. Run as a module it answers by itself, slowly, to look at.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any, TypeVar

from aiohttp import web

from tests.page.fake_values import Asked, Json, a_digest, picture_from, thread_from

PAGE = Path(__file__).resolve().parents[2] / "adapters/web/page"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; "
    "img-src 'self' blob: data:; connect-src 'self'; form-action 'none'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
CSRF = "a-csrf-token"
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
T = TypeVar("T")


class FakeHelpdesk:
    """Everything it was asked lies in *asked*, in order; change it from any thread."""

    def __init__(self) -> None:
        self.address = ""
        self.asked: dict[str, Asked] = {}
        self.pictures: dict[str, bytes] = {}
        self.keys: list[str] = []
        self.feedback: list[tuple[str, str, str]] = []
        self.forgotten: list[str] = []
        self.token: str | None = None
        self.is_signed_in = False
        self.bytes_max = 20_000_000
        self.on_asked: Callable[[Asked], None] = lambda asked: None
        self._is_away = False
        self._loses_reply = False
        self._refusals: list[tuple[int, Json]] = []
        self._changed = asyncio.Condition()
        self._transports: set[asyncio.Transport] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    # what a test says

    def state(self, asked: Asked, **news: Any) -> None:
        """Tell how far it is: state, position, eta_s, step."""
        self._tell(asked, "state", news)

    def words(self, asked: Asked, text: str) -> None:
        self._tell(asked, "words", {"text": text})

    def answer(self, asked: Asked, answer: Json) -> None:
        self._tell(asked, "answer", {"state": "answered", "answer": answer})

    def fail(self, asked: Asked, code: str, sentence: str) -> None:
        error = {"code": code, "sentence": sentence}
        self._tell(asked, "answer", {"state": "failed", "error": error})

    def refuse_next(
        self, status: int, code: str, sentence: str, receipt: list[Json] | None = None
    ) -> None:
        error = {"code": code, "sentence": sentence}
        self._refusals.append((status, {"error": error, "receipt": receipt or []}))

    def lose_next_reply(self) -> None:
        """Take the next question in, and break the connection instead of saying so."""
        self._loses_reply = True

    def go_away(self) -> None:
        """Break every connection and let none through until `come_back`."""
        self._is_away = True
        self._loop.call_soon_threadsafe(self._break_all)

    def come_back(self) -> None:
        self._is_away = False

    def last(self) -> Asked:
        return list(self.asked.values())[-1]

    # the server

    def start(self) -> str:
        """Serve on a free port; return the address."""
        self._thread.start()
        self._runner = web.AppRunner(self._app(), shutdown_timeout=0.1)
        self.address = self._run(self._serve())
        return self.address

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._break_all)
        self._run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _serve(self) -> str:
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=100_000_000, middlewares=[self._guard()])
        app.add_routes(
            [
                web.get("/", self._page),
                web.get("/api/session", self._get_session),
                web.post("/api/session", self._post_session),
                web.get("/api/threads", self._get_threads),
                web.get("/api/threads/{id}", self._get_thread),
                web.delete("/api/threads/{id}", self._delete_thread),
                web.post("/api/questions", self._post_question),
                web.get("/api/questions/{id}", self._get_question),
                web.delete("/api/questions/{id}", self._delete_question),
                web.get("/api/questions/{id}/events", self._get_events),
                web.post("/api/questions/{id}/feedback", self._post_feedback),
                web.get("/api/pictures/{name}", self._get_picture),
                web.static("/page", PAGE),
            ]
        )
        return app

    def _guard(self) -> Any:
        @web.middleware
        async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
            transport = request.transport
            if isinstance(transport, asyncio.Transport):
                self._transports.add(transport)
            if self._is_away and transport is not None:
                transport.abort()
            is_unsafe = request.method not in {"GET", "HEAD"}
            if is_unsafe and request.headers.get("X-CSRF-Token") != CSRF:
                return _error(403, "csrf_wrong", "Reload the page.")
            response = await handler(request)
            response.headers.setdefault("Content-Security-Policy", CSP)
            return response

        return guard

    def _break_all(self) -> None:
        for transport in self._transports:
            transport.abort()
        self._transports.clear()

    async def _page(self, request: web.Request) -> web.StreamResponse:
        headers = {"Content-Security-Policy": CSP}
        return web.FileResponse(PAGE / "index.html", headers=headers)

    async def _get_session(self, request: web.Request) -> web.Response:
        limits = {"bytes_max": self.bytes_max, "per_question": 10, "text_max": 1000}
        user = "guest" if self.is_signed_in or not self.token else None
        known = {"user": user, "csrf": CSRF, "needs_token": bool(self.token)}
        return web.json_response({**known, "limits": limits})

    async def _post_session(self, request: web.Request) -> web.Response:
        if (await request.json())["token"] != self.token:
            return _error(
                401, "token_wrong", "This token does not fit. Ask for a new one."
            )
        self.is_signed_in = True
        return web.Response(status=204)

    async def _get_threads(self, request: web.Request) -> web.Response:
        ids = dict.fromkeys(asked.thread for asked in reversed(self.asked.values()))
        lines = [thread_from(self._in_thread(id_)).line() for id_ in ids]
        return web.json_response({"threads": lines})

    def _in_thread(self, thread: str) -> list[Asked]:
        return [asked for asked in self.asked.values() if asked.thread == thread]

    async def _get_thread(self, request: web.Request) -> web.Response:
        found = self._in_thread(request.match_info["id"])
        if not found:
            return _error(404, "thread_gone", "This thread is gone or was never yours.")
        return web.json_response(thread_from(found).whole())

    async def _delete_thread(self, request: web.Request) -> web.Response:
        thread = request.match_info["id"]
        self.forgotten.append(thread)
        for asked in self._in_thread(thread):
            del self.asked[asked.id]
        return web.Response(status=204)

    async def _post_question(self, request: web.Request) -> web.StreamResponse:
        key = request.headers["Idempotency-Key"]
        form = await request.post()
        if self._refusals:
            status, body = self._refusals.pop(0)
            return web.json_response(body, status=status)
        known = next((one for one in self.asked.values() if one.key == key), None)
        asked = known or await self._take_in(
            key, dict(form), form.getall("pictures", [])
        )
        self.keys.append(key)
        if self._loses_reply and request.transport is not None:
            self._loses_reply = False
            request.transport.abort()
        accepted = {"id": asked.id, "thread": asked.thread, "position": asked.position}
        return web.json_response({**accepted, "receipt": asked.receipt}, status=202)

    async def _take_in(self, key: str, form: Json, files: list[Any]) -> Asked:
        thread = str(form.get("thread") or a_digest(key)[:32])
        before = thread_from(self._in_thread(thread)).pictures
        contents = [(file.filename, file.file.read()) for file in files]
        pictures = [
            picture_from(content, len(before) + at + 1)
            for at, (_, content) in enumerate(contents)
        ]
        for picture, (_, content) in zip(pictures, contents, strict=True):
            self.pictures[picture["name"]] = content
        asked = Asked(
            id=a_digest(f"{key}-id")[:32],
            thread=thread,
            key=key,
            text=str(form.get("text", "")),
            region=json.loads(str(form.get("region", "null"))),
            picture=form.get("picture"),
            pictures=pictures,
            files=[name for name, _ in contents],
        )
        self.asked[asked.id] = asked
        self.on_asked(asked)
        return asked

    def _found(self, request: web.Request) -> Asked:
        asked = self.asked.get(request.match_info["id"])
        if asked is None:
            body = {"error": {"code": "gone", "sentence": "This question is gone."}}
            raise web.HTTPNotFound(text=json.dumps(body))
        return asked

    async def _get_question(self, request: web.Request) -> web.Response:
        return web.json_response(self._found(request).body())

    async def _delete_question(self, request: web.Request) -> web.Response:
        asked = self._found(request)
        error = {"code": "cancelled", "sentence": "Stopped."}
        await self._told(asked, "answer", {"state": "cancelled", "error": error})
        return web.Response(status=204)

    async def _get_events(self, request: web.Request) -> web.StreamResponse:
        asked = self._found(request)
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream"})
        await response.prepare(request)
        sent = 0  # whoever comes late hears everything again
        while True:
            for name, news in asked.events[sent:]:
                body = asked.body() if name == "answer" else news
                data = f"event: {name}\ndata: {json.dumps(body)}\n\n"
                try:
                    await response.write(data.encode())
                except ConnectionResetError:
                    return response
                if name == "answer":
                    return response
            sent = len(asked.events)
            async with self._changed:
                while len(asked.events) == sent:
                    await self._changed.wait()

    async def _post_feedback(self, request: web.Request) -> web.Response:
        told = await request.json()
        asked = self._found(request)
        asked.feedback = told["verdict"]
        self.feedback.append((asked.id, told["verdict"], told["reason"]))
        return web.Response(status=204)

    async def _get_picture(self, request: web.Request) -> web.Response:
        content = self.pictures.get(request.match_info["name"])
        if content is None:
            return _error(404, "picture_gone", "This picture is gone.")
        return web.Response(body=content, content_type="image/png")

    def _tell(self, asked: Asked, name: str, news: Json) -> None:
        self._run(self._told(asked, name, news))

    async def _told(self, asked: Asked, name: str, news: Json) -> None:
        if name != "words":
            for field, value in news.items():
                setattr(asked, field, value)
        asked.events.append((name, asked.progress() if name == "state" else news))
        async with self._changed:
            self._changed.notify_all()


def _error(status: int, code: str, sentence: str) -> web.Response:
    body = {"error": {"code": code, "sentence": sentence}}
    return web.json_response(body, status=status)


def _play(helpdesk: FakeHelpdesk, asked: Asked) -> None:
    """Answer as a worker would, at the speed of one."""
    from tests.page.fake_values import an_answer  # noqa: PLC0415 - only for looking

    for position in (3, 2, 1):
        helpdesk.state(asked, state="queued", position=position, eta_s=position * 2.0)
        time.sleep(1)
    for step in ("reading", "looking", "answering"):
        helpdesk.state(asked, state="working", position=0, step=step)
        time.sleep(0.8)
    answer = an_answer(helpdesk, asked)
    words = answer["text"].split(" ")
    for end in range(1, len(words) + 1):
        helpdesk.words(asked, " ".join(words[:end]))
        time.sleep(0.06)
    helpdesk.answer(asked, answer)


def main() -> None:
    helpdesk = FakeHelpdesk()
    helpdesk.on_asked = lambda asked: threading.Thread(
        target=_play, args=(helpdesk, asked), daemon=True
    ).start()
    print(helpdesk.start())
    threading.Event().wait()


if __name__ == "__main__":
    main()
