"""`sightline doctor`: what is set up, what is missing, what to do about it."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.checks import (
    Check,
    discord,
    discord_if_set_up,
    pictures,
    python,
    slack,
    slack_if_set_up,
    web,
    worker,
)
from bot.errors import SettingsError
from bot.redis_checks import alive_worker, redis_server
from bot.settings import FILE, Settings, load, named_file

WIDTH = 100
Examine = Callable[[Settings], Iterator[Check]]
CHECKS: dict[str, Examine] = {
    "python": python,
    "redis": redis_server,
    "alive": alive_worker,
    "worker": worker,
    "pictures": pictures,
    "web": web,
    "slack": slack,
    "discord": discord,
}
UNASKED = CHECKS | {"slack": slack_if_set_up, "discord": discord_if_set_up}
"""What is examined where nobody names anything."""

NAMES = ("settings", *CHECKS)


def run(only: Sequence[str] = (), *, is_strict: bool = False) -> int:
    """Print the checks (*only* those named); 1 if one is bad, or strict and warns."""
    checks = []
    for check in examined(only):
        checks.append(check)
        print(row(check), flush=True)
    wrong = [check for check in checks if check.level == "bad"]
    odd = [check for check in checks if check.level == "warn"]
    print(_summary(len(wrong), len(odd)))
    return 1 if wrong or (is_strict and odd) else 0


def examined(only: Sequence[str] = ()) -> Iterator[Check]:
    """Yield the checks as they are made; some take seconds."""
    try:
        settings = load()
    except SettingsError as error:
        yield Check("bad", "settings", str(error))
        return
    if not only or "settings" in only:
        yield _settings()
    for name, examine in (CHECKS if only else UNASKED).items():
        if not only or name in only:
            yield from examine(settings)


def row(check: Check) -> str:
    """Return a line of the table, wrapped under its own column; no address is cut."""
    head = f"{check.level:<6}{check.name:<18}"
    return textwrap.fill(
        check.sentence,
        WIDTH,
        initial_indent=head,
        subsequent_indent=" " * len(head),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _settings() -> Check:
    file = (named_file() or Path(FILE)).absolute()
    if file.exists():
        return Check("ok", "settings", str(file))
    return Check("ok", "settings", f"defaults; `sightline settings > {FILE}` to change")


def _summary(wrong: int, odd: int) -> str:
    if not wrong and not odd:
        return "Everything is in place."
    return f"To mend: {wrong}. To know: {odd}."
