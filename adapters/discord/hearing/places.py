"""Where something was said, and whether we are there ourselves. Pure."""

from __future__ import annotations

from typing import Any

import discord
from msgspec.structs import replace

from adapters.discord.notes import Where


def where_of(channel: Any, guild_id: int | None) -> Where:
    """Return the place of a message in *channel*, which may be known in part only.

    Of a channel that the client does not know no parent is told.
    """
    guild = guild_id or getattr(channel, "guild_id", None)
    guild = guild or getattr(getattr(channel, "guild", None), "id", None)
    parent = channel.parent_id if isinstance(channel, discord.Thread) else None
    return Where(
        guild=str(guild or ""),
        channel=str(channel.id),
        parent=str(parent or ""),
        is_direct=isinstance(channel, discord.DMChannel),
    )


def place_of(interaction: discord.Interaction[Any]) -> Where:
    """Return where *interaction* was begun: a DM is ours only where Discord says so."""
    if interaction.channel is None:
        return Where(guild=str(interaction.guild_id or ""), channel="")
    where = where_of(interaction.channel, interaction.guild_id)
    return replace(where, is_direct=bool(interaction.context.dm_channel))


def is_member(interaction: discord.Interaction[Any]) -> bool:
    """Whether we may see the channel of *interaction* and write there by ourselves.

    A server can have the app's commands without its bot, which then does not know it.
    """
    guild = interaction.guild_id
    if not guild:
        return bool(interaction.context.dm_channel)
    if not interaction.is_guild_integration():
        return False
    may = interaction.app_permissions
    is_thread = isinstance(interaction.channel, discord.Thread)
    may_send = may.send_messages_in_threads if is_thread else may.send_messages
    is_known = interaction.client.get_guild(guild) is not None
    return is_known and may.view_channel and may_send
