"""The files of a message, as discord.py shows them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import discord

from adapters.discord.notes import File

FILES_MAX = 100
_surrogate = re.compile("[\ud800-\udfff]")


def storable(text: object) -> str:
    """Return *text* without the halves of characters, which nobody can store.

    What is no text, against all that Discord promises, is none.
    """
    return _surrogate.sub("", text) if isinstance(text, str) else ""


def files_of(message: discord.Message) -> tuple[File, ...]:
    """Return the attachments of *message*, those of what it forwards among them."""
    found = [*message.attachments]
    for snapshot in message.message_snapshots:
        found += snapshot.attachments
    return files(found[:FILES_MAX])


def files(attachments: Iterable[discord.Attachment]) -> tuple[File, ...]:
    return tuple(
        File(
            id=str(each.id),
            name=storable(each.filename)[:500],
            url=storable(each.url)[:2000],
            media_type=storable(each.content_type)[:200],
            size=_whole(each.size),
        )
        for each in attachments
    )


def _whole(told: object) -> int:
    """Return *told* where it is a number: nothing of an event is believed."""
    return told if isinstance(told, int) else 0


def shows_nothing(message: discord.Message) -> bool:
    """Whether neither words nor files can be seen, as without message content."""
    components: Sequence[object] = getattr(message, "components", ())
    return not (
        message.content
        or components
        or message.embeds
        or message.stickers
        or message.poll
        or files_of(message)
    )
