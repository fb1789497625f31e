"""A download keeps to the named origins, to its bounds, and to two tries."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from adapters.fetching import Download, UnfetchedError, may_be_picture
from tests.adapters.listener import Listener

BYTES_MAX = 1000


@pytest.fixture
async def host() -> AsyncIterator[Listener]:
    host = Listener()
    await host.start([web.get("/{kind}", _serve)])
    yield host
    await host.stop()


@pytest.fixture
async def download(host: Listener) -> AsyncIterator[Download]:
    async with aiohttp.ClientSession() as session:
        yield Download(session, (host.origin,), BYTES_MAX)


async def _serve(request: web.Request) -> web.StreamResponse:
    kind = request.match_info["kind"]
    if kind.isdecimal():
        return web.Response(status=int(kind), headers={"Location": "/fits"})
    if kind == "page":
        return web.Response(body=b"\xef\xbb\xbf \n<!DOCTYPE html>")
    if kind == "said-page":
        return web.Response(text="hello", content_type="text/html")
    length = BYTES_MAX + (kind != "fits")
    if kind != "streamed":
        return web.Response(body=b"a" * length)
    answer = web.StreamResponse()
    await answer.prepare(request)
    await answer.write(b"a" * length)
    return answer


async def failure(download: Download, url: str, size: int = 0) -> str:
    with pytest.raises(UnfetchedError) as caught:
        await download.content(url, size)
    return caught.value.failure


async def test_what_fits_is_returned_and_headers_go_where_they_are_meant_to(
    host: Listener, download: Download
) -> None:
    url = f"{host.origin}/fits"

    assert await download.content(url, 0, {"Authorization": "secret"}) == b"a" * 1000
    assert await download.content(url, 0)

    assert [heard.authorization for heard in host.heard] == ["secret", ""]


@pytest.mark.parametrize(
    ("kind", "told", "times"),
    [
        ("declared", "too_large", 1),
        ("streamed", "too_large", 1),
        ("page", "page", 1),
        ("said-page", "page", 1),
        ("301", "moved", 1),
        ("302", "moved", 1),
        ("401", "denied", 1),
        ("403", "denied", 1),
        ("404", "gone", 1),
        ("410", "gone", 1),
        ("206", "gone", 1),
        ("500", "away", 2),
        ("503", "away", 2),
    ],
)
async def test_each_failure_is_told_and_only_what_may_pass_is_tried_again(
    host: Listener, download: Download, kind: str, told: str, times: int
) -> None:
    assert await failure(download, f"{host.origin}/{kind}") == told
    assert len(host.heard) == times


async def test_what_claims_to_be_too_large_is_not_asked_for(
    host: Listener, download: Download
) -> None:
    assert await failure(download, f"{host.origin}/fits", BYTES_MAX + 1) == "too_large"
    assert host.heard == []


async def test_an_origin_is_compared_letter_by_letter(
    host: Listener, download: Download
) -> None:
    port = host.origin.rpartition(":")[2]
    for url in (
        f"http://u:p@127.0.0.1:{port}/fits",
        f"http://127.0.0.1.:{port}/fits",
        f"http://localhost:{port}/fits",
        f"http://127.1:{port}/fits",
        f"http://127.0.0.1:{port}\\@evil.test/fits",
        f"http://127.0.0.1:{port} .evil.test/fits",
        f"http://127.0.0.1:{port}/fits\n",
        f"http://\uff11\uff12\uff17.0.0.1:{port}/fits",
        f"https://127.0.0.1:{port}/fits",
        "http://127.0.0.1:0/fits",
        "http://127.0.0.1:x/fits",
        "http://[/fits",
        "//127.0.0.1/fits",
        "",
    ):
        assert await failure(download, url) == "foreign"
    assert host.heard == []


async def test_a_host_that_is_away_is_away(host: Listener, download: Download) -> None:
    await host.stop()

    assert await failure(download, f"{host.origin}/fits") == "away"


@pytest.mark.parametrize(
    ("name", "media_type", "may_be"),
    [
        ("a", "image/png", True),
        ("a", "IMAGE/X-UNKNOWN", True),
        ("a.PNG", "text/plain", True),
        ("a.pdf", "text/plain", True),
        ("a", "application/pdf", True),
        ("a", "application/octet-stream", True),
        ("a", "", True),
        ("a.txt", "text/plain", False),
        ("png", "video/mp4", False),
    ],
)
def test_what_may_be_a_picture(name: str, media_type: str, *, may_be: bool) -> None:
    assert may_be_picture(name, media_type) is may_be
