"""Routes about the bot, people and guilds."""

from __future__ import annotations

from typing import Any

from tests.adapters.discord.fake.calls import Call, Route
from tests.adapters.discord.fake.places import Guild
from tests.adapters.discord.fake.refusals import Json, Refused, missing_access, unknown
from tests.adapters.discord.fake.telling import told_channel
from tests.adapters.discord.fake.words import (
    guild_json,
    member_json,
    role_json,
    user_json,
)


async def _me(call: Call) -> Json:
    return user_json(call.world.bot) | {"verified": True, "mfa_enabled": True}


async def _application(call: Call) -> Json:
    owner = next(u for u in call.world.users.values())
    flags = 1 << 19 if call.world.has_content_intent else 0
    return {
        "id": call.world.application,
        "name": "Sightline",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user_json(owner),
        "verify_key": "00" * 32,
        "flags": flags,
        "team": None,
        "interactions_endpoint_url": None,
        "integration_types_config": {"0": {}, "1": {}},
        "approximate_guild_count": len(call.world.guilds),
        **call.world.portal,
    }


async def _user(call: Call) -> Json:
    found = call.world.users.get(call.where["user"])
    if found is None:
        raise unknown("User")
    return user_json(found)


async def _direct(call: Call) -> Json:
    user = call.world.users.get(str(call.form.get("recipient_id")))
    if user is None:
        raise unknown("User")
    if user.is_bot:
        raise Refused(400, 50007, "Cannot send messages to this user")
    return told_channel(call.world, call.world.direct(user))


def _our_guild(call: Call) -> Guild:
    guild = call.world.guilds.get(call.where["guild"])
    if guild is None:
        raise unknown("Guild")
    if not guild.has_bot:
        raise missing_access()
    return guild


async def _guilds(call: Call) -> list[Json]:
    ours = [g for g in call.world.guilds.values() if g.has_bot]
    return [
        {
            "id": g.id,
            "name": g.name,
            "icon": None,
            "owner": False,
            "permissions": str(int(g.bot_may)),
            "features": [],
        }
        for g in ours
    ]


async def _guild(call: Call) -> Json:
    return guild_json(_our_guild(call))


async def _channels(call: Call) -> list[Json]:
    guild = _our_guild(call)
    return [told_channel(call.world, c) for c in guild.channels.values() if c.has_bot]


async def _threads(call: Call) -> Json:
    guild = _our_guild(call)
    found = [c for c in call.world.channels.values() if c.guild == guild.id]
    open_now = [c for c in found if c.is_thread and not c.is_archived]
    threads = [told_channel(call.world, thread) for thread in open_now]
    return {"threads": threads, "members": []}


async def _roles(call: Call) -> list[Any]:
    return [role_json(role) for role in _our_guild(call).roles.values()]


async def _member(call: Call) -> Json:
    member = _our_guild(call).members.get(call.where["user"])
    if member is None:
        raise unknown("Member")
    return member_json(member)


async def _leave(call: Call) -> None:
    guild = _our_guild(call)
    guild.has_bot = False
    call.world.announce("GUILD_DELETE", {"id": guild.id})


async def _gateway(call: Call) -> Json:
    return {"url": call.world.gateway_url}


ROUTES = (
    Route("gateway.url", "GET", "/gateway", _gateway, is_open=True),
    Route("me", "GET", "/users/@me", _me),
    Route("application", "GET", "/oauth2/applications/@me", _application),
    Route("application.me", "GET", "/applications/@me", _application),
    Route("guilds", "GET", "/users/@me/guilds", _guilds),
    Route("guilds.leave", "DELETE", "/users/@me/guilds/{guild}", _leave),
    Route("dm", "POST", "/users/@me/channels", _direct),
    Route("user", "GET", "/users/{user}", _user),
    Route("guild", "GET", "/guilds/{guild}", _guild),
    Route("guild.channels", "GET", "/guilds/{guild}/channels", _channels),
    Route("guild.threads", "GET", "/guilds/{guild}/threads/active", _threads),
    Route("guild.roles", "GET", "/guilds/{guild}/roles", _roles),
    Route("guild.member", "GET", "/guilds/{guild}/members/{user}", _member),
)
