"""`sightline demo` as a person runs it: its processes, its signals, its sentences."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Self

import psutil
import pytest

from bot.cli import main
from bot.demo import announcement, free_port, platforms
from bot.errors import SettingsError
from bot.private_redis import find_server
from bot.settings import DiscordSettings, Settings, SlackSettings, WorkerSettings
from tests.processes import descendants, is_running
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
SIGHTLINE = "import sys; from bot.cli import main; sys.exit(main())"
READY_S = 90.0


class Demo:
    """Runs ``sightline demo`` in *folder*; whatever it started ends with the block.

    *variables* are the only ones of Sightline that it sees.
    """

    def __init__(self, folder: Path, **variables: str) -> None:
        self._folder = folder
        self._variables = variables
        self._seen: set[int] = set()
        self._process: subprocess.Popen[bytes] | None = None
        self.port = free_port("127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.port}"

    def __enter__(self) -> Self:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("SIGHTLINE_")}
        with (self._folder / "demo.txt").open("ab") as out:
            self._process = subprocess.Popen(
                [sys.executable, "-c", SIGHTLINE, "demo", "--port", str(self.port)],
                cwd=self._folder,
                env=clean | {"PYTHONPATH": str(ROOT)} | self._variables,
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.process.kill()
        self.process.wait()

    @property
    def process(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            raise RuntimeError("not entered")
        return self._process

    @property
    def told(self) -> str:
        return (self._folder / "demo.txt").read_text()

    @property
    def family(self) -> set[int]:
        """Every process it ever had, as far as was looked."""
        self._seen |= descendants(self.process.pid)
        return self._seen

    async def ready(self) -> None:
        await until(lambda: self.is_over() or "is ready" in self.told, READY_S)
        assert not self.is_over(), self.told

    def is_over(self) -> bool:
        return self.process.poll() is not None

    def has_other(self, module: str, before: int) -> bool:
        """Whether another process than *before* runs *module*."""
        return self.part(module) not in {0, before}

    def part(self, module: str) -> int:
        """Return the process id of ``redis-server``, ``model_worker`` or the like."""
        for pid in descendants(self.process.pid):
            with suppress(psutil.NoSuchProcess, ProcessLookupError):
                words = psutil.Process(pid).cmdline()[:3]
                if any(module in word for word in words) and os.getpgid(pid) == pid:
                    return pid
        return 0

    def answers(self, path: str = "/readyz") -> bool:
        try:
            with urllib.request.urlopen(self.url + path, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            return False


class Refusing(BaseHTTPRequestHandler):
    """A Slack, or a Discord, that knows no token; where a gateway is it tells all."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self._answer(200, b'{"ok": false, "error": "invalid_auth"}')

    def do_GET(self) -> None:
        if self.path.endswith("/gateway"):
            self._answer(200, b'{"url": "ws://127.0.0.1:1"}')
        else:
            self._answer(401, b'{"message": "401: Unauthorized", "code": 0}')

    def _answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002 - its name
        pass


@pytest.fixture
def refusing() -> Iterator[str]:
    """The address of its interface, without a slash at its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Refusing) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/api"
        server.shutdown()


@pytest.fixture
def needs_redis() -> None:
    try:
        find_server()
    except SettingsError as error:
        pytest.skip(str(error))


@pytest.fixture
def demo(needs_redis: None, tmp_path: Path) -> Iterator[Demo]:
    with Demo(tmp_path) as demo:
        yield demo


async def test_parts_that_are_killed_come_back_and_all_end_when_asked(
    demo: Demo,
) -> None:
    await demo.ready()
    assert f"Sightline is ready: {demo.url}\n" in demo.told
    for module in ("redis-server", "adapters.web", "model_worker"):
        before = demo.part(module)
        os.kill(before, signal.SIGKILL)
        await until(partial(demo.has_other, module, before))
    await until(demo.answers, READY_S)
    family = set(demo.family)

    began = time.monotonic()
    demo.process.send_signal(signal.SIGTERM)
    await until(demo.is_over)

    assert demo.process.returncode == 0
    assert time.monotonic() - began < 10
    await until(lambda: not any(map(is_running, family)))
    assert "Traceback" not in demo.told


async def test_all_die_with_it_when_it_is_killed(demo: Demo) -> None:
    await demo.ready()
    family = set(demo.family)
    assert len(family) >= 3

    demo.process.kill()

    await until(lambda: not any(map(is_running, family)))


async def test_a_second_time_asked_it_ends_at_once(demo: Demo) -> None:
    await demo.ready()
    stuck = demo.part("model_worker")
    os.kill(stuck, signal.SIGSTOP)

    demo.process.send_signal(signal.SIGINT)
    await until(lambda: "Stopping." in demo.told)
    began = time.monotonic()
    demo.process.send_signal(signal.SIGINT)

    await until(demo.is_over)
    assert demo.process.returncode == 0
    assert time.monotonic() - began < 5
    assert not is_running(stuck)


async def test_stopped_while_it_starts_it_leaves_nothing(demo: Demo) -> None:
    await until(lambda: bool(demo.part("model_worker")))
    family = set(demo.family)

    demo.process.send_signal(signal.SIGINT)

    await until(demo.is_over)
    assert demo.process.returncode == 0
    await until(lambda: not any(map(is_running, family | demo.family)))


async def test_tokens_that_are_refused_are_told_and_the_page_goes_on(
    needs_redis: None, tmp_path: Path, refusing: str
) -> None:
    (tmp_path / "sightline.toml").write_text(
        f'[slack]\napi_url = "{refusing}/"\n[discord]\napi_url = "{refusing}"\n'
    )
    tokens = {
        "SIGHTLINE_SLACK_BOT_TOKEN": "xoxb-1-s3cret",
        "SIGHTLINE_SLACK_APP_TOKEN": "xapp-1-s3cret",
        "SIGHTLINE_DISCORD_TOKEN": "MTIz.of.s3cret",
    }

    with Demo(tmp_path, **tokens) as demo:
        await demo.ready()
        await until(lambda: "slack is off: " in demo.told)
        await until(lambda: "discord is off: the token is refused: " in demo.told)

        assert demo.answers()
        assert demo.part("adapters.slack") == 0
        assert demo.part("adapters.discord") == 0
        assert "s3cret" not in demo.told
        assert "Traceback" not in demo.told
        demo.process.send_signal(signal.SIGTERM)
        await until(demo.is_over)


def test_a_taken_port_is_one_sentence_and_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]

        assert main(["demo", "--port", str(port)]) == 2

    told = capsys.readouterr().err
    assert told.startswith(f"port {port} is in use: ")
    assert len(told.splitlines()) == 1
    assert not (tmp_path / ".sightline").exists()


def test_a_host_that_is_not_ours_is_told() -> None:
    with pytest.raises(SettingsError, match=r"cannot listen on 192\.0\.2\.1"):
        free_port("192.0.2.1", 8080)


def test_a_free_port_is_found_and_a_chosen_one_kept() -> None:
    found = free_port("127.0.0.1", 0)

    assert found > 0
    assert free_port("127.0.0.1", found) == found


def test_without_a_checkpoint_the_way_to_one_is_told() -> None:
    told = announcement(Settings(), "127.0.0.1:8080", Path(".sightline"))

    assert "worker.checkpoint" in told


def test_a_checkpoint_is_named() -> None:
    settings = Settings(worker=WorkerSettings(checkpoint="models/kosmos-2"))

    told = announcement(settings, "127.0.0.1:8080", Path(".sightline"))

    assert re.search(r"KOSMOS-2 +models/kosmos-2\n", told)


@pytest.mark.parametrize(
    ("slack", "refusal", "told"),
    [
        (SlackSettings(), "", "off: README.md says how to set it up"),
        (
            SlackSettings(bot_token="xoxb-1"),
            "",
            "off: SIGHTLINE_SLACK_APP_TOKEN is not set",
        ),
        (
            SlackSettings(app_token="xapp-1"),
            "",
            "off: SIGHTLINE_SLACK_BOT_TOKEN is not set",
        ),
        (
            SlackSettings(bot_token="xoxb-1", app_token="xapp-1"),
            "",
            "mention the app in a channel, or write to it",
        ),
        (
            SlackSettings(bot_token="xoxb-1", app_token="xapp-1"),
            "the bot token was refused",
            "off: the bot token was refused",
        ),
    ],
)
def test_what_became_of_slack_is_told(
    slack: SlackSettings, refusal: str, told: str
) -> None:
    settings = Settings(slack=slack)

    lines = announcement(
        settings, "127.0.0.1:8080", Path(".sightline"), {"slack": refusal}
    )

    assert f"  Slack              {told}\n" in lines
    assert ("slack" in platforms(settings)) == bool(slack.bot_token and slack.app_token)
    assert "xoxb" not in lines


@pytest.mark.parametrize(
    ("token", "refusal", "told"),
    [
        ("", "", "off: README.md says how to set it up"),
        ("MTIz.of.tests", "", "mention the bot on a server, or write to it"),
        ("MTIz.of.tests", "the token is refused", "off: the token is refused"),
    ],
)
def test_what_became_of_discord_is_told(token: str, refusal: str, told: str) -> None:
    settings = Settings(discord=DiscordSettings(token=token))

    lines = announcement(
        settings, "127.0.0.1:8080", Path(".sightline"), {"discord": refusal}
    )

    assert f"  Discord            {told}\n" in lines
    assert platforms(settings) == (["discord"] if token else [])
    assert "MTIz" not in lines
