"""Slack's events over a socket that we open: connected, connected again, closed.

An event whose handler could not keep it gets no ack; Slack sends it again.
"""

from __future__ import annotations

import asyncio
import logging
import time
from typing import Any

from slack_bolt.adapter.socket_mode.async_internals import (
    run_async_bolt_app,
    send_async_response,
)
from slack_bolt.app.async_app import AsyncApp
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode.aiohttp import SocketModeClient
from slack_sdk.socket_mode.async_client import AsyncBaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from adapters.slack.doors.reticence import library_log
from bot.errors import SettingsError
from bot.settings import SlackSettings

PING_S = 5.0
STOP_S = 3.0
WRONG_TOKEN = frozenset(
    {
        "account_inactive",
        "invalid_auth",
        "missing_scope",
        "not_allowed_token_type",
        "not_authed",
        "token_expired",
        "token_revoked",
    }
)
log = logging.getLogger(__name__)


class Sockets:
    """*is_connected* is set from Slack's first hello on."""

    def __init__(
        self, settings: SlackSettings, app: AsyncApp, ping_s: float = PING_S
    ) -> None:
        self._token = settings.app_token
        self._app = app
        self._ping_s = ping_s
        self.is_connected = asyncio.Event()

    async def listen(self) -> None:
        """Take events until cancelled. Raises SettingsError for a wrong app token."""
        if not self._token:
            raise SettingsError(
                "set SIGHTLINE_SLACK_APP_TOKEN (xapp-...), or slack.mode to http"
            )
        address = await self._address()
        client = _Client(
            app_token=self._token,
            logger=library_log("socket"),
            web_client=self._app.client,
            ping_interval=self._ping_s,
        )
        client.wss_uri = address
        client.message_listeners.append(self._hear)
        client.socket_mode_request_listeners.append(self._handle)
        try:
            await client.connect()  # type: ignore[no-untyped-call]
            await asyncio.Event().wait()
        finally:
            await client.stop()
            log.info("<- socket closed")

    async def _address(self) -> str | None:
        """Return where to connect to; None: Slack is out of order, try for longer."""
        try:
            opened = await self._app.client.apps_connections_open(app_token=self._token)
        except SlackApiError as error:
            if (code := error.response.get("error")) in WRONG_TOKEN:
                raise SettingsError(
                    f"SIGHTLINE_SLACK_APP_TOKEN is refused ({code}): take the xapp-... "
                    "token with connections:write from Basic Information of the app, "
                    "App-Level Tokens"
                ) from error
            return None
        except (OSError, TimeoutError):
            return None
        address: str = opened["url"]
        return address

    async def _hear(
        self, _: AsyncBaseSocketModeClient, message: dict[str, Any], __: str | None
    ) -> None:
        if message.get("type") == "hello":
            log.info("-> connected to Slack by a socket")
            self.is_connected.set()

    async def _handle(
        self, client: AsyncBaseSocketModeClient, request: SocketModeRequest
    ) -> None:
        began = time.time()
        response = await run_async_bolt_app(self._app, request)
        await send_async_response(client, request, response, began)


class _Client(SocketModeClient):
    """The library's, which starts a task for each message and forgets about it."""

    def __init__(self, **arguments: Any) -> None:
        super().__init__(**arguments)
        self._in_hand: set[asyncio.Task[Any]] = set()

    async def run_message_listeners(
        self, message: dict[str, Any], raw_message: str
    ) -> None:
        if (task := asyncio.current_task()) is not None:
            self._in_hand.add(task)
            task.add_done_callback(self._in_hand.discard)
        await super().run_message_listeners(message, raw_message)

    async def stop(self) -> None:
        """Let events in hand get their ack, then leave nothing behind."""
        if self._in_hand:
            await asyncio.wait(self._in_hand, timeout=STOP_S)
        own = (self.message_processor, self.current_session_monitor)
        tasks = [*self._in_hand, *own, self.message_receiver]
        await self.close()  # type: ignore[no-untyped-call]
        left = [task for task in tasks if task is not None]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
