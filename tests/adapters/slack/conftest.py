from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.settings import Settings
from tests.adapters.slack.fake import Channel, Person
from tests.adapters.slack.office import Office, office


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Office]:
    async with office(settings) as desk:
        yield desk


@pytest.fixture
def channel(desk: Office) -> Channel:
    return desk.slack.channel()


@pytest.fixture
def ana(desk: Office) -> Person:
    return desk.slack.person("ana")
