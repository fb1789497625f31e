"""`python -m adapters.discord`: Discord's way in and its way out.

The one place of the adapter that knows everyone. With --check it says what it would
run with, a line each: ``ok|warn|bad<TAB>name<TAB>sentence``.
"""

from __future__ import annotations

import argparse
import secrets
import sys
from collections.abc import Sequence

import redis.asyncio

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.parts import Kept
from adapters.running import run, until_told_to_stop
from bot.cancelling import side_by_side
from bot.delivery import Delivery
from bot.intake import Intake
from bot.pictures import PictureOpener
from bot.redis_connection import connect
from bot.redis_inbox import Inbox
from bot.redis_notes import Notes
from bot.redis_posts import Posts
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """2 where the settings have to be changed."""
    parser = argparse.ArgumentParser(prog="sightline discord")
    parser.parse_args(arguments)
    return run(serve)


async def serve(settings: Settings) -> None:
    """Take what Discord sends, and deliver what the workers answered, until stopped."""
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
            await side_by_side(
                until_told_to_stop(), adapter.listen(intake), delivery.run()
            )


def kept_in(client: redis.asyncio.Redis, settings: Settings) -> Kept:
    return Kept(
        queue=Queue(client, settings),
        store=Store(client, settings),
        inbox=Inbox(client, settings),
        posts=Posts("discord", client, settings),
        notes=Notes(client, settings),
    )


if __name__ == "__main__":
    sys.exit(main())
