"""The web's two directions: requests become questions, replies become stored JSON.

A reply is pushed at nobody: it is kept under its question's id, and whoever watches
that question is woken to fetch it.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Callable

import msgspec
from aiohttp import web

from adapters.base import Accept, Intake
from adapters.web.application import Parts, application
from adapters.web.arrivals import Arrivals
from adapters.web.ledger import Ledger
from adapters.web.metrics import Meters
from adapters.web.outbound import reply_body
from adapters.web.session import Door
from adapters.web.states import States
from bot.errors import SettingsError
from bot.ledger import Discretion
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.replies import Reply
from bot.settings import Settings

STOP_S = 3.0
log = logging.getLogger(__name__)
server_log = logging.getLogger(f"{__name__}.server")
server_log.addFilter(Discretion())


class WebAdapter:
    """Raises SettingsError where the settings would leave the door open."""

    def __init__(
        self,
        settings: Settings,
        queue: Queue,
        store: Store,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._settings = settings
        self._queue = queue
        self._store = store
        self._clock = clock
        self._arrivals = Arrivals()
        self._meters = Meters()
        self._door = Door(settings.web, clock)
        self.address: asyncio.Future[str] = asyncio.Future()

    def application(self, accept: Accept) -> web.Application:
        states = States(self._queue, self._store)
        parts = Parts(
            settings=self._settings,
            door=self._door,
            queue=self._queue,
            store=self._store,
            states=states,
            arrivals=self._arrivals,
            meters=self._meters,
        )
        return application(parts, accept)

    async def listen(self, intake: Intake) -> None:
        """Serve until cancelled; *address* says where. Raises SettingsError."""
        runner = web.AppRunner(
            self.application(intake.accept),
            access_log=log,
            access_log_class=Ledger,
            logger=server_log,
            shutdown_timeout=STOP_S,
        )
        await runner.setup()
        try:
            await self._bind(runner)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def send(self, reply: Reply) -> None:
        """Keep *reply* for whoever asks; the second time it only rings the bell."""
        place = reply.address
        if not await self._store.owns(place.user_key, place.thread_key):
            return  # forgotten meanwhile: nothing may be kept
        if await self._store.reply(reply.job_id) is None:
            await self._keep(reply)
            await self._count(reply)
        self._arrivals.ring(reply.job_id)

    async def _bind(self, runner: web.AppRunner) -> None:
        host, port = self._settings.web.host, self._settings.web.port
        site = web.TCPSite(runner, host, port)
        try:
            await site.start()
        except OSError as error:
            raise SettingsError(
                f"web.host {host}, web.port {port}: cannot listen there, "
                f"{(error.strerror or str(error)).lower()}"
            ) from error
        bound = runner.addresses[0][1]
        shown = f"[{host}]" if ":" in host else host
        self.address.set_result(f"http://{shown}:{bound}")
        log.info("-> listening on %s", self.address.result())

    async def _keep(self, reply: Reply) -> None:
        ids = [secrets.token_hex(16) for _ in reply.drawn]
        for drawn_id, drawn in zip(ids, reply.drawn, strict=True):
            await self._store.keep_drawn(drawn_id, drawn.png, reply.address.thread_key)
        body = reply_body(reply, ids)
        await self._store.keep_reply(reply.job_id, msgspec.json.encode(body))

    async def _count(self, reply: Reply) -> None:
        if reply.failure is not None:
            self._meters.failures.labels(reply.failure.code).inc()
            return
        self._meters.answers.labels(reply.kind).inc()
        if status := await self._queue.status(reply.job_id):
            self._meters.answer_s.observe(self._clock() - status.job.asked_at)
