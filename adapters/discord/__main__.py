"""`python -m adapters.discord`: Discord's way in and its way out.

The one place of the adapter that knows everyone. With --check it says what it would
run with, a line each: ``ok|warn|bad<TAB>name<TAB>sentence``.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

import aiohttp
import redis.asyncio

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.doors.bans import Bans
from adapters.discord.doors.checks import checks
from adapters.discord.doors.client import DiscordClient
from adapters.discord.doors.reticence import be_reticent
from adapters.discord.doors.syncing import commands
from adapters.discord.parts import Kept, Parts
from adapters.running import REFUSED, run, until_told_to_stop
from bot.cancelling import side_by_side
from bot.delivery import Delivery
from bot.errors import SettingsError
from bot.intake import Intake
from bot.ledger import keep_ledger
from bot.pictures import PictureOpener
from bot.redis_connection import connect
from bot.redis_inbox import Inbox
from bot.redis_notes import Notes
from bot.redis_posts import Posts
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings, load


def main(arguments: Sequence[str] | None = None) -> int:
    """2 where the settings have to be changed, 1 where a check is bad."""
    parser = argparse.ArgumentParser(prog="sightline discord")
    parser.add_argument("--check", action="store_true", help="check and leave")
    asked = parser.parse_args(arguments)
    return _checked() if asked.check else run(serve)


async def serve(settings: Settings) -> None:
    """Take what Discord sends, and deliver what the workers answered, until stopped.

    It can be told to stop before Discord is there.
    """
    await side_by_side(until_told_to_stop(), _serving(settings))


def kept_in(client: redis.asyncio.Redis, settings: Settings) -> Kept:
    return Kept(
        queue=Queue(client, settings),
        store=Store(client, settings),
        inbox=Inbox(client, settings),
        posts=Posts("discord", client, settings),
        notes=Notes(client, settings),
    )


def our_commands(
    settings: Settings, session: aiohttp.ClientSession
) -> list[dict[str, Any]]:
    """Return what would be in Discord's menus; nothing is connected for it."""
    bans = Bans()
    client = DiscordClient(bans, has_content=settings.discord.message_content)
    kept = kept_in(redis.asyncio.Redis(), settings)
    parts = Parts(settings, kept, client, session, bans)
    for command in parts.commands().all():
        client.tree.add_command(command)
    return commands(client.tree)


async def _serving(settings: Settings) -> None:
    consumer = f"discord-{secrets.token_hex(4)}"
    async with (
        connect(settings.redis) as client,
        PictureOpener(settings.pictures) as opener,
    ):
        kept = kept_in(client, settings)
        async with DiscordAdapter(settings, kept, consumer) as adapter:
            intake = Intake(kept.queue, kept.store, opener, settings)
            content = kept.store.picture_content
            delivery = Delivery("discord", consumer, kept.queue, content, adapter.send)
            await side_by_side(adapter.listen(intake), delivery.run())


def _checked() -> int:
    keep_ledger()
    try:
        return asyncio.run(_check(load()))
    except SettingsError as error:
        print(error, file=sys.stderr)
        return REFUSED


async def _check(settings: Settings) -> int:
    be_reticent()
    levels = []
    async with AsyncExitStack() as stack:
        session = await stack.enter_async_context(aiohttp.ClientSession())
        ours = our_commands(settings, session)
        notes = None
        if settings.redis.url:
            client = await stack.enter_async_context(connect(settings.redis))
            notes = Notes(client, settings)
        async for check in checks(settings.discord, session, ours, notes):
            print(check.level, check.name, check.sentence, sep="\t", flush=True)
            levels.append(check.level)
    return 1 if "bad" in levels else 0


if __name__ == "__main__":
    sys.exit(main())
