"""Ten thousand invalid requests (401, 403, 429) in ten minutes ban an address; we stop
long before.

Counted is what Discord counts, and held back whatever may add to it, whoever in this
process makes the call: by a trace of the HTTP session that discord.py uses.
(https://docs.discord.com/developers/topics/rate-limits#invalid-request-limit)
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Callable
from types import SimpleNamespace

import aiohttp
from yarl import URL

from bot.errors import ServiceError

INVALID = frozenset({401, 403, 429})
INVALID_MAX = 500
WITHIN_S = 600.0
log = logging.getLogger(__name__)


class HeldBackError(ServiceError):
    """So many requests were refused that none is made for a while."""


class Bans:
    """*clock* is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._invalid: deque[float] = deque()

    @property
    def invalid(self) -> int:
        """How many requests were invalid within the last ten minutes."""
        while self._invalid and self._invalid[0] <= self._clock() - WITHIN_S:
            self._invalid.popleft()
        return len(self._invalid)

    def check(self) -> None:
        """Raises HeldBackError where no request may be made just now."""
        if self.invalid >= INVALID_MAX:
            raise HeldBackError(
                f"{INVALID_MAX} requests to Discord were refused within ten minutes"
            )

    def trace(self) -> aiohttp.TraceConfig:
        """Return what is to be given to the HTTP session whose requests count."""
        config = aiohttp.TraceConfig()
        config.on_request_start.append(self._begins)
        config.on_request_end.append(self._ended)
        return config

    async def _begins(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestStartParams,
    ) -> None:
        if not _is_free(request.url):
            self.check()

    async def _ended(
        self,
        _session: aiohttp.ClientSession,
        _context: SimpleNamespace,
        request: aiohttp.TraceRequestEndParams,
    ) -> None:
        response = request.response
        if response.status not in INVALID:
            return
        if response.headers.get("X-RateLimit-Scope") == "shared":
            return  # others' doing, and not counted
        self._invalid.append(self._clock())
        if self.invalid == INVALID_MAX:
            log.error("! Discord refused %d requests: no more for now", INVALID_MAX)


def _is_free(url: URL) -> bool:
    """Whether a call is never invalid: the gateway's, or the answer to an interaction,
    which has a token of its own: a person is to hear "later".
    """
    return url.scheme in {"ws", "wss"} or "/interactions/" in url.path
