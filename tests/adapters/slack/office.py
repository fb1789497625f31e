"""The real Slack adapter in this process, between a fake Slack and a real Redis.

Nobody answers by itself: `work` answers the next question as a worker would.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from msgspec.structs import replace

from adapters.slack.adapter import SlackAdapter
from bot.cancelling import cancelled
from bot.delivery import Delivery
from bot.intake import Intake
from bot.pictures import PictureOpener
from bot.settings import PictureSettings, Settings, SlackSettings
from bot.watching import Watching
from tests.adapters.slack.fake import Channel, FakeSlack, Message, Upload, said
from tests.adapters.web.helpdesk import SCREEN
from tests.adapters.workbench import Workbench
from tests.waiting import until


def slack_settings(slack: FakeSlack, **fields: Any) -> SlackSettings:
    """Return what leads to *slack*, in Socket Mode."""
    usual: dict[str, Any] = {
        "bot_token": slack.bot_token,
        "app_token": slack.app_token,
        "signing_secret": slack.signing_secret,
        "api_url": slack.api_url,
        "file_origins": (slack.origin,),
        "port": 0,
    }
    return SlackSettings(**usual | fields)


def a_screenshot(name: str = "screen.png") -> Upload:
    return Upload(SCREEN.png(), name)


class Office(Workbench):
    """Adapters that are listening, and what a test does to them."""

    def __init__(self, slack: FakeSlack, settings: Settings) -> None:
        super().__init__("slack", settings)
        self.slack = slack
        self._tasks: list[asyncio.Task[None]] = []
        self._watching: list[Watching] = []

    async def start(self, consumer: str = "slack-1") -> None:
        """Start one more adapter, with its delivery, as its process would."""
        opener = await self._stack.enter_async_context(
            PictureOpener(self.settings.pictures)
        )
        kept = self.kept()
        adapter = await self._stack.enter_async_context(
            SlackAdapter(self.settings, kept, consumer)
        )
        self._watching.append(adapter.watching)
        intake = Intake(self.queue, self.store, opener, self.settings)
        delivery = Delivery(
            "slack", consumer, self.queue, self.store.picture_content, adapter.send
        )
        before = len(self.slack.sockets.connections)
        listening = asyncio.create_task(adapter.listen(intake))
        self._tasks += [listening, asyncio.create_task(delivery.run())]

        def is_connected() -> bool:
            if listening.done():
                listening.result()
            return len(self.slack.sockets.connections) > before

        if self.settings.slack.mode == "socket":
            await until(is_connected)
        else:
            await until(lambda: adapter.front_door is not None)
            door = adapter.front_door
            address = await door.address if door is not None else ""
            self.slack.door.urls[""] = f"{address}/slack/events"

    async def is_gone(self, picture: str) -> bool:
        """Whether nothing of *picture* is kept any more."""
        return await self.store.picture_content(picture) is None

    async def become(self, **fields: Any) -> None:
        """Change the Slack settings of adapters that are yet to start."""
        self.settings = replace(
            self.settings, slack=replace(self.settings.slack, **fields)
        )

    async def close(self) -> None:
        await cancelled(*self._tasks)
        await self._stack.aclose()

    async def answered(self, channel: Channel, thread: str, count: int = 1) -> Message:
        """Return the newest message of ours in *thread*, once *count* are final."""

        def finals() -> list[Message]:
            return [
                message
                for message in self.slack.answers(channel, thread)
                if is_final(message)
            ]

        await until(lambda: len(finals()) >= count)
        return finals()[-1]

    async def said_in(self, channel: Channel, thread: str, words: str) -> Message:
        """Return the message of ours in *thread* that says *words*, once it does."""

        def found() -> list[Message]:
            answers = self.slack.answers(channel, thread)
            return [each for each in answers if words in said(each)]

        await until(lambda: bool(found()))
        return found()[-1]

    def has_streamed(self, message: Message, words: str) -> bool:
        """Whether *words* were appended to the stream *message*, piece by piece."""
        calls = self.slack.calls("chat.appendStream")
        return words in "".join(
            str(chunk.get("text", ""))
            for call in calls
            if call.args["ts"] == message.ts
            for chunk in call.args["chunks"]
        )

    async def watched(self) -> None:
        """Return once nobody watches a question any more."""
        await until(lambda: not any(each.tasks for each in self._watching))

    async def settled(self) -> None:
        """Return once no event is unacked and no letter unhandled."""
        await self.slack.settled()

        async def is_empty() -> bool:
            keys = [key async for key in self.client.scan_iter("*inbox:slack")]
            return not keys or await self.client.xlen(keys[0]) == 0

        await until(is_empty)


def is_final(message: Message) -> bool:
    """Whether *message* is an answer, a failure or a refusal, no placeholder."""
    return any(
        block["type"] in {"context_actions", "actions", "image", "carousel"}
        for block in message.blocks
    )


@asynccontextmanager
async def office(
    settings: Settings,
    *,
    adapters: int = 1,
    per_minute: int = 1000,
    lease_s: float = 1,
    **fields: Any,
) -> AsyncIterator[Office]:
    """Serve until the block ends, on the real queue with the real sandbox."""
    async with FakeSlack() as slack:
        here = replace(
            settings,
            queue=replace(settings.queue, user_per_minute=per_minute, lease_s=lease_s),
            pictures=PictureSettings(sandboxes=1),
            slack=slack_settings(slack, **fields),
        )
        desk = Office(slack, here)
        await desk.open()
        try:
            for number in range(adapters):
                await desk.start(f"slack-{number + 1}")
            yield desk
        finally:
            await desk.close()
