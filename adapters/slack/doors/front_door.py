"""Slack's HTTP side: what a stranger can reach, and how little they get out of it.

Method, size and signature are judged on raw bytes; only what Slack signed is parsed,
and only that reaches bolt. A replay within five minutes passes here and is known to
the inbox by its event id.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Any

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest

from adapters.slack.doors.oauth import InstallPages
from adapters.slack.doors.signatures import is_slacks
from bot.errors import SettingsError
from bot.ledger import Discretion
from bot.settings import SlackSettings

BODY_MAX = 256 * 1024
BODY_S = 5.0
DEPTH_MAX = 64  # Slack's deepest blocks stay under 20
STOP_S = 3.0
TIMESTAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
PASSED_ON = ("Content-Type", TIMESTAMP, SIGNATURE)
"""Bolt obeys headers of its own (lazy-only would skip a listener): none is passed."""

KINDS = ("application/json", "application/x-www-form-urlencoded")
MALFORMED = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
log = logging.getLogger(__name__)
server_log = logging.getLogger(f"{__name__}.server")
server_log.addFilter(Discretion())


class FrontDoor:
    """Raises SettingsError where events could not be told from forgeries."""

    def __init__(
        self, settings: SlackSettings, app: AsyncApp, clock: Callable[[], float]
    ) -> None:
        if settings.mode == "http" and not settings.signing_secret:
            raise SettingsError(
                'slack.mode is "http": set SIGHTLINE_SLACK_SIGNING_SECRET, from Basic '
                "Information of the app"
            )
        self._settings = settings
        self._app = app
        self._clock = clock
        self.address: asyncio.Future[str] = asyncio.Future()

    def application(self) -> web.Application:
        door = web.Application(client_max_size=BODY_MAX)
        door.router.add_get("/healthz", _health)
        if self._settings.mode == "http":
            door.router.add_post("/slack/events", self._events)
        if (
            self._settings.client_id
            and self._settings.client_secret
            and self._app.oauth_flow is not None
        ):
            InstallPages(self._app.oauth_flow).add_to(door)
        return door

    async def listen(self) -> None:
        """Serve until cancelled; *address* says where. Raises SettingsError."""
        runner = web.AppRunner(
            self.application(),
            access_log=None,
            logger=server_log,
            shutdown_timeout=STOP_S,
        )
        await runner.setup()
        try:
            await self._bind(runner)
            await asyncio.Event().wait()
        finally:
            await runner.cleanup()

    async def _bind(self, runner: web.AppRunner) -> None:
        host, port = self._settings.host, self._settings.port
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            raise SettingsError(
                f"slack.host {host}, slack.port {port}: cannot listen there, "
                f"{(error.strerror or str(error)).lower()}"
            ) from error
        shown = f"[{host}]" if ":" in host else host
        self.address.set_result(f"http://{shown}:{runner.addresses[0][1]}")
        log.info("-> listening for Slack on %s", self.address.result())

    async def _events(self, request: web.Request) -> web.StreamResponse:
        body = await _read(request)
        if not is_slacks(
            self._settings.signing_secret,
            request.headers.getall(TIMESTAMP, []),
            request.headers.getall(SIGNATURE, []),
            body,
            self._clock(),
        ):
            raise web.HTTPUnauthorized
        asked = _parsed(request, body)
        try:
            answer = await self._app.async_dispatch(asked)
        except MALFORMED:  # bolt's own error handling trips over some shapes again
            raise web.HTTPBadRequest from None
        return await to_aiohttp_response(answer)


async def _health(_: web.Request) -> web.Response:
    return web.Response(text="ok")


async def _read(request: web.Request) -> bytes:
    """Raises 413 as soon as the bound is passed, 408 for a body that trickles."""
    if (request.content_length or 0) > BODY_MAX:
        raise web.HTTPRequestEntityTooLarge(BODY_MAX, request.content_length or 0)
    if request.headers.getall("Content-Encoding", []):
        raise web.HTTPBadRequest  # signatures are over what was sent, unpacked or not
    try:
        async with asyncio.timeout(BODY_S):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None


def _parsed(request: web.Request, body: bytes) -> AsyncBoltRequest:
    """Raises 400 for what bolt could not make sense of."""
    if request.content_type not in KINDS:
        raise web.HTTPBadRequest
    headers = {
        name: request.headers[name] for name in PASSED_ON if name in request.headers
    }
    try:
        # bolt takes a lower-case media type alone for JSON
        headers["Content-Type"] = request.content_type
        asked = AsyncBoltRequest(body=body.decode("utf-8"), headers=dict(headers))
    except MALFORMED:
        raise web.HTTPBadRequest from None
    if not is_shallow(asked.body):
        raise web.HTTPBadRequest
    return asked


def is_shallow(value: Any) -> bool:
    """Return whether no path into *value* is longer than DEPTH_MAX."""
    level = [value]
    for _ in range(DEPTH_MAX):
        level = [inner for each in level for inner in _inside(each)]
        if not level:
            return True
    return False


def _inside(value: Any) -> list[Any]:
    match value:
        case dict():
            return list(value.values())
        case list():
            return value
        case _:
            return []
