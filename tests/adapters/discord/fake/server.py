"""A Discord of one's own on loopback: `async with FakeDiscord() as discord:`."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.adapters.discord.fake import (
    accounts,
    callbacks,
    cdn,
    commands,
    followups,
    messages,
    rooms,
)
from tests.adapters.discord.fake.announcing import Announcer, Intent
from tests.adapters.discord.fake.calls import Call, Route
from tests.adapters.discord.fake.endpoint import Endpoint
from tests.adapters.discord.fake.faults import Faults, LostReply, When
from tests.adapters.discord.fake.gateway import Gateway
from tests.adapters.discord.fake.people import Person
from tests.adapters.discord.fake.places import TEXT, Channel, Guild, Member, Message
from tests.adapters.discord.fake.pointing import pointed_at
from tests.adapters.discord.fake.refusals import Json
from tests.adapters.discord.fake.telling import told_channel
from tests.adapters.discord.fake.world import Change, World
from tests.adapters.listener import Listener

ROUTES: tuple[Route, ...] = (
    *accounts.ROUTES,
    *messages.ROUTES,
    *rooms.ROUTES,
    *commands.ROUTES,
    *callbacks.ROUTES,
    *followups.ROUTES,
)


class FakeDiscord:
    """Discord with one guild at first. On leaving, any surprise fails the test.

    Within, every discord.py client of this process talks to it.
    """

    def __init__(self) -> None:
        self.token = "MTIz.of.tests"
        self.world = World()
        self.faults = Faults()
        self.gateway = Gateway(self.token)
        self.announcer = Announcer(self.world, self.gateway)
        self.endpoint = Endpoint(self.world, self.faults, self.token)
        self.main = self.world.new_guild("study")
        self.host = Listener()
        self.cdn = Listener()
        self.foreign = Listener()
        self._pointed = ExitStack()

    async def __aenter__(self) -> Self:
        await self.host.start(self._routes())
        file = "/attachments/{channel}/{file}/{name}"
        await self.cdn.start([web.get(file, self._download)])
        await self.foreign.start([web.route("*", "/{path:.*}", cdn.elsewhere)])
        self.world.cdn_origin = self.cdn.origin
        self.gateway.origin = f"{self.host.origin}/gateway"
        self.world.gateway_url = self.gateway.url
        addresses = (self.host.origin, self.gateway.url, self.cdn.origin)
        self._pointed.enter_context(pointed_at(*addresses))
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._pointed.close()
        await self.gateway.stop()
        for listener in (self.host, self.cdn, self.foreign):
            await listener.stop()
        if kind is None and self.surprises:
            raise AssertionError(f"the fake was surprised: {self.surprises}")

    @property
    def surprises(self) -> list[str]:
        return self.world.surprises

    @property
    def mention(self) -> str:
        return f"<@{self.world.bot.id}>"

    @property
    def api_url(self) -> str:
        return f"{self.host.origin}/api/v10"

    @property
    def history(self) -> list[Change]:
        return self.world.history

    @property
    def invalid(self) -> list[Call]:
        """Every call that counts towards Discord's ban of the address."""
        return self.endpoint.invalid

    def guild(self, name: str = "other", *, has_bot: bool = True) -> Guild:
        return self.world.new_guild(name, has_bot=has_bot)

    def channel(
        self,
        name: str = "homework",
        kind: int = TEXT,
        guild: Guild | None = None,
        **traits: Any,
    ) -> Channel:
        """Known to the client at once if it is made before it connects."""
        return self.world.new_channel(guild or self.main, name, kind, **traits)

    def person(
        self,
        name: str = "ana",
        *,
        is_bot: bool = False,
        refuses_dms: bool = False,
        may: int | None = None,
    ) -> Person:
        """*may*: permissions as a moderator has them; None: those of a member."""
        user = self.world.new_user(name, is_bot=is_bot)
        user.refuses_dms = refuses_dms
        return Person(self.world, user, may)

    def add_to(self, guild: Guild) -> None:
        """Somebody adds the bot to *guild*, which did not have it."""
        guild.has_bot = True
        guild.members[self.world.bot.id] = Member(self.world.bot)
        for channel in guild.channels.values():
            channel.has_bot = True
        told = self.announcer.told_guild(guild, is_new=True)
        self.world.announce("GUILD_CREATE", told)

    def remove_from(self, guild: Guild) -> None:
        """The bot is kicked, and hears no more of *guild*."""
        guild.has_bot = False
        for channel in self.world.channels.values():
            channel.has_bot = channel.has_bot and channel.guild != guild.id
        self.world.announce("GUILD_DELETE", {"id": guild.id})

    def break_off(self, guild: Guild, *, is_back: bool = False) -> None:
        """An outage: the guild is unavailable, until it *is_back*."""
        if is_back:
            told = self.announcer.told_guild(guild, is_new=False)
            self.world.announce("GUILD_CREATE", told)
        else:
            gone = {"id": guild.id, "unavailable": True}
            self.world.announce("GUILD_DELETE", gone)

    def remove(self, channel: Channel) -> None:
        """Somebody deletes a channel or thread with all that is in it."""
        told = told_channel(self.world, channel)
        del self.world.channels[channel.id]
        self.world.guilds[channel.guild].channels.pop(channel.id, None)
        kind = "THREAD_DELETE" if channel.is_thread else "CHANNEL_DELETE"
        self.world.announce(kind, told)

    def calls(self, route: str = "") -> list[Call]:
        return [c for c in self.endpoint.calls if not route or c.route == route]

    def visible(self, channel: Channel, to: str = "") -> list[Message]:
        """What everybody sees now, in order, and what the user *to* alone does."""
        return [m for m in channel.standing if m.seen_by in {"", to}]

    def answers(self, channel: Channel, to: str = "") -> list[Message]:
        """Those of them that the bot wrote."""
        bot = self.world.bot.id
        found = self.visible(channel, to)
        return [m for m in found if m.author == bot and m.kind != rooms.STARTER]

    def without_content_intent(self) -> None:
        """As in the developer portal with the switch off."""
        self.gateway.allowed &= ~Intent.CONTENT
        self.world.has_content_intent = False

    def cut(self, route: str, when: When, act: Callable[[], None]) -> None:
        """Do *act*, once, just before or after the next *route* takes effect.

        The caller learns nothing of it: before, the call has no effect at all.
        """
        endpoint = self.endpoint
        hooks = endpoint.before if when == "before" else endpoint.after

        async def strike(_call: Call) -> None:
            del hooks[route]
            act()
            raise LostReply

        hooks[route] = strike

    def _routes(self) -> list[web.RouteDef]:
        gateway_bot = Route("gateway", "GET", "/gateway/bot", self._gateway_bot)
        return [
            web.get("/gateway", self.gateway.serve),
            *(self.endpoint.serves(route) for route in (gateway_bot, *ROUTES)),
            web.route("*", "/{path:.*}", self.endpoint.unknown),
        ]

    async def _gateway_bot(self, _call: Call) -> Json:
        spent = len(self.gateway.identifies)
        limit = {"total": 1000, "remaining": 1000 - spent, "reset_after": 86_400_000}
        limit["max_concurrency"] = 1
        return {
            "url": self.gateway.url,
            "shards": self.gateway.shards,
            "session_start_limit": limit,
        }

    async def _download(self, request: web.Request) -> web.StreamResponse:
        return await cdn.serve(self.world, request)
