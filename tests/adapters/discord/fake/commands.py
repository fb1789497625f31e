"""Application commands: overwritten as a whole, globally or in a guild."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.adapters.discord.fake.calls import Call, Route
from tests.adapters.discord.fake.refusals import (
    Json,
    invalid_form,
    missing_access,
    unknown,
)
from tests.adapters.discord.fake.world import World

CHAT, USER, MESSAGE = 1, 2, 3
NAME = re.compile(r"[-_'\w]{1,32}")


async def _list(call: Call) -> list[Json]:
    return call.world.commands.get(_scope(call), [])


async def _overwrite(call: Call) -> list[Json]:
    scope = _scope(call)
    if not isinstance(call.body, list):
        raise invalid_form("the body is no list")
    faults = [*_faults(call.body)]
    if faults:
        raise invalid_form(*faults)
    known = {(c["type"], c["name"]): c for c in call.world.commands.get(scope, [])}
    kept = []
    for command in call.body:
        kind = command.get("type", CHAT)
        old = known.get((kind, command["name"]))
        more: Json = {
            "id": old["id"] if old else call.world.new_id(),
            "application_id": call.world.application,
            "version": call.world.new_id(),
            "type": kind,
            "description": command.get("description", ""),
        }
        guild = {"guild_id": scope} if scope else {}
        kept.append(command | more | guild)
    call.world.commands[scope] = kept
    return kept


def _scope(call: Call) -> str:
    """The guild whose commands they are, "" for those of everywhere."""
    if call.where["application"] != call.world.application:
        raise unknown("Application")
    guild = call.where.get("guild", "")
    if guild and (
        guild not in call.world.guilds or not call.world.guilds[guild].has_bot
    ):
        raise missing_access()
    return guild


def _faults(commands: list[Json]) -> Iterator[str]:
    for kind, most in ((CHAT, 100), (USER, 15), (MESSAGE, 15)):
        names = [c.get("name") for c in commands if c.get("type", CHAT) == kind]
        if len(names) > most:
            yield f"more than {most} commands of type {kind}"
        if len(names) != len(set(names)):
            yield "APPLICATION_COMMANDS_DUPLICATE_NAME"
    for command in commands:
        if command.get("type", CHAT) == CHAT:
            yield from _option_faults(command)
        else:
            if not 1 <= len(command.get("name") or "") <= 32:
                yield "name: must be between 1 and 32 in length"
            if command.get("description") or command.get("options"):
                yield "a context menu has no description and no options"
        if not set(command.get("contexts") or []) <= {0, 1, 2}:
            yield "contexts: 0, 1 or 2"


def _option_faults(command: Json) -> Iterator[str]:
    name = str(command.get("name"))
    if not NAME.fullmatch(name) or name != name.lower():
        yield f"name: {name!r} is not 1 to 32 lower letters"
    if not 1 <= len(command.get("description") or "") <= 100:
        yield "description: must be between 1 and 100 in length"
    options = command.get("options") or []
    if len(options) > 25:
        yield "options: must be 25 or fewer in length"
    needed = [bool(o.get("required")) for o in options]
    if needed != sorted(needed, reverse=True):
        yield "required options come before the others"
    for option in options:
        yield from _option_faults(option)
        if len(option.get("choices") or []) > 25:
            yield "choices: must be 25 or fewer in length"


def command_named(world: World, guild: str, name: str, kind: int) -> Json:
    """The command as a person finds it: that of the guild before that of all."""
    for scope in (guild, ""):
        for command in world.commands.get(scope, []):
            if command["name"] == name and command["type"] == kind:
                return command
    known = [c["name"] for some in world.commands.values() for c in some]
    raise AssertionError(f"no command {name!r} is synced, only {known}")


def options_of(command: Json, path: list[str], values: dict[str, Any]) -> list[Json]:
    """*values* as an interaction brings them, within the sub-commands of *path*."""
    options = {o["name"]: o for o in command.get("options") or []}
    if path:
        inner = options[path[0]]
        inside = options_of(inner, path[1:], values)
        return [{"name": inner["name"], "type": inner["type"], "options": inside}]
    return [_option(options[name], value) for name, value in values.items()]


def _option(known: Json, value: Any) -> Json:
    """Discord's clients let nobody send what an option does not take."""
    choices = [choice["value"] for choice in known.get("choices") or []]
    if choices and value not in choices:
        raise AssertionError(f"{known['name']}: {value!r} is none of {choices}")
    if isinstance(value, str) and len(value) > known.get("max_length", 6000):
        raise AssertionError(f"{known['name']}: longer than {known['max_length']}")
    return {"name": known["name"], "type": known["type"], "value": value}


ALL = "/applications/{application}/commands"
OURS = "/applications/{application}/guilds/{guild}/commands"
ROUTES = (
    Route("commands.list", "GET", ALL, _list),
    Route("commands.overwrite", "PUT", ALL, _overwrite),
    Route("guild.commands.list", "GET", OURS, _list),
    Route("guild.commands.overwrite", "PUT", OURS, _overwrite),
)
