"""The real bolt app, as small as it gets, over the real Socket Mode client."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack

EVENTS = (
    "message",
    "app_mention",
    "app_home_opened",
    "app_context_changed",
    "agent_session_stopped",
    "app_uninstalled",
    "tokens_revoked",
    "reaction_added",
)


class App:
    """A bolt app that keeps every event it was told, and the retries it was given."""

    def __init__(self, slack: FakeSlack) -> None:
        client = AsyncWebClient(slack.bot_token, slack.api_url)
        self.bolt = AsyncApp(client=client, signing_secret=slack.signing_secret)
        self.bodies: list[dict[str, Any]] = []
        for kind in EVENTS:
            self.bolt.event(kind)(self._keep)

    async def _keep(self, body: dict[str, Any]) -> None:
        self.bodies.append(body)

    @property
    def events(self) -> list[dict[str, Any]]:
        return [body["event"] for body in self.bodies]

    @property
    def kinds(self) -> list[str]:
        return [f"{e['type']}/{e.get('subtype', '')}" for e in self.events]


@asynccontextmanager
async def connected(app: App, slack: FakeSlack) -> AsyncIterator[None]:
    handler = AsyncSocketModeHandler(app.bolt, slack.app_token, ping_interval=0.05)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]
