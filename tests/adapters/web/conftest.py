from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from bot.settings import PictureSettings, QueueSettings, Settings, WebSettings
from tests.adapters.web.browser import Browser
from tests.adapters.web.helpdesk import Helpdesk, helpdesk


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """A site where the questions of one test do not count as a flood."""
    return replace(
        settings,
        queue=QueueSettings(user_per_minute=1000),
        pictures=PictureSettings(sandboxes=1),
        web=WebSettings(port=0),
    )


@pytest.fixture
async def desk(settings: Settings) -> AsyncIterator[Helpdesk]:
    async with helpdesk(settings) as desk:
        yield desk


@pytest.fixture
async def ada(desk: Helpdesk) -> AsyncIterator[Browser]:
    async with Browser(desk.url) as browser:
        yield browser


@pytest.fixture
async def bob(desk: Helpdesk) -> AsyncIterator[Browser]:
    async with Browser(desk.url) as browser:
        yield browser
