"""The whole product as people run it: Redis, a worker, the page, each its own process.

A test may kill any of them; whatever is started here ends with the `with` block.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.redis_connection import connect
from bot.settings import RedisSettings
from tests.redis_server import RedisServer
from tests.waiting import until

ROOT = Path(__file__).resolve().parent.parent
READY_S = 60.0


class Stack:
    """Started by `with`; *toml* adds lines to its sightline.toml."""

    def __init__(self, toml: str = "") -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sightline-stack-")
        self._toml = toml
        self.redis = RedisServer()
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.worker: subprocess.Popen[bytes] | None = None
        self.page: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.redis.start()
        settings = Path(self._folder.name) / "sightline.toml"
        settings.write_text(self._toml)
        self.start_page()
        self.start_worker()
        self.wait_until_ready()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in (self.worker, self.page):
            if process is not None:
                _end(process)
        self.redis.stop()
        self._folder.cleanup()

    def start_worker(self) -> None:
        self.worker = self._start("model_worker")

    def start_page(self) -> None:
        self.page = self._start("adapters.web")

    def kill_worker(self) -> None:
        """End the worker as the kernel does when memory is out."""
        if self.worker is not None:
            _kill(self.worker)

    def kill_page(self) -> None:
        if self.page is not None:
            _kill(self.page)

    def pause_worker(self) -> None:
        """Let the worker do nothing until it is resumed."""
        if self.worker is not None:
            self.worker.send_signal(signal.SIGSTOP)

    def resume_worker(self) -> None:
        if self.worker is not None:
            self.worker.send_signal(signal.SIGCONT)

    async def wait_for_outbox(self, platform: str) -> None:
        """Return once a result waits for its adapter."""
        async with connect(RedisSettings(url=self.redis.url)) as client:

            async def holds() -> bool:
                keys = [key async for key in client.scan_iter(f"*outbox:{platform}")]
                return bool(keys) and await client.xlen(keys[0]) > 0

            await until(holds, READY_S)

    def log(self, module: str) -> str:
        return (Path(self._folder.name) / f"{module}.log").read_text()

    def wait_until_ready(self) -> None:
        self._wait("/readyz")

    def wait_until_served(self) -> None:
        """Return once the page answers, with or without a worker."""
        self._wait("/healthz")

    def _wait(self, path: str) -> None:
        give_up_at = time.monotonic() + READY_S
        while time.monotonic() < give_up_at:
            try:
                with urllib.request.urlopen(self.url + path, timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise AssertionError(
            f"{path} was not ready within {READY_S} s\n"
            + self.log("adapters.web")
            + self.log("model_worker")
        )

    def _start(self, module: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {
            "SIGHTLINE_REDIS_URL": self.redis.url,
            "SIGHTLINE_SETTINGS": f"{self._folder.name}/sightline.toml",
            "SIGHTLINE_WEB_PORT": str(self.port),
            "PYTHONUNBUFFERED": "1",
        }
        with (Path(self._folder.name) / f"{module}.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
            )


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def _kill(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        _kill(process)
