"""INTERACTION_CREATE, as it comes by the gateway."""

from __future__ import annotations

import secrets
from typing import Protocol

from tests.adapters.discord.fake.interacting import Interaction
from tests.adapters.discord.fake.places import (
    DM,
    OF_MEMBERS,
    Channel,
    Guild,
    Member,
    Message,
    User,
)
from tests.adapters.discord.fake.refusals import Json
from tests.adapters.discord.fake.telling import told_channel, told_message
from tests.adapters.discord.fake.words import member_json, user_json
from tests.adapters.discord.fake.world import World


class Actor(Protocol):
    user: User
    may: int | None


def begin(
    world: World,
    actor: Actor,
    kind: int,
    channel: Channel,
    inner: Json,
    message: Message | None = None,
) -> Interaction:
    """Begin an interaction of *actor* in *channel* and tell the app of it."""
    guild = world.guild_of(channel)
    found = Interaction(
        id=world.new_id(),
        token=secrets.token_urlsafe(48),
        kind=kind,
        channel=channel,
        user=actor.user,
        at=world.now(),
        payload={},
        message=message,
    )
    found.payload = {
        "id": found.id,
        "application_id": world.application,
        "type": kind,
        "token": found.token,
        "version": 1,
        "data": inner,
        "channel_id": channel.id,
        "channel": told_channel(world, channel) | {"permissions": "0"},
        "locale": "en-US",
        "entitlements": [],
        "attachment_size_limit": world.file_max(channel),
        "app_permissions": str(int(world.bot_may(channel))),
        **_owners(channel, guild, actor.user),
    }
    if message is not None:
        found.payload["message"] = told_message(world, message)
    if guild is not None:
        found.payload |= _in_guild(guild, actor)
    else:
        found.payload["user"] = user_json(actor.user)
    world.interactions[found.token] = found
    world.announce("INTERACTION_CREATE", found.payload)
    return found


def _owners(channel: Channel, guild: Guild | None, user: User) -> Json:
    """Who installed the app, and where this is: a guild, its DM, another DM."""
    if guild is not None and guild.has_bot:
        return {"context": 0, "authorizing_integration_owners": {"0": guild.id}}
    context = 0 if guild else 1 if channel.kind == DM and channel.has_bot else 2
    return {"context": context, "authorizing_integration_owners": {"1": user.id}}


def _in_guild(guild: Guild, actor: Actor) -> Json:
    member = guild.members.get(actor.user.id) or Member(actor.user)
    may = int(OF_MEMBERS) if actor.may is None else actor.may
    return {
        "guild_id": guild.id,
        "guild_locale": "en-US",
        "guild": {"id": guild.id, "locale": "en-US", "features": []},
        "member": member_json(member) | {"permissions": str(may)},
    }
