"""`python -m adapters.web`: the helpdesk page, its way in and its way out.

The one place of the adapter that knows everyone.
"""

from __future__ import annotations

import asyncio
import secrets
import signal
import sys

from adapters.web.adapter import WebAdapter
from bot.cancelling import cancelled
from bot.delivery import Delivery
from bot.errors import SettingsError
from bot.intake import Intake
from bot.ledger import keep_ledger
from bot.pictures import PictureOpener
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings, load

REFUSED = 2


def main() -> int:
    """Run until SIGTERM or SIGINT; 2 where the settings have to be changed."""
    keep_ledger()
    code = 0
    try:
        asyncio.run(run(load()))
    except* SettingsError as group:
        print(*group.exceptions, sep="\n", file=sys.stderr)
        code = REFUSED
    return code


async def run(settings: Settings) -> None:
    """Serve, and deliver what the workers answered, until told to stop."""
    if not settings.redis.url:
        raise SettingsError(
            "redis.url is empty: name a server, or run `sightline demo`, which starts "
            "a private one"
        )
    async with (
        connect(settings.redis) as client,
        PictureOpener(settings.pictures) as opener,
        asyncio.TaskGroup() as group,
    ):
        queue, store = Queue(client, settings), Store(client, settings)
        adapter = WebAdapter(settings, queue, store)
        intake = Intake(queue, store, opener, settings)
        consumer = f"web-{secrets.token_hex(4)}"
        delivery = Delivery("web", consumer, queue, store.picture_content, adapter.send)
        tasks = [
            group.create_task(adapter.listen(intake)),
            group.create_task(delivery.run()),
        ]
        await _told_to_stop()
        await cancelled(*tasks)


async def _told_to_stop() -> None:
    told = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, told.set)
    await told.wait()


if __name__ == "__main__":
    sys.exit(main())
