"""`/sightline` on a real Redis, and questions as if they had been asked."""

from __future__ import annotations

import itertools
import secrets
from typing import Any

import redis.asyncio
from msgspec.structs import replace

from adapters.discord.acts.commands import Commands
from adapters.discord.conversations import Conversations
from adapters.discord.hearing.servers import Servers
from adapters.discord.notes import Where
from adapters.discord.rooms import Rooms
from adapters.discord.saying.layouts import Button, Layout, Row, Text
from adapters.discord.sending.spots import details_of
from bot.jobs import Job
from bot.redis_notes import Notes
from bot.redis_posts import Posts
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.settings import DiscordSettings, Settings
from tests.builders import a_job, a_picture, a_result
from tests.waiting import Clock

HERE = Where(guild="7", channel="70")
THREAD = Where(guild="7", channel="701", parent="70")
DIRECT = Where(channel="9", is_direct=True)
_numbers = itertools.count(1000)


class Kept:
    """What lies in Redis, and the commands that look at it."""

    def __init__(self, client: redis.asyncio.Redis, settings: Settings) -> None:
        self.clock = Clock()
        queue = replace(settings.queue, user_per_minute=1000)
        self.queue = Queue(client, replace(settings, queue=queue), self.clock)
        self.store = Store(client, settings, self.clock)
        self.notes = Notes(client, settings)
        self.posts = Posts("discord", client, settings)
        self.servers = Servers(self.notes)
        self.commands = self.commanding()

    def commanding(self, *, has_content: bool = True, **fields: Any) -> Commands:
        return Commands(
            self.queue,
            self.store,
            self.notes,
            self.servers,
            Rooms(DiscordSettings(**fields), self.servers),
            Conversations(self.posts, self.queue),
            has_content=has_content,
        )

    async def asked(
        self, where: Where, user: str = "ana", root: str = "", **fields: Any
    ) -> Job:
        """Return a question that waits; it begins a conversation without a *root*."""
        self.clock.forward(0.1)
        message = str(next(_numbers))
        now = self.clock()
        job = a_job(
            asked_at=now,
            deadline_at=now + 120,
            id=secrets.token_hex(16),
            platform="discord",
            tenant=where.tenant,
            channel=where.room,
            thread=root or message,
            user=user,
            details=details_of(where, message),
            pictures=(a_picture(name=secrets.token_hex(32)),),
            **fields,
        )
        thread_key = job.address.thread_key
        await self.store.keep_picture(job.pictures[0], b"pixels", thread_key)
        await self.queue.submit(job, message)
        return job

    async def answer(self, count: int) -> None:
        claims = await self.queue.claim("worker", count, 1)
        await self.queue.finish([(each, a_result(each.job)) for each in claims])

    async def is_kept(self, job: Job) -> bool:
        """Whether anything of *job* is: it, its turn, or its picture."""
        picture = await self.store.picture_content(job.pictures[0].name)
        turns = await self.store.turns(job.address.thread_key)
        status = await self.queue.status(job.id)
        return picture is not None or bool(turns) or status is not None


def read(layout: Layout) -> str:
    """Return all that a person reads of *layout*, buttons in brackets."""
    told = []
    for part in layout.parts:
        match part:
            case Text(content=content):
                told.append(content)
            case Row(buttons=buttons):
                told += [f"[{each.label}]" for each in buttons]
    return "\n".join(told)


def buttons_of(layout: Layout) -> list[Button]:
    rows = [part for part in layout.parts if isinstance(part, Row)]
    return [each for row in rows for each in row.buttons]
