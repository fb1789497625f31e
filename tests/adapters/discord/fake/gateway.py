"""The gateway, v10 in JSON: sessions that outlive their connections."""

from __future__ import annotations

import json
import math
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any

from aiohttp import WSMsgType, web

from tests.adapters.discord.fake.connections import Connection
from tests.adapters.discord.fake.refusals import Json

KNOWN_INTENTS = 0b11_0011_0001_1111_1111_1111_1111


class Op(IntEnum):
    DISPATCH = 0
    HEARTBEAT = 1
    IDENTIFY = 2
    PRESENCE = 3
    VOICE = 4
    RESUME = 6
    RECONNECT = 7
    MEMBERS = 8
    INVALID = 9
    HELLO = 10
    ACK = 11


@dataclass
class Session:
    """*sent* is every event of it, told or not: what a resume replays."""

    id: str
    intents: int
    sent: list[Json] = field(default_factory=list)
    connection: Connection | None = None

    def send(self, kind: str, event: Json) -> None:
        number = len(self.sent) + 1
        packet = {"op": Op.DISPATCH, "t": kind, "s": number, "d": event}
        self.sent.append(packet)
        if self.connection is not None:
            self.connection.send(packet)


@dataclass(frozen=True)
class Identify:
    at: float
    intents: int
    properties: Json


Greeting = Callable[[Session], None]


@dataclass
class Gateway:
    """*allowed*: the intents that the app may ask for; *copies*: of every event.

    *window_s*: an IDENTIFY so soon after one that was accepted is an invalid session
    (Discord's 5 s; 0 is off). *greet* sends READY and what follows it. *shards*: what
    Discord recommends.
    """

    token: str
    greet: Greeting = lambda _session: None
    origin: str = ""
    allowed: int = KNOWN_INTENTS
    heartbeat_ms: int = 41_250
    acks_heartbeats: bool = True
    copies: int = 1
    away: int = 0
    window_s: float = 0.0
    shards: int = 1
    identifies: list[Identify] = field(default_factory=list)
    resumes: list[Json] = field(default_factory=list)
    closed_with: list[int] = field(default_factory=list)
    presences: list[Json] = field(default_factory=list)
    heartbeats: int = 0
    accepted_at: float = -math.inf
    most_connections: int = 0
    sessions: dict[str, Session] = field(default_factory=dict)
    connections: list[Connection] = field(default_factory=list)
    members: Callable[[Json], Json] = lambda _asked: {}

    @property
    def url(self) -> str:
        return self.origin.replace("http://", "ws://")

    @property
    def is_connected(self) -> bool:
        return any(session.connection for session in self.sessions.values())

    def dispatch(self, kind: str, told: Callable[[Session], Json | None]) -> None:
        """Send every session what *told* says of it; None where it may not hear."""
        for session in self.sessions.values():
            event = told(session)
            for _ in range(self.copies if event is not None else 0):
                session.send(kind, event or {})

    def drop(self) -> None:
        """Cut every connection without a word."""
        for connection in list(self.connections):
            connection.abort()
        self._forget_connections()

    def drop_after(self, events: int) -> None:
        """Cut each connection in the middle of the event after so many more."""
        for connection in self.connections:
            connection.cut_after = events

    def ask_for_heartbeat(self) -> None:
        for connection in self.connections:
            connection.send({"op": Op.HEARTBEAT, "d": None})

    def ask_to_reconnect(self) -> None:
        for connection in self.connections:
            connection.send({"op": Op.RECONNECT, "d": None})

    def invalidate(self, *, is_resumable: bool) -> None:
        connected = list(self.connections)
        if not is_resumable:
            self.sessions.clear()
        for connection in connected:
            connection.send({"op": Op.INVALID, "d": is_resumable})

    def forget_sessions(self) -> None:
        """As after too long an absence: the next resume is refused."""
        self.sessions.clear()

    async def close(self, code: int) -> None:
        """Close every connection with one of Discord's codes, 4000 and on."""
        for connection in list(self.connections):
            await self._end(connection, code)

    async def stop(self) -> None:
        for connection in list(self.connections):
            await connection.close(1001)

    async def serve(self, request: web.Request) -> web.StreamResponse:
        if self.away:
            self.away -= 1
            raise web.HTTPServiceUnavailable
        connection = Connection(request)
        await connection.open()
        self.connections.append(connection)
        self.most_connections = max(self.most_connections, len(self.connections))
        hello = {"heartbeat_interval": self.heartbeat_ms, "_trace": []}
        connection.send({"op": Op.HELLO, "d": hello, "s": None, "t": None})
        try:
            async for letter in connection.socket:
                if letter.type is WSMsgType.TEXT:
                    await self._hear(connection, letter.data)
        finally:
            self._leave(connection)
            await connection.close(1000)
        return connection.socket

    async def _hear(self, connection: Connection, text: str) -> None:
        try:
            packet = json.loads(text)
            op, said = Op(packet["op"]), packet.get("d")
        except (json.JSONDecodeError, LookupError, TypeError):
            return await self._end(connection, 4002)
        except ValueError:
            return await self._end(connection, 4001)
        match op:
            case Op.HEARTBEAT:
                self.heartbeats += 1
                if self.acks_heartbeats:
                    connection.send({"op": Op.ACK})
            case Op.IDENTIFY:
                await self._identify(connection, said)
            case Op.RESUME:
                await self._resume(connection, said)
            case _:
                await self._asked(connection, op, said)
        return None

    async def _asked(self, connection: Connection, op: Op, said: Any) -> None:
        session = self._session_of(connection)
        if session is None:
            await self._end(connection, 4003)
        elif op is Op.PRESENCE:
            self.presences.append(said)
        elif op is Op.MEMBERS:
            session.send("GUILD_MEMBERS_CHUNK", self.members(said))

    async def _identify(self, connection: Connection, said: Json) -> None:
        if self._session_of(connection) is not None:
            return await self._end(connection, 4005)
        intents = said.get("intents", 0)
        now = time.monotonic()
        self.identifies.append(Identify(now, intents, said.get("properties", {})))
        if said.get("token") != self.token:
            return await self._end(connection, 4004)
        if intents & ~KNOWN_INTENTS:
            return await self._end(connection, 4013)
        if intents & ~self.allowed:
            return await self._end(connection, 4014)
        if now - self.accepted_at < self.window_s:
            return connection.send({"op": Op.INVALID, "d": False})
        self.accepted_at = now
        session = Session(secrets.token_hex(16), intents, connection=connection)
        self.sessions[session.id] = session
        self.greet(session)
        return None

    async def _resume(self, connection: Connection, said: Json) -> None:
        self.resumes.append(said)
        session = self.sessions.get(said.get("session_id", ""))
        if said.get("token") != self.token:
            return await self._end(connection, 4004)
        if session is None:
            return connection.send({"op": Op.INVALID, "d": False})
        heard = said.get("seq") or 0
        if heard > len(session.sent):
            return await self._end(connection, 4007)
        session.connection = connection
        for packet in session.sent[heard:]:
            connection.send(packet)
        session.send("RESUMED", {"_trace": []})
        return None

    def _session_of(self, connection: Connection) -> Session | None:
        found = self.sessions.values()
        return next((s for s in found if s.connection is connection), None)

    async def _end(self, connection: Connection, code: int) -> None:
        self.closed_with.append(code)
        connection.is_ended = True
        await connection.close(code)

    def _leave(self, connection: Connection) -> None:
        """A session ends when its client closes with 1000 or 1001, else may resume."""
        session = self._session_of(connection)
        if session is not None:
            session.connection = None
            is_left = connection.socket.close_code in {1000, 1001}
            if is_left and not connection.is_ended:
                self.sessions.pop(session.id, None)
        if connection in self.connections:
            self.connections.remove(connection)

    def _forget_connections(self) -> None:
        for session in self.sessions.values():
            session.connection = None
        self.connections.clear()
