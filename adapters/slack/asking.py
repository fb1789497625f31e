"""A question on its way into the queue, and the placeholder that says so.

It may come twice, in two processes, or after its own edit or deletion: every step here
is recorded before it counts, or harmless when repeated.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

from msgspec import Struct
from msgspec.structs import replace

from adapters.slack.hearing.gathering import Gathered, lent
from adapters.slack.hearing.manners import Manners
from adapters.slack.outbound import refusal_payload
from adapters.slack.saying.placeholders import placeholder_payload, stream_chunks
from adapters.slack.saying.words import NOT_IN_CHANNEL
from adapters.slack.sending.messages import Messages
from adapters.slack.sending.screens import Screens
from adapters.slack.sending.sender import (
    SlackCrowdedError,
    SlackRefusedError,
    SlackSilentError,
    once,
)
from adapters.slack.sending.speaking import SlackSpeaking
from adapters.slack.sending.spots import ClientOf, Spot
from adapters.slack.sending.streaming import Streaming
from adapters.slack.sending.uploading import delete_files
from bot.intake import Accepted, Admission, Refused
from bot.jobs import Progress
from bot.questions import Question
from bot.redis_posts import Place, Posts
from bot.watching import Watching

PLACEHOLDER_S = 3.0
"""A channel too crowded for a placeholder gets the answer alone."""

REFUSAL_S = 20.0
SHUT_OUT = frozenset({"not_in_channel", "channel_not_found"})
LIMITS = "busy_"
IN_THE_THREAD = frozenset({"broken", "no_picture", "question_empty"})
log = logging.getLogger(__name__)


class Intake(Protocol):
    async def foreseen(self, question: Question) -> Admission | None: ...

    async def accept(self, question: Question) -> Admission: ...


class Store(Protocol):
    async def forget_at(self, thread_key: str, when: float) -> None: ...

    async def retract(self, job_id: str) -> None: ...


class Asked(Struct, frozen=True):
    """A question without its files, which *files* fetches once it is sure to be asked.

    *message* names the person's message.
    """

    question: Question
    files: Callable[[], Awaitable[Gathered]]
    message: str


class Asking:
    def __init__(
        self,
        intake: Intake,
        store: Store,
        posts: Posts,
        speaking: SlackSpeaking,
        messages: Messages,
        streaming: Streaming,
        watching: Watching,
        screens: Screens,
        manners: Manners,
        client_of: ClientOf,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._intake = intake
        self._store = store
        self._posts = posts
        self._speaking = speaking
        self._messages = messages
        self._streaming = streaming
        self._watching = watching
        self._screens = screens
        self._manners = manners
        self._client_of = client_of
        self._clock = clock

    async def ask(self, asked: Asked, *, is_quiet: bool = False) -> Admission:
        """Let the question in and say so, or say why not.

        An *is_quiet* question was addressed to nobody: that it holds nothing to look
        at concerns nobody either.
        """
        admission = await self._intake.foreseen(asked.question)
        if admission is None:
            files = await asked.files()
            question = replace(asked.question, attachments=files.attachments)
            admission = await self._intake.accept(question)
            await self._link(asked, admission, files)
        spot = Spot.of(asked.question.address)
        match admission:
            case Accepted() as accepted:
                await self._accepted(asked, accepted, spot)
            case Refused() as refused:
                if not is_quiet or refused.code.startswith(LIMITS):
                    await self.refuse(spot, asked.question.event_id, refused)
        return admission

    async def _link(self, asked: Asked, admission: Admission, files: Gathered) -> None:
        """Let the question go with the message that lent it its pictures."""
        if isinstance(admission, Accepted):
            team = asked.question.address.tenant
            for file in files.lent:
                await self._posts.link(lent(team, file), admission.job_id)

    async def refuse(self, spot: Spot, event_id: str, refused: Refused) -> None:
        """Say no, once: in the thread where it is about files, else to them alone.

        What keeps a person from asking (too often, not allowed) is their own affair.
        """
        name = f"refusal:{event_id}"
        # Another of theirs may have come first while the files of this were opened.
        receipts = () if refused.code.startswith(LIMITS) else refused.receipts
        payload = refusal_payload(refused.sentence, receipts)
        is_open = receipts or spot.is_direct or refused.code in IN_THE_THREAD
        say = self._messages.message if is_open else self._messages.whisper
        try:
            await self._speaking.placed(name, spot, say(name, payload, REFUSAL_S))
        except SlackRefusedError as refusal:
            if refusal.error not in SHUT_OUT or not spot.user:
                log.warning("! a refusal found no place: %s", refusal.error)
                return
            await self._refuse_directly(name, spot)

    async def _refuse_directly(self, name: str, spot: Spot) -> None:
        """Tell a person in a direct message that we are not where they asked."""
        payload = refusal_payload(NOT_IN_CHANNEL)
        try:
            channel = await self._messages.direct(spot.team, spot.user)
            there = Spot(team=spot.team, channel=channel, thread="", since=spot.since)
            opening = self._messages.message(name, payload, REFUSAL_S)
            await self._speaking.placed(name, there, opening)
        except SlackRefusedError as refusal:
            log.warning("! a refusal found no place: %s", refusal.error)

    async def _accepted(self, asked: Asked, accepted: Accepted, spot: Spot) -> None:
        address = asked.question.address
        await self._posts.remember(asked.message, accepted.job_id)
        channel = self._manners.channel(address.tenant, address.channel)
        if channel.retention_h is not None:
            until = self._clock() + channel.retention_h * 3600
            await self._store.forget_at(address.thread_key, until)
        former = asked.question.instead_of
        old = former if former != accepted.job_id else None
        marks = await self._posts.marks(old) if old else {}
        stood = await self._replaced(old, accepted) if old else None
        try:
            place = await self._place(accepted, spot, stood)
        except (SlackRefusedError, SlackCrowdedError) as error:
            log.info("-- %s has no placeholder: %s", accepted.job_id, error)
            return
        finally:
            client = await self._client_of(spot.team)
            await delete_files(client, marks)
        log.info("<- %s placed, %d in line", accepted.job_id, accepted.position)
        screen = self._screens.screen(spot, place)
        self._watching.watch(accepted.job_id, screen, accepted.position)

    async def _replaced(self, old: str, accepted: Accepted) -> Place | None:
        """Put the new job into the old one's place; only then may the old one go."""
        stood = await self._posts.move(old, accepted.job_id)
        await self._store.retract(old)
        return stood

    async def _place(
        self, accepted: Accepted, spot: Spot, stood: Place | None
    ) -> Place:
        job_id = accepted.job_id
        payload = placeholder_payload(accepted.position)
        if stood is not None:
            return await self._emptied(stood, spot, payload)
        message = self._messages.message(job_id, payload, PLACEHOLDER_S)
        waiting = Progress(job_id=job_id, state="queued")
        opening = self._streaming.opening(
            stream_chunks(waiting, accepted.position, ""), message, PLACEHOLDER_S
        )
        place, is_new = await self._speaking.placed(job_id, spot, opening)
        if is_new and not place.is_stream:
            await self._offer_stop(spot)
        return place

    async def _emptied(
        self, stood: Place, spot: Spot, payload: dict[str, Any]
    ) -> Place:
        """Let the former answer say that a new one is on its way."""
        client = await self._client_of(spot.team)
        if stood.is_stream:
            await self._streaming.stop(client, stood)
        await self._messages.update(spot, stood, payload, PLACEHOLDER_S)
        return replace(stood, is_stream=False)

    async def _offer_stop(self, spot: Spot) -> None:
        """Let Slack show that we are at work, with its own Stop button."""
        client = await self._client_of(spot.team)
        try:
            await once(
                lambda: client.agents_sessions_setStatus(
                    channel_id=spot.channel,
                    thread_ts=spot.thread,
                    status="processing",
                )
            )
        except (SlackRefusedError, SlackSilentError) as error:
            log.debug("no Stop button is shown: %s", error)
