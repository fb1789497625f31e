"""Plain values for tests: say what matters, leave the rest."""

from __future__ import annotations

import itertools
from typing import Any

from bot.jobs import Address, Answer, Box, Finding, Job, Picture, Result, Span
from bot.questions import Attachment, Question

NOW = 1_800_000_000.0  # the time at which a test's Clock starts
_numbers = itertools.count(1)


def an_address(**fields: Any) -> Address:
    """A person's thread on the page; *thread* and *user* make it another's."""
    usual: dict[str, Any] = {
        "platform": "web",
        "tenant": "page",
        "channel": "helpdesk",
        "thread": "thread-1",
        "user": "ada",
    }
    return Address(**usual | fields)


def a_picture(**fields: Any) -> Picture:
    usual: dict[str, Any] = {
        "name": "ab" * 32,
        "width_px": 640,
        "height_px": 480,
        "media_type": "image/png",
    }
    return Picture(**usual | fields)


def a_job(**fields: Any) -> Job:
    """A job with an id of its own; fields of its address are taken out of *fields*."""
    number = next(_numbers)
    inner = {
        name: fields.pop(name) for name in Address.__struct_fields__ if name in fields
    }
    usual: dict[str, Any] = {
        "id": f"job-{number}",
        "address": an_address(**inner),
        "text": "What does the error say?",
        "asked_at": NOW,
        "deadline_at": NOW + 120,
    }
    return Job(**usual | fields)


def a_question(**fields: Any) -> Question:
    """A question with an event of its own and one attachment that is no picture."""
    inner = {
        name: fields.pop(name) for name in Address.__struct_fields__ if name in fields
    }
    usual: dict[str, Any] = {
        "event_id": f"event-{next(_numbers)}",
        "address": an_address(**inner),
        "text": "What does the error say?",
        "attachments": (Attachment("screen.png", b"not a picture"),),
    }
    return Question(**usual | fields)


def a_finding(**fields: Any) -> Finding:
    usual: dict[str, Any] = {
        "number": 1,
        "phrase": "Disk full",
        "boxes": (Box(0.1, 0.2, 0.5, 0.3),),
        "picture": "ab" * 32,
        "source": "read",
        "confidence": 0.97,
    }
    return Finding(**usual | fields)


def an_answer(**fields: Any) -> Answer:
    """The error says “Disk full”, tied to the place where it was read."""
    usual: dict[str, Any] = {
        "spans": (Span("The error says "), Span("“Disk full”", 1), Span(".")),
        "intent": "read",
        "findings": (a_finding(),),
        "pictures": ("ab" * 32,),
    }
    return Answer(**usual | fields)


def a_result(job: Job, **fields: Any) -> Result:
    usual: dict[str, Any] = {
        "job_id": job.id,
        "address": job.address,
        "outcome": an_answer(),
        "receipts": job.receipts,
    }
    return Result(**usual | fields)
