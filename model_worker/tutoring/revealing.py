"""“Show me the answer”: what was withheld in a thread, asked for once more. Pure."""

from __future__ import annotations

import re

from msgspec.structs import replace

from bot.conversation import Conversation, before
from bot.jobs import Answer, Job, Turn

REVEAL = "Show me the answer"
_ASKED = re.compile(
    r"\W*(?:(?:please|ok(?:ay)?|now)\W+)?"
    r"(?:(?:show|tell|give) (?:me |us )?the (?:answer|solution|result)"
    r"|what(?:'s| is) the (?:answer|solution|result))(?:\W+(?:please|now))?\W*",
    re.IGNORECASE,
)


def revealed(job: Job, conversation: Conversation) -> tuple[Job, Conversation]:
    """Return what *job* asks for and what led to it.

    Where it asks for an answer that was withheld, that is the former question as it
    was asked then, to be answered plainly.
    """
    former = _former(job, conversation)
    if former is None:
        return job, conversation
    asked = replace(
        job,
        text=former.text,
        pictures=former.pictures,
        picture=former.picture,
        region=former.region,
        is_post=former.is_post,
        manner="plain",
    )
    return asked, before(conversation.turns, former)


def questions(conversation: Conversation) -> list[str]:
    """Return what was asked, oldest first; to be shown the answer asks nothing new."""
    turns = conversation.turns
    return [
        turn.job.text
        for at, turn in enumerate(turns)
        if _former(turn.job, Conversation(turns[:at])) is None
    ]


def _former(job: Job, conversation: Conversation) -> Job | None:
    """Return the last question whose answer was withheld, where *job* wants it."""
    words = job.text.replace("\u2019", "'")
    is_new = bool(job.pictures) or job.region is not None
    if is_new or not _ASKED.fullmatch(words):
        return None
    return next((t.job for t in reversed(conversation.turns) if _offers(t)), None)


def _offers(turn: Turn) -> bool:
    return isinstance(turn.outcome, Answer) and REVEAL in turn.outcome.follow_ups
