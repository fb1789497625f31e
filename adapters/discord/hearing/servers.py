"""What a server's moderators have set: for the server, for a channel, and who may ask.

Kept without an end, until the server is left.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Protocol

import msgspec
from msgspec import Struct, json
from msgspec.structs import fields, replace

from bot.settings import DiscordSettings, Follow
from bot.texts.languages import Language

KIND = "discord:server"

PERSONA_MAX = 150
LISTED_MAX = 50
ROOMS_MAX = 200
KEPT_S = 3.0
KEPT_MAX = 1000
log = logging.getLogger(__name__)


class TooMuchError(ValueError):
    """More than *most* of *what* (a field's name) would have to be kept."""

    def __init__(self, what: str, most: int) -> None:
        super().__init__(f"{what}: more than {most}")
        self.what = what
        self.most = most


class Room(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How a channel is treated; None is as the server, and there as everywhere.

    *has_thread*: each question gets a thread. *humans*: the channel that "Get a human"
    posts into; "" is none.
    """

    tutor: bool | None = None
    persona: str | None = None
    language: Language | None = None
    has_thread: bool | None = None
    every_picture: bool | None = None
    follow: Follow | None = None
    humans: str | None = None

    def __post_init__(self) -> None:
        if len(self.persona or "") > PERSONA_MAX:
            raise TooMuchError("persona", PERSONA_MAX)


class Server(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """*rooms* are by the id of their channel; the lists hold ids as well."""

    default: Room = Room()
    rooms: dict[str, Room] = {}
    allow_channels: tuple[str, ...] = ()
    block_channels: tuple[str, ...] = ()
    allow_roles: tuple[str, ...] = ()
    block_roles: tuple[str, ...] = ()
    allow_users: tuple[str, ...] = ()
    block_users: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if len(self.rooms) > ROOMS_MAX:
            raise TooMuchError("rooms", ROOMS_MAX)
        for field in fields(self):
            listed = getattr(self, field.name)
            if isinstance(listed, tuple) and len(listed) > LISTED_MAX:
                raise TooMuchError(field.name, LISTED_MAX)

    def room(self, channel: str) -> Room:
        return self.rooms.get(channel, Room())

    def with_room(self, channel: str, room: Room) -> Server:
        """Return the same with *room* for *channel*, which says nothing if empty."""
        rooms = {name: each for name, each in self.rooms.items() if name != channel}
        return replace(
            self, rooms=rooms if room == Room() else {**rooms, channel: room}
        )


class Treated(Struct, frozen=True, kw_only=True):
    """How a channel is treated, nothing left open."""

    tutor: bool
    persona: str
    language: Language
    has_thread: bool
    every_picture: bool
    follow: Follow
    humans: str


class Notes(Protocol):
    async def note(self, kind: str, name: str) -> bytes | None: ...

    async def swap_note(
        self,
        kind: str,
        name: str,
        seen: bytes | None,
        content: bytes,
        keep_s: float | None = None,
    ) -> bool: ...

    async def drop_note(self, kind: str, name: str) -> bool: ...


def treated(server: Server, settings: DiscordSettings, room: str) -> Treated:
    """Return how *room* is treated: its own, else its server's, else the operator's."""
    found = {
        "tutor": False,
        "persona": "",
        "language": settings.language,
        "has_thread": False,
        "every_picture": False,
        "follow": settings.follow,
        "humans": "",
    }
    for said in (server.default, server.room(room)):
        values = {field.name: getattr(said, field.name) for field in fields(Room)}
        found |= {name: value for name, value in values.items() if value is not None}
    return msgspec.convert(found, Treated)


class Servers:
    """What is set, remembered for seconds: another process may have changed it."""

    def __init__(
        self, notes: Notes, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._notes = notes
        self._clock = clock
        self._known: dict[str, tuple[float, Server]] = {}

    async def of(self, guild: str) -> Server:
        """Return what is set for *guild*, nothing for "" (a DM)."""
        if not guild:
            return Server()
        now = self._clock()
        until, known = self._known.get(guild, (now, Server()))
        if now < until:
            return known
        server = _server_in(await self._notes.note(KIND, guild), guild)
        self._remember(guild, server)
        return server

    async def change(self, guild: str, change: Callable[[Server], Server]) -> Server:
        """Return what is set from now on; *change* is asked again if others were first.

        Raises TooMuchError where *change* does, and keeps nothing then.
        """
        while True:
            seen = await self._notes.note(KIND, guild)
            server = change(_server_in(seen, guild))
            if await self._notes.swap_note(KIND, guild, seen, _encode(server)):
                self._remember(guild, server)
                return server

    async def forget(self, guild: str) -> None:
        await self._notes.drop_note(KIND, guild)
        self._known.pop(guild, None)

    def _remember(self, guild: str, server: Server) -> None:
        self._known.pop(guild, None)
        while len(self._known) >= KEPT_MAX:
            del self._known[next(iter(self._known))]
        self._known[guild] = (self._clock() + KEPT_S, server)


_encode = json.Encoder().encode
_decode = json.Decoder(Server).decode


def _server_in(note: bytes | None, guild: str) -> Server:
    if note is None:
        return Server()
    try:
        return _decode(note)
    except msgspec.DecodeError as error:
        log.warning("! what is set for server %s cannot be read: %s", guild, error)
        return Server()
