"""A placeholder in Discord, as a screen for how its question fares.

Edits of a channel's messages are limited together, about one a second; by an
interaction's token each message has its own limit.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from adapters.discord.saying.placeholders import placeholder_layout
from adapters.discord.sending.messages import Messages, Said
from adapters.discord.sending.spots import Spot
from bot.jobs import Progress
from bot.redis_posts import Place
from bot.texts.catalogue import Texts
from bot.watching import PEN_S

EVERY_S = 1.1
EDITS_MAX, WITHIN_S = 3, 5.0
"""Of the five edits in five seconds that a channel has, two are left for answers."""


class Pace:
    """*clock* is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._edits: dict[str, deque[float]] = {}

    def has_room(self, channel: str) -> bool:
        edits = self._edits.get(channel, deque())
        while edits and edits[0] <= self._clock() - WITHIN_S:
            edits.popleft()
        if not edits:
            self._edits.pop(channel, None)
        return len(edits) < EDITS_MAX

    def spend(self, channel: str) -> None:
        self._edits.setdefault(channel, deque()).append(self._clock())


class Screens:
    def __init__(self, messages: Messages, pace: Pace) -> None:
        self.messages = messages
        self.pace = pace

    def screen(
        self, spot: Spot, place: Place, texts: Texts, quoted: str
    ) -> DiscordScreen:
        return DiscordScreen(self, spot, place, texts, quoted)


class DiscordScreen:
    def __init__(
        self, screens: Screens, spot: Spot, place: Place, texts: Texts, quoted: str
    ) -> None:
        self._screens = screens
        self._spot = spot
        self._place = place
        self._texts = texts
        self._quoted = quoted

    def is_idle(self) -> bool:
        has_room = self._screens.pace.has_room(self._place.channel)
        return self._spot.hook is not None or has_room

    async def show(self, progress: Progress, position: int) -> None:
        layout = placeholder_layout(progress, position, self._texts, self._quoted)
        if self._spot.hook is None:
            self._screens.pace.spend(self._place.channel)
        async with asyncio.timeout(PEN_S / 2):
            await self._screens.messages.write(
                self._spot, self._place, Said(layout), keeps_files=True
            )

    async def take_away(self, place: Place) -> None:
        await self._screens.messages.delete(place, self._spot)
