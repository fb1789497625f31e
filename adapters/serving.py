"""A chat platform's process: its way in beside its way out, or its checks alone."""

from __future__ import annotations

import asyncio
import secrets
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

from adapters.base import Adapter
from adapters.kept import Kept, kept_in
from adapters.running import REFUSED, until_told_to_stop
from bot.cancelling import side_by_side
from bot.checks import Check
from bot.delivery import Delivery
from bot.errors import SettingsError
from bot.intake import Intake
from bot.jobs import Platform
from bot.ledger import keep_ledger
from bot.pictures import PictureOpener
from bot.redis_connection import connect
from bot.settings import Settings, load

Entering = Callable[[Kept, str], AbstractAsyncContextManager[Adapter]]
"""Makes the adapter of what is kept and of this process's name among its like."""


async def serve(platform: Platform, settings: Settings, entering: Entering) -> None:
    """Take what the platform sends, and deliver what the workers answered, until
    stopped: it can be told to stop before the platform is there.
    """
    await side_by_side(until_told_to_stop(), _serve(platform, settings, entering))


def check(checks: Callable[[Settings], AsyncIterator[Check]]) -> int:
    """Print what is checked, a line each; 1 where a check is bad, 2 where the settings
    cannot be read.
    """
    keep_ledger()
    try:
        return asyncio.run(_checked(checks(load())))
    except SettingsError as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED


async def _serve(platform: Platform, settings: Settings, entering: Entering) -> None:
    consumer = f"{platform}-{secrets.token_hex(4)}"
    async with (
        connect(settings.redis) as client,
        PictureOpener(settings.pictures) as opener,
    ):
        kept = kept_in(client, platform, settings)
        async with entering(kept, consumer) as adapter:
            intake = Intake(kept.queue, kept.store, opener, settings)
            content = kept.store.picture_content
            delivery = Delivery(platform, consumer, kept.queue, content, adapter.send)
            await side_by_side(adapter.listen(intake), delivery.run())


async def _checked(checks: AsyncIterator[Check]) -> int:
    levels = []
    async for each in checks:
        sys.stdout.write(f"{each.level}\t{each.name}\t{each.sentence}\n")
        sys.stdout.flush()
        levels.append(each.level)
    return 1 if "bad" in levels else 0
