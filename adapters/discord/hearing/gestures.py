"""Commands, forms and buttons: what a person did, read from the interaction. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import discord

from adapters.discord.hearing.files import files, files_of, storable
from adapters.discord.hearing.people import person_of
from adapters.discord.hearing.places import is_member, place_of
from adapters.discord.hearing.targets import Target
from adapters.discord.notes import Asked, Hook, Person, Pressed, What

Interaction = discord.Interaction[Any]


def asked(
    interaction: Interaction,
    text: str,
    attachments: Sequence[discord.Attachment],
    *,
    is_private: bool,
    now: float,
) -> Asked:
    """Return what the command asks; *now* (epoch seconds) is when it came."""
    return Asked(
        id=str(interaction.id),
        where=place_of(interaction),
        person=_person(interaction),
        hook=_hook(interaction, now, is_private=is_private),
        text=storable(text),
        files=files(attachments),
    )


def target(interaction: Interaction, message: discord.Message) -> Target:
    """Return the message whose menu was used."""
    return Target(
        where=place_of(interaction),
        message=str(message.id),
        author=str(message.author.id),
        files=files_of(message),
    )


def submitted(
    interaction: Interaction,
    target: Target,
    text: str,
    now: float,
    *,
    is_private: bool = False,
) -> Asked:
    """Return what the form asks about *target*."""
    return Asked(
        id=str(interaction.id),
        where=target.where,
        person=_person(interaction),
        hook=_hook(interaction, now, is_private=is_private),
        text=storable(text),
        files=target.files,
        about=target.message,
        about_author=target.author,
    )


def pressed(
    interaction: Interaction,
    what: What,
    job_id: str,
    number: int,
    *,
    is_private: bool,
    now: float,
) -> Pressed:
    message = interaction.message
    return Pressed(
        id=str(interaction.id),
        where=place_of(interaction),
        message=str(message.id) if message else "",
        person=_person(interaction),
        hook=_hook(interaction, now, is_private=is_private),
        what=what,
        job_id=job_id,
        number=number,
    )


def _person(interaction: Interaction) -> Person:
    return person_of(interaction.user, interaction.permissions)


def _hook(interaction: Interaction, now: float, *, is_private: bool) -> Hook:
    return Hook(
        token=interaction.token,
        at=now,
        is_private=is_private,
        is_member=is_member(interaction),
    )
