"""The real Discord adapter in this process, between a fake Discord and a real Redis.

Nobody answers by itself: `work` answers the next question as a worker would.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

from msgspec.structs import replace

from adapters.discord.adapter import DiscordAdapter
from adapters.discord.doors.buttons import Press
from adapters.discord.doors.identifying import KIND, NAME
from adapters.discord.hearing.servers import Room, Server, Servers
from bot.cancelling import cancelled
from bot.delivery import Delivery
from bot.intake import Intake
from bot.pictures import PictureOpener
from bot.settings import DiscordSettings, PictureSettings, Settings
from tests.adapters.discord.fake import (
    Channel,
    FakeDiscord,
    Interaction,
    Message,
    Upload,
    buttons,
    said,
)
from tests.adapters.web.helpdesk import SCREEN
from tests.adapters.workbench import Workbench
from tests.waiting import until

GUILDS_S = 0.005


def discord_settings(fake: FakeDiscord, **fields: Any) -> DiscordSettings:
    """Return what leads to *fake*."""
    usual: dict[str, Any] = {
        "token": fake.token,
        "api_url": fake.api_url,
        "file_origins": (fake.cdn.origin,),
        "message_content": True,
    }
    return DiscordSettings(**usual | fields)


def a_worksheet(name: str = "worksheet.png") -> Upload:
    return Upload(name, SCREEN.png())


class Campus(Workbench):
    """Adapters that are listening, and what a test does to them."""

    def __init__(self, fake: FakeDiscord, settings: Settings) -> None:
        super().__init__("discord", settings)
        self.fake = fake
        self.adapters: list[DiscordAdapter] = []
        self._running: list[tuple[AsyncExitStack, list[asyncio.Task[None]]]] = []

    async def start(self, consumer: str = "discord-1") -> None:
        """Start one more adapter, with its delivery, as its process would."""
        await self.forget_identifies()
        stack = AsyncExitStack()
        opener = await stack.enter_async_context(PictureOpener(self.settings.pictures))
        kept = self.kept()
        adapter = await stack.enter_async_context(
            DiscordAdapter(self.settings, kept, consumer, guilds_s=GUILDS_S)
        )
        intake = Intake(self.queue, self.store, opener, self.settings)
        content = self.store.picture_content
        delivery = Delivery("discord", consumer, self.queue, content, adapter.send)
        listening = asyncio.create_task(adapter.listen(intake))
        self._running.append((stack, [listening, asyncio.create_task(delivery.run())]))
        self.adapters.append(adapter)

        def is_connected() -> bool:
            if listening.done():
                listening.result()
            guilds = adapter.client.guilds
            is_ready = adapter.client.is_ready()
            return is_ready and not any(guild.unavailable for guild in guilds)

        await until(is_connected)

    async def forget_identifies(self) -> None:
        """Let sessions begin as if none had: a test begins more than an hour may."""
        await self.notes.drop_note(KIND, NAME)

    async def stop(self) -> None:
        """End every adapter, as SIGTERM does."""
        while self._running:
            await self.stop_first()

    async def stop_first(self) -> None:
        """End the adapter that was started first."""
        stack, tasks = self._running.pop(0)
        await cancelled(*tasks)
        await stack.aclose()
        del self.adapters[0]

    @property
    def listening(self) -> list[asyncio.Task[None]]:
        """Each adapter's `listen`, which ends when it may not go on."""
        return [tasks[0] for _, tasks in self._running]

    async def close(self) -> None:
        await self.stop()
        await self._stack.aclose()

    async def treat(self, channel: Channel, **room: Any) -> None:
        """Set how *channel* is treated, as its moderators would."""

        def changed(server: Server) -> Server:
            return server.with_room(channel.id, Room(**room))

        await self.change(channel.guild, changed)

    async def change(self, guild: str, change: Callable[[Server], Server]) -> None:
        """Change what is set for *guild*, and let every adapter know at once."""
        await Servers(self.notes).change(guild, change)
        for each in self.adapters:
            each._parts._servers._known.clear()

    async def answered(self, channel: Channel, count: int = 1, to: str = "") -> Message:
        """Return the newest answer in *channel*, once *count* are final."""

        def finals() -> list[Message]:
            return [m for m in self.fake.answers(channel, to) if is_final(m)]

        await until(lambda: len(finals()) >= count)
        return finals()[-1]

    async def said_in(self, channel: Channel, words: str, to: str = "") -> Message:
        """Return the message of ours that says *words*, once it does."""

        def found() -> list[Message]:
            return [m for m in self.fake.answers(channel, to) if words in said(m)]

        await until(lambda: bool(found()))
        return found()[-1]

    async def settled(self) -> None:
        """Return once every event was heard, and no letter of one is unhandled."""
        await until(self._has_heard_all)
        for _ in range(3):  # a task that is made of an event begins in the next turn
            await asyncio.sleep(0)

        async def is_empty() -> bool:
            if any(each._parts.listening._waiting for each in self.adapters):
                return False
            return not await self.client.xlen("{sightline}:inbox:discord")

        await until(is_empty)

    def _has_heard_all(self) -> bool:
        """Whether each client has read what the gateway sent last."""
        sent = {each.id: len(each.sent) for each in self.fake.gateway.sessions.values()}
        sockets = [each.client.ws for each in self.adapters]
        return all(
            (ws.sequence or 0) >= sent.get(ws.session_id or "", 0) for ws in sockets
        )


async def acknowledged(asked: Interaction) -> Interaction:
    await until(lambda: asked.is_answered)
    return asked


def is_final(message: Message) -> bool:
    """Whether *message* is an answer: it has thumbs, or a bin."""
    return any(":bin:" in each or ":up:" in each for each in buttons(message))


def button(message: Message, what: str, number: int = 0) -> str:
    """Return the id of that button under *message*."""
    ending = f":{number}"
    found = [
        each
        for each in buttons(message)
        if each.startswith(f"sightline:{what}:") and each.endswith(ending)
    ]
    if not found:
        raise AssertionError(f"no {what} {number} among {sorted(buttons(message))}")
    return found[0]


def press_of(what: str, job_id: str, number: int = 0) -> str:
    return Press(what, job_id, number).custom_id


@asynccontextmanager
async def campus(
    settings: Settings,
    *,
    adapters: int = 1,
    per_minute: int = 1000,
    lease_s: float = 1,
    **fields: Any,
) -> AsyncIterator[Campus]:
    """Serve until the block ends, on the real queue with the real sandbox."""
    async with FakeDiscord() as fake:
        here = replace(
            settings,
            queue=replace(settings.queue, user_per_minute=per_minute, lease_s=lease_s),
            pictures=PictureSettings(sandboxes=1),
            discord=discord_settings(fake, **fields),
        )
        grounds = Campus(fake, here)
        await grounds.open()
        try:
            for number in range(adapters):
                await grounds.start(f"discord-{number + 1}")
            yield grounds
        finally:
            await grounds.close()
