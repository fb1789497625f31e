"""`/sightline`: help, status, forgetting, and what a server's moderators set.

Each answer is for the person alone. Who may change settings is asked by the door.
"""

from __future__ import annotations

import logging
from functools import partial
from typing import Protocol

from adapters.discord.acts.changes import Change, ListThem, changed
from adapters.discord.conversations import Conversations
from adapters.discord.hearing.edits import EDITED
from adapters.discord.hearing.servers import Server, Servers, TooMuchError
from adapters.discord.notes import Where
from adapters.discord.rooms import Rooms
from adapters.discord.saying.layouts import Layout
from adapters.discord.saying.settings import settings_layout
from adapters.discord.saying.whispers import (
    Choice,
    choice_layout,
    help_layout,
    sentence_layout,
    status_layout,
)
from bot.jobs import Turn
from bot.redis_store import ThreadEntry
from bot.texts.catalogue import Texts
from bot.tickets import Status

OFFERED_MAX = 5
LOOKED_MAX = 5
log = logging.getLogger(__name__)


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...

    async def waiting(self) -> int: ...

    async def has_worker(self) -> bool: ...


class Store(Protocol):
    async def threads(self, user_key: str) -> list[ThreadEntry]: ...

    async def turns(
        self, thread_key: str, last: int | None = None
    ) -> tuple[Turn, ...]: ...

    async def owns(self, user_key: str, thread_key: str) -> bool: ...

    async def forget_thread(self, thread_key: str, asking: str = "") -> None: ...

    async def forget_user(self, user_key: str) -> None: ...


class Notes(Protocol):
    async def drop_note(self, kind: str, name: str) -> bool: ...


class Commands:
    """*has_content*: whether we may read messages that do not mention us.

    Every method raises QueueError when Redis is away.
    """

    def __init__(
        self,
        queue: Queue,
        store: Store,
        notes: Notes,
        servers: Servers,
        rooms: Rooms,
        conversations: Conversations,
        *,
        has_content: bool,
    ) -> None:
        self._queue = queue
        self._store = store
        self._notes = notes
        self._servers = servers
        self._rooms = rooms
        self._conversations = conversations
        self._has_content = has_content

    async def help(self, where: Where) -> Layout:
        return help_layout(await self.texts(where), is_server=bool(where.guild))

    async def status(self, where: Where, user: str) -> Layout:
        positions = []
        entries = await self._store.threads(_user_key(where, user))
        for entry in entries[:LOOKED_MAX]:
            for turn in await self._store.turns(entry.thread_key):
                if turn.outcome is None and turn.job.address.user == user:
                    status = await self._queue.status(turn.job.id)
                    positions += [status.position] if status else []
        return status_layout(
            await self.texts(where),
            waiting=await self._queue.waiting(),
            has_worker=await self._queue.has_worker(),
            positions=sorted(positions),
        )

    async def forget_me(self, where: Where, user: str) -> Layout:
        """Forget every conversation, here or in this DM, in which the person asked."""
        user_key = _user_key(where, user)
        for entry in await self._store.threads(user_key):
            await self._forget_edits(entry.thread_key)
        await self._store.forget_user(user_key)
        return sentence_layout((await self.texts(where)).forgot_me)

    async def forget_here(self, where: Where, user: str) -> Layout:
        """Forget the conversation that this place is, or the only one of the person
        here; offer the choice of several.
        """
        texts = await self.texts(where)
        root = await self._conversations.of_place(where)
        thread_key = f"{_start(where)}{root}"
        if root and await self._store.owns(_user_key(where, user), thread_key):
            await self._forget(thread_key)
            return sentence_layout(texts.forgot_thread)
        found = await self._last_turns(where, user)
        if len(found) == 1:
            await self._forget(found[0].job.address.thread_key)
            return sentence_layout(texts.forgot_thread)
        choices = [
            Choice(turn.job.id, turn.job.text, turn.job.asked_at)
            for turn in found[:OFFERED_MAX]
        ]
        return choice_layout(texts, choices, has_more=len(found) > OFFERED_MAX)

    async def forget_chosen(self, where: Where, user: str, job_id: str) -> Layout:
        """Forget the conversation of *job_id*, if it is here and they asked in it."""
        texts = await self.texts(where)
        status = await self._queue.status(job_id)
        thread_key = status.job.address.thread_key if status else ""
        is_here = thread_key.startswith(_start(where))
        if is_here and await self._store.owns(_user_key(where, user), thread_key):
            await self._forget(thread_key)
            return sentence_layout(texts.forgot_thread)
        return sentence_layout(texts.nothing_to_forget)

    async def settings_shown(self, where: Where) -> Layout:
        return await self._shown(where, await self._rooms.server(where.guild))

    async def settings_changed(self, where: Where, change: Change) -> Layout:
        """Keep *change* and show what is set from now on, or say why it cannot be."""
        words = (await self.texts(where)).commands
        if isinstance(change, ListThem) and not change.names:
            return sentence_layout(words.nobody_named)
        if isinstance(change, ListThem) and change.role == where.guild:
            return sentence_layout(words.everyone_named)
        ask = partial(changed, channel=where.room, change=change)
        try:
            server = await self._servers.change(where.guild, ask)
        except TooMuchError as error:
            is_rooms = error.what == "rooms"
            full = words.rooms_full if is_rooms else words.list_full
            return sentence_layout(full.format(most=error.most))
        log.info("-- a moderator changed the settings of server %s", where.guild)
        return await self._shown(where, server)

    async def texts(self, where: Where) -> Texts:
        return await self._rooms.texts(where.guild, where.room)

    async def _shown(self, where: Where, server: Server) -> Layout:
        treated = await self._rooms.treated(where.guild, where.room)
        return settings_layout(
            server,
            where.room,
            treated,
            await self.texts(where),
            has_content=self._has_content,
        )

    async def _last_turns(self, where: Where, user: str) -> list[Turn]:
        """Return the last turn of each conversation of the person here, newest first.

        In a thread: of those that were asked in it, for the person alone.
        """
        found: list[Turn] = []
        for entry in await self._store.threads(_user_key(where, user)):
            if entry.thread_key.startswith(_start(where)):
                found += await self._store.turns(entry.thread_key, last=1)
        return [turn for turn in found if not where.parent or _is_at(turn, where)]

    async def _forget(self, thread_key: str) -> None:
        await self._forget_edits(thread_key)
        await self._store.forget_thread(thread_key)

    async def _forget_edits(self, thread_key: str) -> None:
        """Forget what is noted for messages that an edit of theirs overtook."""
        for turn in await self._store.turns(thread_key):
            at = turn.job.address.details
            if "message" in at:
                name = f"{at.get('channel', '')}:{at['message']}"
                await self._notes.drop_note(EDITED, name)


def _user_key(where: Where, user: str) -> str:
    return f"discord:{where.tenant}:{user}"


def _start(where: Where) -> str:
    """Return how the keys of all conversations of a channel begin."""
    return f"discord:{where.tenant}:{where.room}:"


def _is_at(turn: Turn, where: Where) -> bool:
    return turn.job.address.details.get("channel") == where.channel
