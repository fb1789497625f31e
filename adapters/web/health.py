"""Alive, ready, and how much was done: for those who keep this running."""

from __future__ import annotations

import asyncio
import math
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from adapters.web.bodies import AliveBody, ReadyBody
from adapters.web.exchange import json
from adapters.web.metrics import Meters
from bot.errors import ServiceError

PATIENCE_S = 2.0


class Queue(Protocol):
    async def has_worker(self) -> bool: ...

    async def waiting(self) -> int: ...


class Health:
    def __init__(self, queue: Queue, meters: Meters) -> None:
        self._queue = queue
        self._meters = meters

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/healthz", self.alive),
            web.get("/readyz", self.ready),
            web.get("/metrics", self.metrics),
        ]

    async def alive(self, _: web.Request) -> web.Response:
        return json(AliveBody())

    async def ready(self, _: web.Request) -> web.Response:
        """Say 200 when a question asked now would be looked at."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                has_worker = await self._queue.has_worker()
        except (ServiceError, TimeoutError):
            return json(ReadyBody(is_ready=False, redis=False, worker=False), 503)
        body = ReadyBody(is_ready=has_worker, redis=True, worker=has_worker)
        return json(body, 200 if has_worker else 503)

    async def metrics(self, _: web.Request) -> web.Response:
        """Count what waits right now; without Redis that number is not a number."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                self._meters.waiting.set(await self._queue.waiting())
        except (ServiceError, TimeoutError):
            self._meters.waiting.set(math.nan)
        return web.Response(
            body=generate_latest(self._meters.registry),
            headers={"Content-Type": CONTENT_TYPE_LATEST},
        )
