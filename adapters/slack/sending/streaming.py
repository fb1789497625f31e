"""Words as they come, through Slack's streaming methods.

A stream can only be appended to, dies after some minutes and may be started about
twenty times a minute in a workspace: so it is a luxury. Whatever goes wrong with one,
the message it left behind is an ordinary message that chat.update can still change.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.sending.sender import (
    Sender,
    SlackCrowdedError,
    SlackRefusedError,
    SlackSilentError,
    once,
)
from adapters.slack.sending.spots import Opening, Spot
from bot.redis_posts import Place

STARTS_PER_MINUTE = 12
MINUTE_S = 60.0
PATIENCE_S = 60.0


class Budget:
    """How many streams a workspace may still start; *clock* is monotonic."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._starts: dict[str, deque[float]] = {}

    def spend(self, team: str) -> bool:
        """Take one start; False where there is none left within the minute."""
        starts = self._starts.setdefault(team, deque())
        while starts and starts[0] <= self._clock() - MINUTE_S:
            starts.popleft()
        if len(starts) >= STARTS_PER_MINUTE:
            return False
        starts.append(self._clock())
        return True

    def close(self, team: str) -> None:
        """Slack had enough: no stream for a minute."""
        self._starts[team] = deque([self._clock()] * STARTS_PER_MINUTE)


class Streaming:
    def __init__(self, sender: Sender, budget: Budget) -> None:
        self._sender = sender
        self._budget = budget

    def opening(
        self, chunks: Sequence[dict[str, Any]], otherwise: Opening, patience_s: float
    ) -> Opening:
        """Return the opening that starts a stream, or does *otherwise* where it cannot.

        A refusal is definite, so that the ordinary message is still the only one.
        """

        async def start(client: AsyncWebClient, spot: Spot) -> Place:
            if not self._budget.spend(spot.team):
                return await otherwise(client, spot)
            try:
                started = await self._sender.send(
                    spot.line,
                    lambda: client.chat_startStream(
                        channel=spot.channel,
                        thread_ts=spot.thread,
                        recipient_team_id=spot.user_team or spot.team,
                        recipient_user_id=spot.user,
                        chunks=list(chunks),
                    ),
                    patience_s,
                )
            except (SlackRefusedError, SlackCrowdedError):
                self._budget.close(spot.team)
                return await otherwise(client, spot)
            channel = str(started.get("channel") or spot.channel)
            return Place(channel, str(started["ts"]), is_stream=True)

        return start

    async def append(
        self, client: AsyncWebClient, place: Place, chunks: Sequence[dict[str, Any]]
    ) -> bool:
        """Append *chunks*; False where this stream takes no more."""
        try:
            await once(
                lambda: client.chat_appendStream(
                    channel=place.channel, ts=place.message, chunks=list(chunks)
                )
            )
        except (SlackRefusedError, SlackSilentError):
            return False
        return True

    async def stop(self, client: AsyncWebClient, place: Place) -> None:
        """End the stream, so that its message may be updated; ended, it stays so."""
        try:
            await once(
                lambda: client.chat_stopStream(
                    channel=place.channel, ts=place.message, session_status="active"
                ),
                PATIENCE_S,
            )
        except SlackRefusedError as refusal:
            if refusal.error == "ratelimited":
                raise SlackSilentError("a stream cannot be stopped yet") from refusal
