"""Everything as Discord tells it in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tests.adapters.discord.fake.places import (
    DM,
    Channel,
    Flag,
    Guild,
    Member,
    Message,
    Role,
    User,
)
from tests.adapters.discord.fake.refusals import Json


def told_time(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat()


def user_json(user: User) -> Json:
    found: Json = {
        "id": user.id,
        "username": user.name,
        "global_name": None if user.is_bot else user.name.title(),
        "discriminator": "0",
        "avatar": None,
        "public_flags": 0,
    }
    return found | ({"bot": True} if user.is_bot else {})


def member_json(member: Member, *, with_user: bool = True) -> Json:
    found: Json = {
        "nick": None,
        "roles": list(member.roles),
        "joined_at": "2026-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "flags": 0,
        "pending": False,
        "avatar": None,
    }
    return found | ({"user": user_json(member.user)} if with_user else {})


def role_json(role: Role) -> Json:
    tags = {"tags": {"bot_id": role.bot}} if role.bot else {}
    return tags | {
        "id": role.id,
        "name": role.name,
        "color": 0,
        "colors": {
            "primary_color": 0,
            "secondary_color": None,
            "tertiary_color": None,
        },
        "hoist": False,
        "position": 0,
        "permissions": str(int(role.permissions)),
        "managed": bool(role.bot),
        "mentionable": role.is_mentionable,
        "flags": 0,
    }


def channel_json(channel: Channel, recipient: User | None, bot: str) -> Json:
    found: Json = {"id": channel.id, "type": channel.kind, "flags": 0}
    last = max(channel.messages, key=int, default=None)
    found["last_message_id"] = last
    if channel.kind == DM:
        return found | {"recipients": [user_json(recipient)] if recipient else []}
    found |= {
        "guild_id": channel.guild,
        "name": channel.name,
        "parent_id": channel.parent or None,
        "rate_limit_per_user": 0,
    }
    if channel.is_thread:
        return found | _of_thread(channel)
    denied = {"id": bot, "type": 1, "allow": "0", "deny": str(int(channel.denied))}
    return found | {
        "position": 0,
        "topic": None,
        "nsfw": False,
        "permission_overwrites": [denied] if channel.denied else [],
        "available_tags": [],
        "default_reaction_emoji": None,
        "default_sort_order": None,
        "default_forum_layout": 0,
    }


def _of_thread(thread: Channel) -> Json:
    return {
        "owner_id": thread.owner,
        "message_count": len(thread.standing),
        "member_count": 2,
        "total_message_sent": len(thread.messages),
        "applied_tags": [],
        "thread_metadata": {
            "archived": thread.is_archived,
            "auto_archive_duration": 1440,
            "archive_timestamp": "2026-01-01T00:00:00+00:00",
            "locked": thread.is_locked,
        },
    }


def guild_json(guild: Guild) -> Json:
    roles = [guild.role(guild.id), *guild.roles.values()]
    return {
        "id": guild.id,
        "name": guild.name,
        "owner_id": guild.owner,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "banner": None,
        "description": None,
        "features": [],
        "emojis": [],
        "stickers": [],
        "roles": [role_json(role) for role in roles],
        "afk_channel_id": None,
        "afk_timeout": 300,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "mfa_level": 0,
        "premium_tier": 0,
        "premium_subscription_count": 0,
        "preferred_locale": "en-US",
        "nsfw_level": 0,
        "vanity_url_code": None,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "premium_progress_bar_enabled": False,
        "max_members": 500_000,
    }


def reactions_json(message: Message, bot: str) -> list[Json]:
    return [
        {
            "emoji": {"id": None, "name": name},
            "count": len(users),
            "count_details": {"burst": 0, "normal": len(users)},
            "me": bot in users,
            "me_burst": False,
            "burst_colors": [],
        }
        for name, users in message.reactions.items()
    ]


def every(found: Any) -> Iterator[Json]:
    """Each object within components, outermost first."""
    if isinstance(found, dict):
        yield found
        for value in found.values():
            yield from every(value)
    elif isinstance(found, list):
        for value in found:
            yield from every(value)


def said(message: Message) -> str:
    """All words that are read in *message*: content, text displays, embeds."""
    parts = [message.content]
    parts += [str(c["content"]) for c in every(message.components) if "content" in c]
    for embed in message.embeds:
        parts += [str(embed[k]) for k in ("title", "description") if embed.get(k)]
    return "\n".join(part for part in parts if part)


def unfurled(message: Message) -> list[str]:
    """The links that Discord would show an embed of."""
    if message.flags & (Flag.SUPPRESS_EMBEDS | Flag.IS_COMPONENTS_V2):
        return []
    return re.findall(r"(?<!<)https?://[^\s)>]+", message.content)


def images(message: Message) -> list[Json]:
    """Every item of a gallery and every thumbnail: {media: {url}, description}."""
    return [c for c in every(message.components) if isinstance(c.get("media"), dict)]


def buttons(message: Message) -> dict[str, Json]:
    """Every component that can be pressed, by its custom_id."""
    return {c["custom_id"]: c for c in every(message.components) if "custom_id" in c}
