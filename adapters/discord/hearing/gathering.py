"""Which files belong to a question: its own, those it answers, those of its thread.

What Discord does not show is left out: a question never fails here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence
from typing import Protocol

import discord
from msgspec import Struct

from adapters.discord.hearing.backlog import LISTED_MAX, Backlog
from adapters.discord.hearing.fetching import Told
from adapters.discord.hearing.files import files_of, shows_nothing
from adapters.discord.hearing.people import is_a_persons
from adapters.discord.notes import Asked, File, Message, Where
from adapters.fetching import may_be_picture
from bot.questions import Attachment

BEFORE_S = 600.0
BEFORE_MAX = 20
YOUNG_S = 60.0
"""So long a forum's post may be known before its first message is."""

PAUSES_S = (0.5, 1.0, 2.0)
STARTER = discord.MessageType.thread_starter_message


class Fetches(Protocol):
    async def fetch(
        self, file: File, told: Told, channel: str = "", message: str = ""
    ) -> Attachment: ...


class Gathered(Struct, frozen=True):
    """The files of a question; *lent*: the names of other messages that brought them.

    *is_blind*: there are none, but messages of which we may not see whether they do.
    """

    attachments: tuple[Attachment, ...] = ()
    lent: tuple[str, ...] = ()
    is_blind: bool = False


class _Held(Struct, frozen=True):
    """A file and the message that it stands in, if it stands in one."""

    file: File
    channel: str = ""
    message: str = ""


class _Found(Struct, frozen=True):
    held: tuple[_Held, ...] = ()
    is_hidden: bool = False


class Gatherer:
    def __init__(
        self,
        client: discord.Client,
        fetcher: Fetches,
        per_question: int,
        *,
        has_content: bool,
        pauses_s: Sequence[float] = PAUSES_S,
    ) -> None:
        self._client = client
        self._backlog = Backlog(client)
        self._fetcher = fetcher
        self._most = per_question
        self._has_content = has_content
        self._pauses_s = pauses_s

    async def gather(self, note: Message | Asked, since: str, told: Told) -> Gathered:
        """Return the files of *note*, fetched; those above the bound are named only.

        *since* is the id of the last turn's message.
        """
        found = await self._found(note, since)
        wanted, surplus = found.held[: self._most], found.held[self._most :]
        fetched = await asyncio.gather(
            *(
                self._fetcher.fetch(each.file, told, each.channel, each.message)
                for each in wanted
            )
        )
        named = (Attachment(each.file.name) for each in surplus)
        return Gathered(
            attachments=(*fetched, *named),
            lent=_lent(note, wanted),
            is_blind=not found.held and found.is_hidden and not self._has_content,
        )

    async def _found(self, note: Message | Asked, since: str) -> _Found:
        where = note.where
        if isinstance(note, Asked):
            found = _Found(
                _held(note.files, where.channel if note.about else "", note.about)
            )
            is_outside = bool(note.about) or not note.hook.is_member
        else:
            found = _Found(_held(note.files, where.channel, note.id))
            found = found if found.held else await self._answered(note)
            is_outside = note.id == where.channel
        if found.held or is_outside:
            return found
        if where.parent:
            further = await self._of_thread(where, note.id, since)
        elif where.is_direct:
            further = await self._just_before(note, since)
        else:
            return found
        return _Found(further.held, found.is_hidden or further.is_hidden)

    async def _answered(self, note: Message) -> _Found:
        """Return what the message brought that *note* answers, if a person did."""
        if note.reply_author or not note.reply_to:
            held = _held(note.reply_files, note.where.channel, note.reply_to)
            return _Found(held, note.is_reply_hidden)
        message = await self._backlog.message(note.where.channel, note.reply_to)
        if message is None or not self._is_a_persons(message):
            return _Found()
        held = _held(files_of(message), note.where.channel, note.reply_to)
        return _Found(held, shows_nothing(message))

    async def _of_thread(self, where: Where, before: str, since: str) -> _Found:
        """Return the thread's latest pictures since the last turn, in their order."""
        listed = await self._backlog.before(where.channel, before, since)
        if listed is None:
            return _Found()
        starter = None if since else await self._starter(where, before, listed)
        messages = [_opened(each) for each in listed]
        found = self._of([*filter(None, messages), *filter(None, [starter])])
        return _Found(found.held[-self._most :], found.is_hidden)

    async def _starter(
        self, where: Where, before: str, listed: Sequence[discord.Message]
    ) -> discord.Message | None:
        """Return the message that the thread began with, unless it is *listed*.

        A forum's post has it within, any other thread in the channel above.
        """
        thread, is_whole = where.channel, len(listed) < LISTED_MAX
        if any(str(each.id) == thread for each in listed):
            return None
        above = self._client.get_channel(int(where.parent))
        if above is None or isinstance(above, discord.ForumChannel):
            is_young = _seconds(before) - _seconds(thread) < YOUNG_S
            pauses_s = self._pauses_s if is_young else ()
            found = await self._backlog.message(thread, thread, pauses_s)
            if found is not None or above is not None:
                return found
        openings = [each.reference for each in listed if each.type is STARTER]
        is_told = any(each and each.resolved for each in openings)
        if is_told or (is_whole and not openings):
            return None
        return await self._backlog.message(where.parent, thread)

    async def _just_before(self, note: Message | Asked, since: str) -> _Found:
        """Return the latest pictures that the person sent shortly before."""
        listed = await self._backlog.before(
            note.where.channel, note.id, since, BEFORE_MAX
        )
        for each in listed or []:
            age_s = _seconds(note.id) - _seconds(str(each.id))
            if str(each.author.id) == note.person.user and age_s <= BEFORE_S:
                found = self._of([each])
                if found.held:
                    return found
        return _Found()

    def _of(self, messages: Iterable[discord.Message]) -> _Found:
        """Return the pictures of people among *messages*, the oldest first."""
        theirs = [each for each in messages if self._is_a_persons(each)]
        held = tuple(
            _Held(file, str(each.channel.id), str(each.id))
            for each in sorted(theirs, key=lambda each: each.id)
            for file in files_of(each)
            if may_be_picture(file.name, file.media_type)
        )
        return _Found(held, any(map(shows_nothing, theirs)))

    def _is_a_persons(self, message: discord.Message) -> bool:
        return is_a_persons(message, self._client.user.id if self._client.user else 0)


def _opened(message: discord.Message) -> discord.Message | None:
    """Return the message that a thread's first line stands for, else *message*."""
    if message.type is not STARTER:
        return message
    told = message.reference.resolved if message.reference else None
    return told if isinstance(told, discord.Message) else None


def _held(files: Iterable[File], channel: str, message: str) -> tuple[_Held, ...]:
    return tuple(_Held(file, channel, message) for file in files)


def _lent(note: Message | Asked, held: Iterable[_Held]) -> tuple[str, ...]:
    own = note.id if isinstance(note, Message) else ""
    names = (f"{each.channel}:{each.message}" for each in held if each.message != own)
    return tuple(dict.fromkeys(names))


def _seconds(snowflake: str) -> float:
    """Return when the thing of that id came to be (seconds since Discord began)."""
    return (int(snowflake) >> 22) / 1000
