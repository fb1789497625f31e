"""What happens before Slack gets its ack: a note is put into the inbox, or, where a
person waits with an open form, the form is opened.

Everything here is quick and durable; what takes time happens once the note is taken out.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Protocol

from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack import inbound
from adapters.slack.commands import Commands
from adapters.slack.notes import Note, encode
from adapters.slack.outbound import modal_errors, modal_view, suggested_prompts
from adapters.slack.sender import SlackRefusedError, SlackSilentError, once
from bot.errors import QueueError

SEEN = "slack:seen"
SEEN_EVERY_S = 300.0
log = logging.getLogger(__name__)


class Inbox(Protocol):
    async def put(self, platform: str, event_id: str, body: bytes) -> bool: ...


class Store(Protocol):
    async def keep_feedback(self, job_id: str, verdict: str, reason: str) -> None: ...

    async def keep_note(
        self, kind: str, name: str, content: bytes, keep_s: float | None = None
    ) -> None: ...


class Listening:
    """The handlers of app.py. Each raises QueueError where Redis refuses: no ack then."""

    def __init__(
        self,
        inbox: Inbox,
        store: Store,
        commands: Commands,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._inbox = inbox
        self._store = store
        self._commands = commands
        self._clock = clock
        self._seen: dict[str, float] = {}

    async def event(self, body: dict[str, Any]) -> None:
        """Keep what an Events API body tells, if it is anything for us."""
        await self._remember_kind(inbound.kind(body))
        if note := inbound.note(body):
            await self._put(note)

    async def home_opened(self, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Suggest how to begin; that it fails is nobody's trouble."""
        await self._remember_kind(inbound.kind(body))
        if channel := inbound.home_channel(body):
            await self._quietly(
                client.assistant_threads_setSuggestedPrompts(
                    channel_id=channel, **suggested_prompts()
                )
            )

    async def shortcut(self, body: dict[str, Any], client: AsyncWebClient) -> None:
        """Open the form that asks for the question; its key is good for 3 seconds."""
        await self._remember_kind("shortcut")
        if target := inbound.shortcut_target(body):
            view = modal_view(target.private_metadata)
            await self._quietly(
                client.views_open(trigger_id=target.trigger_id, view=view)
            )

    async def submitted(self, body: dict[str, Any]) -> dict[str, Any] | None:
        note = inbound.submitted(body)
        if note is None:
            return modal_errors()
        await self._put(note)
        return None

    async def pressed(self, body: dict[str, Any]) -> dict[str, Any] | None:
        """Keep what a button asks; return what replaces a whispered message, if so."""
        await self._remember_kind("button")
        if feedback := inbound.feedback(body):
            await self._store.keep_feedback(feedback.job_id, feedback.verdict, "")
        elif choice := inbound.forget_choice(body):
            return await self._commands.forget(
                choice.team, choice.channel, choice.user, choice.thread
            )
        elif note := inbound.pressed(body):
            await self._put(note)
        return None

    async def command(self, body: dict[str, Any]) -> dict[str, Any]:
        await self._remember_kind("command")
        said = inbound.command(body)
        return await self._commands.answer(
            said.team, said.channel, said.user, said.words
        )

    async def _put(self, note: Note) -> None:
        is_new = await self._inbox.put("slack", note.event_id, encode(note))
        log.debug("<- a note, %s", "new" if is_new else "known")

    async def _remember_kind(self, kind: str) -> None:
        """Note that Slack does send this kind, for the doctor; now and then is enough."""
        now = self._clock()
        if not kind or now - self._seen.get(kind, 0.0) < SEEN_EVERY_S:
            return
        self._seen[kind] = now
        try:
            await self._store.keep_note(SEEN, kind, str(int(now)).encode())
        except QueueError as error:
            log.debug("a kind of event was not noted: %s", error)

    async def _quietly(self, call: Any) -> None:
        async def made() -> Any:
            return await call

        try:
            await once(made)
        except (SlackRefusedError, SlackSilentError) as error:
            log.warning("! Slack would not: %s", error)
