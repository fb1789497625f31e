"""Slack's two directions, put together: events become questions, replies messages.

The one module that knows all the others of this folder.
"""

from __future__ import annotations

import asyncio
import logging
import time
from types import TracebackType
from typing import Self

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from adapters.base import Intake
from adapters.slack.answers import Answers
from adapters.slack.app import slack_app
from adapters.slack.asking import Asking
from adapters.slack.clients import Clients, session
from adapters.slack.commands import Commands
from adapters.slack.escalating import Escalating
from adapters.slack.fetching import Fetcher
from adapters.slack.front_door import FrontDoor
from adapters.slack.gathering import Gatherer
from adapters.slack.handling import Handling
from adapters.slack.installations import Installations
from adapters.slack.listening import Listening
from adapters.slack.manners import Manners
from adapters.slack.messages import Messages
from adapters.slack.oauth import oauth_flow
from adapters.slack.people import People
from adapters.slack.pressing import Pressing
from adapters.slack.removing import Removing
from adapters.slack.seen import Seen
from adapters.slack.sender import Sender
from adapters.slack.sockets import Sockets
from adapters.slack.speaking import Speaking
from adapters.slack.states import States
from adapters.slack.streaming import Budget, Streaming
from adapters.slack.uploading import Uploading
from adapters.slack.watching import Watching
from bot.cancelling import cancelled
from bot.errors import QueueError, SettingsError
from bot.redis_inbox import Inbox
from bot.redis_keys import keep_s
from bot.redis_notes import Notes
from bot.redis_posts import Posts
from bot.redis_queue import Queue
from bot.redis_store import Store
from bot.replies import Reply
from bot.settings import Settings
from bot.taking import Taking

FORGET_S = 30.0
log = logging.getLogger(__name__)


class SlackAdapter:
    """Used once entered; *consumer* names this process among its like.

    Raises SettingsError where a token is missing.
    """

    def __init__(
        self,
        settings: Settings,
        queue: Queue,
        store: Store,
        inbox: Inbox,
        posts: Posts,
        notes: Notes,
        consumer: str,
    ) -> None:
        self._settings = settings
        self._queue = queue
        self._store = store
        self._inbox = inbox
        self._posts = posts
        self._notes = notes
        self._consumer = consumer

    async def __aenter__(self) -> Self:
        slack = self._settings.slack
        self._session = session()
        self._installations = await _installations(self._settings, self._notes)
        self._clients = Clients(slack, self._session, self._installations)
        client_of = self._clients.of
        self._manners = Manners(slack)
        self._people = People(client_of, time.monotonic)
        self._sender = Sender()
        self._messages = Messages(self._sender, client_of)
        self._speaking = Speaking(self._posts, self._clients)
        self._streaming = Streaming(self._sender, Budget())
        self._watching = Watching(
            self._queue,
            self._posts,
            self._messages,
            self._streaming,
            self._sender,
            client_of,
        )
        self._answers = Answers(
            self._queue,
            self._store,
            self._posts,
            self._speaking,
            self._messages,
            self._streaming,
            Uploading(self._posts, self._session),
            self._manners,
            client_of,
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await cancelled(*self._watching.tasks)
        await self._session.close()

    async def listen(self, intake: Intake) -> None:
        """Take events, and handle what they left in the inbox, until cancelled."""
        handling = self._handling(intake)
        taking = Taking(
            "slack",
            self._consumer,
            self._inbox,
            handling.handle,
            handling.give_up,
            self._settings.queue.lease_s,
        )
        async with asyncio.TaskGroup() as group:
            for door in self._doors():
                group.create_task(door.listen())
            group.create_task(taking.run())
            group.create_task(self._forget_in_time())

    async def send(self, reply: Reply) -> None:
        await self._answers.send(reply)

    def _doors(self) -> list[Sockets | FrontDoor]:
        """Return where Slack's events come in: a socket, or an address of our own."""
        slack = self._settings.slack
        listening = Listening(
            self._inbox,
            self._store,
            Commands(self._queue, self._store),
            self._clients,
            self._session,
        )
        app = slack_app(
            slack,
            self._clients,
            listening,
            oauth=self._oauth(),
            revoking=self._installations,
            seen=Seen(self._notes),
        )
        doors: list[Sockets | FrontDoor] = []
        if slack.mode == "socket":
            if not slack.app_token:
                raise SettingsError(
                    "set SIGHTLINE_SLACK_APP_TOKEN (xapp-...), from Basic Information "
                    "of the app, App-Level Tokens, with connections:write"
                )
            doors.append(Sockets(slack, app))
        if slack.mode == "http" or slack.client_id:
            doors.append(FrontDoor(slack, app, time.time))
        return doors

    def _oauth(self) -> AsyncOAuthFlow | None:
        if self._installations is None:
            return None
        return oauth_flow(
            self._settings.slack,
            self._clients,
            self._installations,
            States(self._notes),
        )

    def _handling(self, intake: Intake) -> Handling:
        client_of = self._clients.of
        asking = Asking(
            intake,
            self._store,
            self._posts,
            self._speaking,
            self._messages,
            self._streaming,
            self._watching,
            self._manners,
            client_of,
        )
        removing = Removing(
            self._store, self._notes, self._posts, self._messages, client_of
        )
        escalating = Escalating(
            self._queue,
            self._store,
            self._notes,
            self._posts,
            self._speaking,
            self._messages,
            self._people,
            self._manners,
            client_of,
            keep_s(self._settings),
        )
        pressing = Pressing(
            self._queue, asking, escalating, removing, self._people, self._manners
        )
        fetcher = Fetcher(self._session, self._settings, client_of)
        gatherer = Gatherer(client_of, fetcher, self._settings.pictures.per_question)
        return Handling(
            self._queue,
            self._store,
            self._notes,
            self._posts,
            self._messages,
            asking,
            pressing,
            removing,
            escalating,
            gatherer,
            self._people,
            self._manners,
            self._clients,
        )

    async def _forget_in_time(self) -> None:
        """Forget threads of channels that keep them for a shorter while."""
        while True:
            try:
                await self._store.forget_due()
            except QueueError as error:
                log.warning("! forgetting waits: %s", error)
            await asyncio.sleep(FORGET_S)


async def _installations(settings: Settings, notes: Notes) -> Installations | None:
    """Return where OAuth's tokens are; None with the one token of the settings."""
    slack = settings.slack
    if slack.bot_token:
        return None
    if not slack.client_id:
        raise SettingsError(
            "set SIGHTLINE_SLACK_BOT_TOKEN (xoxb-...), from OAuth & Permissions of the "
            "app, or slack.client_id for installs in several workspaces"
        )
    installations = Installations(notes, slack.token_key)
    await installations.prove_key()
    return installations
