"""Slack's two directions: events become questions, replies become messages.

doors/ lets Slack's events in, proven and kept; hearing/ understands them and fetches
files; acts/ does what a person did; saying/ finds the words, as plain values; sending/
brings them to Slack, once. A message's way: listening.py, then, out of the inbox,
handling.py, acts/writing.py, asking.py; back by sending/answers.py.
"""

from __future__ import annotations

import asyncio
import logging
import time
from types import TracebackType
from typing import Self

from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from adapters.base import Intake
from adapters.kept import Kept
from adapters.slack.acts.commands import Commands
from adapters.slack.doors.app import slack_app
from adapters.slack.doors.clients import Clients, TokenRefusedError, session
from adapters.slack.doors.front_door import FrontDoor
from adapters.slack.doors.installations import Installations
from adapters.slack.doors.kept_notes import Notes
from adapters.slack.doors.oauth import oauth_flow
from adapters.slack.doors.seen import Seen
from adapters.slack.doors.sockets import Sockets
from adapters.slack.doors.states import States
from adapters.slack.listening import Listening
from adapters.slack.parts import Parts
from bot.cancelling import cancelled, side_by_side
from bot.errors import QueueError, ServiceError, SettingsError
from bot.replies import Reply
from bot.settings import Settings, SlackSettings
from bot.taking import Taking
from bot.watching import Watching

FORGET_S = 30.0
log = logging.getLogger(__name__)


class SlackAdapter:
    """Used once entered; *consumer* names this process among its like.

    Raises SettingsError where a token is missing.
    """

    def __init__(self, settings: Settings, kept: Kept, consumer: str) -> None:
        self._settings = settings
        self._kept = kept
        self._consumer = consumer
        self.front_door: FrontDoor | None = None

    async def __aenter__(self) -> Self:
        slack = self._settings.slack
        self._installations = await _installations(slack, self._kept.notes)
        self._session = session()
        self._clients = Clients(slack, self._session, self._installations)
        await self._prove_token()
        self._parts = Parts(self._settings, self._kept, self._clients, self._session)
        return self

    async def _prove_token(self) -> None:
        """Raises SettingsError where Slack refuses the one token of the settings."""
        if not self._settings.slack.bot_token:
            return
        try:
            await self._clients.grant("")
        except TokenRefusedError as error:
            await self._session.close()
            raise SettingsError(
                f"SIGHTLINE_SLACK_BOT_TOKEN is refused ({error.code}): take the "
                "xoxb-... token from OAuth & Permissions of the app"
            ) from error
        except ServiceError as error:
            log.warning("! Slack cannot be asked about the token yet: %s", error)

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await cancelled(*self._parts.watching.tasks)
        await self._session.close()

    async def listen(self, intake: Intake) -> None:
        """Take events, and handle what they left in the inbox, until cancelled."""
        handling = self._parts.handling(intake)
        taking = Taking(
            "slack",
            self._consumer,
            self._kept.inbox,
            handling.handle,
            self._parts.apologising(intake).give_up,
            self._settings.queue.lease_s,
        )
        doors = [door.listen() for door in self._doors()]
        await side_by_side(*doors, taking.run(), self._forget_in_time())

    @property
    def watching(self) -> Watching:
        return self._parts.watching

    async def send(self, reply: Reply) -> None:
        await self._parts.answers.send(reply)

    def _doors(self) -> list[Sockets | FrontDoor]:
        """Return where Slack's events come in: a socket, or an address of our own."""
        slack, kept = self._settings.slack, self._kept
        listening = Listening(
            kept.inbox,
            kept.queue,
            kept.store,
            Commands(kept.queue, kept.store, kept.notes),
            self._clients,
            self._session,
        )
        app = slack_app(
            slack,
            self._clients,
            listening,
            oauth=self._oauth(),
            revoking=self._installations,
            seen=Seen(kept.notes),
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
            self.front_door = FrontDoor(slack, app, time.time)
            doors.append(self.front_door)
        return doors

    def _oauth(self) -> AsyncOAuthFlow | None:
        if self._installations is None:
            return None
        return oauth_flow(
            self._settings.slack,
            self._clients,
            self._installations,
            States(self._kept.notes),
        )

    async def _forget_in_time(self) -> None:
        """Forget threads of channels that keep them for a shorter while."""
        while True:
            try:
                await self._kept.store.forget_due()
            except QueueError as error:
                log.warning("! forgetting waits: %s", error)
            await asyncio.sleep(FORGET_S)


async def _installations(slack: SlackSettings, notes: Notes) -> Installations | None:
    """Return where OAuth's tokens are; None with the one token of the settings."""
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
