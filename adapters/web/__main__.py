"""`python -m adapters.web`: the helpdesk page, its way in and its way out.

The one place of the adapter that knows everyone.
"""

from __future__ import annotations

import secrets
import sys

from adapters.running import run, until_told_to_stop
from adapters.web.adapter import WebAdapter
from bot.cancelling import side_by_side
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
    ):
        queue, store = Queue(client, settings), Store(client, settings)
        adapter = WebAdapter(settings, queue, store)
        intake = Intake(queue, store, opener, settings)
        consumer = f"web-{secrets.token_hex(4)}"
        delivery = Delivery("web", consumer, queue, store.picture_content, adapter.send)
        await side_by_side(until_told_to_stop(), adapter.listen(intake), delivery.run())


if __name__ == "__main__":
    sys.exit(run(serve))
