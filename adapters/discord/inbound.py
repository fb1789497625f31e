"""The way in, pure: what discord.py tells becomes a note, or nothing.

What is not for us to know is None; nothing here raises, however odd or incomplete.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord
from msgspec.structs import replace

from adapters.discord.hearing.files import files, files_of, shows_nothing, storable
from adapters.discord.hearing.gestures import asked, pressed, submitted, target
from adapters.discord.hearing.markup import named, plain
from adapters.discord.hearing.people import SAID, is_a_persons, person_of
from adapters.discord.hearing.places import where_of
from adapters.discord.hearing.targets import Target
from adapters.discord.notes import (
    Deleted,
    Edited,
    Message,
    Posted,
    ThreadGone,
    Where,
)

__all__ = [
    "Target",
    "asked",
    "deleted",
    "edited",
    "files",
    "files_of",
    "person_of",
    "plain",
    "posted",
    "pressed",
    "submitted",
    "target",
    "thread_gone",
    "where_of",
]


def posted(message: discord.Message, me: discord.ClientUser) -> Posted | None:
    """Return what was said, None for our own messages and those of Discord itself."""
    if message.type not in SAID or message.author.id == me.id:
        return None
    return Posted(_message(message, me))


def edited(
    event: discord.RawMessageUpdateEvent, me: discord.ClientUser
) -> Edited | None:
    """Return the edit, None where nothing that a person said is another."""
    at = event.data.get("edited_timestamp")
    if not isinstance(at, str) or not at:
        return None
    if event.cached_message and not _is_other(event.message, event.cached_message):
        return None
    note = posted(event.message, me)
    if note is None:
        return None
    return Edited(replace(note.message, edited_at=storable(at)[:40]))


def deleted(
    event: discord.RawMessageDeleteEvent | discord.RawBulkMessageDeleteEvent,
) -> Deleted:
    if isinstance(event, discord.RawBulkMessageDeleteEvent):
        ids = sorted(event.message_ids)
    else:
        ids = [event.message_id]
    return Deleted(channel=str(event.channel_id), ids=tuple(map(str, ids)))


def thread_gone(event: discord.RawThreadDeleteEvent) -> ThreadGone:
    return ThreadGone(
        where=Where(
            guild=str(event.guild_id),
            channel=str(event.thread_id),
            parent=str(event.parent_id),
        )
    )


def _message(message: discord.Message, me: discord.ClientUser) -> Message:
    return Message(
        where=where_of(message.channel, _guild_of(message)),
        id=str(message.id),
        person=person_of(message.author),
        text=storable(message.content),
        files=files_of(message),
        is_mention=_mentions(message, me),
        is_webhook=message.webhook_id is not None,
        **_reply(message, me),
    )


def _guild_of(message: discord.Message) -> int | None:
    return message.guild.id if message.guild else None


def _mentions(message: discord.Message, me: discord.ClientUser) -> bool:
    """Whether we are meant, ourselves or by the role that is ours alone."""
    people: Sequence[Any] = getattr(message, "mentions", ())
    roles: Sequence[discord.Role] = getattr(message, "role_mentions", ())
    own = message.guild.self_role if message.guild and roles else None
    return any(each.id == me.id for each in people) or (
        own is not None and own in roles
    )


def _reply(message: discord.Message, me: discord.ClientUser) -> dict[str, Any]:
    """Return what is told of the message that this one answers."""
    reference = message.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return {}
    replied = reference.resolved
    found: dict[str, Any] = {"reply_to": str(reference.message_id or "")}
    found["pings_replied"] = _pings_another(message, me)
    if isinstance(replied, discord.Message) and hasattr(replied, "author"):
        found["reply_author"] = str(replied.author.id)
        is_theirs = is_a_persons(replied, me.id)
        found["reply_files"] = files_of(replied) if is_theirs else ()
        found["is_reply_hidden"] = is_theirs and shows_nothing(replied)
    return found


def _pings_another(message: discord.Message, me: discord.ClientUser) -> bool:
    """Whether a reply tells somebody whom its words do not name."""
    unnamed = {me.id, message.author.id, *map(int, named(message.content))}
    return any(each.id not in unnamed for each in getattr(message, "mentions", ()))


def _is_other(now: discord.Message, before: discord.Message) -> bool:
    """Whether words or files changed: an unfurl is an edit that changes neither."""
    ids = [[file.id for file in files_of(each)] for each in (now, before)]
    return now.content != before.content or ids[0] != ids[1]
