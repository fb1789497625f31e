"""The last word on a job: its message becomes the answer, once and for all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import msgspec
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.doors.clients import NoTokenError
from adapters.slack.hearing.manners import Manners
from adapters.slack.outbound import Uploaded, answer_payload, metadata
from adapters.slack.sending.messages import Messages
from adapters.slack.sending.sender import SlackRefusedError, SlackSilentError, once
from adapters.slack.sending.speaking import SlackSpeaking
from adapters.slack.sending.spots import ClientOf, Spot
from adapters.slack.sending.streaming import Streaming
from adapters.slack.sending.uploading import Uploading
from bot.redis_posts import Place, Posts
from bot.replies import Reply
from bot.speaking import final, final_place, taken_pen
from bot.tickets import Status

Shown = tuple[Uploaded, ...]

NOT_READY = frozenset(
    {"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"}
)
TRIES, PAUSE_S = 2, 0.6
log = logging.getLogger(__name__)


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Store(Protocol):
    async def keep_reply(self, job_id: str, content: bytes) -> None: ...


class Answers:
    def __init__(
        self,
        queue: Queue,
        store: Store,
        posts: Posts,
        speaking: SlackSpeaking,
        messages: Messages,
        streaming: Streaming,
        uploading: Uploading,
        manners: Manners,
        client_of: ClientOf,
        lease_s: float,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._queue = queue
        self._store = store
        self._posts = posts
        self._speaking = speaking
        self._messages = messages
        self._streaming = streaming
        self._uploading = uploading
        self._manners = manners
        self._client_of = client_of
        self._lease_s = lease_s
        self._pause = pause

    async def send(self, reply: Reply) -> None:
        """Show *reply* where its question was asked; sent twice, it is shown once.

        Raises ServiceError to be called again. Where the place or the token is gone
        for good there is nobody to tell.
        """
        spot = Spot.of(reply.address)
        try:
            await self._send(reply, spot)
        except SlackRefusedError as refusal:
            if not refusal.is_final:
                raise
            log.warning("! %s has no place any more: %s", reply.job_id, refusal.error)
        except NoTokenError as error:
            log.warning("! %s has nobody to tell: %s", reply.job_id, error)

    async def _send(self, reply: Reply, spot: Spot) -> None:
        name = final(reply.job_id)
        if await self._posts.place(name) is not None:
            return
        if await self._queue.status(reply.job_id) is None:
            return  # forgotten meanwhile
        client = await self._client_of(spot.team)
        uploaded = await self._uploading.uploaded(client, reply)
        if (pen := await taken_pen(self._posts, name, self._lease_s)) is None:
            return
        async with self._posts.held(name, pen, self._lease_s):
            try:
                place = await self._written(client, reply, spot, uploaded)
            except Exception:
                await self._posts.give_up(name, pen)
                raise
            await self._posts.placed(name, pen, final_place(place))
        await self._take_back_forgotten(reply, spot)
        await self._rest(client, spot)

    async def _written(
        self, client: AsyncWebClient, reply: Reply, spot: Spot, shown: Shown
    ) -> Place:
        """Write the answer, in plainer and plainer forms where Slack refuses blocks.

        An image that it is not ready for is waited for meanwhile.
        """
        files = tuple(each for each in shown if each.shape == "file")
        for has_carousel, drawn, beside in (
            *[(True, shown, files)] * TRIES,
            *[(False, shown, files)] * TRIES,
            (False, (), shown),
        ):
            payload = await self._payload(reply, drawn, has_carousel=has_carousel)
            try:
                return await self._write(client, reply, spot, payload, beside)
            except SlackRefusedError as refusal:
                if refusal.error not in NOT_READY:
                    raise
            await self._pause(PAUSE_S)
        log.error("! %s is shown in its words alone", reply.job_id)
        bare = {"text": payload["text"]}
        return await self._write(client, reply, spot, bare, shown)

    async def _write(
        self,
        client: AsyncWebClient,
        reply: Reply,
        spot: Spot,
        payload: dict[str, Any],
        beside: Shown,
    ) -> Place:
        opening = self._messages.message(reply.job_id, payload)
        place, is_new = await self._speaking.placed(reply.job_id, spot, opening)
        if place.is_stream:
            await self._streaming.stop(client, place)
        if beside or not is_new:
            file_ids = [each.file_id for each in beside]
            more: dict[str, Any] = {"file_ids": file_ids} if file_ids else {}
            await self._messages.update(
                spot, place, payload | {"metadata": metadata(reply.job_id)}, **more
            )
        return place

    async def _payload(
        self, reply: Reply, shown: Shown, *, has_carousel: bool
    ) -> dict[str, Any]:
        """Return the message, which is kept too: a later click changes a part of it."""
        address = reply.address
        channel = self._manners.channel(address.tenant, address.channel)
        payload = answer_payload(
            reply,
            shown,
            channel,
            quoted=address.details.get("quoted", ""),
            has_human=bool(channel.escalation),
            has_carousel=has_carousel,
        )
        await self._store.keep_reply(reply.job_id, msgspec.json.encode(payload))
        return payload

    async def _take_back_forgotten(self, reply: Reply, spot: Spot) -> None:
        """Unsay what was asked back, or forgotten, in the moment of being said."""
        if await self._queue.status(reply.job_id) is not None:
            return
        if place := await self._posts.place(reply.job_id):  # no edit took it over
            await self._messages.delete(spot.team, place)

    async def _rest(self, client: AsyncWebClient, spot: Spot) -> None:
        """Let Slack's own sign of work, with its Stop button, go away."""
        try:
            await once(
                lambda: client.agents_sessions_setStatus(
                    channel_id=spot.channel, thread_ts=spot.thread, status="active"
                )
            )
        except (SlackRefusedError, SlackSilentError) as error:
            log.debug("a session's state was not set: %s", error)
