"""Socket Mode: connections, envelopes, acks; what an envelope holds is not known."""

from __future__ import annotations

import asyncio
import itertools
import json
import random
import uuid
from dataclasses import dataclass, field

from aiohttp import WSMsgType, web

from tests.adapters.slack.fake.calls import Call, Method
from tests.adapters.slack.fake.refusals import Json

CONNECTIONS_MAX = 10


class Unacked(Exception):  # noqa: N818 - a state of a delivery
    """Nobody said that it arrived: too slow, gone, or refused (*reason*)."""

    def __init__(self, reason: str, answer: Json | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.answer = answer


@dataclass(eq=False)
class Connection:
    number: int
    socket: web.WebSocketResponse
    transport: asyncio.Transport | None
    awaited: dict[str, asyncio.Future[Json]] = field(default_factory=dict)

    def lose(self) -> None:
        for ack in self.awaited.values():
            if not ack.done():
                ack.set_exception(Unacked("connection_lost"))


class Sockets:
    """*connections* are those that are open now; *opened* counts all there were."""

    def __init__(self, app_id: str) -> None:
        self.app_id = app_id
        self.origin = ""
        self.connections: list[Connection] = []
        self.acked: list[str] = []
        self._retired: list[Connection] = []
        self._numbers = itertools.count(1)
        self._arrived = asyncio.Event()
        self._tickets: set[str] = set()

    @property
    def methods(self) -> dict[str, Method]:
        return {"apps.connections.open": Method(self._open, token="app")}

    async def _open(self, _call: Call) -> Json:
        ticket = uuid.uuid4().hex
        self._tickets.add(ticket)
        origin = self.origin.replace("http", "ws", 1)
        return {"url": f"{origin}/link/?ticket={ticket}&app_id={self.app_id}"}

    async def serve(self, request: web.Request) -> web.StreamResponse:
        ticket = request.query.get("ticket", "")
        if ticket not in self._tickets or len(self.connections) >= CONNECTIONS_MAX:
            return web.Response(status=401)
        self._tickets.remove(ticket)
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        connection = Connection(next(self._numbers), socket, request.transport)
        self.connections.append(connection)
        await socket.send_json(self._hello())
        self._arrived.set()
        try:
            await self._read(connection)
        finally:
            self._forget(connection)
        return socket

    def _hello(self) -> Json:
        return {
            "type": "hello",
            "num_connections": len(self.connections),
            "connection_info": {"app_id": self.app_id},
            "debug_info": {
                "host": "applink-1",
                "build_number": 1,
                "approximate_connection_time": 18060,
            },
        }

    async def _read(self, connection: Connection) -> None:
        async for message in connection.socket:
            if message.type != WSMsgType.TEXT:
                continue
            try:
                told = json.loads(message.data)
            except ValueError:
                continue
            if not isinstance(told, dict):
                continue
            ack = connection.awaited.pop(str(told.get("envelope_id")), None)
            if ack is not None and not ack.done():
                ack.set_result(told.get("payload") or {})

    def _forget(self, connection: Connection) -> None:
        for kept in (self.connections, self._retired):
            if connection in kept:
                kept.remove(connection)
        connection.lose()
        if not self.connections:
            self._arrived.clear()

    async def wait_connected(self, count: int = 1, within_s: float = 10.0) -> None:
        async with asyncio.timeout(within_s):
            while len(self.connections) < count:
                self._arrived.clear()
                await self._arrived.wait()

    async def pick(self) -> Connection:
        """A connection, as Slack chooses: any of those that are open."""
        await self.wait_connected(within_s=600)
        return random.choice(self.connections)

    async def send(
        self, connection: Connection, envelope: Json, timeout_s: float
    ) -> Json:
        """Return the payload of the ack. Raises Unacked."""
        envelope = {"envelope_id": str(uuid.uuid4()), **envelope}
        name = envelope["envelope_id"]
        ack: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        connection.awaited[name] = ack
        try:
            async with asyncio.timeout(timeout_s):
                await connection.socket.send_json(envelope)
                return await ack
        except TimeoutError:
            raise Unacked("timeout") from None
        except ConnectionError:
            raise Unacked("connection_lost") from None
        finally:
            connection.awaited.pop(name, None)

    async def refresh(self, reason: str = "refresh_requested") -> None:
        """Ask every client to come again; old connections take nothing more."""
        retiring, self.connections = self.connections, []
        self._arrived.clear()
        self._retired += retiring
        for connection in retiring:
            told = {"type": "disconnect", "reason": reason, "debug_info": {}}
            await connection.socket.send_json(told)

    def drop(self) -> None:
        """Cut every connection in the middle, without a goodbye."""
        for connection in [*self.connections, *self._retired]:
            if connection.transport is not None:
                connection.transport.abort()

    async def close(self) -> None:
        for connection in [*self.connections, *self._retired]:
            await connection.socket.close()
