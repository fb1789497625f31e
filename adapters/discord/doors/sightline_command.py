"""`/sightline`: help, status, forget, settings."""

from __future__ import annotations

from typing import Any

import discord
from discord import app_commands

from adapters.discord.acts.commands import Commands
from adapters.discord.doors.settings_command import settings_group
from adapters.discord.doors.whispering import Whispering
from adapters.discord.hearing.places import place_of
from bot.settings import DiscordSettings
from bot.texts.catalogue import Texts

Interaction = discord.Interaction[Any]
Group = app_commands.Group


def sightline_group(
    commands: Commands, settings: DiscordSettings, texts: Texts
) -> Group:
    """Return `/sightline` with all that is below it, described by *texts*."""
    words, whispering = texts.commands, Whispering(texts)
    group = Group(
        name="sightline",
        description=words.about_sightline,
        allowed_installs=app_commands.AppInstallationType(
            guild=True, user=settings.user_installs
        ),
        allowed_contexts=app_commands.AppCommandContext(
            guild=True, dm_channel=True, private_channel=True
        ),
    )

    @group.command(name="help", description=words.about_help)
    async def about(interaction: Interaction) -> None:
        await whispering.answer(interaction, commands.help(place_of(interaction)))

    @group.command(name="status", description=words.about_status)
    async def status(interaction: Interaction) -> None:
        where, user = place_of(interaction), str(interaction.user.id)
        await whispering.answer(interaction, commands.status(where, user))

    group.add_command(_forget_group(commands, texts, whispering))
    group.add_command(settings_group(commands, texts, whispering))
    return group


def _forget_group(commands: Commands, texts: Texts, whispering: Whispering) -> Group:
    words = texts.commands
    group = Group(name="forget", description=words.about_forget)

    @group.command(name="me", description=words.about_forget_me)
    async def me(interaction: Interaction) -> None:
        where, user = place_of(interaction), str(interaction.user.id)
        await whispering.answer(interaction, commands.forget_me(where, user))

    @group.command(name="this-thread", description=words.about_forget_thread)
    async def this_thread(interaction: Interaction) -> None:
        where, user = place_of(interaction), str(interaction.user.id)
        await whispering.answer(interaction, commands.forget_here(where, user))

    return group


async def forget_chosen(
    interaction: Interaction, job_id: str, commands: Commands, texts: Texts
) -> None:
    """Forget the conversation whose button was pressed, and say so in its place."""
    where, user = place_of(interaction), str(interaction.user.id)
    act = commands.forget_chosen(where, user, job_id)
    await Whispering(texts).answer(interaction, act, is_instead=True)
