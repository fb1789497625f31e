"""Posting in Slack once: bot/speaking.py, with what it takes to look there.

chat.postMessage knows no idempotency key; what stands in a thread and is ours is found
by its metadata.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack.doors.clients import Clients
from adapters.slack.sending.sender import SlackRefusedError, SlackSilentError, once
from adapters.slack.sending.spots import Opening, Spot
from bot.redis_posts import Place
from bot.speaking import Posts, Speaking

LOOK_PATIENCE_S = 30.0
REPLIES_MAX = 200


class SlackSpeaking:
    def __init__(self, posts: Posts, clients: Clients, lease_s: float) -> None:
        self._speaking = Speaking(posts, lease_s)
        self._clients = clients

    async def placed(
        self, name: str, spot: Spot, opening: Opening
    ) -> tuple[Place, bool]:
        """Return where the message *name* stands, and whether it was posted just now.

        Raises SlackRefusedError where Slack will not have it, SlackSilentError where
        nobody knows and SlackCrowdedError where it cannot be posted soon.
        """
        client = await self._clients.of(spot.team)

        async def post() -> Place:
            return await opening(client, spot)

        async def look() -> Sequence[Place]:
            return self._candidates(await self._replies(client, spot), spot, name)

        return await self._speaking.placed(name, post, look)

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
