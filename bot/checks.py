"""What one installation needs outside Redis, each need examined by itself.

What the worker, the Slack and the Discord adapter would run with is told by their own
``--check``, in lines of ``ok|warn|bad<TAB>name<TAB>sentence``: none is imported here.
"""

from __future__ import annotations

import importlib.util
import ipaddress
import platform
import subprocess
import sys
from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct
from PIL import features

from bot.settings import DiscordSettings, Settings, SlackSettings

Level = Literal["ok", "warn", "bad"]
PYTHONS = ((3, 11), (3, 13))
CHECK_S = 300


class Check(Struct, frozen=True):
    level: Level
    name: str
    sentence: str


def python(_: Settings) -> Iterator[Check]:
    here = platform.python_version()
    if PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]:
        yield Check("ok", "python", here)
    else:
        yield Check("bad", "python", f"{here}: use 3.11, 3.12 or 3.13")


def worker(_: Settings) -> Iterator[Check]:
    """Ask the worker itself."""
    yield from asked("worker", "model_worker")


def slack(_: Settings) -> Iterator[Check]:
    """Ask the Slack adapter itself, which asks Slack."""
    if importlib.util.find_spec("slack_bolt") is None:
        sentence = "slack-bolt is missing: pip install 'sightline[slack]'"
        yield Check("bad", "slack", sentence)
    else:
        yield from asked("slack", "adapters.slack")


def slack_if_set_up(settings: Settings) -> Iterator[Check]:
    """Ask it where anything of Slack is set: most sites have none."""
    if settings.slack == SlackSettings():
        yield Check("ok", "slack", "not set up; README.md says how")
    else:
        yield from slack(settings)


def discord(_: Settings) -> Iterator[Check]:
    """Ask the Discord adapter itself, which asks Discord."""
    if importlib.util.find_spec("discord") is None:
        sentence = "discord.py is missing: pip install 'sightline[discord]'"
        yield Check("bad", "discord", sentence)
    else:
        yield from asked("discord", "adapters.discord")


def discord_if_set_up(settings: Settings) -> Iterator[Check]:
    """Ask it where anything of Discord is set."""
    if settings.discord == DiscordSettings():
        yield Check("ok", "discord", "not set up; README.md says how")
    else:
        yield from discord(settings)


def asked(name: str, module: str) -> Iterator[Check]:
    """Yield what ``python -m module --check`` says, as a process of its own."""
    command = [sys.executable, "-m", module, "--check"]
    try:
        ran = subprocess.run(  # noqa: S603 - our own module
            command, capture_output=True, text=True, check=False, timeout=CHECK_S
        )
    except subprocess.TimeoutExpired:
        yield Check("bad", name, f"said nothing within {CHECK_S} s")
        return
    checks = list(told(ran.stdout))
    yield from checks
    if not checks:
        lines = ran.stderr.strip().splitlines() or ["it said nothing"]
        yield Check("bad", name, f"cannot be asked: {lines[-1]}")


def told(lines: str) -> Iterator[Check]:
    """Yield the checks that another process printed; other lines are skipped."""
    levels: Mapping[str, Level] = {"ok": "ok", "warn": "warn", "bad": "bad"}
    for line in lines.splitlines():
        match line.split("\t"):
            case [level, name, sentence] if level in levels:
                yield Check(levels[level], name, sentence)


def pictures(_: Settings) -> Iterator[Check]:
    """Say whether all is there that drawing and opening need."""
    needs = {"freetype2": "fonts", "webp": "WebP", "jpg": "JPEG", "zlib": "PNG"}
    missing = [what for name, what in needs.items() if not features.check(name)]
    if importlib.util.find_spec("pillow_heif") is None:
        missing.append("HEIC (pip install pillow-heif)")
    if importlib.util.find_spec("pypdfium2") is None:
        missing.append("PDF (pip install pypdfium2)")
    if missing:
        yield Check("bad", "pictures", f"cannot open {', '.join(missing)}")
    else:
        yield Check("ok", "pictures", "fonts, PNG, JPEG, WebP, GIF, HEIC and PDF")


def web(settings: Settings) -> Iterator[Check]:
    """Say where the page listens, and who may come in."""
    place = f"{settings.web.host}, port {settings.web.port}"
    if importlib.util.find_spec("aiohttp") is None:
        yield Check("bad", "web", "aiohttp is missing: pip install 'sightline[web]'")
    elif settings.web.trusted_user_header:
        header = settings.web.trusted_user_header
        yield Check("ok", "web", f"{place}; a proxy names people in {header}")
    elif settings.web.access_tokens:
        people = len(settings.web.access_tokens)
        yield Check("ok", "web", f"{place}; access tokens: {people}")
    elif is_loopback(settings.web.host):
        yield Check("ok", "web", f"{place}; open to this machine alone")
    else:
        yield Check(
            "bad",
            "web",
            f"{place} can be reached from outside: set SIGHTLINE_WEB_ACCESS_TOKENS or "
            "web.trusted_user_header, or listen on 127.0.0.1",
        )


def is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
