"""Who somebody is, as the event says it: nobody is asked for. Pure."""

from __future__ import annotations

from collections.abc import Iterable

import discord

from adapters.discord.notes import Person

SAID = frozenset({discord.MessageType.default, discord.MessageType.reply})
"""What Discord itself says of an act is of other types: a pin, a new thread."""


def person_of(
    user: discord.User | discord.Member, permissions: discord.Permissions | None = None
) -> Person:
    """*permissions*: those that an interaction tells; else those of the member."""
    if permissions is None and isinstance(user, discord.Member):
        # Of a server that the client was not told of yet no permissions are known.
        is_known = not user.guild.unavailable
        permissions = user.guild_permissions if is_known else None
    may = permissions or discord.Permissions.none()
    return Person(
        user=str(user.id),
        roles=_roles(user),
        is_moderator=may.manage_guild or may.manage_messages or may.administrator,
        is_bot=user.bot,
    )


def is_a_persons(message: discord.Message, me: int) -> bool:
    """Whether a person said *message*: no bot, webhook or Discord itself, not we."""
    author = message.author
    is_a_bots = author.bot or author.id == me or message.webhook_id is not None
    return message.type in SAID and not is_a_bots


def _roles(user: discord.User | discord.Member) -> tuple[str, ...]:
    """Return the ids of all roles, without @everyone, which has the server's own id.

    `Member.roles` leaves out those that the client does not know, as of a server in
    an outage: a blocked role would not be seen.
    """
    if not isinstance(user, discord.Member):
        return ()
    ids: Iterable[int] = getattr(user, "_roles", ())
    return tuple(str(each) for each in ids if each != user.guild.id)
