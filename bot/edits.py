"""The latest words of a message, noted as long as they may overtake the message itself.

Whoever is done with a message looks here whether something newer came meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, Protocol, TypeVar

OVERTAKING_S = 120.0
"""How far behind its own edit a message may be; the words are noted no longer."""


class Notes(Protocol):
    async def note(self, kind: str, name: str) -> bytes | None: ...

    async def swap_note(
        self, kind: str, name: str, seen: bytes | None, content: bytes, keep_s: float
    ) -> bool: ...


class Message(Protocol):
    """*edited_at* grows with every edit, as text; "" for what was never edited."""

    @property
    def name(self) -> str: ...

    @property
    def edited_at(self) -> str: ...


M = TypeVar("M", bound=Message)


class Edits(Generic[M]):
    """*kind* names the notes; *encode* and *decode* are the platform's own."""

    def __init__(
        self,
        notes: Notes,
        kind: str,
        encode: Callable[[M], bytes],
        decode: Callable[[bytes], M | None],
    ) -> None:
        self._notes = notes
        self._kind = kind
        self._encode = encode
        self._decode = decode

    async def note(self, message: M) -> None:
        """Note an edit, unless a later one of the same message is noted already."""
        name, edit = message.name, self._encode(message)
        while True:
            seen = await self._notes.note(self._kind, name)
            latest = self._edit_in(seen)
            if latest is not None and latest.edited_at >= message.edited_at:
                return
            swap = (self._kind, name, seen, edit, OVERTAKING_S)
            if await self._notes.swap_note(*swap):
                return

    async def latest(self, message: M) -> M | None:
        """Return *message* as it was edited last, None where it never was."""
        return self._edit_in(await self._notes.note(self._kind, message.name))

    def _edit_in(self, note: bytes | None) -> M | None:
        return self._decode(note) if note else None
