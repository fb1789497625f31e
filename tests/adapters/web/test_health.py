from __future__ import annotations

import asyncio
import logging

import pytest
from msgspec.structs import replace

from bot.jobs import Failure
from bot.leases import LeaseKeeper
from bot.redis_connection import connect_blocking
from bot.settings import RedisSettings, Settings
from tests.adapters.web.browser import Browser
from tests.adapters.web.helpdesk import Helpdesk, helpdesk
from tests.redis_server import PROGRAM, RedisServer
from tests.waiting import until


async def test_it_is_alive_with_nothing_behind_it(ada: Browser) -> None:
    assert (await ada.get("/healthz")).json == {"is_alive": True}


async def test_it_is_ready_once_a_worker_has_come(
    ada: Browser, settings: Settings
) -> None:
    before = await ada.get("/readyz")
    assert before.status == 503
    assert before.json == {"is_ready": False, "redis": True, "worker": False}
    keeper = LeaseKeeper(connect_blocking(settings.redis), settings, "worker")
    keeper.start()
    await until(lambda: is_ready(ada))
    after = await ada.get("/readyz")
    assert after.status == 200
    assert after.json == {"is_ready": True, "redis": True, "worker": True}
    keeper.stop()


async def is_ready(browser: Browser) -> bool:
    return (await browser.get("/readyz")).status == 200


async def test_what_was_done_is_counted(ada: Browser, desk: Helpdesk) -> None:
    await ada.ask()
    await desk.work()
    await ada.ask()
    await desk.work(Failure("gave_up", "This cannot be answered."))
    await desk.deliver()
    await ada.ask()
    await ada.post_form("x" * 2000)
    counts = (await ada.get("/metrics")).body.decode()
    for line in (
        'sightline_questions_total{outcome="accepted"} 3.0',
        'sightline_questions_total{outcome="text_too_long"} 1.0',
        'sightline_answers_total{kind="factual"} 1.0',
        'sightline_failures_total{code="gave_up"} 1.0',
        "sightline_answer_seconds_count 1.0",
        "sightline_waiting 1.0",
        'requests_total{method="POST",route="/api/questions",status="202"} 3.0',
    ):
        assert line in counts


async def test_strange_requests_make_no_new_series(ada: Browser) -> None:
    strange = [("PURGE", "/one"), ("GET", "/two"), ("GET", "/api/threads/three")]
    for method, path in strange:
        await ada.change(method, path)
    counts = (await ada.get("/metrics")).body.decode()
    assert 'requests_total{method="-",route="-",status="404"} 1.0' in counts
    assert 'requests_total{method="GET",route="-",status="404"} 2.0' in counts
    assert not any(word in counts for word in ("PURGE", "one", "two", "three"))


async def test_the_log_is_a_ledger_without_words(
    ada: Browser, desk: Helpdesk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    accepted = await ada.ask(text="my secret question")
    await ada.get("/my-secret-path?secret=1")
    await ada.get(f"/api/questions/{accepted['id']}?secret=1")
    await ada.get("/api/threads", Authorization="Bearer secret")
    await until(lambda: "GET /api/threads 401" in caplog.text)
    assert "<- POST /api/questions 202 in" in caplog.text
    assert "<- GET - 404 in" in caplog.text
    assert "secret" not in caplog.text
    assert ada.csrf not in caplog.text


async def test_a_malformed_request_leaves_no_bytes_in_the_log(
    ada: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    host, port = ada.url.removeprefix("http://").split(":")
    reader, writer = await asyncio.open_connection(host, int(port))
    writer.write(b"GET / HTTP/1.1\r\nsecret word: x\r\n\r\n")
    assert (await reader.readline()).startswith(b"HTTP/1.0 400")
    writer.close()
    await until(lambda: "handling request" in caplog.text)
    assert "secret" not in caplog.text


async def test_an_error_of_ours_is_one_sentence_and_no_words_in_the_log(
    ada: Browser,
    desk: Helpdesk,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(_: str) -> None:
        raise ValueError("secret")

    monkeypatch.setattr(desk.store, "threads", broken)
    response = await ada.get("/api/threads")
    assert (response.status, response.code) == (500, "internal")
    assert "ValueError at" in caplog.text
    assert "secret" not in caplog.text + response.body.decode()


@pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed")
async def test_without_redis_it_says_so_and_mends_itself(settings: Settings) -> None:
    with RedisServer(appendonly="yes", appendfsync="always") as server:
        where = RedisSettings(url=server.url)
        async with (
            helpdesk(replace(settings, redis=where)) as desk,
            Browser(desk.url) as ada,
        ):
            accepted = await ada.ask()
            server.kill()
            response = await ada.post_form()
            assert (response.status, response.code) == (503, "unavailable")
            assert "Retry-After" in response.headers
            for path in (
                "/api/threads",
                f"/api/questions/{accepted['id']}",
                f"/api/questions/{accepted['id']}/events",
            ):
                assert (await ada.get(path)).status == 503
            ready = await ada.get("/readyz")
            assert (ready.status, ready.json["redis"]) == (503, False)
            assert "sightline_waiting NaN" in (await ada.get("/metrics")).body.decode()
            assert (await ada.get("/healthz")).status == 200
            assert (await ada.get("/")).status == 200
            server.start()
            await ada.ask()
            assert (await ada.question(accepted["id"]))["state"] == "queued"
