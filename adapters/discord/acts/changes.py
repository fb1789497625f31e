"""What a moderator changes of a server's settings. Pure: `Servers.change` keeps it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct
from msgspec.structs import fields, replace

from adapters.discord.hearing.servers import PERSONA_MAX, Room, Server
from bot.rendering import safe_text, short
from bot.texts.commands import Scope, Setting

NO_PERSONA = "-"
How = Literal["allow", "block", "unlist"]


class Settle(Struct, frozen=True):
    """What *room* says is so from now on, in one channel or on the whole server."""

    room: Room
    is_server_wide: bool = False


class ListThem(Struct, frozen=True):
    """Ids, "" for none. Who is allowed is blocked no more, and the other way round."""

    how: How
    role: str = ""
    user: str = ""
    channel: str = ""

    @property
    def names(self) -> dict[str, str]:
        named = {"roles": self.role, "users": self.user, "channels": self.channel}
        return {kind: name for kind, name in named.items() if name}


class Undo(Struct, frozen=True):
    """*setting*: that alone, which the lists have nothing to do with."""

    scope: Scope
    setting: Setting | None = None


Change = Settle | ListThem | Undo


def changed(server: Server, channel: str, change: Change) -> Server:
    """Return *server* after *change*. Raises TooMuchError."""
    match change:
        case Settle(room=room, is_server_wide=True):
            return replace(server, default=_over(server.default, room))
        case Settle(room=room):
            return server.with_room(channel, _over(server.room(channel), room))
        case ListThem():
            return _listed(server, change)
        case Undo():
            return _undone(server, channel, change)


def kept_persona(written: str) -> str:
    """Return a persona as it is kept: one line, nothing hidden in it."""
    cleaned = short(safe_text(written), PERSONA_MAX)
    return "" if cleaned == NO_PERSONA else cleaned


def _over(room: Room, said: Room) -> Room:
    """Return *room* with what *said* says, where it says something."""
    values = {field.name: getattr(said, field.name) for field in fields(Room)}
    return replace(room, **{name: v for name, v in values.items() if v is not None})


def _listed(server: Server, change: ListThem) -> Server:
    lists: dict[str, tuple[str, ...]] = {}
    for kind, name in change.names.items():
        for how in ("allow", "block"):
            listed = getattr(server, f"{how}_{kind}")
            without = tuple(each for each in listed if each != name)
            is_on = how == change.how
            lists[f"{how}_{kind}"] = (*without, name) if is_on else without
    return replace(server, **lists)


def _undone(server: Server, channel: str, undo: Undo) -> Server:
    def without(room: Room) -> Room:
        return replace(room, **{undo.setting: None}) if undo.setting else Room()

    match undo.scope:
        case "channel":
            return server.with_room(channel, without(server.room(channel)))
        case "server":
            return replace(server, default=without(server.default))
        case "lists" if undo.setting is None:
            return Server(default=server.default, rooms=server.rooms)
        case "everything" if undo.setting is None:
            return Server()
        case "everything":
            for name, room in server.rooms.items():
                server = server.with_room(name, without(room))
            return replace(server, default=without(server.default))
        case _:
            return server
