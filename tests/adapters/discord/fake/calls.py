"""A call of a REST route: what was asked, in whatever encoding, and how it went."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.adapters.discord.fake.held_files import Upload
from tests.adapters.discord.fake.places import Channel, May
from tests.adapters.discord.fake.refusals import (
    Json,
    Refused,
    invalid_form,
    missing_access,
    missing_permissions,
    unknown,
)
from tests.adapters.discord.fake.world import World


@dataclass
class Call:
    """*uploads* are by the n of files[n]; *status* is 0 until it is answered."""

    world: World
    route: str
    where: dict[str, str]
    query: dict[str, str] = field(default_factory=dict)
    body: Any = None
    uploads: dict[int, Upload] = field(default_factory=dict)
    token: str = ""
    at: float = field(default_factory=time.monotonic)
    status: int = 0
    answer: Any = None

    @property
    def form(self) -> Json:
        if not isinstance(self.body, dict):
            raise invalid_form("the body is no object")
        return self.body

    def channel(self, *needed: May) -> Channel:
        """The channel of the path, where the bot may do all that is *needed*."""
        channel = self.world.channels.get(self.where["channel"])
        if channel is None:
            raise unknown("Channel")
        guild = self.world.guild_of(channel)
        may = self.world.bot_may(channel)
        is_out = guild is not None and not guild.has_bot
        if is_out or not channel.has_bot or not may & May.VIEW_CHANNEL:
            raise missing_access()
        if any(not may & permission for permission in needed):
            raise missing_permissions()
        return channel


Perform = Callable[[Call], Awaitable[Any]]


@dataclass(frozen=True)
class Route:
    """*is_open*: no token of the bot is asked for; the path itself holds one."""

    name: str
    method: str
    path: str
    perform: Perform
    is_open: bool = False


async def read(request: web.Request, world: World, route: str) -> Call:
    call = Call(world, route, dict(request.match_info), dict(request.query))
    call.token = request.headers.get("Authorization", "").removeprefix("Bot ")
    if request.content_type == "multipart/form-data":
        await _read_parts(request, call)
    elif request.can_read_body:
        call.body = _parsed(await request.text())
    return call


async def _read_parts(request: web.Request, call: Call) -> None:
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader):
            raise Refused(400, 50109, "a part of parts")
        if part.name == "payload_json":
            call.body = _parsed(await part.text())
        elif found := re.fullmatch(r"files\[(\d+)\]", part.name or ""):
            body = bytes(await part.read())
            call.uploads[int(found[1])] = Upload(part.filename or "unnamed", body)
        else:
            raise invalid_form(f"unknown part {part.name}")


def _parsed(text: str) -> Any:
    try:
        return json.loads(text) if text else None
    except ValueError as error:
        raise Refused(400, 50109, "The request body contains invalid JSON.") from error
