from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import redis.asyncio
from msgspec.structs import replace

from bot.redis_connection import connect
from bot.settings import RedisSettings, Settings
from tests.adapters.discord.acts.kept import Kept
from tests.adapters.discord.doors.desk import Desk
from tests.adapters.discord.fake import (
    FakeDiscord,
    May,
    Person,
)
from tests.adapters.discord.fake.app import App


@pytest.fixture
async def desk(
    app: App, fake: FakeDiscord, client: redis.asyncio.Redis, settings: Settings
) -> Desk:
    desk = Desk(app, fake, Kept(client, settings))
    await desk.open()
    return desk


@pytest.fixture
def mo(fake: FakeDiscord) -> Person:
    return fake.person("mo", may=int(May.MANAGE_GUILD))


@pytest.fixture
async def away(app: App, fake: FakeDiscord, settings: Settings) -> AsyncIterator[Desk]:
    """A desk whose Redis is not there."""
    nowhere = RedisSettings(url="unix:///nowhere/redis.sock")
    async with connect(nowhere) as client:
        desk = Desk(app, fake, Kept(client, replace(settings, redis=nowhere)))
        await desk.open()
        yield desk
