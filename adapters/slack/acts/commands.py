"""`/sightline`: help, status, forget me, forget this thread.

Slack tells no command the thread that it was typed in; so "this thread" is the
person's only one in the channel, or one of those that are offered.
"""

from __future__ import annotations

from typing import Any, Protocol

from adapters.slack.doors.kept_notes import Notes
from adapters.slack.hearing.edits import EDITED
from adapters.slack.saying.whispers import (
    forget_payload,
    forgotten_payload,
    help_payload,
    status_payload,
)
from bot.jobs import Turn
from bot.redis_store import ThreadEntry
from bot.tickets import Status

OFFERED_MAX = 5
LOOKED_MAX = 5


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


class Commands:
    def __init__(self, queue: Queue, store: Store, notes: Notes) -> None:
        self._queue = queue
        self._store = store
        self._notes = notes

    async def answer(
        self, team: str, channel: str, user: str, words: str
    ) -> dict[str, Any]:
        """Return what the person alone gets to read. Raises QueueError."""
        match " ".join(words.lower().split()).removeprefix("please "):
            case "status":
                return await self._status(team, user)
            case "forget me" | "forget everything" | "forget all":
                await self._forget_me(_user_key(team, user))
                return forgotten_payload("me")
            case "forget this thread" | "forget this" | "forget thread" | "forget":
                return await self._forget_thread(team, channel, user)
            case _:
                return help_payload()

    async def forget(
        self, team: str, channel: str, user: str, thread: str
    ) -> dict[str, Any]:
        """Forget one of the offered threads, if the person asked in it."""
        thread_key = f"slack:{team}:{channel}:{thread}"
        if await self._store.owns(_user_key(team, user), thread_key):
            await self._forget(thread_key)
        return forgotten_payload("thread")

    async def _forget_me(self, user_key: str) -> None:
        for entry in await self._store.threads(user_key):
            await self._forget_edits(entry.thread_key)
        await self._store.forget_user(user_key)

    async def _forget(self, thread_key: str) -> None:
        await self._forget_edits(thread_key)
        await self._store.forget_thread(thread_key)

    async def _forget_edits(self, thread_key: str) -> None:
        """Forget what is noted for messages that an edit of theirs overtook."""
        for turn in await self._store.turns(thread_key):
            at = turn.job.address
            name = f"{at.tenant}:{at.channel}:{at.details.get('ts', '')}"
            await self._notes.drop_note(EDITED, name)

    async def _forget_thread(
        self, team: str, channel: str, user: str
    ) -> dict[str, Any]:
        start = f"slack:{team}:{channel}:"
        entries = await self._store.threads(_user_key(team, user))
        threads = [e for e in entries if e.thread_key.startswith(start)]
        if len(threads) == 1:
            await self._forget(threads[0].thread_key)
            return forgotten_payload("thread")
        return forget_payload(
            [
                (entry.thread_key.removeprefix(start), entry.last_at)
                for entry in threads[:OFFERED_MAX]
            ]
        )

    async def _status(self, team: str, user: str) -> dict[str, Any]:
        positions = []
        entries = await self._store.threads(_user_key(team, user))
        for entry in entries[:LOOKED_MAX]:
            for turn in await self._store.turns(entry.thread_key):
                if turn.outcome is None and turn.job.address.user == user:
                    status = await self._queue.status(turn.job.id)
                    positions += [status.position] if status else []
        return status_payload(
            waiting=await self._queue.waiting(),
            has_worker=await self._queue.has_worker(),
            positions=positions,
        )


def _user_key(team: str, user: str) -> str:
    return f"slack:{team}:{user}"
