"""A fake Slack for every test that asks for one, and the real client to it."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import Channel, FakeSlack
from tests.adapters.slack.fake.bolt import App, connected


@pytest.fixture
async def slack() -> AsyncIterator[FakeSlack]:
    async with FakeSlack() as slack:
        yield slack


@pytest.fixture
def client(slack: FakeSlack) -> AsyncWebClient:
    return AsyncWebClient(slack.bot_token, slack.api_url, retry_handlers=[])


@pytest.fixture
def support(slack: FakeSlack) -> Channel:
    return slack.channel("support")


@pytest.fixture
async def app(slack: FakeSlack) -> AsyncIterator[App]:
    app = App(slack)
    async with connected(app, slack):
        yield app
