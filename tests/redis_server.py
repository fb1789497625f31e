"""A private Redis on a Unix socket, that a test may kill."""

from __future__ import annotations

import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import redis

from bot.redis_connection import connect_blocking
from bot.settings import RedisSettings

PROGRAM = shutil.which("redis-server")


class RedisServer:
    """Runs between `start` and `stop`; *options* are redis-server's, as in its file.

    Its folder is short, since the path of a Unix socket is at most 107 bytes.
    """

    def __init__(self, **options: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="sightline-")
        self.socket = Path(self._folder.name) / "redis.sock"
        self.url = f"unix://{self.socket}"
        self._options = {
            "port": "0",
            "unixsocket": str(self.socket),
            "dir": self._folder.name,
            "save": "",
            "appendonly": "no",
            "maxmemory-policy": "noeviction",
        } | {name.replace("_", "-"): value for name, value in options.items()}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return when it answers. Started again, it reads what it had written."""
        if PROGRAM is None:
            raise FileNotFoundError("redis-server is not on PATH")
        command = [PROGRAM, "-"]
        lines = "".join(
            # a path is one word whatever is in it, "3600 1" are two
            f'{name} "{value}"\n' if "/" in value or not value else f"{name} {value}\n"
            for name, value in self._options.items()
        )
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        if self._process.stdin is not None:
            self._process.stdin.write(lines.encode())
            self._process.stdin.close()
        self._wait()

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def pause(self) -> None:
        """Let it answer nothing, as a machine that swaps, until it is resumed."""
        if self._process is not None:
            self._process.send_signal(signal.SIGSTOP)

    def resume(self) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self.kill()
        self._folder.cleanup()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.stop()

    def _wait(self, within_s: float = 10.0) -> None:
        give_up_at = time.monotonic() + within_s
        with connect_blocking(RedisSettings(url=self.url)) as client:
            while True:
                try:
                    client.ping()
                except redis.RedisError:
                    if time.monotonic() > give_up_at:
                        raise
                    time.sleep(0.01)
                else:
                    return
