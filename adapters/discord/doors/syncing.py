"""Bringing the commands to Discord, only where they are others than before.

Discord counts how often commands are made, and people's clients load them anew.
"""

from __future__ import annotations

import hashlib
import logging
from typing import Any, Protocol

import discord
from discord import app_commands
from msgspec import json

from bot.errors import QueueError

KIND = "discord:commands"
log = logging.getLogger(__name__)


class Notes(Protocol):
    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...


class Syncing:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes

    async def sync(self, tree: app_commands.CommandTree[Any]) -> None:
        """Let Discord have *tree*, if it does not have it already."""
        name = str(tree.client.application_id)
        wanted = digest(tree).encode()
        try:
            if await self._notes.note(KIND, name) == wanted:
                return
            await tree.sync()
            await self._notes.keep_note(KIND, name, wanted)
        except discord.HTTPException as error:
            log.warning("! the commands could not be brought: %s", error.status)
        except QueueError as error:
            log.warning("! the commands are not known to be there: %s", error)


def digest(tree: app_commands.CommandTree[Any]) -> str:
    """Return what tells one set of commands from another."""
    told = [command.to_dict(tree) for command in _all(tree)]
    written = json.encode(sorted(told, key=lambda each: str(each["name"])))
    return hashlib.sha256(written).hexdigest()


def _all(tree: app_commands.CommandTree[Any]) -> list[Any]:
    return list(tree._get_all_commands())  # noqa: SLF001 - as `sync` itself does
