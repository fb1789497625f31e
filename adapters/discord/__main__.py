"""`python -m adapters.discord`: Discord's way in and its way out.

With --check it says what it would run with, a line each:
``ok|warn|bad<TAB>name<TAB>sentence``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import AsyncIterator, Sequence
from typing import Any

import aiohttp
import redis.asyncio

from adapters import serving
from adapters.discord.adapter import DiscordAdapter
from adapters.discord.doors.bans import Bans
from adapters.discord.doors.checks import checks
from adapters.discord.doors.client import DiscordClient
from adapters.discord.doors.reticence import be_reticent
from adapters.discord.doors.syncing import commands
from adapters.discord.parts import Parts
from adapters.kept import Kept, kept_in, noted
from adapters.running import run
from bot.checks import Check
from bot.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """2 where the settings have to be changed, 1 where a check is bad."""
    parser = argparse.ArgumentParser(prog="sightline discord")
    parser.add_argument("--check", action="store_true", help="check and leave")
    asked = parser.parse_args(arguments)
    return serving.check(_checks) if asked.check else run(serve)


async def serve(settings: Settings) -> None:
    def entering(kept: Kept, consumer: str) -> DiscordAdapter:
        return DiscordAdapter(settings, kept, consumer)

    await serving.serve("discord", settings, entering)


def our_commands(
    settings: Settings, session: aiohttp.ClientSession
) -> list[dict[str, Any]]:
    """Return what would be in Discord's menus; nothing is connected for it."""
    bans = Bans()
    client = DiscordClient(bans, has_content=settings.discord.message_content)
    kept = kept_in(redis.asyncio.Redis(), "discord", settings)
    parts = Parts(settings, kept, client, session, bans)
    for command in parts.commands().all():
        client.tree.add_command(command)
    return commands(client.tree)


async def _checks(settings: Settings) -> AsyncIterator[Check]:
    be_reticent()
    async with aiohttp.ClientSession() as session, noted(settings) as notes:
        ours = our_commands(settings, session)
        async for each in checks(settings.discord, session, ours, notes):
            yield each


if __name__ == "__main__":
    sys.exit(main())
