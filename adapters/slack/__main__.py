"""`python -m adapters.slack`: Slack's way in and its way out.

With --check it says what it would run with, a line each:
``ok|warn|bad<TAB>name<TAB>sentence``; with --new-key it prints a key for tokens.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator, Sequence

from adapters import serving
from adapters.kept import Kept, noted
from adapters.running import run
from adapters.slack.adapter import SlackAdapter
from adapters.slack.doors.checks import checks
from adapters.slack.doors.clients import session
from adapters.slack.doors.sealing import new_key
from bot.checks import Check
from bot.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """2 where the settings have to be changed, 1 where a check is bad."""
    parser = argparse.ArgumentParser(prog="sightline slack")
    parser.add_argument("--check", action="store_true", help="check and leave")
    parser.add_argument("--new-key", action="store_true", help="print a token key")
    asked = parser.parse_args(arguments)
    if asked.new_key:
        print(new_key())
        return 0
    return serving.check(_checks) if asked.check else run(serve)


async def serve(settings: Settings) -> None:
    def entering(kept: Kept, consumer: str) -> SlackAdapter:
        return SlackAdapter(settings, kept, consumer)

    await serving.serve("slack", settings, entering)


async def _checks(settings: Settings) -> AsyncIterator[Check]:
    async with session() as opened, noted(settings) as notes:
        async for each in checks(settings.slack, opened, notes):
            yield each


if __name__ == "__main__":
    sys.exit(main())
