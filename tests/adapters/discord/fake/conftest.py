"""A fake Discord for every test that asks for one, and the real client to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.adapters.discord.fake import Channel, FakeDiscord
from tests.adapters.discord.fake.app import App, connected


@pytest.fixture
async def fake() -> AsyncIterator[FakeDiscord]:
    async with FakeDiscord() as fake:
        yield fake


@pytest.fixture
def homework(fake: FakeDiscord) -> Channel:
    return fake.channel("homework")


@pytest.fixture
async def app(fake: FakeDiscord, homework: Channel) -> AsyncIterator[App]:
    app = App()
    async with connected(app, fake):
        yield app
