"""The buttons under our messages: what they mean is in their id, so they outlive us."""

from __future__ import annotations

import re
from typing import Any, Protocol, Self, cast

import discord
from msgspec import Struct

TEMPLATE = r"sightline:(?P<what>[a-z]+):(?P<job>[0-9a-f]{32}):(?P<number>[0-9]{1,3})"
_PATTERN = re.compile(TEMPLATE)


class Press(Struct, frozen=True):
    what: str
    job_id: str
    number: int = 0

    @property
    def custom_id(self) -> str:
        return f"sightline:{self.what}:{self.job_id}:{self.number}"

    @classmethod
    def of(cls, found: re.Match[str]) -> Press:
        return cls(found["what"], found["job"], int(found["number"]))


class Presses(Protocol):
    """The client of ours that hears them."""

    async def pressed(self, interaction: discord.Interaction, press: Press) -> None: ...


class AnswerButton(
    discord.ui.DynamicItem[discord.ui.Button[discord.ui.LayoutView]], template=TEMPLATE
):
    def __init__(
        self, item: discord.ui.Button[discord.ui.LayoutView], press: Press
    ) -> None:
        super().__init__(item)
        self.press = press

    @classmethod
    async def from_custom_id(
        cls,
        interaction: discord.Interaction,
        item: discord.ui.Item[Any],
        match: re.Match[str],
    ) -> Self:
        del interaction
        button = cast("discord.ui.Button[discord.ui.LayoutView]", item)
        return cls(button, Press.of(match))

    async def callback(self, interaction: discord.Interaction) -> None:
        await cast("Presses", interaction.client).pressed(interaction, self.press)


def job_in(custom_id: str) -> str:
    """Return the job that a button of ours belongs to, "" for any other button."""
    found = _PATTERN.fullmatch(custom_id)
    return found["job"] if found else ""
