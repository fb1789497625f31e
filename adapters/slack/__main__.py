"""`python -m adapters.slack`: Slack's way in and its way out.

With --check it says what it would run with, a line each:
``ok|warn|bad<TAB>name<TAB>sentence``; with --new-key it prints a key for tokens.
"""

from __future__ import annotations

import argparse
import asyncio
import sys

from adapters.slack.checks import checks
from adapters.slack.clients import session
from adapters.slack.sealing import new_key
from bot.errors import SettingsError
from bot.ledger import keep_ledger
from bot.settings import Settings, load

REFUSED = 2


def main() -> int:
    """2 where the settings have to be changed, 1 where a check is bad."""
    parser = argparse.ArgumentParser(prog="sightline slack")
    parser.add_argument("--check", action="store_true", help="check and leave")
    parser.add_argument("--new-key", action="store_true", help="print a token key")
    asked = parser.parse_args()
    if asked.new_key:
        print(new_key())
        return 0
    keep_ledger()
    try:
        return asyncio.run(_check(load()))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return REFUSED


async def _check(settings: Settings) -> int:
    levels = []
    async with session() as opened:
        async for check in checks(settings.slack, opened):
            print(check.level, check.name, check.sentence, sep="\t", flush=True)
            levels.append(check.level)
    return 1 if "bad" in levels else 0


if __name__ == "__main__":
    sys.exit(main())
