"""How edits of Discord's messages are noted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from adapters.discord.notes import Edited, Message, Where, decode_note, encode
from bot.edits import Edits, Notes

EDITED = "discord:edited"


class Noted(Protocol):
    async def names(self, kind: str) -> list[str]: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...

    async def drop_note(self, kind: str, name: str) -> bool: ...


async def forget_edits(notes: Noted, is_gone: Callable[[Where], bool]) -> None:
    """Forget every noted edit of a place that *is_gone*."""
    for name in await notes.names(EDITED):
        note = await notes.note(EDITED, name)
        message = _message(note) if note else None
        if message is not None and is_gone(message.where):
            await notes.drop_note(EDITED, name)


def discord_edits(notes: Notes) -> Edits[Message]:
    return Edits(notes, EDITED, _note, _message)


def _note(message: Message) -> bytes:
    return encode(Edited(message))


def _message(note: bytes) -> Message | None:
    found = decode_note(note)
    return found.message if isinstance(found, Edited) else None
