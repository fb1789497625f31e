"""Getting a human: a thread is handed to people.

The post in the escalation channel and the thread it is about know each other by two
notes that live as long as the thread is kept.
"""

from __future__ import annotations

import logging
from typing import Any, Protocol

import msgspec
from slack_sdk.web.async_client import AsyncWebClient

from adapters.slack.acts.relaying import ASKED, Thread
from adapters.slack.doors.kept_notes import Notes
from adapters.slack.hearing.manners import Manners
from adapters.slack.hearing.people import People
from adapters.slack.notes import Message, Pressed
from adapters.slack.outbound import Uploaded, human_called
from adapters.slack.saying.handover import escalation_payload, human_name
from adapters.slack.sending.messages import Messages
from adapters.slack.sending.sender import SlackRefusedError, SlackSilentError, once
from adapters.slack.sending.speaking import SlackSpeaking
from adapters.slack.sending.spots import ClientOf, Spot
from bot.jobs import Answer, Job
from bot.redis_posts import Place, Posts
from bot.rendering import overview_alt
from bot.tickets import Status

HELPED = "slack:helped"
HAND = "raising_hand"
log = logging.getLogger(__name__)


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Store(Protocol):
    async def keep_reply(self, job_id: str, content: bytes) -> None: ...

    async def reply(self, job_id: str) -> bytes | None: ...


class Escalating:
    def __init__(
        self,
        queue: Queue,
        store: Store,
        notes: Notes,
        posts: Posts,
        speaking: SlackSpeaking,
        messages: Messages,
        people: People,
        manners: Manners,
        client_of: ClientOf,
        keep_s: float,
    ) -> None:
        self._queue = queue
        self._store = store
        self._notes = notes
        self._posts = posts
        self._speaking = speaking
        self._messages = messages
        self._people = people
        self._manners = manners
        self._client_of = client_of
        self._keep_s = keep_s

    async def call(self, pressed: Pressed) -> None:
        """Ask people in the channel's escalation channel, and say so in the thread."""
        status = await self._queue.status(pressed.job_id)
        channel = self._manners.channel(pressed.team, pressed.channel).escalation
        if status is None or not channel:
            return
        spot = Spot(
            team=pressed.team, channel=channel, thread="", since=pressed.at, user=""
        )
        client = await self._client_of(pressed.team)
        payload = await self._payload(client, status, pressed)
        name = human_name(pressed.job_id)
        place, _ = await self._speaking.placed(
            name, spot, self._messages.message(name, payload)
        )
        await self._connect(status.job, pressed, place)
        await self._mark(client, status.job)
        await self._say_called(pressed)

    async def is_with_human(self, message: Message) -> bool:
        """Whether people were called into this thread: then they have the word."""
        name = f"{message.team}:{message.channel}:{message.thread}"
        return await self._notes.note(HELPED, name) is not None

    async def _payload(
        self, client: AsyncWebClient, status: Status, pressed: Pressed
    ) -> dict[str, Any]:
        job, outcome = status.job, status.outcome
        answer = outcome if isinstance(outcome, Answer) else None
        person = await self._people.person(
            pressed.team, pressed.user, pressed.user_team
        )
        marks = await self._posts.marks(job.id)
        overview = None
        if answer is not None and answer.findings and "file:0" in marks:
            overview = Uploaded(
                file_id=marks["file:0"],
                alt=overview_alt(answer.findings),
                shape="overview",
                finding=None,
                title="annotated.png",
            )
        return escalation_payload(
            question=job.text,
            answer=answer,
            permalink=await self._permalink(client, pressed),
            overview=overview,
            who=person.name,
        )

    async def _permalink(self, client: AsyncWebClient, pressed: Pressed) -> str:
        try:
            found = await once(
                lambda: client.chat_getPermalink(
                    channel=pressed.channel, message_ts=pressed.ts
                )
            )
        except (SlackRefusedError, SlackSilentError):
            return ""
        return str(found.get("permalink") or "")

    async def _connect(self, job: Job, pressed: Pressed, place: Place) -> None:
        thread = Thread(
            channel=job.address.channel, thread=job.address.thread, user=pressed.user
        )
        team = pressed.team
        await self._notes.keep_note(
            ASKED,
            f"{team}:{place.channel}:{place.message}",
            msgspec.json.encode(thread),
            self._keep_s,
        )
        await self._notes.keep_note(
            HELPED, f"{team}:{thread.channel}:{thread.thread}", b"1", self._keep_s
        )

    async def _mark(self, client: AsyncWebClient, job: Job) -> None:
        try:
            await once(
                lambda: client.reactions_add(
                    channel=job.address.channel,
                    timestamp=job.address.thread,
                    name=HAND,
                )
            )
        except (SlackRefusedError, SlackSilentError) as error:
            log.debug("a thread was not marked: %s", error)

    async def _say_called(self, pressed: Pressed) -> None:
        """Let the answer say that a human was asked, in place of the button."""
        kept = await self._store.reply(pressed.job_id)
        place = await self._posts.place(pressed.job_id)
        if kept is None or place is None:
            return
        payload = human_called(msgspec.json.decode(kept))
        await self._store.keep_reply(pressed.job_id, msgspec.json.encode(payload))
        spot = Spot(
            team=pressed.team,
            channel=pressed.channel,
            thread=pressed.thread_ts,
            since=pressed.ts,
        )
        await self._messages.update(spot, place, payload)
