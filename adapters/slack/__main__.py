"""`python -m adapters.slack`: Slack's way in and its way out.

The one place of the adapter that knows everyone.
"""

from __future__ import annotations

import argparse
import asyncio
import secrets
import sys
from collections.abc import Sequence

from cryptography.fernet import Fernet

from adapters.running import run, until_told_to_stop
from adapters.slack.adapter import SlackAdapter
from adapters.slack.checks import check
from bot.cancelling import cancelled
from bot.delivery import Delivery
from bot.intake import Intake
from bot.pictures import PictureOpener
from bot.redis_connection import connect
from bot.redis_inbox import Inbox
from bot.redis_posts import Posts
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings


def main(arguments: Sequence[str] | None = None) -> int:
    """Return the exit code: 2 where the settings have to be changed."""
    asked = _parser().parse_args(arguments)
    if asked.new_key:
        print(Fernet.generate_key().decode())
        return 0
    return check() if asked.check else run(serve)


async def serve(settings: Settings) -> None:
    """Take what Slack sends, and deliver what the workers answered, until stopped."""
    consumer = f"slack-{secrets.token_hex(4)}"
    async with (
        connect(settings.redis) as client,
        PictureOpener(settings.pictures) as opener,
    ):
        queue, store = Queue(client, settings), Store(client, settings)
        inbox = Inbox(client, settings)
        posts = Posts("slack", client, settings)
        async with (
            SlackAdapter(settings, queue, store, inbox, posts, consumer) as adapter,
            asyncio.TaskGroup() as group,
        ):
            intake = Intake(queue, store, opener, settings)
            delivery = Delivery(
                "slack", consumer, queue, store.picture_content, adapter.send
            )
            tasks = [
                group.create_task(adapter.listen(intake)),
                group.create_task(delivery.run()),
            ]
            await until_told_to_stop()
            await cancelled(*tasks)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m adapters.slack")
    parser.add_argument("--check", action="store_true", help="say what is set up")
    parser.add_argument("--new-key", action="store_true", help="print a fresh token key")
    return parser


if __name__ == "__main__":
    sys.exit(main())
