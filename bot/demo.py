"""`sightline demo`: a private Redis, one worker and the page, kept alive until Ctrl-C.

Where both tokens of a Slack app are set, or that of a Discord app, its adapter runs
beside them; the page goes on without it.

What it stores (threads, pictures, logs) lies in the folder .sightline and is there
again at the next start. It looks at its children from outside alone: their exit codes,
their logs, and the page's /readyz.
"""

from __future__ import annotations

import asyncio
import errno
import signal
import socket
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from msgspec import structs

from bot.children import Program, python_program
from bot.errors import ServiceError, SettingsError
from bot.private_redis import PrivateRedis
from bot.settings import Settings
from bot.supervisor import Supervisor

FOLDER = Path(".sightline")
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}  # noqa: S104 - known, not bound
POLL_S = 0.1
ANSWER_S = 5.0
SLOW_S = 60.0


def run(settings: Settings, port: int | None = None, folder: Path = FOLDER) -> int:
    """Run until SIGINT or SIGTERM and return 0; 1 when a part does not stay alive.

    *port* goes before the settings' own. Raises SettingsError, before anything is
    started where that is possible.
    """
    port = free_port(settings.web.host, settings.web.port if port is None else port)
    with ExitStack() as stack:
        redis = None
        if not settings.redis.url:
            redis = stack.enter_context(PrivateRedis(folder, is_kept=True))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            asyncio.run(_run(settings, port, folder, redis))
        except ServiceError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


def free_port(host: str, port: int) -> int:
    """Return *port*, for 0 one that is free. Raises SettingsError where it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise SettingsError(
                    f"port {port} is in use: stop what listens there, or choose "
                    f"another with --port (make demo PORT={port + 1})"
                ) from error
            raise SettingsError(
                f"cannot listen on {host}, port {port}: {error.strerror}"
            ) from error
        free: int = trial.getsockname()[1]
        return free


def announcement(
    settings: Settings,
    address: str,
    folder: Path,
    refusals: Mapping[str, str] | None = None,
) -> str:
    """Return what a person reads once everything runs.

    *refusals* says by name why an adapter did not start, though it was to.
    """
    refused = refusals or {}
    checkpoint = settings.worker.checkpoint
    seeing = (
        checkpoint or "off: name a checkpoint as worker.checkpoint in sightline.toml"
    )
    return (
        f"Sightline is ready: http://{address}\n"
        f"  text in pictures   read\n"
        f"  KOSMOS-2           {seeing}\n"
        f"  Slack              {_slack(settings, refused.get('slack', ''))}\n"
        f"  Discord            {_discord(settings, refused.get('discord', ''))}\n"
        f"  logs               {folder}/*.log\n"
        f"Ctrl-C stops everything."
    )


def platforms(settings: Settings) -> list[str]:
    """Return the names of the adapters, beside the page's, that can be started."""
    slack, discord = settings.slack, settings.discord
    can_start = {
        "slack": bool(slack.bot_token and slack.app_token),
        "discord": bool(discord.token),
    }
    return [name for name, is_set_up in can_start.items() if is_set_up]


def _slack(settings: Settings, refusal: str) -> str:
    if refusal:
        return f"off: {refusal}"
    if "slack" in platforms(settings):
        return "mention the app in a channel, or write to it"
    if settings.slack.bot_token:
        return "off: SIGHTLINE_SLACK_APP_TOKEN is not set"
    if settings.slack.app_token:
        return "off: SIGHTLINE_SLACK_BOT_TOKEN is not set"
    return "off: README.md says how to set it up"


def _discord(settings: Settings, refusal: str) -> str:
    if refusal:
        return f"off: {refusal}"
    if settings.discord.token:
        return "mention the bot on a server, or write to it"
    return "off: README.md says how to set it up"


class _Demo:
    def __init__(
        self, settings: Settings, port: int, folder: Path, redis: PrivateRedis | None
    ) -> None:
        self._settings = settings
        self._host = ANYWHERE.get(settings.web.host, settings.web.host)
        self._port = port
        self._folder = folder
        self._redis = redis
        self._supervisor = Supervisor(_tell)
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        try:
            await self._supervisor.while_kept(self._until_stopped())
        finally:
            await self._supervisor.stop()

    def stop(self) -> None:
        """End all in order; asked a second time, at once."""
        if self._stopping.is_set():
            self._supervisor.kill()
        else:
            _tell("Stopping.")
        self._stopping.set()

    async def _until_stopped(self) -> None:
        async with asyncio.TaskGroup() as group:
            starting = group.create_task(self._start())
            await self._stopping.wait()
            starting.cancel()

    async def _start(self) -> None:
        if self._redis is not None:
            self._supervisor.keep(self._redis.program)
            await self._redis.ready()
        self._supervisor.keep(self._python("worker", "model_worker"))
        self._supervisor.keep(self._python("web", "adapters.web"))
        for name in platforms(self._settings):
            module = f"adapters.{name}"
            self._supervisor.keep(self._python(name, module, is_needed=False))
        await self._ready()
        self._supervisor.settle()
        refusals = {n: self._supervisor.refusal(n) for n in platforms(self._settings)}
        _tell(announcement(self._settings, self._address, self._folder, refusals))

    def _python(self, name: str, module: str, *, is_needed: bool = True) -> Program:
        changes = {"SIGHTLINE_WEB_PORT": str(self._port)}
        if self._redis is not None:
            changes["SIGHTLINE_REDIS_URL"] = self._redis.url
        program = python_program(name, module, self._folder, changes)
        return structs.replace(program, is_needed=is_needed)

    @property
    def _address(self) -> str:
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"{host}:{self._port}"

    async def _ready(self) -> None:
        """Return once the page is there and a worker behind it."""
        slow = asyncio.get_running_loop().call_later(
            SLOW_S,
            _tell,
            f"Still starting; {self._folder}/*.log say what takes so long.",
        )
        try:
            while True:
                if await self._is_ready():
                    return
                await asyncio.sleep(POLL_S)
        finally:
            slow.cancel()

    async def _is_ready(self) -> bool:
        try:
            async with asyncio.timeout(ANSWER_S):
                return await self._status() == b"200"
        except (OSError, TimeoutError):
            return False

    async def _status(self) -> bytes:
        """Return the status that /readyz answers with, b"" for no answer at all."""
        reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(
                f"GET /readyz HTTP/1.1\r\nHost: {self._address}\r\n"
                "Connection: close\r\n\r\n".encode()
            )
            first = await reader.readline()
        finally:
            writer.close()
        return first.split()[1] if first.startswith(b"HTTP/") else b""


async def _run(
    settings: Settings, port: int, folder: Path, redis: PrivateRedis | None
) -> None:
    demo = _Demo(settings, port, folder, redis)
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, demo.stop)
    await demo.run()


def _tell(sentence: str) -> None:
    print(sentence, flush=True)
