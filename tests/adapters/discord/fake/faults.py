"""What goes wrong on purpose, set by a test: per route, so many times."""

from __future__ import annotations

import asyncio
import math
from dataclasses import dataclass, field
from typing import Literal

from tests.adapters.discord.fake.refusals import RateLimited, Refused

When = Literal["before", "after"]
Kind = Literal["limit", "global", "shared", "status", "refuse", "lose", "delay"]


class ServerError(Exception):
    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class LostReply(Exception):  # noqa: N818 - what it is to the one who asked
    """The connection is cut instead of an answer."""


@dataclass
class Fault:
    """*when*: before the call takes effect (so it has none), or after."""

    route: str
    kind: Kind
    times: float
    when: When = "before"
    seconds: float = 0.0
    status: int = 0
    refusal: Refused | None = None
    channel: str = ""

    def fits(self, route: str, channel: str, when: When) -> bool:
        return (
            self.times > 0
            and self.when == when
            and self.route in {"*", route}
            and self.channel in {"", channel}
        )


@dataclass
class Faults:
    """*route* is the name of a `Route`, like "messages.create", or "*".

    *channel* is the id of the one in the path, where not every one is meant.
    """

    waiting: list[Fault] = field(default_factory=list)

    def rate_limit(
        self,
        route: str,
        times: float = 1,
        retry_after_s: float = 0.1,
        *,
        is_global: bool = False,
        is_shared: bool = False,
        channel: str = "",
    ) -> None:
        kind: Kind = "global" if is_global else "shared" if is_shared else "limit"
        fault = Fault(route, kind, times, seconds=retry_after_s, channel=channel)
        self.waiting.append(fault)

    def fail(
        self, route: str, times: float = 1, status: int = 503, channel: str = ""
    ) -> None:
        fault = Fault(route, "status", times, status=status, channel=channel)
        self.waiting.append(fault)

    def refuse(
        self, route: str, refusal: Refused, times: float = 1, channel: str = ""
    ) -> None:
        fault = Fault(route, "refuse", times, refusal=refusal, channel=channel)
        self.waiting.append(fault)

    def lose_reply(
        self, route: str, times: float = 1, when: When = "after", channel: str = ""
    ) -> None:
        self.waiting.append(Fault(route, "lose", times, when, channel=channel))

    def delay(
        self,
        route: str,
        seconds: float,
        times: float = math.inf,
        when: When = "before",
        channel: str = "",
    ) -> None:
        fault = Fault(route, "delay", times, when, seconds, channel=channel)
        self.waiting.append(fault)

    def clear(self) -> None:
        self.waiting.clear()

    async def strike(self, route: str, channel: str, when: When) -> None:
        """Let what waits for this call happen, oldest first."""
        for fault in list(self.waiting):
            if fault.fits(route, channel, when):
                fault.times -= 1
                await self._happen(fault)

    async def _happen(self, fault: Fault) -> None:
        match fault.kind:
            case "limit" | "global" | "shared" as kind:
                is_global, is_shared = kind == "global", kind == "shared"
                raise RateLimited(
                    fault.seconds, is_global=is_global, is_shared=is_shared
                )
            case "status":
                raise ServerError(fault.status)
            case "lose":
                raise LostReply
            case "delay":
                await asyncio.sleep(fault.seconds)
            case "refuse":
                if fault.refusal is not None:
                    raise fault.refusal
