"""What Discord refused us a moment ago is not asked for again meanwhile.

Each refusal (403) counts towards a ban of our address: a flood of questions in a
channel where we may not write must cost one, not one each. So one attempt waits for the
other, as Discord's limits have it anyway.
"""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from adapters.discord.sending.calls import DiscordRefusedError
from bot.one_at_a_time import OneAtATime

CLOSED_S = 180.0
"""So soon a channel that was opened to us is tried again."""


class Closed:
    """*clock* is monotonic, in seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._refused: dict[str, tuple[float, DiscordRefusedError]] = {}
        self._told: dict[str, float] = {}
        self._one_at_a_time = OneAtATime()

    @asynccontextmanager
    async def heeded(self, what: str) -> AsyncIterator[None]:
        """Enter the block to try *what*, unless it was forbidden of late.

        Raises what it was refused with, without a request to Discord.
        """
        async with self._one_at_a_time(what):
            until, known = self._refused.get(what, (0.0, None))
            if known is not None and self._clock() < until:
                raise DiscordRefusedError(known.status, known.code)
            try:
                yield
            except DiscordRefusedError as refusal:
                if refusal.is_forbidden:
                    self._forget_past()
                    self._refused[what] = self._clock() + CLOSED_S, refusal
                raise

    def is_told(self, channel: str, user: str) -> bool:
        """Whether *user* heard of late that *channel* is closed to us."""
        return self._clock() < self._told.get(f"{channel}:{user}", 0.0)

    def tell(self, channel: str, user: str) -> None:
        """Note that *user* heard it, or cannot be told."""
        self._told[f"{channel}:{user}"] = self._clock() + CLOSED_S

    def _forget_past(self) -> None:
        now = self._clock()
        refused, told = self._refused.items(), self._told.items()
        self._refused = {what: each for what, each in refused if each[0] > now}
        self._told = {name: until for name, until in told if until > now}
