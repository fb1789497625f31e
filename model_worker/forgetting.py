"""A question that asks to forget: done at once, and said."""

from __future__ import annotations

import re
from typing import Protocol

from bot.jobs import Answer, Job, Span
from model_worker.requests import Request

_EVERYWHERE = re.compile(r"\b(?:everything|all|me|my)\b", re.IGNORECASE)
THREAD = (
    "Done: I have forgotten this thread, its pictures, questions and answers. "
    "Only this line is left."
)
EVERYTHING = (
    "Done: I have forgotten every picture, question and answer of yours. "
    "Only this line is left."
)


class Memory(Protocol):
    async def forget_thread(self, thread_key: str, asking: str = "") -> None: ...

    async def forget_user(self, user_key: str, asking: Job | None = None) -> None: ...


async def forgotten(job: Job, request: Request, memory: Memory) -> Answer:
    """Forget the thread of *job*, or all that its person asked; *job* is answered."""
    if _EVERYWHERE.search(request.text):
        await memory.forget_user(job.address.user_key, job)
        return Answer(spans=(Span(EVERYTHING),), intent="forget")
    await memory.forget_thread(job.address.thread_key, job.id)
    return Answer(spans=(Span(THREAD),), intent="forget")
