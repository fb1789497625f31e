"""How a question stands, put together from the queue and the store.

A question counts as answered once its reply is stored, drawings and all: until then
the answer that left the worker is still being drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import msgspec
from msgspec import Struct

from adapters.web.bodies import QuestionBody, ReplyBody, StateBody, ThreadBody
from adapters.web.outbound import error_body, picture_bodies, question_body
from adapters.web.refusals import not_found
from bot.conversation import unique_pictures
from bot.jobs import Answer, Failure, Job, Picture, Turn
from bot.redis_store import Feedback
from bot.tickets import Status

_replies = msgspec.json.Decoder(ReplyBody)


class Queue(Protocol):
    async def status(self, job_id: str) -> Status | None: ...


class Store(Protocol):
    async def reply(self, job_id: str) -> bytes | None: ...

    async def feedback(self, job_id: str) -> Feedback | None: ...

    async def turns(self, thread_key: str) -> tuple[Turn, ...]: ...


class Standing(Struct, frozen=True):
    """Where a job stands right now; *reply* is empty until it has ended."""

    job: Job
    state: StateBody
    reply: ReplyBody = ReplyBody()

    @property
    def has_ended(self) -> bool:
        return self.reply != ReplyBody()


class States:
    def __init__(self, queue: Queue, store: Store) -> None:
        self._queue = queue
        self._store = store

    async def job(self, job_id: str, user_key: str) -> Job:
        """Return a question of this user's. Raises HttpError 404 for any other."""
        status = await self._queue.status(job_id)
        if status is None or status.job.address.user_key != user_key:
            raise not_found()
        return status.job

    async def standing(self, job_id: str) -> Standing | None:
        """Return how a job stands, None once it is forgotten."""
        status = await self._queue.status(job_id)
        if status is None:
            return None
        reply = await self._reply(status)
        if isinstance(status.outcome, Answer) and reply == ReplyBody():
            return Standing(status.job, StateBody(state="working", step="drawing"))
        state = StateBody(
            state=status.state, position=status.position, eta_s=status.eta_s
        )
        return Standing(status.job, state, reply)

    async def question(self, standing: Standing) -> QuestionBody:
        turns = await self._store.turns(standing.job.address.thread_key)
        return await self._question(standing, _pictures(turns))

    async def thread(self, thread: str, thread_key: str) -> ThreadBody:
        """Return a whole conversation, open questions included."""
        turns = await self._store.turns(thread_key)
        pictures = _pictures(turns)
        questions = [
            await self._question(standing, pictures)
            for turn in turns
            if (standing := await self.standing(turn.job.id))
        ]
        return ThreadBody(
            id=thread,
            pictures=picture_bodies(pictures, pictures),
            questions=tuple(questions),
        )

    async def _reply(self, status: Status) -> ReplyBody:
        if status.outcome is None:
            return ReplyBody()
        if stored := await self._store.reply(status.job.id):
            return _replies.decode(stored)
        if isinstance(status.outcome, Failure):
            return ReplyBody(error=error_body(status.outcome))
        return ReplyBody()

    async def _question(
        self, standing: Standing, pictures: Sequence[Picture]
    ) -> QuestionBody:
        feedback = None
        if standing.has_ended:
            feedback = await self._store.feedback(standing.job.id)
        return question_body(
            standing.job, standing.state, standing.reply, pictures, feedback
        )


def _pictures(turns: Sequence[Turn]) -> tuple[Picture, ...]:
    """Return the pictures of a thread in the order that people count them by."""
    return unique_pictures(turn.job for turn in turns)
