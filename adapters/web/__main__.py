"""`python -m adapters.web`: the helpdesk page, its way in and its way out.

The one place of the adapter that knows everyone.
"""

from __future__ import annotations

import asyncio
import secrets
import sys

from adapters.running import run, until_told_to_stop
from adapters.web.adapter import WebAdapter
from bot.cancelling import cancelled
from bot.delivery import Delivery
from bot.intake import Intake
from bot.pictures import PictureOpener
from bot.redis_connection import connect
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings


async def serve(settings: Settings) -> None:
    """Serve, and deliver what the workers answered, until told to stop."""
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
        await until_told_to_stop()
        await cancelled(*tasks)


if __name__ == "__main__":
    sys.exit(run(serve))
