"""`python -m adapters.web` as a process: it refuses, starts, survives and stops."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.adapters.web.browser import Browser
from tests.adapters.web.listener import Listener
from tests.redis_server import PROGRAM, RedisServer
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[3]
COMMAND = [sys.executable, "-m", "adapters.web"]


def environment(folder: Path, toml: str, **variables: str) -> dict[str, str]:
    (folder / "sightline.toml").write_text(toml)
    return (
        os.environ | {"SIGHTLINE_SETTINGS": str(folder / "sightline.toml")} | variables
    )


class Page:
    """The process; its address is read from its log as a person would."""

    def __init__(self, process: subprocess.Popen[bytes], log: Path) -> None:
        self.process = process
        self.log = log

    async def address(self) -> str:
        await until(lambda: "listening on" in self.log.read_text())
        return self.log.read_text().split("listening on ")[1].split()[0]

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Return the exit code and how many seconds it took."""
        asked_at = time.monotonic()
        self.process.send_signal(number)
        return self.process.wait(20), time.monotonic() - asked_at


@contextmanager
def page(folder: Path, redis: RedisServer) -> Iterator[Page]:
    toml = "[web]\nport = 0\n[pictures]\nsandboxes = 1\n"
    variables = environment(folder, toml, SIGHTLINE_REDIS_URL=redis.url)
    variables.pop("SIGHTLINE_WEB_PORT", None)
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(COMMAND, cwd=ROOT, env=variables, stderr=log)
    try:
        yield Page(process, folder / "log")
    finally:
        process.kill()
        process.wait()


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("", "redis.url is empty"),
        (
            '[redis]\nurl = "unix:///nowhere"\n[web]\nhost = "0.0.0.0"\n',
            "web.host 0.0.0.0 can be reached from outside",
        ),
        ("[web]\nprot = 80\n", "port"),
    ],
)
def test_what_cannot_run_as_it_is_set_up_says_so_in_one_sentence(
    tmp_path: Path, toml: str, sentence: str
) -> None:
    variables = environment(tmp_path, toml)
    variables.pop("SIGHTLINE_REDIS_URL", None)
    ended = subprocess.run(
        COMMAND, cwd=ROOT, env=variables, capture_output=True, text=True, check=False
    )
    assert ended.returncode == 2
    assert sentence in ended.stderr
    assert len(ended.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_it_stops_within_seconds_although_a_page_is_listening(
    tmp_path: Path, redis_server: RedisServer, number: int
) -> None:
    with page(tmp_path, redis_server) as running:
        async with Browser(await running.address()) as ada:
            accepted = await ada.ask()
            listener = Listener(ada, accepted["id"])
            await listener.until_heard("state")
            code, took_s = await asyncio.to_thread(running.stop, number)
            assert {event.name for event in await listener.ended()} == {"state"}
    assert code == 0
    assert took_s < 10
    assert "Traceback" not in running.log.read_text()


@pytest.mark.skipif(PROGRAM is None, reason="redis-server is not installed")
async def test_it_starts_before_redis_and_outlives_it(tmp_path: Path) -> None:
    redis = RedisServer(appendonly="yes", appendfsync="always")
    with page(tmp_path, redis) as running:
        async with Browser(await running.address()) as ada:
            assert (await ada.post_form()).status == 503
            redis.start()
            first = await ada.ask()
            redis.kill()
            assert (await ada.post_form()).status == 503
            redis.start()
            question = await ada.question(first["id"])
            assert question["state"] == "queued"
            await ada.change("DELETE", f"/api/questions/{first['id']}")
            assert (await ada.question(first["id"]))["state"] == "cancelled"
            assert running.process.poll() is None
        code, _ = await asyncio.to_thread(running.stop)
    redis.stop()
    assert code == 0
