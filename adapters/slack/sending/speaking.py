"""How a job's one message comes to stand in its thread, and never a second one.

chat.postMessage knows no idempotency key. So a turn to post is taken in Redis first,
what was posted is recorded, and who finds that a former turn never came to its end
looks for the message in the thread before posting again. Everything later is an update
of that message, which may be repeated.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.doors.clients import Clients
from adapters.slack.sending.sender import SlackRefusedError, SlackSilentError, once
from adapters.slack.sending.spots import Opening, Spot
from bot.redis_posts import Place, Turn

POLL_S = 0.1
LOOKS = 3
LOOK_PAUSE_S = 0.7
LOOK_PATIENCE_S = 30.0
REPLIES_MAX = 200
log = logging.getLogger(__name__)


class Posts(Protocol):
    async def begin(self, name: str, lease_s: float) -> Place | Turn | None: ...

    def held(
        self, name: str, turn: Turn, lease_s: float
    ) -> AbstractAsyncContextManager[None]: ...

    async def placed(self, name: str, turn: Turn, place: Place) -> bool: ...

    async def give_up(self, name: str, turn: Turn) -> None: ...

    async def place(self, name: str) -> Place | None: ...


class Speaking:
    """A turn is renewed by the living; a dead process's is free after *lease_s*."""

    def __init__(self, posts: Posts, clients: Clients, lease_s: float) -> None:
        self._posts = posts
        self._clients = clients
        self._lease_s = lease_s

    async def placed(
        self, name: str, spot: Spot, opening: Opening
    ) -> tuple[Place, bool]:
        """Return where the message *name* stands, and whether it was posted just now.

        Raises SlackRefusedError where Slack will not have it, SlackSilentError where
        nobody knows and SlackCrowdedError where it cannot be posted soon.
        """
        while True:
            match await self._posts.begin(name, self._lease_s):
                case Place() as place:
                    return place, False
                case Turn() as turn:
                    async with self._posts.held(name, turn, self._lease_s):
                        return await self._take_turn(name, spot, opening, turn)
                case None:
                    await asyncio.sleep(POLL_S)

    async def _take_turn(
        self, name: str, spot: Spot, opening: Opening, turn: Turn
    ) -> tuple[Place, bool]:
        client = await self._clients.of(spot.team)
        if turn.is_retry and (place := await self._found(client, spot, name, turn)):
            return place, False
        try:
            place = await opening(client, spot)
        except SlackSilentError:
            if found := await self._found(client, spot, name, turn):
                return found, True
            raise  # the turn stays begun: whoever comes next looks again, then posts
        except Exception:
            await self._posts.give_up(name, turn)
            raise
        await self._posts.placed(name, turn, place)
        return place, True

    async def _found(
        self, client: AsyncWebClient, spot: Spot, name: str, turn: Turn
    ) -> Place | None:
        """Look for what was posted and not recorded; Slack may show it a bit late."""
        for look in range(LOOKS):
            await asyncio.sleep(LOOK_PAUSE_S * min(look, 1))
            for place in self._candidates(
                await self._replies(client, spot), spot, name
            ):
                if await self._posts.placed(name, turn, place):
                    log.info("-- %s was found where it stands", name)
                    return place
        return None

    async def _replies(
        self, client: AsyncWebClient, spot: Spot
    ) -> Sequence[dict[str, Any]]:
        """Return our own messages of the thread since the question.

        Raises SlackSilentError where Slack cannot say: posting could then be twice.
        """
        try:
            found = await once(lambda: _listed(client, spot), LOOK_PATIENCE_S)
        except SlackRefusedError as refusal:
            if refusal.is_final:
                raise
            raise SlackSilentError(
                f"the thread cannot be read: {refusal.error}"
            ) from refusal
        grant = await self._clients.grant(spot.team)
        me = {grant.bot_user, grant.bot_id} - {""}
        messages: Sequence[dict[str, Any]] = found.get("messages") or []
        return [
            each
            for each in messages
            if each.get("user") in me or each.get("bot_id") in me
        ]

    @staticmethod
    def _candidates(
        messages: Sequence[dict[str, Any]], spot: Spot, name: str
    ) -> list[Place]:
        """Return what may be *name*: its own metadata, or a stream, which has none."""
        own, streams = [], []
        for message in messages:
            job = (message.get("metadata") or {}).get("event_payload", {}).get("job")
            ts = str(message.get("ts"))
            if job == name:
                own.append(Place(spot.channel, ts))
            elif job is None:
                streams.append(Place(spot.channel, ts, is_stream=True))
        return own or streams


async def _listed(client: AsyncWebClient, spot: Spot) -> AsyncSlackResponse:
    wanted: dict[str, Any] = {
        "channel": spot.channel,
        "oldest": spot.since,
        "limit": REPLIES_MAX,
        "include_all_metadata": True,
    }
    if spot.thread:
        return await client.conversations_replies(ts=spot.thread, **wanted)
    return await client.conversations_history(**wanted)
