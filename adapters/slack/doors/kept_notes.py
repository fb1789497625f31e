"""What the doors need of the store: small values by kind and name, for a time."""

from __future__ import annotations

from typing import Protocol

FOR_GOOD_S = 10 * 365 * 86_400.0
"""Kept until it is dropped; Redis still gets an end to count down to."""


class Notes(Protocol):
    """Raises QueueError when Redis is away or refuses to write."""

    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...

    async def drop_note(self, kind: str, name: str) -> bool:
        """Return whether there was one: of two who drop it, one hears True."""

    async def names(self, kind: str) -> list[str]:
        """Return the names of all notes of a *kind*; slow."""
