"""A helpdesk with no worker behind it: every answer is the test's to give.

It serves on a port of its own, in a thread of its own. What is said, when, and how it
breaks is called from outside: `words`, `answer`, `fail`, `refuse_next`, `go_away`. Run
as a module it answers by itself, at the speed of a worker, to look at.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from aiohttp import web

from tests.page.fake_routes import routes_of
from tests.page.fake_values import Asked, Json, an_answer

T = TypeVar("T")


class FakeHelpdesk:
    """Everything it was asked lies in *asked*, in order."""

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
        self.is_away = False
        self.loses_reply = False
        self.refusals: list[tuple[int, Json]] = []
        self.transports: set[asyncio.Transport] = set()
        self.changed = asyncio.Condition()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    def state(self, asked: Asked, **news: Any) -> None:
        """Tell how far it is: state, position, eta_s, step."""
        self._run(self.told(asked, "state", news))

    def words(self, asked: Asked, text: str) -> None:
        self._run(self.told(asked, "words", {"text": text}))

    def answer(self, asked: Asked, answer: Json) -> None:
        news = {"state": "answered", "answer": answer}
        self._run(self.told(asked, "answer", news))

    def fail(self, asked: Asked, code: str, sentence: str) -> None:
        error = {"code": code, "sentence": sentence}
        self._run(self.told(asked, "answer", {"state": "failed", "error": error}))

    def refuse_next(
        self, status: int, code: str, sentence: str, receipt: list[Json] | None = None
    ) -> None:
        error = {"code": code, "sentence": sentence}
        self.refusals.append((status, {"error": error, "receipt": receipt or []}))

    def lose_next_reply(self) -> None:
        """Take the next question in, and break the connection instead of saying so."""
        self.loses_reply = True

    def go_away(self) -> None:
        """Break every connection and let none through until `come_back`."""
        self.is_away = True
        self._loop.call_soon_threadsafe(self._break_all)

    def come_back(self) -> None:
        self.is_away = False

    def last(self) -> Asked:
        return list(self.asked.values())[-1]

    def start(self) -> str:
        """Serve on a free port; return the address."""
        self._thread.start()
        app = web.Application(client_max_size=100_000_000, middlewares=[_guard(self)])
        app.add_routes(routes_of(self))
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        self.address = self._run(self._serve())
        return self.address

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._break_all)
        self._run(self._runner.cleanup())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def told(self, asked: Asked, name: str, news: Json) -> None:
        """Let whoever watches *asked* hear it; whoever looks later finds it too."""
        if name != "words":
            for field, value in news.items():
                setattr(asked, field, value)
        asked.events.append((name, asked.progress() if name == "state" else news))
        async with self.changed:
            self.changed.notify_all()

    def _run(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(10)

    async def _serve(self) -> str:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        return f"http://{host}:{port}"

    def _break_all(self) -> None:
        for transport in self.transports:
            transport.abort()
        self.transports.clear()


def _guard(helpdesk: FakeHelpdesk) -> Any:
    @web.middleware
    async def guard(request: web.Request, handler: Any) -> web.StreamResponse:
        transport = request.transport
        if isinstance(transport, asyncio.Transport):
            helpdesk.transports.add(transport)
            if helpdesk.is_away:
                transport.abort()
        answered: web.StreamResponse = await handler(request)
        return answered

    return guard


def _play(helpdesk: FakeHelpdesk, asked: Asked) -> None:
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
