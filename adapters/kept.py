"""What a chat platform's adapter keeps in Redis, where it outlives any process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import redis.asyncio
from msgspec import Struct

from bot.jobs import Platform
from bot.redis_connection import connect
from bot.redis_inbox import Inbox
from bot.redis_notes import Notes
from bot.redis_posts import Posts
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import Settings


class Kept(Struct, frozen=True):
    queue: Queue
    store: Store
    inbox: Inbox
    posts: Posts
    notes: Notes


def kept_in(
    client: redis.asyncio.Redis, platform: Platform, settings: Settings
) -> Kept:
    return Kept(
        queue=Queue(client, settings),
        store=Store(client, settings),
        inbox=Inbox(client, settings),
        posts=Posts(platform, client, settings),
        notes=Notes(client, settings),
    )


@asynccontextmanager
async def noted(settings: Settings) -> AsyncIterator[Notes | None]:
    """Give the notes for as long as the block, None where no Redis is named."""
    if not settings.redis.url:
        yield None
        return
    async with connect(settings.redis) as client:
        yield Notes(client, settings)
