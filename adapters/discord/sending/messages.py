"""Messages of ours: posted, changed, looked for, taken away.

By an interaction's token while that is good, else as the bot itself. None of them
pings, links or unfurls, whatever is in their words.
"""

from __future__ import annotations

import io
import logging
import time
from collections.abc import Callable, Sequence
from typing import Any, cast

import discord
from msgspec import Struct

from adapters.discord.saying.enclosures import Enclosure
from adapters.discord.saying.layouts import Layout
from adapters.discord.saying.views import view
from adapters.discord.sending.calls import (
    ALREADY_A_THREAD,
    ARCHIVED,
    NO_HISTORY,
    DiscordRefusedError,
    called,
)
from adapters.discord.sending.closed import Closed
from adapters.discord.sending.recognising import (
    an_hour_before,
    answers,
    jobs_of,
    nonce,
)
from adapters.discord.sending.spots import Spot
from bot.errors import ServiceError
from bot.inert import inert
from bot.redis_posts import Place
from bot.rendering import short

FIRST_S = 4.0
"""For so long an interaction may still be about to be acknowledged."""

ORIGINAL = cast("int", "@original")
"""Names an interaction's first answer in place of a message's id."""

LOOKED_MAX = 100
THREAD_NAME_MAX = 90
UNNAMED = "Sightline"
NOBODY = discord.AllowedMentions.none()
log = logging.getLogger(__name__)


class UnacknowledgedError(ServiceError):
    """An interaction that Discord does not know as acknowledged, and soon may."""


class Said(Struct, frozen=True):
    """What a message says; *enclosures* are uploaded with it, and replace the old."""

    layout: Layout
    enclosures: tuple[Enclosure, ...] = ()

    def files(self) -> list[discord.File]:
        return [
            discord.File(io.BytesIO(e.content), e.file, description=e.alt or None)
            for e in self.enclosures
        ]


class Messages:
    def __init__(
        self, client: discord.Client, clock: Callable[[], float] = time.time
    ) -> None:
        self._client = client
        self._clock = clock
        self.closed = Closed()

    async def first(self, spot: Spot, said: Said) -> Place | None:
        """Let an interaction's first answer say *said*; None where it cannot any more.

        Done twice it is done once. Raises UnacknowledgedError where it cannot yet.
        """
        hook = self._hook(spot)
        if spot.hook is None or hook is None:
            return None
        try:
            message = await called(
                lambda: hook.edit_message(
                    ORIGINAL,
                    attachments=said.files(),
                    view=view(said.layout),
                    allowed_mentions=NOBODY,
                )
            )
        except DiscordRefusedError as refusal:
            if not refusal.is_final:
                raise
            if refusal.is_unknown and self._clock() - spot.hook.at < FIRST_S:
                raise UnacknowledgedError(str(refusal)) from refusal
            log.info("-- an interaction is over: %s", refusal)
            return None
        return Place(spot.channel, str(message.id))

    async def post(self, spot: Spot, channel: str, name: str, said: Said) -> Place:
        """Post *said* in *channel* as *name*: Discord drops a soon repetition.

        As a reply, where we may read what it replies to.
        """
        if spot.message and channel == spot.channel:
            reference = discord.MessageReference(
                message_id=int(spot.message),
                channel_id=int(channel),
                fail_if_not_exists=False,
            )
            try:
                async with self.closed.heeded(f"{channel}:reply"):
                    return await self._posted(spot, channel, name, said, reference)
            except DiscordRefusedError as refusal:
                if refusal.code != NO_HISTORY:
                    raise
        async with self.closed.heeded(channel):
            return await self._posted(spot, channel, name, said, None)

    async def _posted(
        self, spot: Spot, channel: str, name: str, said: Said, reference: Any
    ) -> Place:
        message = await called(
            lambda: self._channel(channel, spot.guild).send(
                files=said.files(),
                view=view(said.layout),
                nonce=nonce(name),
                reference=reference,
                mention_author=False,
                allowed_mentions=NOBODY,
            )
        )
        return Place(channel, str(message.id))

    async def write(
        self, spot: Spot, place: Place, said: Said, *, keeps_files: bool = False
    ) -> None:
        """Let the message at *place* say *said*; done twice it is done once."""
        files: dict[str, Any] = {} if keeps_files else {"attachments": said.files()}
        more = {"view": view(said.layout), "allowed_mentions": NOBODY, **files}
        # What stands elsewhere, as a direct message, is no answer to the interaction.
        hook = self._hook(spot) if place.channel == spot.channel else None
        if hook is not None:
            try:
                await called(lambda: hook.edit_message(int(place.message), **more))
            except DiscordRefusedError as refusal:
                if not (refusal.is_final and spot.is_open):
                    raise
                log.info("-- an answer is written without its token: %s", refusal)
            else:
                return
        message = self._message(place, spot.guild)
        more |= {} if keeps_files else {"attachments": said.files()}
        try:
            await called(lambda: message.edit(**more))
        except DiscordRefusedError as refusal:
            if refusal.code != ARCHIVED or not await self._woken(place.channel):
                raise
            more |= {} if keeps_files else {"attachments": said.files()}
            await called(lambda: message.edit(**more))

    async def delete(self, place: Place, spot: Spot | None = None) -> None:
        """Take a message of ours away; one that is gone is no trouble."""
        is_there = spot is not None and place.channel == spot.channel
        hook = self._hook(spot) if spot is not None and is_there else None
        try:
            if hook is not None:
                await called(lambda: hook.delete_message(int(place.message)))
            else:
                await called(self._message(place).delete)
        except DiscordRefusedError as refusal:
            log.info("-- a message was gone already: %s", refusal)

    async def look(self, spot: Spot, channel: str, name: str) -> Sequence[Place]:
        """Return our messages since the question that may be *name*.

        A job's message carries the job in its buttons; one without buttons may be it
        if it answers the same message.
        """
        since = int(spot.message or an_hour_before(self._clock()))
        try:
            async with self.closed.heeded(f"{channel}:look"):
                found = await called(lambda: self._listed(channel, since))
        except DiscordRefusedError:
            return ()  # without the right to look, the nonce alone guards
        own = [m for m in found if name in jobs_of(m)]
        bare = [m for m in found if not jobs_of(m) and answers(m, spot.message)]
        return [Place(channel, str(m.id)) for m in own or bare]

    async def direct(self, user: str) -> str:
        """Return the channel of our direct messages with *user*."""
        channel = await called(
            lambda: self._client.create_dm(discord.Object(int(user)))
        )
        return str(channel.id)

    async def thread(self, spot: Spot, name: str) -> str | None:
        """Return the thread of the question's message, opened where it is not yet."""
        message = self._message(Place(spot.channel, spot.message), spot.guild)
        title = short(inert(name), THREAD_NAME_MAX) or UNNAMED
        try:
            async with self.closed.heeded(f"{spot.channel}:thread"):
                await called(lambda: message.create_thread(name=title))
        except DiscordRefusedError as refusal:
            if refusal.code != ALREADY_A_THREAD:
                log.warning("! no thread could be opened: %s", refusal)
                return None
        return spot.message  # a thread has the id of the message that it hangs on

    async def _listed(self, channel: str, since: int) -> list[discord.Message]:
        history = self._channel(channel).history(
            after=discord.Object(since), limit=LOOKED_MAX
        )
        me = self._client.user
        return [m async for m in history if me is not None and m.author.id == me.id]

    async def _woken(self, channel: str) -> bool:
        """Whether an archived thread could be opened again."""
        try:
            await called(
                lambda: self._client.http.edit_channel(int(channel), archived=False)
            )
        except DiscordRefusedError as refusal:
            log.info("-- a thread stays archived: %s", refusal)
            return False
        return True

    def _hook(self, spot: Spot) -> discord.Webhook | None:
        token = spot.token(self._clock())
        application = self._client.application_id
        if not token or application is None:
            return None
        return discord.Webhook.partial(application, token, client=self._client)

    def _channel(self, channel: str, guild: str = "") -> discord.PartialMessageable:
        guild_id = int(guild) if guild else None
        return self._client.get_partial_messageable(int(channel), guild_id=guild_id)

    def _message(self, place: Place, guild: str = "") -> discord.PartialMessage:
        channel = self._channel(place.channel, guild)
        return channel.get_partial_message(int(place.message))
