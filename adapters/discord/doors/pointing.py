"""Where Discord is: its own addresses, or those of a server that speaks like it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus

import aiohttp
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.errors import SettingsError

PAUSE_S, PAUSE_MAX_S = 1.0, 60.0
log = logging.getLogger(__name__)


async def reached(
    api_url: str,
    session: aiohttp.ClientSession,
    pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
) -> None:
    """Return once Discord answers at *api_url*, "" being its own, whatever it says.

    Asked is what needs no token, so that no refusal is counted.
    """
    wait_s = PAUSE_S
    while trouble := await _trouble(api_url or Route.BASE, session):
        log.warning("! Discord is away (%s): again in %.0f s", trouble, wait_s)
        await pause(wait_s)
        wait_s = min(2 * wait_s, PAUSE_MAX_S)


async def _trouble(base: str, session: aiohttp.ClientSession) -> str:
    try:
        async with session.get(f"{base}/gateway") as response:
            is_out = response.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            return str(response.status) if is_out else ""
    except (aiohttp.ClientError, OSError) as error:
        return type(error).__name__


async def point_at(api_url: str, session: aiohttp.ClientSession) -> None:
    """Let clients that are made from now on talk to *api_url*; "" is Discord's own.

    Raises SettingsError where nothing like Discord answers there.
    """
    if not api_url:
        return
    try:
        async with session.get(f"{api_url}/gateway") as response:
            told = await response.json()
        gateway = URL(told["url"])
    except (aiohttp.ClientError, OSError, ValueError, LookupError) as error:
        raise SettingsError(
            f"discord.api_url {api_url} does not name a gateway: leave it empty for "
            "Discord itself"
        ) from error
    Route.BASE = api_url
    DiscordWebSocket.DEFAULT_GATEWAY = gateway
