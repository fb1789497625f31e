"""What every response says to the browser, whatever it carries."""

from __future__ import annotations

import gzip

import aiohttp

from tests.adapters.web.browser import Browser
from tests.adapters.web.helpdesk import Helpdesk

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: "
    "data:; connect-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


async def test_every_response_is_wrapped_up(ada: Browser, desk: Helpdesk) -> None:
    accepted = await ada.ask()
    await desk.work()
    await desk.deliver()
    for path in (
        "/",
        "/page/css/base.css",
        "/api/session",
        "/api/nothing",
        "/healthz",
        "/metrics",
        "/api/openapi.json",
        f"/api/pictures/{accepted['receipt'][0]['picture']}",
        f"/api/questions/{accepted['id']}/events",
    ):
        headers = (await ada.get(path)).headers
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "no-referrer", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert headers["Server"] == "Sightline", path


async def test_the_page_may_run_its_own_scripts_alone(ada: Browser) -> None:
    headers = (await ada.get("/")).headers
    assert headers["Content-Security-Policy"] == CSP
    assert headers["Content-Type"] == "text/html; charset=utf-8"


async def test_what_the_interface_says_is_not_kept(ada: Browser) -> None:
    for path in ("/api/session", "/api/threads", "/api/nothing"):
        assert (await ada.get(path)).headers["Cache-Control"] == "no-store"


async def test_a_page_file_is_asked_for_again_and_sent_once(ada: Browser) -> None:
    first = await ada.get("/page/css/base.css")
    assert first.headers["Content-Type"] == "text/css; charset=utf-8"
    assert first.headers["Cache-Control"] == "no-cache"
    tag = first.headers["ETag"]
    again = await ada.get("/page/css/base.css", If_None_Match=tag)
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == tag


async def test_a_page_file_comes_packed(ada: Browser) -> None:
    async with aiohttp.ClientSession(ada.url, auto_decompress=False) as http:
        packed = await http.get("/page/js/main.js", headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        unpacked = gzip.decompress(await packed.read())
    assert unpacked == (await ada.get("/page/js/main.js")).body


async def test_only_the_pages_own_files_are_served(ada: Browser) -> None:
    for path in (
        "/page/../adapter.py",
        "/page/%2e%2e/adapter.py",
        "/page/..%2fadapter.py",
        "/page/%2Fetc/passwd",
        "/page//etc/passwd",
        "/page/.hidden.css",
        "/page/css",
        "/page/css/",
        "/page/nothing.css",
        "/page/a%00.css",
        "/page/" + "a" * 300 + ".css",
        "/page/é.css",
        "/adapter.py",
        "/page/",
    ):
        async with ada.http.get(ada.url + path) as response:
            assert response.status == 404, path


async def test_the_samples_are_there_to_try(ada: Browser) -> None:
    samples = (await ada.get("/samples")).json
    assert len(samples) == 3
    for sample in samples:
        picture = await ada.get(f"/page/samples/{sample['file']}")
        assert picture.headers["Content-Type"] == "image/png"


async def test_a_method_that_is_not_known_is_refused_in_words(ada: Browser) -> None:
    response = await ada.change("PUT", "/api/threads")
    assert (response.status, response.code) == (405, "method_not_allowed")
    assert "GET" in response.headers["Allow"]
    assert (await ada.change("PURGE", "/")).status == 405
