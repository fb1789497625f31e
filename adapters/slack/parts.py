"""Everything that the adapter is made of, each part given what it needs.

The one module that knows all the others of this folder.
"""

from __future__ import annotations

import time

import aiohttp

from adapters.base import Intake
from adapters.kept import Kept
from adapters.slack.acts.apologising import Apologising
from adapters.slack.acts.escalating import Escalating
from adapters.slack.acts.pressing import Pressing
from adapters.slack.acts.relaying import Relaying
from adapters.slack.acts.removing import Removing
from adapters.slack.acts.writing import Writing
from adapters.slack.asking import Asking
from adapters.slack.doors.clients import Clients
from adapters.slack.handling import Handling
from adapters.slack.hearing.edits import slack_edits
from adapters.slack.hearing.fetching import Fetcher
from adapters.slack.hearing.gathering import Gatherer
from adapters.slack.hearing.manners import Manners
from adapters.slack.hearing.people import People
from adapters.slack.notes import Message
from adapters.slack.sending.answers import Answers
from adapters.slack.sending.messages import Messages
from adapters.slack.sending.screens import EVERY_S, Screens
from adapters.slack.sending.sender import Sender
from adapters.slack.sending.speaking import SlackSpeaking
from adapters.slack.sending.streaming import Budget, Streaming
from adapters.slack.sending.uploading import Uploading
from bot.edits import Edits
from bot.redis_keys import keep_s
from bot.settings import Settings
from bot.watching import Watching


class Parts:
    """How this process speaks; `handling` adds how it listens."""

    def __init__(
        self,
        settings: Settings,
        kept: Kept,
        clients: Clients,
        session: aiohttp.ClientSession,
    ) -> None:
        self._settings = settings
        self._kept = kept
        self._clients = clients
        self._session = session
        self._manners = Manners(settings.slack)
        self._people = People(clients.of, time.monotonic)
        sender = Sender()
        self._messages = Messages(sender, clients.of)
        self._speaking = SlackSpeaking(kept.posts, clients, settings.queue.lease_s)
        self._streaming = Streaming(sender, Budget())
        self._screens = Screens(self._messages, self._streaming, sender, clients.of)
        self.watching = Watching(kept.queue, kept.posts, EVERY_S)
        self.answers = Answers(
            kept.queue,
            kept.store,
            kept.posts,
            self._speaking,
            self._messages,
            self._streaming,
            Uploading(kept.posts, session),
            self._manners,
            clients.of,
            settings.queue.lease_s,
        )

    def handling(self, intake: Intake) -> Handling:
        kept, settings = self._kept, self._settings
        asking, removing = self._asking(intake), self._removing()
        escalating = self._escalating()
        pressing = Pressing(
            kept.queue, asking, escalating, removing, self._people, self._manners
        )
        fetcher = Fetcher(self._session, settings, self._clients.of)
        gatherer = Gatherer(self._clients.of, fetcher, settings.pictures.per_question)
        edits = slack_edits(kept.notes)
        relaying = self._relaying(edits, removing)
        writing = Writing(
            kept.store,
            kept.posts,
            edits,
            asking,
            removing,
            escalating,
            relaying,
            gatherer,
            self._people,
            self._manners,
            self._clients,
        )
        return Handling(
            kept.queue,
            kept.store,
            relaying,
            writing,
            asking,
            pressing,
            removing,
            gatherer,
            self._people,
            self._manners,
        )

    def apologising(self, intake: Intake) -> Apologising:
        return Apologising(self._kept.posts, self._asking(intake))

    def _asking(self, intake: Intake) -> Asking:
        return Asking(
            intake,
            self._kept.store,
            self._kept.posts,
            self._speaking,
            self._messages,
            self._streaming,
            self.watching,
            self._screens,
            self._manners,
            self._clients.of,
        )

    def _removing(self) -> Removing:
        kept = self._kept
        return Removing(
            kept.store, kept.notes, kept.posts, self._messages, self._clients.of
        )

    def _relaying(self, edits: Edits[Message], removing: Removing) -> Relaying:
        return Relaying(
            self._kept.notes,
            self._kept.posts,
            edits,
            removing,
            self._speaking,
            self._messages,
            self._people,
        )

    def _escalating(self) -> Escalating:
        kept = self._kept
        return Escalating(
            kept.queue,
            kept.store,
            kept.notes,
            kept.posts,
            self._speaking,
            self._messages,
            self._people,
            self._manners,
            self._clients.of,
            keep_s(self._settings),
        )
