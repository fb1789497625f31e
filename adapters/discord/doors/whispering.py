"""Answering a command within Discord's three seconds, once, to the person alone."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Any

import discord

from adapters.discord.doors.heard import Heard, Notes
from adapters.discord.saying.layouts import Layout
from adapters.discord.saying.views import view
from adapters.discord.saying.whispers import sentence_layout
from adapters.discord.sending.calls import quietly
from bot.errors import QueueError
from bot.texts.catalogue import Texts

Interaction = discord.Interaction[Any]
Act = Callable[[], Awaitable[Layout]]
PATIENCE_S = 1.5
log = logging.getLogger(__name__)


class Whispering:
    """*texts* speak where a server's own language cannot be looked up."""

    def __init__(
        self, notes: Notes, texts: Texts, patience_s: float = PATIENCE_S
    ) -> None:
        self._heard = Heard(notes)
        self._texts = texts
        self._patience_s = patience_s

    async def answer(
        self, interaction: Interaction, act: Act, *, is_instead: bool = False
    ) -> None:
        """Tell what *act* returns; *is_instead*: in place of the message pressed.

        While Redis is away, or slow, that they should come back.
        """
        try:
            async with asyncio.timeout(self._patience_s):
                layout = await self._acted(interaction, act)
        except (QueueError, TimeoutError) as error:
            log.warning("! a command was turned away: %s", type(error).__name__)
            layout, is_instead = sentence_layout(self._texts.busy_now), False
        if layout is not None:
            await _tell(interaction, layout, is_instead=is_instead)

    async def _acted(self, interaction: Interaction, act: Act) -> Layout | None:
        """Act, None where another did: what was forgotten is found by nobody else."""
        return await act() if await self._heard.is_ours(interaction) else None


async def _tell(interaction: Interaction, layout: Layout, *, is_instead: bool) -> None:
    response = interaction.response
    if is_instead:
        await quietly(lambda: response.edit_message(view=view(layout)))
    else:
        await quietly(lambda: response.send_message(view=view(layout), ephemeral=True))
