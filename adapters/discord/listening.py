"""What happens before Discord gets its ack: a note is put into the inbox, and whoever
waits is told so at once. What takes time happens once the note is taken.

A gateway has no acks: what a person writes is put again and again while Redis is away,
and read again by `catching_up` where this process was.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import Protocol

import discord

from adapters.discord import inbound
from adapters.discord.acts.answering_back import AnsweringBack
from adapters.discord.doors.bans import Bans
from adapters.discord.doors.buttons import Press
from adapters.discord.notes import (
    Asked,
    Deleted,
    Left,
    Message,
    Note,
    Posted,
    Pressed,
    ThreadGone,
    encode,
)
from adapters.discord.seen import Seen
from adapters.discord.sending.calls import quietly
from bot.errors import QueueError, ServiceError
from bot.one_at_a_time import OneAtATime

Interaction = discord.Interaction[discord.Client]
ACK_S = 0.8
"""So long Redis may take before a person who pressed something is told to come back."""

AGAIN_S = 1.0
PATIENCE_S = 600.0
WAITING_MAX = 2000
PRESSED, PRESSED_S = "discord:pressed", 86_400.0
log = logging.getLogger(__name__)


class Inbox(Protocol):
    async def put(self, platform: str, event_id: str, body: bytes) -> bool: ...


class Posts(Protocol):
    async def job_of(self, message: str) -> str | None: ...


class Notes(Protocol):
    async def swap_note(
        self, kind: str, name: str, seen: bytes | None, content: bytes, keep_s: float
    ) -> bool: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...


class Forget(Protocol):
    """Forgets the conversation of a job that was chosen, and says so."""

    async def __call__(self, interaction: Interaction, job_id: str, /) -> None: ...


class Listening:
    def __init__(
        self,
        inbox: Inbox,
        posts: Posts,
        notes: Notes,
        seen: Seen,
        back: AnsweringBack,
        bans: Bans,
        forget: Forget,
        *,
        has_content: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._inbox = inbox
        self._posts = posts
        self._notes = notes
        self._seen = seen
        self._back = back
        self._bans = bans
        self._forget = forget
        self._has_content = has_content
        self._clock = clock
        self._one_at_a_time = OneAtATime()
        self._waiting = 0

    async def message(self, message: discord.Message, me: discord.ClientUser) -> None:
        """Keep what a person wrote, if it may be for us."""
        note = inbound.posted(message, me)
        if note is not None and self._may_concern_us(note.message):
            await self._heard(note, note.message.where.channel, note.message.id)

    async def edit(
        self, event: discord.RawMessageUpdateEvent, me: discord.ClientUser
    ) -> None:
        note = inbound.edited(event, me)
        if note is not None and await self._edit_concerns_us(note.message):
            await self._put_until_kept(note)

    async def gone(self, note: Deleted | ThreadGone | Left) -> None:
        await self._put_until_kept(note)

    async def ask(self, interaction: Interaction, note: Asked) -> None:
        """Keep what is asked, then let Discord show that it is thought about."""
        await self._taken(interaction, note, is_private=note.hook.is_private)

    async def press(self, interaction: Interaction, press: Press) -> None:
        """Keep what a button asks, or answer at once where that can be done."""
        message = interaction.message
        is_private = message is not None and message.flags.ephemeral
        match press.what:
            case "ask" | "again" | "closer" | "human" as what:
                note = inbound.pressed(
                    interaction,
                    what,
                    press.job_id,
                    press.number,
                    is_private=is_private,
                    now=self._clock(),
                )
                await self._taken(interaction, note, is_private=is_private)
            case "forget":
                await self._forget(interaction, press.job_id)
            case "remove":
                if gone := await self._back.removed(interaction, press.job_id):
                    await self._put_until_kept(gone)
            case _:
                await self._back.pressed(interaction, press)

    async def broke(self, interaction: Interaction, *, is_outdated: bool) -> None:
        """Say that what was done came to nothing, if nothing was said yet."""
        if not interaction.response.is_done():
            await self._back.broke(interaction, is_outdated=is_outdated)

    async def _taken(
        self, interaction: Interaction, note: Asked | Pressed, *, is_private: bool
    ) -> None:
        """Put *note*, and say that it is: the person's client waits for three seconds.

        Where it was asked before, that is said instead.
        """
        try:
            self._bans.check()
            async with asyncio.timeout(ACK_S):
                is_first = await self._is_first(note)
                await self._put(note)
        except (ServiceError, TimeoutError) as error:
            log.warning("! a question was turned away: %s", type(error).__name__)
            await self._back.turned_away(interaction)
            return
        if is_first:
            response = interaction.response
            await quietly(lambda: response.defer(thinking=True, ephemeral=is_private))
        else:
            await self._back.known(interaction)

    async def _is_first(self, note: Asked | Pressed) -> bool:
        """Whether nobody asked the same before: two processes may hear one press."""
        if isinstance(note, Asked):
            return True
        press, name = note.id.encode(), note.event_id
        if await self._notes.swap_note(PRESSED, name, None, press, PRESSED_S):
            return True
        return await self._notes.note(PRESSED, name) == press

    async def _heard(self, note: Posted, channel: str, message: str) -> None:
        """Put *note*, then note that the channel was heard up to there, in order."""
        async with self._one_at_a_time(channel):
            if await self._put_until_kept(note):
                await self._seen.heard(channel, message)
            else:
                self._seen.missed(channel)

    async def _put_until_kept(self, note: Note) -> bool:
        """Put *note*, for as long as that may help; False where it could not be."""
        if self._waiting >= WAITING_MAX:
            log.error("! too much waits for Redis: a message is left to be caught up")
            return False
        give_up_at = self._clock() + PATIENCE_S
        self._waiting += 1
        try:
            while True:
                try:
                    await self._put(note)
                except QueueError as error:
                    log.warning("! a message waits for Redis: %s", error)
                    if self._clock() > give_up_at:
                        return False
                    await asyncio.sleep(AGAIN_S)
                else:
                    return True
        finally:
            self._waiting -= 1

    async def _put(self, note: Note) -> bool:
        is_new = await self._inbox.put("discord", note.event_id, encode(note))
        log.debug("<- a note, %s", "new" if is_new else "known")
        return is_new

    async def _edit_concerns_us(self, message: Message) -> bool:
        """Whether it is worth a look now, or was a question before the edit."""
        if self._may_concern_us(message):
            return True
        try:
            return await self._posts.job_of(message.name) is not None
        except QueueError:
            return True

    def _may_concern_us(self, message: Message) -> bool:
        """Whether it is worth a look; most of a server's talk is nobody's business."""
        if message.person.is_bot or message.is_webhook:
            return False
        where = message.where
        if message.is_mention or where.is_direct:
            return True
        if not self._has_content or not where.guild:
            return False
        return bool(where.parent or message.reply_to or message.files)
