"""What is answered at once, to one person alone: buttons that need no worker."""

from __future__ import annotations

import logging
from typing import Protocol

import discord

from adapters.discord.doors.buttons import Press
from adapters.discord.doors.heard import Heard
from adapters.discord.hearing.people import person_of
from adapters.discord.hearing.places import place_of
from adapters.discord.notes import Deleted
from adapters.discord.rooms import Rooms
from adapters.discord.saying.layouts import Button, Layout, Part, rows, text
from adapters.discord.saying.views import view
from adapters.discord.sending.calls import quietly
from bot.errors import QueueError
from bot.redis_posts import Place
from bot.texts.catalogue import Texts
from bot.texts.english import ENGLISH
from bot.tickets import Status

Interaction = discord.Interaction[discord.Client]
log = logging.getLogger(__name__)


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...

    async def cancel(self, job_id: str) -> bool: ...


class Store(Protocol):
    async def keep_feedback(self, job_id: str, verdict: str, reason: str) -> None: ...


class Posts(Protocol):
    async def place(self, name: str) -> Place | None: ...


class AnsweringBack:
    def __init__(
        self, queue: Queue, store: Store, posts: Posts, rooms: Rooms, heard: Heard
    ) -> None:
        self._queue = queue
        self._store = store
        self._posts = posts
        self._rooms = rooms
        self._heard = heard

    async def pressed(self, interaction: Interaction, press: Press) -> None:
        """Cancel, keep a verdict, or ask back before an answer is taken away."""
        try:
            if await self._heard.is_ours(interaction):
                await self._pressed(interaction, press)
        except QueueError as error:
            log.warning("! a button was turned away: %s", error)
            await self.turned_away(interaction)

    async def removed(self, interaction: Interaction, job_id: str) -> Deleted | None:
        """Return what is to be deleted, as if it had been; say that it is done."""
        try:
            if await self._heard.is_ours(interaction):
                return await self._removed(interaction, job_id)
        except QueueError as error:
            log.warning("! a button was turned away: %s", error)
            await self.turned_away(interaction)
        return None

    async def turned_away(self, interaction: Interaction) -> None:
        """Say that nothing can be taken just now."""
        await self._whisper(interaction, ENGLISH.busy_now)

    async def known(self, interaction: Interaction) -> None:
        """Say that the same was asked before."""
        where = place_of(interaction)
        texts = await self._rooms.texts_for_sure(where.guild, where.room)
        await self._whisper(interaction, texts.asked_already)

    async def _removed(self, interaction: Interaction, job_id: str) -> Deleted | None:
        texts = await self._texts(interaction)
        status = await self._queue.status(job_id)
        place = await self._posts.place(job_id)
        if place is None or not _is_theirs(interaction, status, place):
            await _replace(
                interaction, texts.gone if place is None else texts.not_yours
            )
            return None
        await _replace(interaction, texts.deleted)
        return Deleted(channel=place.channel, ids=(place.message,))

    async def broke(self, interaction: Interaction, *, is_outdated: bool) -> None:
        """Say that it broke, or that it is of another version (*is_outdated*)."""
        where = place_of(interaction)
        texts = await self._rooms.texts_for_sure(where.guild, where.room)
        sentence = texts.outdated if is_outdated else texts.broken
        await self._whisper(interaction, sentence)

    async def _pressed(self, interaction: Interaction, press: Press) -> None:
        texts = await self._texts(interaction)
        match press.what:
            case "up" | "down" as verdict:
                await self._judge(interaction, press.job_id, verdict, texts)
            case "cancel":
                await self._cancel(interaction, press.job_id, texts)
            case "bin":
                await self._ask_back(interaction, press.job_id, texts)
            case _:
                log.info("-- a button of another version was pressed")
                await self._whisper(interaction, texts.gone)

    async def _judge(
        self, interaction: Interaction, job_id: str, verdict: str, texts: Texts
    ) -> None:
        status = await self._queue.status(job_id)
        if status is None or not _is_here(interaction, status):
            await self._whisper(interaction, texts.gone)
            return
        await self._store.keep_feedback(job_id, verdict, "")
        await self._whisper(interaction, texts.thanks_for_verdict)

    async def _cancel(
        self, interaction: Interaction, job_id: str, texts: Texts
    ) -> None:
        status = await self._queue.status(job_id)
        if status is None:
            await self._whisper(interaction, texts.gone)
        elif not _is_theirs(interaction, status, None):
            await self._whisper(interaction, texts.not_yours)
        else:
            await self._queue.cancel(job_id)
            # The message itself says so, soon.
            await quietly(interaction.response.defer)

    async def _ask_back(
        self, interaction: Interaction, job_id: str, texts: Texts
    ) -> None:
        status = await self._queue.status(job_id)
        place = await self._posts.place(job_id)
        if place is None:
            await self._whisper(interaction, texts.gone)
        elif not _is_theirs(interaction, status, place):
            await self._whisper(interaction, texts.not_yours)
        else:
            sure = Button(
                label=texts.delete, what="remove", job_id=job_id, style="danger"
            )
            parts: tuple[Part, ...] = (
                *text(f"**{texts.delete_title}**", texts.delete_text),
                *rows([sure]),
            )
            await self._show(interaction, Layout(parts))

    async def _texts(self, interaction: Interaction) -> Texts:
        where = place_of(interaction)
        return await self._rooms.texts(where.guild, where.room)

    async def _whisper(self, interaction: Interaction, sentence: str) -> None:
        await self._show(interaction, Layout(tuple(text(sentence))))

    @staticmethod
    async def _show(interaction: Interaction, layout: Layout) -> None:
        response = interaction.response
        await quietly(lambda: response.send_message(view=view(layout), ephemeral=True))


def _is_theirs(
    interaction: Interaction, status: Status | None, place: Place | None
) -> bool:
    """Whether who pressed is the asker, or a moderator of where it stands.

    Of a question that is not kept any more Discord itself says who asked it.
    """
    person = person_of(interaction.user, interaction.permissions)
    where = place_of(interaction)
    is_moderator = bool(where.guild) and person.is_moderator
    if status is None:
        is_asker = _answered_user(interaction.message) == person.user
        return place is not None and (is_moderator or is_asker)
    is_asker = status.job.address.user == person.user
    return _is_here(interaction, status) and (is_asker or is_moderator)


def _is_here(interaction: Interaction, status: Status) -> bool:
    """Whether the question was asked where its button was pressed."""
    where, address = place_of(interaction), status.job.address
    return (address.tenant, address.channel) == (where.tenant, where.room)


def _answered_user(message: discord.Message | None) -> str:
    """Return whose command, button or message it is that *message* answers, or ""."""
    if message is None:
        return ""
    if message.interaction_metadata is not None:
        return str(message.interaction_metadata.user.id)
    answered = message.reference.resolved if message.reference else None
    return str(answered.author.id) if isinstance(answered, discord.Message) else ""


async def _replace(interaction: Interaction, sentence: str) -> None:
    """Let what was asked back say *sentence* instead."""
    layout = Layout(tuple(text(sentence)))
    response = interaction.response
    await quietly(lambda: response.edit_message(view=view(layout)))
