"""What happens before Slack gets its ack: a note is put into the inbox, or, where a
person waits with an open form, the form is opened.

Everything here is quick and durable; what takes time happens once the note is taken.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable
from typing import Any, Protocol

import aiohttp
from slack_sdk.web.async_client import AsyncWebClient
from slack_sdk.web.async_slack_response import AsyncSlackResponse

from adapters.slack import inbound
from adapters.slack.acts.commands import Commands
from adapters.slack.doors.clients import Clients
from adapters.slack.hearing.gestures import Judged, forget_choice
from adapters.slack.hearing.payloads import words
from adapters.slack.notes import Note, encode
from adapters.slack.saying.forms import modal_errors, modal_view
from adapters.slack.saying.whispers import help_payload, suggested_prompts
from adapters.slack.sending.sender import SlackRefusedError, SlackSilentError, once
from adapters.slack.sending.spots import is_at
from bot.tickets import Status

Body = dict[str, Any]
log = logging.getLogger(__name__)


class Inbox(Protocol):
    async def put(self, platform: str, event_id: str, body: bytes) -> bool: ...


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Store(Protocol):
    async def keep_feedback(self, job_id: str, verdict: str, reason: str) -> None: ...


class Listening:
    """The handlers of app.py. Each raises QueueError where Redis refuses: no ack."""

    def __init__(
        self,
        inbox: Inbox,
        queue: Queue,
        store: Store,
        commands: Commands,
        clients: Clients,
        session: aiohttp.ClientSession,
    ) -> None:
        self._inbox = inbox
        self._queue = queue
        self._store = store
        self._commands = commands
        self._clients = clients
        self._session = session

    async def event(self, body: Body) -> None:
        """Keep what an Events API body tells, if it is anything for us."""
        team = inbound.team_of(body)
        grant = await self._clients.grant(team)
        if not grant.is_of(team):
            log.debug("an event of a workspace that is not ours")
        elif note := inbound.note(body, grant.bot_user, grant.bot_id):
            await self._put(note)

    async def home_opened(self, body: Body, client: AsyncWebClient) -> None:
        """Suggest how to begin; that it fails is nobody's trouble."""
        channel = words(body, "event", "channel")
        await _quietly(
            client.assistant_threads_setSuggestedPrompts(
                channel_id=channel, **suggested_prompts()
            )
        )

    async def shortcut(self, body: Body, client: AsyncWebClient) -> None:
        """Open the form that asks for the question; its key is good for 3 seconds."""
        if target := inbound.shortcut_target(body):
            view = modal_view(target.metadata)
            await _quietly(client.views_open(trigger_id=target.trigger, view=view))

    async def submitted(self, body: Body) -> Body | None:
        """Return what is wrong with the form, None closes it."""
        note = inbound.submitted(body)
        if note is None:
            return modal_errors()
        await self._put(note)
        return None

    async def pressed(self, body: Body) -> None:
        if judged := inbound.feedback(body):
            await self._judged(judged)
        elif choice := forget_choice(body):
            said = await self._commands.forget(
                choice.team, choice.channel, choice.user, choice.thread
            )
            await self._replace(words(body, "response_url"), said)
        elif note := inbound.pressed(body):
            await self._put(note)

    async def command(self, body: Body) -> Body:
        said = inbound.command(body)
        if said is None:
            return help_payload()
        return await self._commands.answer(
            said.team, said.channel, said.user, said.text
        )

    async def _judged(self, judged: Judged) -> None:
        """Keep what was thought of an answer, if it stands where the thumb does."""
        status = await self._queue.status(judged.job_id)
        address = status.job.address if status else None
        if address and is_at(address, judged.team, judged.channel):
            await self._store.keep_feedback(judged.job_id, judged.verdict, "")

    async def _put(self, note: Note) -> None:
        is_new = await self._inbox.put("slack", note.event_id, encode(note))
        log.debug("<- a note, %s", "new" if is_new else "known")

    async def _replace(self, url: str, said: Body) -> None:
        """Let what was whispered say *said* instead, by the address that came along."""
        try:
            async with self._session.post(
                url, json=said | {"replace_original": True}, allow_redirects=False
            ):
                pass
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            log.warning("! a whisper stays as it was: %s", type(error).__name__)


async def _quietly(call: Awaitable[AsyncSlackResponse]) -> None:
    async def made() -> AsyncSlackResponse:
        return await call

    try:
        await once(made)
    except (SlackRefusedError, SlackSilentError) as error:
        log.warning("! Slack would not: %s", error)
