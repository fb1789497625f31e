"""Slack's Web API, asked in the name of a workspace.

Nothing is tried again here: the library's own handlers may post twice and sleep for as
long as they are told. Who sends decides about that.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Callable
from typing import Protocol

import aiohttp
from msgspec import Struct
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.doors.reticence import library_log
from bot.errors import ServiceError
from bot.settings import SlackSettings

TIMEOUT_S = 30
KNOWN_S = 60.0
"""Another process may hear of a token that was taken away, or given anew."""

ID = re.compile(r"[A-Z0-9]{1,32}")


class NoTokenError(ServiceError):
    """We hold no token that opens this workspace."""


class TokenRefusedError(ServiceError):
    """Slack does not take the one token of the settings; *code* is its word for why."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Slack refuses the bot token: {code}")
        self.code = code


class Grant(Struct, frozen=True):
    """A bot token, and whose it is. *is_org_wide*: it opens several workspaces.

    *team* is the one workspace that it is known to be of, "" where others vouch for it.
    """

    token: str
    bot_user: str
    bot_id: str
    is_org_wide: bool = False
    team: str = ""

    def is_of(self, team: str) -> bool:
        return self.team in {"", team}


class Grants(Protocol):
    async def grant(self, team: str, enterprise: str = "") -> Grant | None: ...


def session() -> aiohttp.ClientSession:
    """Return a session for every call to Slack; whoever opens it closes it."""
    return aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=TIMEOUT_S))


def web_client(
    settings: SlackSettings,
    session: aiohttp.ClientSession,
    token: str = "",
    team: str | None = None,
) -> AsyncWebClient:
    return AsyncWebClient(
        token=token or None,
        base_url=settings.api_url,
        timeout=TIMEOUT_S,
        session=session,
        team_id=team,
        logger=library_log("sdk"),
        retry_handlers=[],
    )


class Clients:
    """A client for each workspace: of the one token in the settings, or of *grants*."""

    def __init__(
        self,
        settings: SlackSettings,
        session: aiohttp.ClientSession,
        grants: Grants | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._settings = settings
        self._session = session
        self._grants = grants
        self._clock = clock
        self._own: Grant | None = None
        self._known: dict[str, tuple[Grant, float]] = {}
        self._asking = asyncio.Lock()

    @property
    def bare(self) -> AsyncWebClient:
        """A client without a token."""
        return web_client(self._settings, self._session)

    async def of(self, team: str) -> AsyncWebClient:
        """Raises NoTokenError where we hold none for *team*."""
        if self._settings.bot_token:
            token = self._settings.bot_token
            return web_client(self._settings, self._session, token)
        grant = await self.grant(team)
        whose = team if grant.is_org_wide else None
        return web_client(self._settings, self._session, grant.token, whose)

    async def grant(self, team: str, enterprise: str = "") -> Grant:
        """Return the token for *team* and whose it is.

        Raises NoTokenError, and ServiceError where Slack cannot be asked whose the
        one token is.
        """
        if self._settings.bot_token:
            return await self._of_settings()
        known, until = self._known.get(team, (None, 0.0))
        if known is not None and self._clock() < until:
            return known
        found = await self._grants.grant(team, enterprise) if self._grants else None
        if found is None:
            shown = team if ID.fullmatch(team) else "without an id"
            raise NoTokenError(f"no token for the workspace {shown}")
        self._known[team] = (found, self._clock() + KNOWN_S)
        return found

    def forget(self, team: str, *, is_org_wide: bool = False) -> None:
        """A token was taken away: ask the installations again."""
        self._known.pop(team, None)
        if is_org_wide:
            self._known = {
                name: (grant, until)
                for name, (grant, until) in self._known.items()
                if not grant.is_org_wide
            }

    async def _of_settings(self) -> Grant:
        async with self._asking:
            if self._own is None:
                self._own = await self._asked()
            return self._own

    async def _asked(self) -> Grant:
        token = self._settings.bot_token
        client = web_client(self._settings, self._session, token)
        try:
            told = await client.auth_test()
        except SlackApiError as error:
            code = error.response["error"]
            raise TokenRefusedError(str(code)) from error
        except (aiohttp.ClientError, TimeoutError) as error:
            raise ServiceError("Slack cannot be asked whose the token is") from error
        is_org_wide = bool(told.get("is_enterprise_install"))
        return Grant(
            token,
            told.get("user_id", ""),
            told.get("bot_id", ""),
            team="" if is_org_wide else told.get("team_id", ""),
        )
