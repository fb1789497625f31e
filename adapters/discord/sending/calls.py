"""What a failed call to Discord means.

discord.py waits out rate limits and tries again what failed with 500, 502, 504 or 524.
What is left is definite (`DiscordRefusedError`: nothing happened) or unknown
(`DiscordSilentError`: it may have).
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import TypeVar

import aiohttp
import discord

from bot.errors import ServiceError, SilentError

T = TypeVar("T")
SILENT = (aiohttp.ClientError, OSError, TimeoutError)
FAILURES = (discord.DiscordException, *SILENT)
"""All that a call may end with: aiohttp's own are no OSErrors."""

ALREADY_A_THREAD = 160004
ARCHIVED = 50083
TOO_LARGE = 40005
NO_HISTORY = 160002
TOKEN_OVER = 50027
"""An interaction's token, not ours: the 401 of that one is an operator's to mend."""


log = logging.getLogger(__name__)


class DiscordRefusedError(ServiceError):
    """Discord said no: nothing happened. *status* is HTTP's, *code* Discord's."""

    def __init__(self, status: int, code: int) -> None:
        super().__init__(f"Discord refused: {status} {code}")
        self.status = status
        self.code = code

    @property
    def is_final(self) -> bool:
        """Whether no later attempt can do better: the place or the right is gone."""
        is_over = self.code in {ARCHIVED, TOKEN_OVER}
        return is_over or self.status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}

    @property
    def is_forbidden(self) -> bool:
        return self.status == HTTPStatus.FORBIDDEN

    @property
    def is_unknown(self) -> bool:
        return self.status == HTTPStatus.NOT_FOUND

    @property
    def is_too_large(self) -> bool:
        return self.status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    @property
    def is_malformed(self) -> bool:
        return self.status == HTTPStatus.BAD_REQUEST


class DiscordSilentError(SilentError):
    pass


class DiscordCrowdedError(ServiceError):
    """Discord asks for a longer wait than anybody should hold a call for."""


async def called(call: Callable[[], Awaitable[T]]) -> T:
    """Return what *call* brought, or raise what its failure means."""
    try:
        return await call()
    except discord.RateLimited as error:
        raise DiscordCrowdedError(f"{error.retry_after:.0f} s to wait") from error
    except discord.HTTPException as error:
        raise _meant(error) from error
    except SILENT as error:
        raise DiscordSilentError(type(error).__name__) from error


def _meant(error: discord.HTTPException) -> ServiceError:
    if error.status == HTTPStatus.TOO_MANY_REQUESTS:
        return DiscordCrowdedError("too many requests")
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return DiscordSilentError(f"Discord answered {error.status}")
    return DiscordRefusedError(error.status, error.code)


async def quietly(call: Callable[[], Awaitable[object]]) -> None:
    """Make a call whose failure is nobody's trouble, save that it is logged.

    The address that it failed at holds a token, and is not.
    """
    try:
        await call()
    except FAILURES as error:
        told = type(error).__name__
        if isinstance(error, discord.HTTPException):
            told = f"{error.status} {error.code}"
        log.warning("! Discord would not: %s", told)
