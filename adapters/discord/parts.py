"""Everything that the adapter is made of, each part given what it needs.

The one module that knows all the others of this folder.
"""

from __future__ import annotations

from typing import Any

import aiohttp
import discord

from adapters.base import Intake
from adapters.discord.acts.answering_back import AnsweringBack
from adapters.discord.acts.apologising import Apologising
from adapters.discord.acts.commanding import Commanding
from adapters.discord.acts.commands import Commands
from adapters.discord.acts.escalating import Escalating
from adapters.discord.acts.pressing import Pressing
from adapters.discord.acts.removing import Removing
from adapters.discord.acts.writing import Writing
from adapters.discord.asking import Asker
from adapters.discord.conversations import Conversations
from adapters.discord.doors.ask_command import AskCommands
from adapters.discord.doors.bans import Bans
from adapters.discord.doors.client import DiscordClient
from adapters.discord.doors.heard import Heard
from adapters.discord.doors.sightline_command import Sightline
from adapters.discord.handling import Handling
from adapters.discord.hearing.backlog import Backlog
from adapters.discord.hearing.edits import discord_edits
from adapters.discord.hearing.fetching import Fetcher
from adapters.discord.hearing.gathering import Gatherer
from adapters.discord.hearing.manners import Manners
from adapters.discord.hearing.servers import Servers
from adapters.discord.listening import Listening
from adapters.discord.rooms import Rooms
from adapters.discord.seen import Seen
from adapters.discord.sending.answers import Answers
from adapters.discord.sending.messages import Messages
from adapters.discord.sending.screens import EVERY_S, Pace, Screens
from adapters.discord.sending.speaking import DiscordSpeaking
from adapters.kept import Kept
from bot.redis_keys import keep_s
from bot.settings import Settings
from bot.texts.languages import texts
from bot.watching import Watching


class Parts:
    """How this process speaks and listens; `handling` adds what it does."""

    def __init__(
        self,
        settings: Settings,
        kept: Kept,
        client: DiscordClient,
        session: aiohttp.ClientSession,
        bans: Bans,
    ) -> None:
        discords = settings.discord
        self._settings = settings
        self._kept = kept
        self._client = client
        self._session = session
        self.seen = Seen(kept.notes, keep_s(settings))
        self._servers = Servers(kept.notes)
        self._rooms = Rooms(discords, self._servers)
        self._manners = Manners(discords)
        self._conversations = Conversations(kept.posts, kept.queue)
        self._messages = Messages(client)
        lease_s = settings.queue.lease_s
        self._speaking = DiscordSpeaking(kept.posts, self._messages, lease_s)
        self._screens = Screens(self._messages, Pace())
        self.watching = Watching(kept.queue, kept.posts, EVERY_S)
        self.answers = Answers(
            client,
            kept.queue,
            kept.posts,
            self._speaking,
            self._messages,
            self._rooms,
            lease_s,
        )
        self._sightline = self._spoken()
        self.listening = self._listening(bans)

    def commands(self) -> Menus:
        ask = AskCommands(
            self.listening,
            self._kept.notes,
            self._rooms,
            has_user_installs=self._settings.discord.user_installs,
        )
        return Menus(ask, self._sightline)

    def handling(self, intake: Intake) -> Handling:
        kept, asker, removing = self._kept, self._asker(intake), self._removing()
        escalating = Escalating(
            kept.notes, self._speaking, self._rooms, keep_s(self._settings)
        )
        gatherer = self._gatherer()
        writing = Writing(
            kept.store,
            kept.posts,
            discord_edits(kept.notes),
            asker,
            removing,
            escalating,
            gatherer,
            self._conversations,
            self._manners,
            self._rooms,
            self._me,
        )
        commanding = Commanding(
            kept.store,
            asker,
            gatherer,
            self._conversations,
            self._manners,
            self._rooms,
        )
        pressing = Pressing(kept.queue, asker, escalating, self._manners, self._rooms)
        return Handling(self._servers, writing, commanding, pressing, removing)

    def apologising(self, intake: Intake) -> Apologising:
        return Apologising(self._kept.posts, self._asker(intake), self._rooms)

    def _listening(self, bans: Bans) -> Listening:
        kept = self._kept
        return Listening(
            kept.inbox,
            kept.posts,
            kept.notes,
            self.seen,
            AnsweringBack(
                kept.queue, kept.store, kept.posts, self._rooms, Heard(kept.notes)
            ),
            bans,
            self._sightline.forget_chosen,
            has_content=self._settings.discord.message_content,
        )

    def _spoken(self) -> Sightline:
        kept, discords = self._kept, self._settings.discord
        commands = Commands(
            kept.queue,
            kept.store,
            kept.notes,
            self._servers,
            self._rooms,
            self._conversations,
            has_content=discords.message_content,
        )
        return Sightline(commands, kept.notes, discords, texts(discords.language))

    def _asker(self, intake: Intake) -> Asker:
        return Asker(
            intake,
            self._kept.store,
            self._kept.posts,
            self._speaking,
            self._messages,
            self.watching,
            self._screens,
            self._rooms,
            self.seen,
        )

    def _removing(self) -> Removing:
        kept = self._kept
        return Removing(
            kept.queue, kept.store, kept.notes, kept.posts, self._messages, self.seen
        )

    def _gatherer(self) -> Gatherer:
        backlog = Backlog(self._client)
        fetcher = Fetcher(self._session, self._settings, backlog.files)
        return Gatherer(
            self._client,
            fetcher,
            self._settings.pictures.per_question,
            has_content=self._settings.discord.message_content,
        )

    def _me(self, guild: str) -> tuple[str, str]:
        """Return our id, and that of our own role on a server, "" where it has none."""
        user = self._client.user
        known = self._client.get_guild(int(guild)) if guild else None
        role = known.self_role if known is not None else None
        return str(user.id) if user else "0", str(role.id) if role else ""


class Menus:
    """All that is in Discord's menus."""

    def __init__(self, ask: AskCommands, sightline: Sightline) -> None:
        self._ask = ask
        self._sightline = sightline

    def all(self) -> list[Any]:
        return [self._ask.command(), self._ask.menu(), self._sightline.group()]

    async def submitted(self, interaction: discord.Interaction[Any]) -> None:
        await self._ask.submitted(interaction)
