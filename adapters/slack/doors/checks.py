"""What an installation of the Slack app has, what it lacks, and where that is added.

Asks Slack itself, with the tokens at hand, and changes nothing there.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.doors.clients import web_client
from adapters.slack.doors.kept_notes import Notes
from adapters.slack.doors.manifest import lacks
from adapters.slack.doors.needs import SCOPES, SOCKET_SCOPE
from adapters.slack.doors.sealing import Sealed
from adapters.slack.doors.seen import EVERYDAY, KINDS, Seen
from bot.checks import Check
from bot.errors import QueueError, SettingsError
from bot.settings import SlackSettings

AWAY = (aiohttp.ClientError, TimeoutError, OSError)
HELLO_S = 10.0
PAGES = "https://api.slack.com/apps"


async def checks(
    settings: SlackSettings,
    session: aiohttp.ClientSession,
    notes: Notes | None = None,
) -> AsyncIterator[Check]:
    """Yield the checks as they are made. *notes*: what ever came, None: no Redis."""
    async for check in _bot_token(settings, session):
        yield check
    if settings.mode == "socket":
        yield await _socket(settings, session)
    for check in _http(settings):
        yield check
    yield await _app(settings, session)
    yield await _arrived(notes)


async def _bot_token(
    settings: SlackSettings, session: aiohttp.ClientSession
) -> AsyncIterator[Check]:
    token = settings.bot_token
    if not token and settings.client_id:
        yield Check("ok", "slack token", "each workspace brings its own, by OAuth")
        return
    if not token:
        yield Check(
            "bad",
            "slack token",
            "set SIGHTLINE_SLACK_BOT_TOKEN: xoxb-..., from OAuth & Permissions of the "
            f"app at {PAGES}; for several workspaces set slack.client_id instead",
        )
        return
    if not token.startswith("xoxb-"):
        yield Check(
            "bad",
            "slack token",
            f"SIGHTLINE_SLACK_BOT_TOKEN is {_kind(token)}: take the Bot User OAuth "
            "Token, xoxb-..., from OAuth & Permissions",
        )
        return
    async for check in _asked(web_client(settings, session, token)):
        yield check


async def _asked(client: AsyncWebClient) -> AsyncIterator[Check]:
    """Ask Slack whose the token is, and what it was granted."""
    try:
        told = await client.auth_test()
    except SlackApiError as error:
        code = error.response["error"]
        sentence = f"Slack refuses it ({code}): install the app anew, take its token"
        yield Check("bad", "slack token", sentence)
        return
    except AWAY as error:
        yield Check("bad", "slack token", _unreachable(client.base_url, error))
        return
    name = told.get("user", "the bot")
    yield Check("ok", "slack token", f"{name} in {told.get('team', 'a workspace')}")
    yield _scopes(_header(told.headers, "x-oauth-scopes"))


def _scopes(header: str) -> Check:
    granted = {scope.strip() for scope in header.split(",") if scope.strip()}
    if missing := [scope for scope in SCOPES if scope not in granted]:
        return Check(
            "bad",
            "slack scopes",
            f"missing: {', '.join(missing)}. Add under OAuth & Permissions, Bot Token "
            "Scopes, then Reinstall to Workspace on the same page",
        )
    return Check("ok", "slack scopes", f"all {len(SCOPES)} are granted")


async def _socket(settings: SlackSettings, session: aiohttp.ClientSession) -> Check:
    token = settings.app_token
    where = "Basic Information of the app, App-Level Tokens"
    if not token:
        sentence = (
            f"set SIGHTLINE_SLACK_APP_TOKEN: xapp-... with {SOCKET_SCOPE}, from {where}"
        )
        return Check("bad", "slack socket", sentence)
    if not token.startswith("xapp-"):
        sentence = (
            f"SIGHTLINE_SLACK_APP_TOKEN is {_kind(token)}: take xapp-... from {where}"
        )
        return Check("bad", "slack socket", sentence)
    try:
        opened = await web_client(settings, session).apps_connections_open(
            app_token=token
        )
        return await _hello(session, opened["url"])
    except SlackApiError as error:
        code = error.response["error"]
        sentence = (
            f"Slack refuses it ({code}): an app-level token needs {SOCKET_SCOPE}, see "
            f"{where}; Socket Mode must be on"
        )
        return Check("bad", "slack socket", sentence)
    except AWAY as error:
        return Check("bad", "slack socket", _unreachable(settings.api_url, error))


async def _hello(session: aiohttp.ClientSession, address: str) -> Check:
    async with session.ws_connect(address) as socket:
        message = await socket.receive(timeout=HELLO_S)
        hello = message.type is aiohttp.WSMsgType.TEXT and '"hello"' in message.data
    if hello:
        return Check("ok", "slack socket", "Slack said hello")
    return Check("bad", "slack socket", "it opened, but Slack said no hello")


def _http(settings: SlackSettings) -> list[Check]:
    """Say what the listener is for; silent where there is none."""
    found = []
    if settings.mode == "http":
        found.append(_signing(settings))
    if settings.client_id or (not settings.bot_token and settings.client_secret):
        found.append(_oauth(settings))
    return found


def _signing(settings: SlackSettings) -> Check:
    if not settings.signing_secret:
        sentence = (
            "set SIGHTLINE_SLACK_SIGNING_SECRET, from Basic Information of the app"
        )
        return Check("bad", "slack http", sentence)
    shown = settings.public_url.rstrip("/") or "https://..."
    place = f"{settings.host}, port {settings.port}"
    sentence = f"{place}; Slack's Request URLs are {shown}/slack/events"
    return Check("ok", "slack http", sentence)


def _oauth(settings: SlackSettings) -> Check:
    needs = {
        "slack.client_id": settings.client_id,
        "SIGHTLINE_SLACK_CLIENT_SECRET": settings.client_secret,
        "slack.public_url": settings.public_url,
    }
    if missing := [name for name, value in needs.items() if not value]:
        return Check("bad", "slack oauth", f"set {' and '.join(missing)}")
    try:
        Sealed(settings.token_key)
    except SettingsError as error:
        return Check("bad", "slack oauth", str(error))
    if settings.bot_token:
        sentence = "unset SIGHTLINE_SLACK_BOT_TOKEN, or installs are of no use"
        return Check("warn", "slack oauth", sentence)
    base = settings.public_url.rstrip("/")
    return Check("ok", "slack oauth", f"workspaces install at {base}/slack/install")


async def _app(settings: SlackSettings, session: aiohttp.ClientSession) -> Check:
    """Compare the app as it is with what we need, where a token allows to look."""
    name = "slack app"
    if not settings.config_token or not settings.app_token:
        sentence = (
            "not compared with the manifest: set SIGHTLINE_SLACK_CONFIG_TOKEN (from "
            f"{PAGES}, Your App Configuration Tokens) beside SIGHTLINE_SLACK_APP_TOKEN"
        )
        return Check("ok", name, sentence)
    client = web_client(settings, session, settings.config_token)
    try:
        exported = await client.api_call(
            "apps.manifest.export", data={"app_id": app_id(settings.app_token)}
        )
    except SlackApiError as error:
        code = error.response["error"]
        return Check("warn", name, f"Slack does not export its manifest ({code})")
    except AWAY as error:
        return Check("warn", name, _unreachable(settings.api_url, error))
    if missing := lacks(exported.get("manifest")):
        return Check("bad", name, "; ".join(missing))
    return Check("ok", name, "its events, shortcut and command are as they should be")


def app_id(app_token: str) -> str:
    """Return the id that an app-level token carries: ``xapp-1-A0...-...``."""
    parts = app_token.split("-")
    return parts[2] if len(parts) > 2 else ""  # noqa: PLR2004 - its third part


async def _arrived(notes: Notes | None) -> Check:
    name = "slack events"
    if notes is None:
        return Check("warn", name, "nobody knows what ever came: redis.url is empty")
    try:
        kinds = await Seen(notes).kinds()
    except QueueError as error:
        return Check("warn", name, f"nobody knows what ever came: {error}")
    if missing := [kind for kind in EVERYDAY if kind not in kinds]:
        return Check(
            "warn",
            name,
            f"never came yet: {', '.join(missing)}. Where that is odd, look under "
            "Event Subscriptions",
        )
    rare = [kind for kind in KINDS if kind not in kinds]
    told = f"; never yet {', '.join(rare)}" if rare else ""
    return Check("ok", name, f"mentions, messages and direct messages come{told}")


def _kind(token: str) -> str:
    kinds = {
        "xoxp-": "a person's token",
        "xoxb-": "a bot's token",
        "xapp-": "an app-level token",
        "xoxe": "a configuration or rotating token",
    }
    for start, told in kinds.items():
        if token.startswith(start):
            return told
    return "no token of Slack's"


def _header(headers: object, name: str) -> str:
    pairs = dict(headers) if hasattr(headers, "keys") else {}  # type: ignore[call-overload]
    return next((str(v) for k, v in pairs.items() if str(k).lower() == name), "")


def _unreachable(where: str, error: BaseException) -> str:
    return f"{where} cannot be reached ({type(error).__name__})"
