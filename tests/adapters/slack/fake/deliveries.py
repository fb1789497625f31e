"""Bringing what happened to the app: over either transport, again if unacked."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.adapters.slack.fake.refusals import Json
from tests.adapters.slack.fake.signed import Door
from tests.adapters.slack.fake.sockets import Connection, Sockets, Unacked

Kind = Literal["events_api", "interactive", "slash_commands"]


@dataclass(frozen=True)
class Ack:
    """How one attempt ended. *reason* is "" where it was acked within *seconds*."""

    kind: Kind
    name: str
    event_type: str
    attempt: int
    seconds: float
    reason: str = ""


@dataclass
class Deliveries:
    """*copies*: how often each event is sent; *to_all*: to every connection besides.

    Slack waits 3 s and tries again at once, after a minute and after five; the waits
    here are short, so that a test need not. *on_ack* sees the payload whose ack has
    just come in; of those, the next *lost_acks* count as never sent.
    """

    sockets: Sockets
    door: Door
    copies: int = 1
    to_all: bool = False
    ack_timeout_s: float = 3.0
    retry_delays_s: tuple[float, ...] = (0.005, 0.02, 0.05)
    lost_acks: int = 0
    on_ack: Callable[[Json], None] | None = None
    acks: list[Ack] = field(default_factory=list)
    given_up: list[Json] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)
    _tasks: set[asyncio.Task[Json]] = field(default_factory=set)

    def send(self, kind: Kind, payload: Json) -> asyncio.Task[Json]:
        """Start to deliver; the task ends with the app's answer, {} if it gave up."""
        copies = self.copies if kind == "events_api" else 1
        tasks = [self._start(self._deliver(kind, payload)) for _ in range(copies)]
        if self.to_all and kind == "events_api" and not self.door.urls:
            for connection in self.sockets.connections:
                self._start(self._deliver(kind, payload, connection))
        return tasks[0]

    async def settled(self, within_s: float = 20.0) -> None:
        """Return once nothing is on its way any more."""
        async with asyncio.timeout(within_s):
            while self._tasks:
                await asyncio.wait(self._tasks)

    async def close(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _start(self, delivering: Coroutine[Any, Any, Json]) -> asyncio.Task[Json]:
        task = asyncio.create_task(delivering)
        self._tasks.add(task)
        task.add_done_callback(self._end)
        return task

    def _end(self, task: asyncio.Task[Json]) -> None:
        """A delivery that breaks is the fault of the fake or of a test's hook."""
        self._tasks.discard(task)
        if not task.cancelled() and (bug := task.exception()) is not None:
            self.surprises.append(f"a delivery broke with {bug!r}")

    async def _deliver(
        self, kind: Kind, payload: Json, first: Connection | None = None
    ) -> Json:
        """Interactions are never sent again, events up to three times."""
        delays = self.retry_delays_s if kind == "events_api" else ()
        retry: tuple[int, str] | None = None
        for number in range(len(delays) + 1):
            connection = None if self.door.urls else first or await self.sockets.pick()
            first = None
            started = time.monotonic()
            try:
                answer = await self._attempt(kind, payload, retry, connection)
                self._count(payload)
            except Unacked as unacked:
                self._log(kind, payload, number, started, unacked.reason)
                if unacked.reason == "no_retry" or number == len(delays):
                    break
                retry = (number + 1, unacked.reason)
                await asyncio.sleep(delays[number])
                continue
            self._log(kind, payload, number, started)
            return answer
        self.given_up.append(payload)
        return {}

    async def _attempt(
        self,
        kind: Kind,
        payload: Json,
        retry: tuple[int, str] | None,
        connection: Connection | None,
    ) -> Json:
        if connection is None:
            return await self.door.send(kind, payload, retry, self.ack_timeout_s)
        envelope: Json = {
            "type": kind,
            "payload": payload,
            "accepts_response_payload": kind != "events_api",
        }
        if kind == "events_api":
            number, reason = retry or (0, "")
            envelope |= {"retry_attempt": number, "retry_reason": reason}
        return await self.sockets.send(connection, envelope, self.ack_timeout_s)

    def _count(self, payload: Json) -> None:
        if self.on_ack is not None:
            self.on_ack(payload)
        if self.lost_acks > 0:
            self.lost_acks -= 1
            raise Unacked("timeout")

    def _log(
        self, kind: Kind, payload: Json, attempt: int, started: float, reason: str = ""
    ) -> None:
        name = payload.get("event_id") or payload.get("trigger_id") or ""
        event = payload.get("event") or {"type": payload.get("type", kind)}
        seconds = time.monotonic() - started
        self.acks.append(Ack(kind, name, event["type"], attempt, seconds, reason))
