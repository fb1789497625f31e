"""Messages of ours: posted, whispered, changed, taken away, each in its channel's line.

None of them pings, links or unfurls, whatever is in their words.
"""

from __future__ import annotations

import logging
from typing import Any

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.outbound import metadata
from adapters.slack.sending.sender import RETRY_MAX_S, Sender, SlackRefusedError, once
from adapters.slack.sending.spots import ClientOf, Opening, Spot
from bot.redis_posts import Place

OPEN_S = 30.0
log = logging.getLogger(__name__)


class Messages:
    def __init__(self, sender: Sender, client_of: ClientOf) -> None:
        self._sender = sender
        self._client_of = client_of

    async def update(
        self,
        spot: Spot,
        place: Place,
        payload: dict[str, Any],
        patience_s: float = RETRY_MAX_S,
        **more: Any,
    ) -> None:
        """Let the message say something else; done twice it is done once."""
        client = await self._client_of(spot.team)
        await self._sender.send(
            spot.line,
            lambda: client.chat_update(
                channel=place.channel,
                ts=place.message,
                link_names=False,
                parse="none",
                **payload,
                **more,
            ),
            patience_s,
        )

    async def delete(self, team: str, place: Place) -> None:
        """Take a message of ours away; one that is gone is no trouble."""
        client = await self._client_of(team)
        try:
            await self._sender.send(
                f"{team}:{place.channel}",
                lambda: client.chat_delete(channel=place.channel, ts=place.message),
            )
        except SlackRefusedError as refusal:
            log.info("-- a message was gone already: %s", refusal.error)

    async def direct(self, team: str, user: str) -> str:
        """Return the channel of our direct messages with *user*."""
        client = await self._client_of(team)
        opened = await once(lambda: client.conversations_open(users=user), OPEN_S)
        return str(opened["channel"]["id"])

    def message(
        self, name: str, payload: dict[str, Any], patience_s: float = RETRY_MAX_S
    ) -> Opening:
        """Return the opening that posts *payload* as an ordinary message."""

        async def post(client: AsyncWebClient, spot: Spot) -> Place:
            posted = await self._sender.send(
                spot.line,
                lambda: client.chat_postMessage(
                    channel=spot.channel,
                    thread_ts=spot.thread or None,
                    metadata=metadata(name),
                    unfurl_links=False,
                    unfurl_media=False,
                    link_names=False,
                    parse="none",
                    **payload,
                ),
                patience_s,
            )
            return Place(str(posted["channel"]), str(posted["ts"]))

        return post

    def whisper(
        self, name: str, payload: dict[str, Any], patience_s: float = RETRY_MAX_S
    ) -> Opening:
        """Return the opening that tells *payload* to the person alone."""
        del name  # a whisper carries no metadata, and nobody finds it again

        async def post(client: AsyncWebClient, spot: Spot) -> Place:
            # In a thread that nobody has answered in yet a whisper would not be seen.
            thread = spot.thread if spot.thread != spot.since else None
            posted = await self._sender.send(
                spot.line,
                lambda: client.chat_postEphemeral(
                    channel=spot.channel,
                    user=spot.user,
                    link_names=False,
                    parse="none",
                    thread_ts=thread,
                    **payload,
                ),
                patience_s,
            )
            return Place(spot.channel, f"whisper:{posted['message_ts']}")

        return post
