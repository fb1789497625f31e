"""`/sightline`: help, status, forget, settings."""

from __future__ import annotations

from functools import partial
from typing import Any

import discord
from discord import app_commands

from adapters.discord.acts.commands import Commands
from adapters.discord.doors.heard import Notes
from adapters.discord.doors.settings_command import SettingsCommands
from adapters.discord.doors.whispering import Whispering
from adapters.discord.hearing.places import place_of
from bot.settings import DiscordSettings
from bot.texts.catalogue import Texts

Interaction = discord.Interaction[Any]
Group = app_commands.Group
Command = app_commands.Command[Any, ..., None]


class Sightline:
    """Its menus speak one language, that of *texts*; its answers that of the server."""

    def __init__(
        self,
        commands: Commands,
        notes: Notes,
        settings: DiscordSettings,
        texts: Texts,
    ) -> None:
        self._commands = commands
        self._settings = settings
        self._words = texts.commands
        self._whispering = Whispering(notes, texts)

    def group(self) -> Group:
        """Return `/sightline` with all that is below it."""
        group = Group(
            name="sightline",
            description=self._words.about_sightline,
            allowed_installs=app_commands.AppInstallationType(
                guild=True, user=self._settings.user_installs
            ),
            allowed_contexts=app_commands.AppCommandContext(
                guild=True, dm_channel=True, private_channel=True
            ),
        )
        group.add_command(self._help())
        group.add_command(self._status())
        group.add_command(self._forget())
        settings = SettingsCommands(self._commands, self._words, self._whispering)
        group.add_command(settings.group())
        return group

    async def forget_chosen(self, interaction: Interaction, job_id: str) -> None:
        """Forget the conversation whose button was pressed, and say so in its place."""
        where, user = place_of(interaction), str(interaction.user.id)
        act = partial(self._commands.forget_chosen, where, user, job_id)
        await self._whispering.answer(interaction, act, is_instead=True)

    def _help(self) -> Command:
        @app_commands.command(name="help", description=self._words.about_help)
        async def about(interaction: Interaction) -> None:
            where = place_of(interaction)
            act = partial(self._commands.help, where)
            await self._whispering.answer(interaction, act)

        return about

    def _status(self) -> Command:
        @app_commands.command(name="status", description=self._words.about_status)
        async def status(interaction: Interaction) -> None:
            where, user = place_of(interaction), str(interaction.user.id)
            act = partial(self._commands.status, where, user)
            await self._whispering.answer(interaction, act)

        return status

    def _forget(self) -> Group:
        words = self._words
        group = Group(name="forget", description=words.about_forget)

        @group.command(name="me", description=words.about_forget_me)
        async def me(interaction: Interaction) -> None:
            where, user = place_of(interaction), str(interaction.user.id)
            act = partial(self._commands.forget_me, where, user)
            await self._whispering.answer(interaction, act)

        @group.command(name="this-thread", description=words.about_forget_thread)
        async def this_thread(interaction: Interaction) -> None:
            where, user = place_of(interaction), str(interaction.user.id)
            act = partial(self._commands.forget_here, where, user)
            await self._whispering.answer(interaction, act)

        return group
