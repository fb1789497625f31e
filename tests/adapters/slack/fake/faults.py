"""What goes wrong on purpose, set by a test: per method, per channel, so many times."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from tests.adapters.slack.fake.refusals import RateLimited, Refused

When = Literal["before", "after"]
Kind = Literal["limit", "status", "refuse", "lose", "delay"]

METERED = frozenset(
    {"chat.postMessage", "chat.postEphemeral", "chat.startStream", "chat.update"}
)


class ServerError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class LostReply(Exception):  # noqa: N818 - what it is to the one who asked
    """The connection is cut instead of an answer."""


@dataclass
class Fault:
    """*when*: before the call takes effect (so it has none), or after."""

    method: str
    kind: Kind
    times: float
    channel: str = ""
    when: When = "before"
    seconds: float = 0.0
    status: int = 0
    error: str = ""

    def fits(self, method: str, channel: str, when: When) -> bool:
        return (
            self.times > 0
            and self.when == when
            and self.method in {"*", method}
            and self.channel in {"", channel}
        )


@dataclass
class Faults:
    """*is_metered* turns Slack's own limit on: a message a second a channel."""

    is_metered: bool = False
    burst: int = 3
    per_second: float = 1.0
    clock: Callable[[], float] = time.monotonic
    waiting: list[Fault] = field(default_factory=list)
    _spent: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)

    def rate_limit(
        self, method: str, times: float = 1, retry_after_s: int = 1, channel: str = ""
    ) -> None:
        self._add(Fault(method, "limit", times, channel, seconds=retry_after_s))

    def fail(
        self, method: str, times: float = 1, status: int = 503, channel: str = ""
    ) -> None:
        self._add(Fault(method, "status", times, channel, status=status))

    def refuse(
        self, method: str, error: str, times: float = 1, channel: str = ""
    ) -> None:
        self._add(Fault(method, "refuse", times, channel, error=error))

    def lose_reply(
        self, method: str, times: float = 1, when: When = "after", channel: str = ""
    ) -> None:
        self._add(Fault(method, "lose", times, channel, when))

    def delay(
        self,
        method: str,
        seconds: float,
        times: float = math.inf,
        when: When = "before",
        channel: str = "",
    ) -> None:
        self._add(Fault(method, "delay", times, channel, when, seconds=seconds))

    def clear(self) -> None:
        self.waiting.clear()

    async def strike(self, method: str, channel: str, when: When) -> None:
        """Let what waits for this call happen, oldest first."""
        for fault in list(self.waiting):
            if fault.fits(method, channel, when):
                fault.times -= 1
                await self._happen(fault)
        if when == "before" and self.is_metered and method in METERED:
            self._meter(method, channel)

    async def _happen(self, fault: Fault) -> None:
        match fault.kind:
            case "limit":
                raise RateLimited(int(fault.seconds))
            case "status":
                raise ServerError(fault.status)
            case "refuse":
                raise Refused(fault.error)
            case "lose":
                raise LostReply
            case "delay":
                await asyncio.sleep(fault.seconds)

    def _meter(self, method: str, channel: str) -> None:
        """A bucket of *burst* for each method and channel, filled as time goes."""
        now = self.clock()
        left, since = self._spent.get((method, channel), (float(self.burst), now))
        left = min(self.burst, left + (now - since) * self.per_second)
        if left < 1:
            self._spent[method, channel] = (left, now)
            raise RateLimited(max(1, math.ceil((1 - left) / self.per_second)))
        self._spent[method, channel] = (left - 1, now)

    def _add(self, fault: Fault) -> None:
        self.waiting.append(fault)
