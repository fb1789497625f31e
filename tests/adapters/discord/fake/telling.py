"""Messages as the bot is told them: without their content where it may not know."""

from __future__ import annotations

from typing import Any

from tests.adapters.discord.fake.cdn import signed
from tests.adapters.discord.fake.places import DM, Channel, Message
from tests.adapters.discord.fake.refusals import Json
from tests.adapters.discord.fake.words import (
    channel_json,
    member_json,
    reactions_json,
    told_time,
    user_json,
)
from tests.adapters.discord.fake.world import World

NO_CONTENT: Json = {"content": "", "embeds": [], "attachments": [], "components": []}


def told_channel(world: World, channel: Channel) -> Json:
    recipient = world.users.get(channel.recipient)
    return channel_json(channel, recipient, world.bot.id)


def told_message(world: World, message: Message, *, with_content: bool = True) -> Json:
    """As REST answers; *with_content* says that the message content intent is there."""
    found = _plain(world, message)
    if message.reference and message.kind in {19, 21}:
        found["referenced_message"] = _referenced(world, message, with_content)
    if not with_content and not _is_bots_affair(world, message):
        found |= NO_CONTENT
        if message.snapshots:
            found["message_snapshots"] = [
                {"message": s["message"] | NO_CONTENT} for s in message.snapshots
            ]
    return found


def event_message(world: World, message: Message, *, with_content: bool) -> Json:
    found = told_message(world, message, with_content=with_content)
    guild = world.guild_of(world.channels[message.channel])
    if guild is None:
        return found
    found["guild_id"] = guild.id
    if message.author in guild.members:
        member = guild.members[message.author]
        found["member"] = member_json(member, with_user=False)
    return found


def told_files(world: World, message: Message) -> list[Json]:
    return [held.told(signed(world, held)) for held in message.files]


def snapshot(world: World, message: Message) -> Json:
    """What a forward carries of *message*."""
    inner = {
        "type": message.kind,
        "content": message.content,
        "embeds": message.embeds,
        "attachments": told_files(world, message),
        "components": message.components,
        "timestamp": told_time(message.at),
        "edited_timestamp": None,
        "flags": int(message.flags),
        "mentions": [],
        "mention_roles": [],
    }
    return {"message": inner}


def _plain(world: World, message: Message) -> Json:
    edited = message.edited_at
    mentioned = [p.removeprefix("user:") for p in message.pings if p[:5] == "user:"]
    found: Json = {
        "id": message.id,
        "channel_id": message.channel,
        "author": user_json(world.users[message.author]),
        "content": message.content,
        "timestamp": told_time(message.at),
        "edited_timestamp": None if edited is None else told_time(edited),
        "tts": False,
        "mention_everyone": "everyone" in message.pings,
        "mentions": [user_json(world.users[u]) for u in mentioned if u in world.users],
        "mention_roles": [p[5:] for p in message.pings if p[:5] == "role:"],
        "attachments": told_files(world, message),
        "embeds": message.embeds,
        "components": _shown(message.components, told_files(world, message)),
        "pinned": False,
        "type": message.kind,
        "flags": int(message.flags),
    }
    optional: Json = {
        "nonce": message.nonce,
        "message_reference": message.reference,
        "message_snapshots": message.snapshots,
        "interaction_metadata": message.interaction,
        "application_id": message.application,
        "reactions": reactions_json(message, world.bot.id),
    }
    found |= {name: value for name, value in optional.items() if value}
    if message.thread in world.channels:
        found["thread"] = told_channel(world, world.channels[message.thread])
    return found


def _shown(found: Any, files: list[Json]) -> Any:
    """Components with the addresses of the files that they name."""
    if isinstance(found, list):
        return [_shown(one, files) for one in found]
    if not isinstance(found, dict):
        return found
    shown = {name: _shown(value, files) for name, value in found.items()}
    for file in files:
        if shown.get("url") == f"attachment://{file['filename']}":
            shown |= {"url": file["url"], "proxy_url": file["proxy_url"]}
    return shown


def _referenced(
    world: World,
    message: Message,
    with_content: bool,  # noqa: FBT001
) -> Json | None:
    reference = message.reference or {}
    channel = world.channels.get(reference.get("channel_id", message.channel))
    held = channel.messages.get(reference["message_id"]) if channel else None
    if held is None or held.is_deleted:
        return None
    with_content = with_content or world.replies_bring_content
    if not with_content and not _is_bots_affair(world, held):
        return _plain(world, held) | NO_CONTENT
    return _plain(world, held)


def _is_bots_affair(world: World, message: Message) -> bool:
    """Its own, in its DM, or it is mentioned: content needs no intent then."""
    return (
        message.author == world.bot.id
        or world.channels[message.channel].kind == DM
        or f"user:{world.bot.id}" in message.pings
    )
