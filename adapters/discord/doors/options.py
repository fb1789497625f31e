"""Options of a command whose value is the id of what was chosen."""

from __future__ import annotations

from typing import Any

import discord
from discord import AppCommandOptionType, ChannelType, app_commands


class Id(app_commands.Transformer):
    """Neither we nor the client have to know what is chosen."""

    def __init__(self, kind: AppCommandOptionType, *places: ChannelType) -> None:
        self._kind = kind
        self._places = list(places)

    @property
    def type(self) -> AppCommandOptionType:
        return self._kind

    @property
    def channel_types(self) -> list[ChannelType]:
        return self._places

    async def transform(
        self, interaction: discord.Interaction[Any], value: Any, /
    ) -> str:
        del interaction
        return str(value.id)


TALKED_IN = (
    ChannelType.text,
    ChannelType.news,
    ChannelType.voice,
    ChannelType.public_thread,
    ChannelType.private_thread,
)
RoleId = app_commands.Transform[str, Id(AppCommandOptionType.role)]
PersonId = app_commands.Transform[str, Id(AppCommandOptionType.user)]
RoomId = app_commands.Transform[
    str, Id(AppCommandOptionType.channel, *TALKED_IN, ChannelType.forum)
]
WritableId = app_commands.Transform[str, Id(AppCommandOptionType.channel, *TALKED_IN)]
