"""The latest words of a message, noted as long as they may overtake the message itself.

Whoever is done with a message looks here whether something newer came meanwhile.
"""

from __future__ import annotations

from typing import Protocol

from adapters.slack.notes import Edited, Message, decode_note, encode

EDITED = "slack:edited"
OVERTAKING_S = 120.0
"""How far behind its own edit a message may be; the words are noted no longer."""


class Notes(Protocol):
    async def note(self, kind: str, name: str) -> bytes | None: ...

    async def swap_note(
        self, kind: str, name: str, seen: bytes | None, content: bytes, keep_s: float
    ) -> bool: ...


class Edits:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def note(self, message: Message) -> None:
        """Note an edit, unless a later one of the same message is noted already."""
        name, edit = message.name, encode(Edited(message))
        while True:
            seen = await self._notes.note(EDITED, name)
            latest = _edit_in(seen)
            if latest is not None and latest.edited_at >= message.edited_at:
                return
            if await self._notes.swap_note(EDITED, name, seen, edit, OVERTAKING_S):
                return

    async def latest(self, message: Message) -> Message | None:
        """Return *message* as it was edited last, None where it never was."""
        return _edit_in(await self._notes.note(EDITED, message.name))


def _edit_in(note: bytes | None) -> Message | None:
    found = decode_note(note) if note else None
    return found.message if isinstance(found, Edited) else None
