"""What the ids in a command's options stand for, as an interaction brings them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tests.adapters.discord.fake.cdn import signed
from tests.adapters.discord.fake.held_files import HeldFile
from tests.adapters.discord.fake.places import OF_MEMBERS, Channel, Member
from tests.adapters.discord.fake.refusals import Json
from tests.adapters.discord.fake.telling import told_channel
from tests.adapters.discord.fake.words import every, member_json, role_json, user_json
from tests.adapters.discord.fake.world import World

USER, CHANNEL, ROLE = 6, 7, 8


def resolved_files(world: World, held: Sequence[HeldFile]) -> Json:
    return {"attachments": {one.id: one.told(signed(world, one)) for one in held}}


def resolved(
    world: World, channel: Channel, options: list[Json], held: Sequence[HeldFile]
) -> Json:
    """*channel* is where the command was used."""
    found = resolved_files(world, held)
    for kind, name in _chosen(options):
        for where, told in _told(world, channel, kind, name):
            found.setdefault(where, {})[name] = told
    return found


def _chosen(options: list[Json]) -> Iterator[tuple[int, str]]:
    for option in every(options):
        if option.get("type") in {USER, CHANNEL, ROLE}:
            yield option["type"], str(option["value"])


def _told(
    world: World, channel: Channel, kind: int, name: str
) -> Iterator[tuple[str, Any]]:
    guild = world.guild_of(channel)
    if kind == CHANNEL:
        told = told_channel(world, world.channels[name])
        yield "channels", told | {"permissions": "0"}
    elif kind == ROLE and guild is not None:
        yield "roles", role_json(guild.role(name))
    elif kind == USER:
        yield "users", user_json(world.users[name])
        if guild is not None:
            member = guild.members.get(name) or Member(world.users[name])
            more = {"permissions": str(int(OF_MEMBERS))}
            yield "members", member_json(member, with_user=False) | more
