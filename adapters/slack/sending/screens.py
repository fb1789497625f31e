"""A placeholder in Slack, as a screen for how its question fares.

Words go into the stream that the placeholder is, or, where it is none, into updates of
it about once a second; both only when the channel's line is idle.
"""

from __future__ import annotations

import asyncio

from msgspec.structs import replace

from adapters.slack.saying.placeholders import (
    placeholder_payload,
    settled,
    stream_chunks,
    words_payload,
)
from adapters.slack.sending.messages import Messages
from adapters.slack.sending.sender import Sender
from adapters.slack.sending.spots import ClientOf, Spot
from adapters.slack.sending.streaming import Streaming
from bot.jobs import Progress
from bot.redis_posts import Place
from bot.watching import PEN_S

EVERY_S = 1.2
"""Slack takes about a message a second in a channel, and fewer edits than that."""


class Screens:
    def __init__(
        self,
        messages: Messages,
        streaming: Streaming,
        sender: Sender,
        client_of: ClientOf,
    ) -> None:
        self.messages = messages
        self.streaming = streaming
        self.sender = sender
        self.client_of = client_of

    def screen(self, spot: Spot, place: Place) -> SlackScreen:
        return SlackScreen(self, spot, place)


class SlackScreen:
    def __init__(self, screens: Screens, spot: Spot, place: Place) -> None:
        self._screens = screens
        self._spot = spot
        self._place = place
        self._appended = ""

    def is_idle(self) -> bool:
        return self._screens.sender.is_idle(self._spot.line)

    async def show(self, progress: Progress, position: int) -> None:
        if self._place.is_stream:
            await self._append(progress, position)
            return
        payload = (
            words_payload(progress.words)
            if progress.words
            else placeholder_payload(position, progress.step)
        )
        async with asyncio.timeout(PEN_S / 2):
            await self._screens.messages.update(
                self._spot, self._place, payload, patience_s=EVERY_S
            )

    async def take_away(self, place: Place) -> None:
        await self._screens.messages.delete(self._spot.team, place)

    async def _append(self, progress: Progress, position: int) -> None:
        """Append what is new; where the stream is at its end, updates take over."""
        client = await self._screens.client_of(self._spot.team)
        words = settled(progress.words or "")
        is_longer = words.startswith(self._appended)
        # A stream cannot take words back: those begun anew are left to the answer.
        fresh = words[len(self._appended) :] if is_longer else ""
        chunks = stream_chunks(progress, position, fresh)
        if await self._screens.streaming.append(client, self._place, chunks):
            self._appended += fresh
            return
        await self._screens.streaming.stop(client, self._place)
        self._place = replace(self._place, is_stream=False)
