"""`/ask`, and "Ask about this picture" in the menu of a message."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal, Protocol

import discord
from discord import app_commands
from msgspec import DecodeError

from adapters.discord import inbound
from adapters.discord.hearing.places import place_of
from adapters.discord.hearing.targets import Target
from adapters.discord.notes import Asked
from adapters.discord.rooms import Rooms
from adapters.discord.sending.calls import quietly
from bot.errors import QueueError
from bot.texts.catalogue import Texts
from bot.texts.english import ENGLISH

MENU = "Ask about this picture"
FORM = "sightline:form:"
TARGET = "discord:form"
KEPT_S = 3600.0
USED = b"used:"
"""Stands, with the interaction, in the place of a target that was asked about."""

QUESTION_MAX = 1000
FORM_TITLE_MAX, LABEL_MAX, HINT_MAX = 45, 45, 100
Interaction = discord.Interaction[Any]


class Listening(Protocol):
    async def ask(self, interaction: Interaction, note: Asked) -> None: ...


class Notes(Protocol):
    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None: ...

    async def note(self, kind: str, name: str) -> bytes | None: ...


class AskCommands:
    """*clock* is epoch seconds."""

    def __init__(
        self,
        listening: Listening,
        notes: Notes,
        rooms: Rooms,
        *,
        has_user_installs: bool,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._listening = listening
        self._notes = notes
        self._rooms = rooms
        self._installs = {"guilds": True, "users": has_user_installs}
        self._clock = clock

    def command(self) -> app_commands.Command[Any, ..., None]:
        @app_commands.command(name="ask", description=ENGLISH.ask_description)
        @app_commands.describe(
            question=ENGLISH.ask_question,
            picture=ENGLISH.ask_picture,
            picture2=ENGLISH.ask_another,
            picture3=ENGLISH.ask_another,
            picture4=ENGLISH.ask_another,
            picture5=ENGLISH.ask_another,
            private=ENGLISH.ask_private,
        )
        @app_commands.allowed_installs(**self._installs)
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        async def ask(
            interaction: Interaction,
            question: str = "",
            picture: discord.Attachment | None = None,
            picture2: discord.Attachment | None = None,
            picture3: discord.Attachment | None = None,
            picture4: discord.Attachment | None = None,
            picture5: discord.Attachment | None = None,
            private: bool = False,  # noqa: FBT001, FBT002 - as Discord gives it
        ) -> None:
            given = (picture, picture2, picture3, picture4, picture5)
            note = inbound.asked(
                interaction,
                question,
                [each for each in given if each is not None],
                is_private=private,
                now=self._clock(),
            )
            await self._listening.ask(interaction, note)

        return ask

    def menu(self) -> app_commands.ContextMenu:
        @app_commands.context_menu(name=MENU)
        @app_commands.allowed_installs(**self._installs)
        @app_commands.allowed_contexts(guilds=True, dms=True, private_channels=True)
        async def about(interaction: Interaction, message: discord.Message) -> None:
            await self._open_form(interaction, message)

        return about

    async def submitted(self, interaction: Interaction) -> None:
        """Take a form that was sent, once: nothing is kept of it afterwards."""
        told: Any = interaction.data or {}
        name = str(told.get("custom_id", "")).removeprefix(FORM)
        kept = await self._kept(name)
        used = USED + str(interaction.id).encode()
        if kept == used:
            return  # by another process of ours, just now
        target = _target(kept)
        if target is None:
            is_sent = kept is not None and kept.startswith(USED)
            await self._whisper(
                interaction, "asked_already" if is_sent else "form_lost"
            )
            return
        note = inbound.submitted(interaction, target, _written(told), self._clock())
        await self._listening.ask(interaction, note)
        with suppress(QueueError):  # it ends by itself within the hour
            await self._notes.keep_note(TARGET, name, used, KEPT_S)

    async def _open_form(
        self, interaction: Interaction, message: discord.Message
    ) -> None:
        target, response = inbound.target(interaction, message), interaction.response
        try:
            texts = await self._rooms.texts(target.where.guild, target.where.room)
            kept = target.encode()
            await self._notes.keep_note(TARGET, str(interaction.id), kept, KEPT_S)
        except QueueError:
            sentence = ENGLISH.busy_now
            await quietly(lambda: response.send_message(sentence, ephemeral=True))
            return
        form = _form(str(interaction.id), texts)
        await quietly(lambda: response.send_modal(form))

    async def _kept(self, name: str) -> bytes | None:
        try:
            return await self._notes.note(TARGET, name)
        except QueueError:
            return None

    async def _whisper(
        self, interaction: Interaction, what: Literal["asked_already", "form_lost"]
    ) -> None:
        where = place_of(interaction)
        texts = await self._rooms.texts_for_sure(where.guild, where.room)
        sentence, response = getattr(texts, what), interaction.response
        await quietly(lambda: response.send_message(sentence, ephemeral=True))


def _target(kept: bytes | None) -> Target | None:
    try:
        return Target.decode(kept) if kept else None
    except DecodeError:
        return None


def _form(name: str, texts: Texts) -> discord.ui.Modal:
    """Return the form; its target is kept under *name*, which comes back with it."""
    form = discord.ui.Modal(
        title=texts.form_title[:FORM_TITLE_MAX],
        custom_id=f"{FORM}{name}",
        timeout=KEPT_S,
    )
    field: discord.ui.TextInput[discord.ui.Modal] = discord.ui.TextInput(
        style=discord.TextStyle.paragraph, required=False, max_length=QUESTION_MAX
    )
    label = discord.ui.Label(
        text=texts.form_label[:LABEL_MAX],
        description=texts.form_hint[:HINT_MAX],
        component=field,
    )
    form.add_item(label)
    return form


def _written(told: Any) -> str:
    """Return what was written into the form's one field."""
    for each in told.get("components") or ():
        inner: Any = each.get("component") or next(
            iter(each.get("components") or ()), {}
        )
        if isinstance(inner.get("value"), str):
            return str(inner["value"])
    return ""
