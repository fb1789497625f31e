"""Where Discord is: its own addresses, or those of a server that speaks like it."""

from __future__ import annotations

import aiohttp
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

from bot.errors import SettingsError


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
