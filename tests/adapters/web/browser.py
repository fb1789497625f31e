"""Somebody's browser: keeps its cookie, sends the csrf token, believes nothing.

Every answer it gets is held against the interface that is described.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from types import TracebackType
from typing import Any, Self

import aiohttp
import msgspec
from msgspec import Struct
from multidict import CIMultiDictProxy

from tests.adapters.web.helpdesk import SCREEN
from tests.adapters.web.interface import Interface

INTERFACE = Interface()
PNG = SCREEN.png()


class Response(Struct, frozen=True):
    status: int
    headers: CIMultiDictProxy[str]
    body: bytes

    @property
    def json(self) -> Any:
        return msgspec.json.decode(self.body)

    @property
    def code(self) -> str:
        code: str = self.json["error"]["code"]
        return code


class Event(Struct, frozen=True):
    name: str
    data: Any


class Browser:
    """Usable within `async with`; *headers* go with every request."""

    def __init__(self, url: str, **headers: str) -> None:
        self.url = url
        jar = aiohttp.CookieJar(unsafe=True)  # loopback is named by its number
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        self.http = aiohttp.ClientSession(url, cookie_jar=jar, headers=sent)
        self.csrf = ""

    async def __aenter__(self) -> Self:
        self.csrf = (await self.get("/api/session")).json["csrf"]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.close()

    async def send(self, method: str, path: str, **options: Any) -> Response:
        """Send exactly what is said, without a csrf token of its own."""
        async with self.http.request(method, path, **options) as response:
            body = await response.read()
            media_type = response.content_type
            if method != "HEAD":
                # a client resolves /.. itself: what is judged is what it sent
                sent = response.request_info.url.raw_path_qs
                INTERFACE.check(method, sent, response.status, media_type, body)
            return Response(response.status, response.headers, body)

    async def get(self, path: str, **headers: str) -> Response:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.send("GET", path, headers=sent)

    async def change(self, method: str, path: str, **options: Any) -> Response:
        headers = {"X-CSRF-Token": self.csrf, "Origin": self.url}
        headers |= options.pop("headers", {})
        return await self.send(method, path, headers=headers, **options)

    async def post_form(
        self,
        text: str | None = "What does the error say?",
        pictures: tuple[bytes, ...] = (PNG,),
        key: str | None = None,
        **fields: str,
    ) -> Response:
        form = aiohttp.FormData(quote_fields=False, default_to_multipart=True)
        form.add_fields(*({} if text is None else {"text": text}).items())
        form.add_fields(*fields.items())
        for number, content in enumerate(pictures, 1):
            form.add_field("pictures", content, filename=f"screen {number}.png")
        headers = {} if key is None else {"Idempotency-Key": key}
        return await self.change("POST", "/api/questions", data=form, headers=headers)

    async def ask(self, *pictures: bytes, **fields: Any) -> dict[str, Any]:
        """Return what was accepted."""
        response = await self.post_form(pictures=pictures or (PNG,), **fields)
        assert response.status == 202, response.body
        accepted: dict[str, Any] = response.json
        return accepted

    async def question(self, question_id: str) -> dict[str, Any]:
        response = await self.get(f"/api/questions/{question_id}")
        assert response.status == 200, response.body
        question: dict[str, Any] = response.json
        return question

    async def events(self, question_id: str) -> AsyncIterator[Event]:
        """Yield what the stream says; a comment comes as an event without a name."""
        path = f"/api/questions/{question_id}/events"
        async with self.http.get(path) as response:
            assert response.status == 200
            INTERFACE.check("GET", path, 200, response.content_type, b"")
            name = ""
            async for line in response.content:
                field, _, value = line.decode().rstrip("\n").partition(": ")
                if field == "event":
                    name = value
                elif field == "data":
                    yield Event(name, msgspec.json.decode(value))
                elif field == "" and value:
                    yield Event("", value)
