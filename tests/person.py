"""A person at the HTTP interface: a cookie, a CSRF token and questions to ask."""

from __future__ import annotations

from types import TracebackType
from typing import Any, Self

import aiohttp

from tests.waiting import until

ENDED = {"answered", "failed", "cancelled"}


class Person:
    def __init__(self, url: str) -> None:
        self._url = url
        self._csrf = ""
        self._http: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Self:
        # Loopback is named by its number, which a jar refuses unless told otherwise.
        jar = aiohttp.CookieJar(unsafe=True)
        self._http = aiohttp.ClientSession(self._url, cookie_jar=jar)
        self._csrf = (await self.get("/api/session"))["csrf"]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.http.close()

    @property
    def http(self) -> aiohttp.ClientSession:
        if self._http is None:
            raise RuntimeError("a person asks within `async with`")
        return self._http

    async def get(self, path: str) -> Any:
        async with self.http.get(path) as response:
            response.raise_for_status()
            return await response.json()

    async def fetch(self, path: str) -> bytes:
        async with self.http.get(path) as response:
            response.raise_for_status()
            return await response.read()

    async def ask(self, text: str, *pictures: bytes, **fields: str) -> dict[str, Any]:
        """Return what the server said of the question, refusals included."""
        form = aiohttp.FormData({"text": text} | fields, default_to_multipart=True)
        for number, content in enumerate(pictures, start=1):
            form.add_field("pictures", content, filename=f"picture-{number}.png")
        headers = {"X-CSRF-Token": self._csrf, "Origin": self._url}
        async with self.http.post(
            "/api/questions", data=form, headers=headers
        ) as response:
            said: dict[str, Any] = await response.json()
            return said

    async def question(self, question_id: str) -> dict[str, Any]:
        said: dict[str, Any] = await self.get(f"/api/questions/{question_id}")
        return said

    async def wait_for(
        self, question_id: str, *states: str, within_s: float = 90
    ) -> dict[str, Any]:
        """Return the question once it is in one of *states*, the page being up."""
        seen: dict[str, Any] = {}

        async def is_there() -> bool:
            try:
                seen.update(await self.question(question_id))
            except aiohttp.ClientError:
                return False
            return seen["state"] in states

        await until(is_there, within_s)
        return seen
