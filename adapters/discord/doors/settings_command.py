"""`/sightline settings`: for those who may manage the server, on servers alone.

Discord lets only a whole command be hidden from others, so each use is looked at here.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import discord
import msgspec
from discord import app_commands

from adapters.discord.acts.changes import (
    Change,
    How,
    ListThem,
    Settle,
    Undo,
    kept_persona,
)
from adapters.discord.acts.commands import Commands
from adapters.discord.doors.options import PersonId, RoleId, RoomId, WritableId
from adapters.discord.doors.whispering import Whispering
from adapters.discord.hearing.places import place_of
from adapters.discord.hearing.servers import PERSONA_MAX, Room
from adapters.discord.saying.layouts import Layout
from adapters.discord.saying.whispers import sentence_layout
from bot.texts.commands import CommandTexts, Scope
from bot.texts.languages import TEXTS

Interaction = discord.Interaction[Any]
Group = app_commands.Group
Command = app_commands.Command[Any, ..., None]
PLACES: tuple[Scope, ...] = ("channel", "server")


class SettingsCommands:
    """Who asks is looked at before anything is shown or changed."""

    def __init__(
        self, commands: Commands, words: CommandTexts, whispering: Whispering
    ) -> None:
        self._commands = commands
        self._words = words
        self._whispering = whispering

    def group(self) -> Group:
        group = Group(name="settings", description=self._words.about_settings)
        for command in (
            self._show(),
            self._channel(),
            self._list("allow", self._words.about_allow),
            self._list("block", self._words.about_block),
            self._list("unlist", self._words.about_unlist),
            self._reset(),
        ):
            group.add_command(command)
        return group

    def _show(self) -> Command:
        @app_commands.command(name="show", description=self._words.about_show)
        async def show(interaction: Interaction) -> None:
            await self._answer(interaction, None)

        return show

    def _channel(self) -> Command:
        words = self._words

        @app_commands.command(name="channel", description=words.about_channel)
        @app_commands.describe(**_described(words))
        @app_commands.choices(
            language=_choices({code: each.name for code, each in TEXTS.items()}),
            follow=_choices(words.following),
            where=_choices({name: words.scopes[name] for name in PLACES}),
        )
        async def channel(
            interaction: Interaction,
            *,
            tutor: bool | None = None,
            persona: app_commands.Range[str, 1, PERSONA_MAX] | None = None,
            language: str | None = None,
            thread: bool | None = None,
            every_picture: bool | None = None,
            follow: str | None = None,
            humans: WritableId | None = None,
            where: str = "channel",
        ) -> None:
            said = {
                "tutor": tutor,
                "persona": None if persona is None else kept_persona(persona),
                "language": language,
                "has_thread": thread,
                "every_picture": every_picture,
                "follow": follow,
                "humans": humans,
            }
            room = msgspec.convert(said, Room)
            change = Settle(room, is_server_wide=where == "server")
            await self._answer(interaction, change)

        return channel

    def _list(self, how: How, about: str) -> Command:
        words = self._words

        @app_commands.command(name=how, description=about)
        @app_commands.describe(
            role=words.option_role,
            person=words.option_person,
            channel=words.option_place,
        )
        async def listed(
            interaction: Interaction,
            role: RoleId = "",
            person: PersonId = "",
            channel: RoomId = "",
        ) -> None:
            change = ListThem(how, role=role, user=person, channel=channel)
            await self._answer(interaction, change)

        return listed

    def _reset(self) -> Command:
        words = self._words

        @app_commands.command(name="reset", description=words.about_reset)
        @app_commands.describe(where=words.option_undo, setting=words.option_setting)
        @app_commands.choices(
            where=_choices(words.scopes), setting=_choices(words.settings)
        )
        async def reset(
            interaction: Interaction, where: str, setting: str | None = None
        ) -> None:
            undo = msgspec.convert({"scope": where, "setting": setting}, Undo)
            await self._answer(interaction, undo)

        return reset

    async def _answer(self, interaction: Interaction, change: Change | None) -> None:
        """Do *change*, if there is one, and show what is set."""
        act = partial(self._asked, interaction, change)
        await self._whispering.answer(interaction, act)

    async def _asked(self, interaction: Interaction, change: Change | None) -> Layout:
        where = place_of(interaction)
        words = (await self._commands.texts(where)).commands
        if not where.guild:
            return sentence_layout(words.no_server)
        if not interaction.is_guild_integration():
            return sentence_layout(words.no_guest)
        if not _may_set(interaction):
            return sentence_layout(words.no_moderator)
        if change is None:
            return await self._commands.settings_shown(where)
        return await self._commands.settings_changed(where, change)


def _may_set(interaction: Interaction) -> bool:
    may = interaction.permissions
    return may.manage_guild or may.administrator


def _described(words: CommandTexts) -> dict[str, str]:
    return {
        "tutor": words.option_tutor,
        "persona": words.option_persona,
        "language": words.option_language,
        "thread": words.option_thread,
        "every_picture": words.option_every_picture,
        "follow": words.option_follow,
        "humans": words.option_humans,
        "where": words.option_where,
    }


def _choices(told: Mapping[Any, str]) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=name, value=value) for value, name in told.items()]
