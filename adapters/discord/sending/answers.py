"""The last word on a job: its message becomes the answer, once and for all."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterator, Sequence
from typing import Protocol

import discord

from adapters.discord.outbound import Dress, answer_layout, full_text, is_cut
from adapters.discord.rooms import Rooms
from adapters.discord.saying.enclosures import Enclosure, enclosed, text_file
from adapters.discord.sending.calls import DiscordRefusedError
from adapters.discord.sending.messages import Messages, Said
from adapters.discord.sending.speaking import DiscordSpeaking
from adapters.discord.sending.spots import Spot
from bot.inert import inert
from bot.jobs import Address
from bot.redis_posts import Place, Posts
from bot.replies import Reply
from bot.speaking import final, final_place, taken_pen
from bot.texts.languages import texts
from bot.tickets import Status

BYTES_MAX = 10 * 1024 * 1024
"""What Discord takes where a server does not say more."""

FORM_SHARE = 0.95
log = logging.getLogger(__name__)


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Answers:
    def __init__(
        self,
        client: discord.Client,
        queue: Queue,
        posts: Posts,
        speaking: DiscordSpeaking,
        messages: Messages,
        rooms: Rooms,
        lease_s: float,
    ) -> None:
        self._client = client
        self._queue = queue
        self._posts = posts
        self._speaking = speaking
        self._messages = messages
        self._rooms = rooms
        self._lease_s = lease_s

    async def send(self, reply: Reply) -> None:
        """Show *reply* where its question was asked; sent twice, it is shown once.

        Raises ServiceError to be called again. Where the place is gone for good there
        is nobody to tell.
        """
        try:
            await self._send(reply, Spot.of(reply.address))
        except DiscordRefusedError as refusal:
            if not refusal.is_final:
                raise
            log.warning("! %s has no place any more: %s", reply.job_id, refusal)

    async def _send(self, reply: Reply, spot: Spot) -> None:
        name = final(reply.job_id)
        if await self._posts.place(name) is not None:
            return
        if await self._queue.status(reply.job_id) is None:
            return  # forgotten meanwhile
        if (pen := await taken_pen(self._posts, name, self._lease_s)) is None:
            return
        async with self._posts.held(name, pen, self._lease_s):
            try:
                place = await self._written(reply, spot)
            except Exception:
                await self._posts.give_up(name, pen)
                raise
            await self._posts.placed(name, pen, final_place(place))
        await self._take_back_forgotten(reply, spot)

    async def _written(self, reply: Reply, spot: Spot) -> Place:
        """Write the answer, plainer where Discord will not have its files."""
        dress = await self._dress(reply.address, spot)
        found = await asyncio.to_thread(enclosed, reply, self._bytes_max(spot))
        if is_cut(reply):
            found = (*found, text_file("answer.txt", inert(full_text(reply))))
        for enclosures in _fuller(found):
            try:
                return await self._write(reply, spot, enclosures, dress)
            except DiscordRefusedError as refusal:
                is_of_files = refusal.is_too_large or refusal.is_malformed
                if refusal.is_final or not is_of_files:
                    raise
                log.warning("! %s is shown with less: %s", reply.job_id, refusal)
        return await self._write(reply, spot, (), dress)

    async def _write(
        self, reply: Reply, spot: Spot, enclosures: Sequence[Enclosure], dress: Dress
    ) -> Place:
        said = Said(answer_layout(reply, dress, enclosures), tuple(enclosures))
        late = dress.texts.too_late_private
        job_id = reply.job_id
        place, is_new = await self._speaking.placed(job_id, spot, said, late=late)
        if is_new:
            return place
        try:
            await self._messages.write(spot, place, said)
        except DiscordRefusedError as refusal:
            if spot.is_open or not refusal.is_final:
                raise
            name = f"late:{job_id}"  # its token is over, and we may not write there
            place, _ = await self._speaking.placed(name, spot, said, late=late)
        return place

    async def _dress(self, address: Address, spot: Spot) -> Dress:
        treated = await self._rooms.treated(spot.guild, address.channel)
        return Dress(
            texts=texts(treated.language),
            quoted=address.details.get("quoted", ""),
            persona=treated.persona,
            has_human=bool(treated.humans) and not spot.is_private,
            is_private=spot.is_private,
        )

    def _bytes_max(self, spot: Spot) -> int:
        guild = self._client.get_guild(int(spot.guild)) if spot.guild else None
        most = guild.filesize_limit if guild is not None else BYTES_MAX
        return int(most * FORM_SHARE)

    async def _take_back_forgotten(self, reply: Reply, spot: Spot) -> None:
        """Unsay what was asked back, or forgotten, in the moment of being said."""
        if await self._queue.status(reply.job_id) is not None:
            return
        if place := await self._posts.place(reply.job_id):  # no edit took it over
            await self._messages.delete(place, spot)


def _fuller(found: Sequence[Enclosure]) -> Iterator[Sequence[Enclosure]]:
    """Yield what may go with an answer's words: everything, then the first alone."""
    if found:
        yield found
    if len(found) > 1:
        yield found[:1]
