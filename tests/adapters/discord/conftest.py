from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from tests.adapters.discord.campus import Campus, campus
from tests.adapters.discord.fake import Channel, Person
from tests.adapters.discord.fake.conftest import app, fake, homework

__all__ = ["ana", "app", "channel", "fake", "grounds", "homework"]


@pytest.fixture
async def grounds(settings: Settings) -> AsyncIterator[Campus]:
    async with campus(settings) as grounds:
        yield grounds


@pytest.fixture
def channel(grounds: Campus) -> Channel:
    return grounds.fake.channel("algebra")


@pytest.fixture
def ana(grounds: Campus) -> Person:
    return grounds.fake.person("ana")
