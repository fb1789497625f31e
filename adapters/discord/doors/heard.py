"""An interaction that two processes hear, as during an upgrade, is one's to answer."""

from __future__ import annotations

from typing import Any, Protocol

import discord

HEARD, HEARD_S = "discord:heard", 900.0
"""An interaction can be answered for a quarter of an hour."""


class Notes(Protocol):
    async def swap_note(
        self, kind: str, name: str, seen: bytes | None, content: bytes, keep_s: float
    ) -> bool: ...


class Heard:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def is_ours(self, interaction: discord.Interaction[Any]) -> bool:
        """Whether nobody took *interaction* before; from now on it is taken.

        Raises QueueError.
        """
        name = str(interaction.id)
        return await self._notes.swap_note(HEARD, name, None, b"1", HEARD_S)
