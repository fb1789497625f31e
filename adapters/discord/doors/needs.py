"""What the adapter needs of Discord, so that the doctor and the pages say the same."""

from __future__ import annotations

from urllib.parse import urlencode

import discord

PORTAL = "https://discord.com/developers/applications"
PERMISSIONS = {
    "view_channel": "View Channels",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
}
"""discord.py's names, and those on Discord's own pages."""

SCOPES = ("bot", "applications.commands")
CONTENT = {1 << 18: "", 1 << 19: ", unreviewed, which will do up to 10,000 users"}
"""The flags of an app that may read messages, and what to say of each."""

NEEDLESS = {
    "Presence Intent": 1 << 12 | 1 << 13,
    "Server Members Intent": 1 << 14 | 1 << 15,
}
"""Source: Discord, "Application Flags"."""

TOKENLESS = (
    "set SIGHTLINE_DISCORD_TOKEN, from Bot, Reset Token, of the app in Discord's "
    "developer portal"
)
CONTENTLESS = (
    "discord.message_content is true, but the app may not have it: turn on Message "
    "Content Intent (Bot, Privileged Gateway Intents) in Discord's developer portal, "
    "or set it to false"
)


def lacking(permissions: int) -> list[str]:
    """Return by name what is needed and not among *permissions*, of which one is all.

    *permissions* as Discord counts them: a bit each.
    """
    given = discord.Permissions(permissions)
    if given.administrator:
        return []
    return [told for name, told in PERMISSIONS.items() if not getattr(given, name)]


def invite(application: str) -> str:
    """Return the address at which a server lets the app in with what it needs."""
    wanted = discord.Permissions(**dict.fromkeys(PERMISSIONS, True))
    asked = {
        "client_id": application,
        "permissions": wanted.value,
        "scope": " ".join(SCOPES),
    }
    return f"https://discord.com/oauth2/authorize?{urlencode(asked)}"
