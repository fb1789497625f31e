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

from adapters.discord.doors.comparing import Difference, difference
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
            is_noted = await self._notes.note(KIND, name) == wanted
            if is_noted and await _has(tree):
                return
            await tree.sync()
            await self._notes.keep_note(KIND, name, wanted)
        except discord.HTTPException as error:
            log.warning("! the commands could not be brought: %s", error.status)
        except QueueError as error:
            log.warning("! the commands are not known to be there: %s", error)


def digest(tree: app_commands.CommandTree[Any]) -> str:
    """Return what tells one set of commands from another."""
    told = commands(tree)
    written = json.encode(sorted(told, key=lambda each: str(each["name"])))
    return hashlib.sha256(written).hexdigest()


def commands(tree: app_commands.CommandTree[Any]) -> list[dict[str, Any]]:
    """Return the commands of *tree* as Discord is told of them."""
    found = tree._get_all_commands()  # noqa: SLF001 - as `sync` itself does
    return [command.to_dict(tree) for command in found]


async def _has(tree: app_commands.CommandTree[Any]) -> bool:
    """Whether Discord has all of *tree* still: others hold the token as well."""
    http, application = tree.client.http, tree.client.application_id or 0
    had: list[Any] = await http.get_global_commands(application)
    return difference(commands(tree), had) == Difference()
