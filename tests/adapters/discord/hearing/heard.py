"""What tests of hearing have in common: a fetcher, and a note of what was said."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from adapters.discord import inbound
from adapters.discord.hearing.backlog import Backlog
from adapters.discord.hearing.fetching import Code, Fetcher
from adapters.discord.notes import Message
from bot.settings import DiscordSettings, PictureSettings, Settings
from tests.adapters.discord.fake import FakeDiscord, Upload
from tests.adapters.discord.fake.app import App
from tests.waiting import until

PNG = b"\x89PNG of tests"
BYTES_MAX = 1000


def sheet(name: str = "sheet.png") -> Upload:
    return Upload(name, PNG)


def told(code: Code, name: str) -> str:
    return f"{code}: {name}"


@asynccontextmanager
async def fetching(app: App, fake: FakeDiscord) -> AsyncIterator[Fetcher]:
    settings = Settings(
        discord=DiscordSettings(file_origins=(fake.cdn.origin,)),
        pictures=PictureSettings(bytes_max=BYTES_MAX),
    )
    async with aiohttp.ClientSession() as session:
        yield Fetcher(session, settings, Backlog(app).files)


async def noted(app: App, message_id: str) -> Message:
    """Return the note of one message, once it is heard."""
    await until(lambda: any(str(each.id) == message_id for each in app.heard))
    (message,) = [each for each in app.heard if str(each.id) == message_id]
    assert app.user is not None
    note = inbound.posted(message, app.user)
    assert note is not None
    return note.message
