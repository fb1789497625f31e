"""Files come from the named origins alone; whatever else is one quiet sentence."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import web
from msgspec.structs import replace as changed

from adapters.slack.hearing.fetching import Fetcher
from adapters.slack.notes import File
from bot.settings import PictureSettings, Settings, SlackSettings
from tests.adapters.slack.wire import TOKEN, Wire


@pytest.fixture
async def wire() -> AsyncIterator[Wire]:
    async with Wire() as running:
        yield running


def fetcher(wire: Wire) -> Fetcher:
    settings = Settings(
        slack=SlackSettings(file_origins=(wire.origin,)),
        pictures=PictureSettings(bytes_max=1000),
    )
    return Fetcher(wire.session, settings, wire.client_of)


def cat(wire: Wire, **more: Any) -> File:
    file = File(
        id="F1",
        name="cat.png",
        mode="hosted",
        media_type="image/png",
        url=f"{wire.origin}/files/cat.png",
    )
    return changed(file, **more)


async def refusal(wire: Wire, **more: Any) -> str:
    return (await fetcher(wire).fetch("T1", cat(wire, **more))).refusal


async def test_a_hosted_file_is_fetched_with_the_token(wire: Wire) -> None:
    got = await fetcher(wire).fetch("T1", cat(wire))
    assert (got.content, got.refusal) == (b"\x89PNG", "")
    assert wire.fetched == [f"Bearer {TOKEN}"]


@pytest.mark.parametrize(
    "more",
    [
        {"mode": "external"},
        {"mode": "remote"},
        {"mode": "hidden_by_limit"},
        {"is_external": True},
        {"url": ""},
        {"url": "https://files.slack.com.evil.test/a.png"},
        {"url": "https://files.slack.com@evil.test/a.png"},
        {"name": "a.docx", "media_type": "text/plain"},
        {"size": 1001},
    ],
)
async def test_what_may_not_be_fetched_is_never_asked_for(
    wire: Wire, more: dict[str, Any]
) -> None:
    assert await refusal(wire, **more)
    assert wire.fetched == []


@pytest.mark.parametrize(
    "more", [{"mode": "hidden_by_limit"}, {"mode": "tombstone"}, {"url": ""}]
)
async def test_what_slack_keeps_back_is_gone_not_foreign(
    wire: Wire, more: dict[str, Any]
) -> None:
    assert "any more" in await refusal(wire, **more)


async def test_tricks_with_the_allowed_host_get_no_token(wire: Wire) -> None:
    port = wire.server.port
    for url in (
        f"http://u:p@127.0.0.1:{port}/files/a",
        f"http://127.0.0.1.:{port}/files/a",
        f"http://localhost:{port}/files/a",
        f"http://127.1:{port}/files/a",
        f"http://127.0.0.1:{port}\\@evil.test/files/a",
        f"https://127.0.0.1:{port}/files/a",
        "http://127.0.0.1:0/files/a",
    ):
        assert "not kept at Slack" in await refusal(wire, url=url)
    assert wire.fetched == []


async def test_a_login_page_is_no_picture_and_the_operator_hears_once(
    wire: Wire, caplog: pytest.LogCaptureFixture
) -> None:
    async def moved(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/files/login")

    async def page(request: web.Request) -> web.StreamResponse:
        return web.Response(text="hello", content_type="text/html")

    async def disguised(request: web.Request) -> web.StreamResponse:
        body = b"\xef\xbb\xbf \n<!DOCTYPE html><html>"
        return web.Response(body=body, content_type="image/png")

    one = fetcher(wire)
    with caplog.at_level(logging.WARNING):
        for wire.serve in (moved, page, disguised):
            got = await one.fetch("T1", cat(wire))
            assert "files:read" in got.refusal
            assert got.content == b""
    assert caplog.text.count("files:read") == 1
    assert TOKEN not in caplog.text
    assert len(wire.fetched) == 3


async def test_a_file_above_the_bound_is_read_no_further(wire: Wire) -> None:
    async def streamed(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        await response.write(b"a" * 1001)
        return response

    async def declared(request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"a" * 1001)

    for wire.serve in (streamed, declared):
        assert "too large" in await refusal(wire)


@pytest.mark.parametrize(
    ("status", "words", "asked"),
    [
        (401, "may not be fetched", 1),
        (403, "may not be fetched", 1),
        (404, "any more", 1),
        (410, "any more", 1),
        (500, "just now", 2),
        (503, "just now", 2),
    ],
)
async def test_each_refusal_of_slack_has_its_sentence(
    wire: Wire, status: int, words: str, asked: int
) -> None:
    async def refuse(request: web.Request) -> web.StreamResponse:
        return web.Response(status=status, text="<html>", content_type="text/html")

    wire.serve = refuse
    assert words in await refusal(wire)
    assert len(wire.fetched) == asked


async def test_a_cut_body_is_fetched_once_more(wire: Wire) -> None:
    async def cut(request: web.Request) -> web.StreamResponse:
        if len(wire.fetched) > 1:
            return web.Response(body=b"whole")
        response = web.StreamResponse(headers={"Content-Length": "9"})
        await response.prepare(request)
        await response.write(b"who")
        if request.transport:
            request.transport.close()
        return response

    wire.serve = cut
    assert (await fetcher(wire).fetch("T1", cat(wire))).content == b"whole"


async def test_a_stub_is_asked_for_before_it_is_fetched(wire: Wire) -> None:
    stub = File(id="F1", is_stub=True)
    whole = {"id": "F1", "name": "b.png", "mode": "hosted", "mimetype": "image/png"}
    assert "any more" in (await fetcher(wire).fetch("T1", stub)).refusal
    wire.api["files.info"] = {
        "ok": True,
        "file": whole | {"url_private": f"{wire.origin}/files/b"},
    }
    got = await fetcher(wire).fetch("T1", stub)
    assert (got.filename, got.content) == ("b.png", b"\x89PNG")
    wire.api["files.info"]["file"]["mode"] = "external"
    assert "not kept" in (await fetcher(wire).fetch("T1", stub)).refusal
