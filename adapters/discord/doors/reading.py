"""What Discord says when it is asked something, once and without a connection.

Nothing is tried again: a refused call counts towards a ban of the address.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, TypeVar

import aiohttp
import discord
from discord.http import Route
from msgspec import DecodeError, Struct, json

from bot.errors import ServiceError
from bot.settings import DiscordSettings

T = TypeVar("T")
AWAY = (aiohttp.ClientError, TimeoutError, OSError)
TIMES = aiohttp.ClientTimeout(total=15, connect=5)
AGENT = f"DiscordBot (https://github.com/Rapptz/discord.py {discord.__version__})"
"""In the form that Discord asks for; others are turned away at its door."""


class Bot(Struct, frozen=True):
    username: str


class App(Struct, frozen=True):
    """*integration_types_config* is by 0 (servers) and 1 (people)."""

    id: str
    name: str = ""
    flags: int = 0
    bot_public: bool = True
    bot_require_code_grant: bool = False
    interactions_endpoint_url: str | None = None
    integration_types_config: dict[str, Any] | None = None


class Server(Struct, frozen=True):
    name: str
    permissions: str


class StartLimit(Struct, frozen=True):
    total: int
    remaining: int
    reset_after: int


class Gateway(Struct, frozen=True):
    """*shards*: the connections that Discord wants side by side."""

    session_start_limit: StartLimit
    shards: int = 1


class UnreadableError(ServiceError):
    """The sentence says what was in the way; *status* is HTTP's, 0: no answer."""

    def __init__(self, sentence: str, status: int = 0) -> None:
        super().__init__(sentence)
        self.status = status


class Reading:
    def __init__(
        self, settings: DiscordSettings, session: aiohttp.ClientSession
    ) -> None:
        self._session = session
        self._base = settings.api_url or Route.BASE
        self._headers = {
            "Authorization": f"Bot {settings.token}",
            "User-Agent": AGENT,
        }

    async def read(self, path: str, kind: type[T]) -> T:
        """Return what *path* answers with. Raises UnreadableError."""
        try:
            async with self._session.get(
                f"{self._base}{path}",
                headers=self._headers,
                allow_redirects=False,
                timeout=TIMES,
            ) as response:
                status, content = response.status, await response.read()
        except AWAY as error:
            sentence = f"{self._base} cannot be reached ({type(error).__name__})"
            raise UnreadableError(sentence) from error
        if status != HTTPStatus.OK:
            raise UnreadableError(_refused(status), status)
        try:
            return json.decode(content, type=kind)
        except DecodeError as error:
            raise UnreadableError(f"{self._base} answers otherwise than Discord") from (
                error
            )


def _refused(status: int) -> str:
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return "Discord asks for fewer calls (429): wait ten minutes, then ask again"
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return f"Discord is out of order ({status}): https://discordstatus.com"
    return f"Discord refuses it ({status})"
