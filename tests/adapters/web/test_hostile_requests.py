"""Whatever a stranger sends, it is answered in words and never with a 500."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from hypothesis import HealthCheck, given
from hypothesis import settings as rules
from hypothesis import strategies as st

from tests.adapters.web.browser import Browser, Response

METHODS = ("GET", "HEAD", "POST", "DELETE", "PUT", "PATCH", "OPTIONS")
HEADERS = (
    *("Cookie", "Authorization", "Origin", "Host", "If-None-Match", "Range"),
    *("X-CSRF-Token", "Idempotency-Key", "Content-Type", "Accept-Encoding"),
)
PLACES = (
    *("/", "/page/", "/samples", "/api/session", "/api/threads", "/api/questions"),
    *("/api/threads/", "/api/questions/", "/api/pictures/", "/metrics", "/readyz"),
)

# what a header may carry at all: no control characters
values = st.text(st.characters(min_codepoint=32, max_codepoint=0x24F), max_size=30).map(
    lambda value: value.replace("\x7f", "").strip()
)
ids = st.sampled_from(
    ["0" * 32, "a" * 64, "x", "..", "%00", "%ff", "0" * 32 + "/events"]
)
paths = st.builds(
    lambda place, tail, query: place + tail + ("?" + quote(query) if query else ""),
    st.sampled_from(PLACES),
    st.just("") | ids | st.text(max_size=6).map(lambda words: quote(words, safe="")),
    st.text(max_size=6),
)
headers = st.dictionaries(st.sampled_from(HEADERS), values, max_size=3)
bodies = st.binary(max_size=40) | st.sampled_from(
    [b'{"token":"\\ud800"}', b'{"token":1}', b'{"verdict":"up","reason":"\\u0000"}']
)


async def tried(
    strategy: Any, attempt: Callable[..., Coroutine[Any, Any, None]]
) -> None:
    """Run *attempt* on this loop, with what hypothesis makes up in a thread."""
    loop = asyncio.get_running_loop()

    @rules(
        max_examples=200,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(strategy)
    def one(example: Any) -> None:
        asyncio.run_coroutine_threadsafe(attempt(*example), loop).result(30)

    await asyncio.to_thread(one)


async def test_no_path_and_no_header_is_a_500(ada: Browser) -> None:
    async def attempt(method: str, path: str, sent: dict[str, str]) -> None:
        refused_by_http(await ada.send(method, path, headers=sent))

    await tried(st.tuples(st.sampled_from(METHODS), paths, headers), attempt)


async def test_no_body_is_a_500(ada: Browser) -> None:
    async def attempt(path: str, kind: str, body: bytes) -> None:
        sent = {"Content-Type": kind}
        refused_by_http(await ada.change("POST", path, data=body, headers=sent))

    places = st.sampled_from(
        ["/api/session", "/api/questions", f"/api/questions/{'0' * 32}/feedback"]
    )
    kinds = st.sampled_from(
        ["application/json", "multipart/form-data; boundary=b", "text/plain", ""]
    )
    await tried(st.tuples(places, kinds, bodies), attempt)


def refused_by_http(response: Response) -> None:
    assert response.status < 500 or response.status == 503, response.body
