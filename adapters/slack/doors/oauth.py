"""Installing the app in a workspace: away to Slack, back with a token, a plain page."""

from __future__ import annotations

import html
import logging
from collections.abc import Awaitable, Callable
from urllib.parse import urljoin

import aiohttp
from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.oauth.async_callback_options import (
    AsyncCallbackOptions,
    AsyncFailureArgs,
    AsyncSuccessArgs,
)
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from adapters.slack.doors.clients import Clients
from adapters.slack.doors.installations import Installations
from adapters.slack.doors.needs import SCOPES
from adapters.slack.doors.reticence import library_log
from adapters.slack.doors.states import States
from bot.errors import ServiceError, SettingsError
from bot.ledger import traced
from bot.settings import SlackSettings

INSTALL, BACK = "/slack/install", "/slack/oauth_redirect"
PROTECTION = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>body{{font:1.1rem/1.5 system-ui;max-width:34rem;margin:15vh auto;padding:1rem}}
</style><h1>{title}</h1><p>{sentence}</p></html>
"""
DONE = (
    "Sightline is installed",
    "You can close this page. Invite @Sightline to a channel, or send it a picture.",
)
REASONS = {
    "access_denied": "The install was cancelled in Slack; nothing was changed.",
    "invalid_browser": "Please begin and end the install in the same browser.",
    "invalid_state": "This page was open for too long, or used before.",
}
OTHERWISE = "Slack did not complete the install."
log = logging.getLogger(__name__)


def oauth_flow(
    settings: SlackSettings, clients: Clients, installations: Installations, to: States
) -> AsyncOAuthFlow | None:
    """Return the flow, None where no client_id is set. Raises SettingsError."""
    if not settings.client_id:
        return None
    if not settings.client_secret:
        raise SettingsError("slack.client_id needs SIGHTLINE_SLACK_CLIENT_SECRET too")
    if not settings.public_url:
        raise SettingsError(
            "slack.client_id needs slack.public_url, to which Slack sends people back"
        )
    return AsyncOAuthFlow(
        client=clients.bare,
        logger=library_log("oauth"),
        settings=AsyncOAuthSettings(
            client_id=settings.client_id,
            client_secret=settings.client_secret,
            scopes=list(SCOPES),
            user_scopes=[],
            redirect_uri=settings.public_url.rstrip("/") + BACK,
            install_path=INSTALL,
            redirect_uri_path=BACK,
            install_page_rendering_enabled=False,
            authorization_url=urljoin(settings.api_url, "/oauth/v2/authorize"),
            installation_store=installations,
            installation_store_bot_only=True,
            state_store=to,
            callback_options=AsyncCallbackOptions(_succeeded, _failed),
        ),
    )


class InstallPages:
    """The two addresses that a browser comes to."""

    def __init__(self, flow: AsyncOAuthFlow) -> None:
        self._flow = flow

    def add_to(self, door: web.Application) -> None:
        door.router.add_get(INSTALL, self._install, allow_head=False)
        door.router.add_get(BACK, self._back, allow_head=False)

    async def _install(self, request: web.Request) -> web.StreamResponse:
        return await _page(request, self._flow.handle_installation)

    async def _back(self, request: web.Request) -> web.StreamResponse:
        return await _page(request, self._flow.handle_callback)


async def _page(
    request: web.Request, step: Callable[[AsyncBoltRequest], Awaitable[BoltResponse]]
) -> web.StreamResponse:
    try:
        asked = AsyncBoltRequest(
            body="",
            query=request.query_string,
            headers={"cookie": request.headers.get("Cookie", "")},
        )
        answer = await step(asked)
    except (ServiceError, SettingsError, aiohttp.ClientError, TimeoutError) as error:
        log.error("! install failed: %s", traced(error))  # noqa: TRY400 - discreet
        answer = _told("Not installed", f"{OTHERWISE} Please try again later.", 503)
    except (LookupError, ValueError):
        answer = _told("Not installed", OTHERWISE, 400)
    response = await to_aiohttp_response(answer)
    response.headers.update(PROTECTION)
    return response


async def _succeeded(_: AsyncSuccessArgs) -> BoltResponse:
    return _told(*DONE, 200)


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    """The reason comes from the address: it is looked up, never shown."""
    sentence = REASONS.get(args.reason, OTHERWISE)
    return _told(
        "Not installed",
        f"{sentence} You can start again at {INSTALL}.",
        args.suggested_status_code,
    )


def _told(title: str, sentence: str, status: int) -> BoltResponse:
    return BoltResponse(
        status=status,
        body=PAGE.format(title=html.escape(title), sentence=html.escape(sentence)),
        headers={"Content-Type": "text/html; charset=utf-8"},
    )
