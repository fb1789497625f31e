"""Where in Slack something stands, or is to stand, and how it comes to stand there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Protocol

from msgspec import Struct
from slack_sdk.web.async_client import AsyncWebClient

from bot.jobs import Address
from bot.redis_posts import Place

ClientOf = Callable[[str], Awaitable[AsyncWebClient]]
"""Returns the client of a workspace, by its id."""


class Spot(Struct, frozen=True):
    """A thread of a channel of a workspace; *since* is the `ts` of what was asked.

    Without a *thread* it is the channel itself.
    """

    team: str
    channel: str
    thread: str
    since: str
    user: str = ""
    user_team: str = ""
    is_direct: bool = False

    @classmethod
    def of(cls, address: Address) -> Spot:
        details = address.details
        return cls(
            team=address.tenant,
            channel=address.channel,
            thread=address.thread,
            since=details.get("ts", address.thread),
            user=address.user,
            user_team=details.get("user_team", ""),
            is_direct=details.get("type") == "im",
        )

    @property
    def line(self) -> str:
        return f"{self.team}:{self.channel}"


def is_at(address: Address, team: str, channel: str) -> bool:
    """Whether *address* is in that channel: what a button names can be made up."""
    return (address.platform, address.tenant, address.channel) == (
        "slack",
        team,
        channel,
    )


class Opening(Protocol):
    """What stands there first: posted once, as a stream or as a message."""

    async def __call__(self, client: AsyncWebClient, spot: Spot) -> Place: ...
