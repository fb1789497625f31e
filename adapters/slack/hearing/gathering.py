"""Which files belong to a question: of its message, its thread, a DM just before it.

What Slack does not tell is left out: a question never fails here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from adapters.slack.hearing.files import files
from adapters.slack.hearing.payloads import Payload, a_ts, rows, words
from adapters.slack.hearing.people import SILENT, ClientOf
from adapters.slack.notes import File, Message
from bot.questions import Attachment

BEFORE_S = 600.0
THREAD_MAX = 100


class Fetches(Protocol):
    async def fetch(self, team: str, file: File) -> Attachment: ...


class Gathered(Struct, frozen=True):
    """The files of a question; *lent*: the ids of those that others brought."""

    attachments: tuple[Attachment, ...] = ()
    lent: tuple[str, ...] = ()


class Gatherer:
    def __init__(
        self, client_of: ClientOf, fetcher: Fetches, per_question: int
    ) -> None:
        self._client_of = client_of
        self._fetcher = fetcher
        self._most = per_question

    async def gather(
        self, message: Message, since: str = "", bot_user: str = ""
    ) -> Gathered:
        """Return the files of *message*, fetched; *since* is the last turn's `ts`."""
        found = await self.files_of(message, since, bot_user)
        own = {file.id for file in message.files}
        return Gathered(
            tuple(await self.attachments(message.team, found)),
            tuple(file.id for file in found if file.id not in own),
        )

    async def attachments(self, team: str, found: Sequence[File]) -> list[Attachment]:
        """Return *found* fetched; those above the bound are named only."""
        wanted, surplus = found[: self._most], found[self._most :]
        fetched = await asyncio.gather(
            *(self._fetcher.fetch(team, file) for file in wanted)
        )
        return [*fetched, *(Attachment(file.name) for file in surplus)]

    async def files_of(
        self, message: Message, since: str = "", bot_user: str = ""
    ) -> tuple[File, ...]:
        found = message.files
        if message.is_partial:
            found = await self.posted(message.team, message.channel, message) or found
        if found:
            return found
        if message.thread != message.ts:
            return await self._of_thread(message, since, bot_user)
        return await self._before(message) if message.is_direct else ()

    async def posted(self, team: str, channel: str, at: Message) -> tuple[File, ...]:
        """Return the files of the message *at*, asked of Slack."""
        span = {"latest": at.ts, "oldest": at.ts, "inclusive": True, "limit": 1}
        listed = await self._listed(team, channel, at.thread_ts, span)
        same = [each for each in listed if a_ts(each, "ts") == at.ts]
        return files(same[0]) if same else ()

    async def _of_thread(
        self, message: Message, since: str, bot_user: str
    ) -> tuple[File, ...]:
        """Return the thread's latest pictures since the last turn, in their order."""
        span: dict[str, object] = {"limit": THREAD_MAX, "latest": message.ts}
        if since:
            span["oldest"] = since
        listed = await self._listed(
            message.team, message.channel, message.thread_ts, span
        )
        found = [
            file
            for each in sorted(listed, key=_when)
            if _is_a_persons(each, bot_user) and _when(each) > _seconds(since)
            for file in files(each)
        ]
        return tuple(found[-self._most :])

    async def _before(self, message: Message) -> tuple[File, ...]:
        span: dict[str, object] = {"latest": message.ts, "limit": 5}
        listed = await self._listed(message.team, message.channel, "", span)
        own = [
            files(each)
            for each in sorted(listed, key=_when, reverse=True)
            if words(each, "user") == message.user
            and 0 < _seconds(message.ts) - _when(each) <= BEFORE_S
        ]
        return next(filter(None, own), ())

    async def _listed(
        self, team: str, channel: str, thread: str, span: dict[str, object]
    ) -> list[Payload]:
        try:
            client = await self._client_of(team)
            asked = {"channel": channel} | span
            if thread:
                method, asked["ts"] = "conversations.replies", thread
            else:
                method = "conversations.history"
            told = await client.api_call(method, params=asked)
        except SILENT:
            return []
        return rows(told.data, "messages")


def _when(message: Payload) -> float:
    return _seconds(a_ts(message, "ts"))


def _seconds(ts: str) -> float:
    return float(ts or 0)


def _is_a_persons(message: Payload, bot_user: str) -> bool:
    user = words(message, "user")
    return bool(user) and user != bot_user and "bot_id" not in message


def lent(team: str, file: str) -> str:
    """Return what names a file that another message lent to questions."""
    return f"{team}:file:{file}"
