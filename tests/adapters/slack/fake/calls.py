"""A call of a Web API method: its arguments from whatever encoding, and its caller."""

from __future__ import annotations

import base64
import json
import time
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web

from tests.adapters.slack.fake.places import Channel, Message, Workspace
from tests.adapters.slack.fake.refusals import Json, Refused
from tests.adapters.slack.fake.world import World


@dataclass
class Call:
    """*answer* is what it was answered with, None as long as it is not."""

    world: World
    method: str
    args: Json
    token: str = ""
    space: Workspace | None = None
    at: float = field(default_factory=time.monotonic)
    answer: Json | None = None

    @property
    def home(self) -> Workspace:
        if self.space is None:
            raise Refused("not_authed")
        return self.space

    def needed(self, name: str) -> str:
        """The argument *name*, refused as Slack does where it is absent."""
        value = self.args.get(name)
        if value in (None, ""):
            raise Refused("invalid_arguments", response_metadata=_missing(name))
        return str(value)

    def word(self, name: str) -> str:
        value = self.args.get(name)
        return "" if value is None else str(value)

    def whole(self, name: str, otherwise: int) -> int:
        try:
            return int(self.args.get(name) or otherwise)
        except ValueError as error:
            raise Refused("invalid_arguments") from error

    def flag(self, name: str) -> bool:
        return str(self.args.get(name, "")).lower() in {"1", "true"}

    def parsed(self, name: str) -> Any:
        """An argument that is JSON, also where it came as text within a form."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        try:
            return json.loads(value)
        except ValueError as error:
            raise Refused(f"invalid_{name}_format") from error

    def channel(self, name: str = "channel") -> Channel:
        """A channel of the caller's workspace that its bot is in."""
        channel = self.any_channel(name)
        if self.home.bot_user not in channel.members:
            raise Refused("not_in_channel" if channel.kind != "im" else _UNKNOWN)
        return channel

    def any_channel(self, name: str = "channel") -> Channel:
        where = self.needed(name)
        if where in self.home.users and self.method == "chat.postMessage":
            return self.world.direct(self.home.id, where)
        if where not in self.home.channels:
            raise Refused(_UNKNOWN)
        return self.home.channels[where]

    def own_message(self, refusal: str) -> Message:
        message = self.channel().messages.get(self.needed("ts"))
        if message is None or message.is_deleted:
            raise Refused("message_not_found")
        if message.bot_id != self.home.bot_id:
            raise Refused(refusal)
        return message

    def need_scope(self, scopes: Iterable[str]) -> None:
        """Refuse unless the token carries one of *scopes*."""
        wanted = list(scopes)
        if wanted and not set(wanted) & self.home.scopes:
            provided = ",".join(sorted(self.home.scopes))
            raise Refused("missing_scope", needed=wanted[0], provided=provided)


_UNKNOWN = "channel_not_found"


@dataclass(frozen=True)
class Method:
    """*perform* a call; *scopes*: one of them is needed; *token* is of whom it asks."""

    perform: Callable[[Call], Awaitable[Json]]
    scopes: tuple[str, ...] = ()
    token: str = "bot"


def _missing(name: str) -> Json:
    return {"messages": [f"[ERROR] missing required field: {name}"]}


async def arguments(request: web.Request) -> Json:
    """What a client sent as query, form or JSON, together."""
    args: Json = dict(request.query)
    if request.content_type == "application/json":
        body = await request.json() if request.can_read_body else {}
        if not isinstance(body, dict):
            raise Refused("invalid_json")
        return args | body
    posted = await request.post()
    return args | {k: v for k, v in posted.items() if isinstance(v, str)}


def bearer(request: web.Request, args: Json) -> str:
    """The token of a call; a client's id and secret (Basic) become arguments."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    if kind == "Basic":
        name, _, secret = base64.b64decode(token).decode().partition(":")
        args |= {"client_id": name, "client_secret": secret}
    named = args.pop("token", None)
    return str(named) if named else token.strip() if kind == "Bearer" else ""
