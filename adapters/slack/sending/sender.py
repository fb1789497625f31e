"""What is sent to Slack stands in a line, one for each channel.

Slack takes about one message a second in a channel and says with 429 how long to wait.
Whoever has to wait holds up its own line alone, never another channel's; nothing was
done on a 429, so it is simply sent again. Every other failure is either definite
(`SlackRefusedError`: nothing happened) or unknown (`SlackSilentError`: it may have).
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from bot.errors import ServiceError, SilentError

LINE_MAX = 8
"""Calls waiting in one line; further ones are better kept where they are stored."""

RETRY_S = 1.0
MIN_WAIT_S = 0.05
RETRY_MAX_S = 120.0
SERVER_ERRORS = 500
TOO_MANY = 429
UNKNOWN = frozenset(
    {"internal_error", "fatal_error", "service_unavailable", "request_timeout"}
)
GONE = frozenset(
    {
        "account_inactive",
        "app_uninstalled",
        "channel_not_found",
        "invalid_auth",
        "is_archived",
        "not_authed",
        "not_in_channel",
        "restricted_action",
        "team_not_found",
        "thread_not_found",
        "token_expired",
        "token_revoked",
    }
)

log = logging.getLogger(__name__)

Call = Callable[[], Awaitable[AsyncSlackResponse]]


class SlackRefusedError(ServiceError):
    """Slack said no: nothing happened. *error* is its word for why."""

    def __init__(self, error: str) -> None:
        super().__init__(f"Slack refused: {error}")
        self.error = error

    @property
    def is_final(self) -> bool:
        """Whether no later attempt can do better: the place or the token is gone."""
        return self.error in GONE


class SlackSilentError(SilentError):
    """Nobody knows whether it happened: a timeout, a cut connection, an error 5xx."""


class SlackCrowdedError(ServiceError):
    """The line is too long, or the wait in it longer than it is worth."""


class _RateLimitedError(Exception):
    def __init__(self, wait_s: float) -> None:
        super().__init__()
        self.wait_s = wait_s


class Line:
    """Calls of one channel, one after the other, in the order they came."""

    def __init__(self) -> None:
        self.turn = asyncio.Lock()
        self.length = 0
        self.free_at = 0.0
        self.sent_at = 0.0


class Sender:
    """*clock* is a monotonic one, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lines: dict[str, Line] = {}

    async def send(
        self, channel: str, call: Call, patience_s: float = RETRY_MAX_S
    ) -> AsyncSlackResponse:
        """Return Slack's answer to *call*, made when its *channel*'s turn has come.

        Raises SlackRefusedError, SlackSilentError, and SlackCrowdedError where the line
        is full or would take longer than *patience_s*.
        """
        line = self._lines.setdefault(channel, Line())
        if line.length >= LINE_MAX:
            raise SlackCrowdedError("its channel has too many waiting")
        line.length += 1
        try:
            async with asyncio.timeout(patience_s) as patience, line.turn:
                while True:
                    await asyncio.sleep(max(line.free_at - self._clock(), 0))
                    patience.reschedule(None)  # a call that has begun is seen through
                    try:
                        return await answered(call)
                    except _RateLimitedError as limit:
                        log.info("-- %s waits %.1f s for Slack", channel, limit.wait_s)
                        line.free_at = self._clock() + limit.wait_s
                        if limit.wait_s > patience_s:
                            raise SlackCrowdedError(
                                "Slack asks for too long a wait"
                            ) from limit
                    finally:
                        line.sent_at = self._clock()
        except TimeoutError as error:
            raise SlackCrowdedError("its turn did not come in time") from error
        finally:
            line.length -= 1
            if line.length == 0 and line.free_at < self._clock():
                self._lines.pop(channel, None)

    def is_idle(self, channel: str) -> bool:
        """Return whether a call that may be left out would hold up nothing."""
        line = self._lines.get(channel)
        return line is None or (line.length == 0 and line.free_at <= self._clock())


async def once(call: Call, patience_s: float = 0.0) -> AsyncSlackResponse:
    """Make a call that belongs to no channel.

    A 429 is waited out where that takes at most *patience_s*, else it is a refusal.
    """
    while True:
        try:
            return await answered(call)
        except _RateLimitedError as limit:
            if limit.wait_s > patience_s:
                raise SlackRefusedError("ratelimited") from limit
            patience_s -= max(limit.wait_s, MIN_WAIT_S)
            await asyncio.sleep(limit.wait_s)


async def answered(call: Call) -> AsyncSlackResponse:
    """Return what Slack said, or raise what its failure means."""
    try:
        return await call()
    except SlackApiError as error:
        raise _meant(error) from error
    except (SlackClientError, aiohttp.ClientError, OSError) as error:
        raise SlackSilentError(type(error).__name__) from error


def _meant(error: SlackApiError) -> Exception:
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or response.status)
    said = _word(response)
    if status == TOO_MANY or said in {"ratelimited", "rate_limited"}:
        return _RateLimitedError(_retry_after(response))
    if status >= SERVER_ERRORS or said in UNKNOWN or not said:
        return SlackSilentError(f"Slack answered {status} {said}")
    return SlackRefusedError(said)


def _word(response: Any) -> str:
    try:
        return str(response["error"] or "")
    except (AttributeError, KeyError, TypeError, ValueError):
        return ""  # no JSON came, or no answer of the API's


def _retry_after(response: Any) -> float:
    headers = {k.lower(): v for k, v in dict(response.headers).items()}
    try:
        return min(max(float(headers.get("retry-after", RETRY_S)), 0.0), RETRY_MAX_S)
    except ValueError:
        return RETRY_S
