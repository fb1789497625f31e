"""The real bolt app over Socket Mode, against the fake."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.web.async_client import AsyncWebClient

from tests.adapters.slack.fake import FakeSlack, Upload
from tests.waiting import until

logging.getLogger("slack_bolt").setLevel(logging.CRITICAL)


@asynccontextmanager
async def connected(slack: FakeSlack) -> AsyncIterator[AsyncApp]:
    client = AsyncWebClient(slack.bot_token, slack.api_url)
    app = AsyncApp(client=client, signing_secret=slack.signing_secret)
    handler = AsyncSocketModeHandler(app, slack.app_token)
    await handler.connect_async()  # type: ignore[no-untyped-call]
    try:
        yield app
    finally:
        await handler.close_async()  # type: ignore[no-untyped-call]


class Seen:
    """A bolt listener for everything that keeps what it was told."""

    def __init__(self, app: AsyncApp) -> None:
        self.events: list[dict[str, Any]] = []

        async def keep(body: dict[str, Any]) -> None:
            self.events.append(body)

        for kind in ("message", "app_mention", "app_home_opened"):
            app.event(kind)(keep)

    @property
    def kinds(self) -> list[str]:
        return [e["event"]["type"] for e in self.events]


async def test_a_post_with_a_picture_arrives_as_message_and_as_mention() -> None:
    async with FakeSlack() as slack, connected(slack) as app:
        seen = Seen(app)
        ana, support = slack.person("ana"), slack.channel("support")

        await ana.post(support, f"{slack.mention} what?", [Upload(b"\x89PNG")])
        await slack.settled()
        await until(lambda: len(seen.events) == 2)

        assert sorted(seen.kinds) == ["app_mention", "message"]
        assert seen.events[0]["event"]["files"][0]["mimetype"] == "image/png"
        assert [a.reason for a in slack.acks] == ["", ""]
