"""A Slack of one's own on loopback: `async with FakeSlack() as slack:`."""

from __future__ import annotations

from collections.abc import Callable
from types import TracebackType
from typing import Any, Self

from aiohttp import web

from tests.adapters.listener import Listener
from tests.adapters.slack.fake import (
    chat,
    conversations,
    downloads,
    installs,
    manifest,
    responses,
    streams,
    uploads,
    views,
)
from tests.adapters.slack.fake.calls import Call, Method
from tests.adapters.slack.fake.deliveries import Ack, Deliveries
from tests.adapters.slack.fake.endpoint import Endpoint, Hook
from tests.adapters.slack.fake.faults import Faults, LostReply, When
from tests.adapters.slack.fake.held_files import HeldFile
from tests.adapters.slack.fake.payloads import event_callback
from tests.adapters.slack.fake.people import Person
from tests.adapters.slack.fake.places import Channel, Kind, Message, User, Workspace
from tests.adapters.slack.fake.refusals import Json
from tests.adapters.slack.fake.signed import Door
from tests.adapters.slack.fake.sockets import Sockets
from tests.adapters.slack.fake.world import Change, World

METHODS: dict[str, Method] = {
    **chat.METHODS,
    **streams.METHODS,
    **conversations.METHODS,
    **uploads.METHODS,
    **views.METHODS,
    **installs.METHODS,
}


class FakeSlack:
    """Slack with one workspace at first. On leaving, any surprise fails the test."""

    def __init__(self) -> None:
        self.world = World()
        self.app_token = "xapp-1-A0SIGHTLINE-of-tests"
        self.signing_secret = "8f742231b10e8888abcd99yyyzzz85a5"
        self.config_token = "xoxe.xoxp-1-of-tests"
        self.client_id = installs.CLIENT_ID
        self.client_secret = installs.CLIENT_SECRET
        self.faults = Faults()
        self.sockets = Sockets(self.world.app_id)
        self.door = Door(self.signing_secret)
        self.deliveries = Deliveries(
            self.sockets, self.door, surprises=self.world.surprises
        )
        self.main = self.world.new_workspace("T0SHOP", "shop")
        methods = METHODS | self.sockets.methods
        self.endpoint = Endpoint(self.world, self.faults, methods, self.app_token)
        self.host = Listener()
        self.foreign = Listener()
        self._downloads = downloads.Downloads(self.world)
        self.world.announce = self.announce

    async def __aenter__(self) -> Self:
        await self.host.start(self._routes())
        await self.foreign.start([web.route("*", "/{path:.*}", _foreign)])
        self.world.origin = self.sockets.origin = self.host.origin
        self._downloads.foreign = self.foreign.origin
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.deliveries.close()
        await self.sockets.close()
        await self.door.close()
        await self.host.stop()
        await self.foreign.stop()
        if kind is None and self.surprises:
            raise AssertionError(f"the fake was surprised: {self.surprises}")

    @property
    def origin(self) -> str:
        return self.host.origin

    @property
    def api_url(self) -> str:
        return f"{self.origin}/api/"

    @property
    def team(self) -> str:
        return self.main.id

    @property
    def bot_token(self) -> str:
        return self.main.bot_token

    @property
    def bot_user(self) -> str:
        return self.main.bot_user

    @property
    def bot_id(self) -> str:
        return self.main.bot_id

    @property
    def app_id(self) -> str:
        return self.world.app_id

    @property
    def mention(self) -> str:
        return f"<@{self.bot_user}>"

    @property
    def before(self) -> dict[str, Hook]:
        return self.endpoint.before

    @property
    def after(self) -> dict[str, Hook]:
        return self.endpoint.after

    @property
    def surprises(self) -> list[str]:
        return self.world.surprises

    @property
    def history(self) -> list[Change]:
        return self.world.history

    @property
    def files(self) -> dict[str, HeldFile]:
        return self.world.files

    @property
    def acks(self) -> list[Ack]:
        return self.deliveries.acks

    def workspace(self, team: str = "") -> Workspace:
        """The workspace *team*, made where there is none yet."""
        known = self.world.workspaces.get(team)
        return known or self.world.new_workspace(team)

    def channel(
        self,
        name: str = "support",
        kind: Kind = "channel",
        *,
        team: str = "",
        has_bot: bool = True,
    ) -> Channel:
        return self.world.new_channel(team or self.team, name, kind, has_bot=has_bot)

    def person(
        self, name: str = "ana", *, team: str = "", home_team: str = "", **traits: Any
    ) -> Person:
        """A member of *team*; *home_team* is the workspace of a Connect partner.

        *traits*: those of `User`, as is_restricted, is_stranger, is_bot, tz.
        """
        space = self.world.workspaces[team or self.team]
        user_id = self.world.new_id("U")
        user = User(user_id, home_team or space.id, name, **traits)
        user.bot_id = self.world.new_id("B") if user.is_bot else ""
        space.users[user.id] = user
        return Person(self.world, self.deliveries, space, user)

    def code_for(self, space: Workspace) -> str:
        """A code as the OAuth redirect brings it."""
        code = self.world.new_id("code")
        self.world.codes[code] = space.id
        return code

    def calls(self, method: str = "") -> list[Call]:
        return [c for c in self.endpoint.calls if not method or c.method == method]

    def visible(self, channel: Channel, thread: str | None = None) -> list[Message]:
        """What a person sees now, in order: all of it, or a thread with its root."""
        return [m for m in channel.standing if thread is None or m.root == thread]

    def answers(self, channel: Channel, thread: str | None = None) -> list[Message]:
        """Those of them that the bot wrote."""
        bots = {space.bot_id for space in self.world.workspaces.values()}
        return [m for m in self.visible(channel, thread) if m.bot_id in bots]

    def cut(self, method: str, when: When, act: Callable[[], None]) -> None:
        """Do *act*, once, just before or after the next *method* takes effect.

        The caller learns nothing of it: before, the call has no effect at all.
        """
        hooks = self.before if when == "before" else self.after

        async def strike(_call: Call) -> None:
            del hooks[method]
            act()
            raise LostReply

        hooks[method] = strike

    async def settled(self, within_s: float = 20.0) -> None:
        await self.deliveries.settled(within_s)

    def announce(self, team: str, event: Json) -> None:
        """Tell the app of *event*, whatever it is, if it subscribed to it."""
        space = self.world.workspaces[team]
        channel = space.channels.get(str(event.get("channel")))
        if manifest.subscription(event, channel) not in self.world.subscribed:
            return
        self.deliveries.send("events_api", event_callback(self.world, space, event))

    def _routes(self) -> list[web.RouteDef]:
        return [
            web.route("*", "/api/{method}", self.endpoint.serve),
            web.get("/link/", self.sockets.serve),
            web.post("/upload/v1/{file}", self._upload),
            web.get("/files-pri/{file}/{name:.*}", self._downloads.serve),
            web.get("/login", downloads.login),
            web.post("/response/{name}", self._response),
        ]

    async def _upload(self, request: web.Request) -> web.StreamResponse:
        return await self.endpoint.hurt(request, self._received(request))

    async def _received(self, request: web.Request) -> web.StreamResponse:
        call = Call(self.world, "upload", {"file": request.match_info["file"]})
        self.endpoint.calls.append(call)
        await self.endpoint.begin(call)
        answer = await uploads.receive(self.world, request)
        await self.endpoint.end(call)
        return answer

    async def _response(self, request: web.Request) -> web.Response:
        return await responses.respond(self.world, request)


async def _foreign(_request: web.Request) -> web.Response:
    return web.Response(body=b"\x89PNG not yours", content_type="image/png")
