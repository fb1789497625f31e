"""How edits of Discord's messages are noted."""

from __future__ import annotations

from adapters.discord.notes import Edited, Message, decode_note, encode
from bot.edits import Edits, Notes

EDITED = "discord:edited"


def discord_edits(notes: Notes) -> Edits[Message]:
    return Edits(notes, EDITED, _note, _message)


def _note(message: Message) -> bytes:
    return encode(Edited(message))


def _message(note: bytes) -> Message | None:
    found = decode_note(note)
    return found.message if isinstance(found, Edited) else None
