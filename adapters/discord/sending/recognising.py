"""How a message of ours is known again: before Discord posts it twice, and after."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import discord

from adapters.discord.doors.buttons import job_in

NONCE_MAX = 25
JOB = re.compile(r"[0-9a-f]{32}")


def nonce(name: str) -> str:
    """Return what Discord knows a repetition by: a job's id, as far as it takes it."""
    if JOB.fullmatch(name):
        return name[:NONCE_MAX]
    return hashlib.sha256(name.encode()).hexdigest()[:NONCE_MAX]


def jobs_of(message: discord.Message) -> set[str]:
    """Return the jobs that the message's buttons belong to."""
    ids = (getattr(part, "custom_id", None) for part in _every(message.components))
    return {job for each in ids if each and (job := job_in(each))}


def _every(parts: Sequence[Any]) -> Iterator[Any]:
    for part in parts:
        yield part
        yield from _every(getattr(part, "children", ()))


def answers(message: discord.Message, asked: str) -> bool:
    """Return whether it replies to the message *asked*."""
    reference = message.reference
    return reference is not None and str(reference.message_id) == asked


def an_hour_before(now: float) -> int:
    """Return the id that a message of an hour before *now* would have."""
    return discord.utils.time_snowflake(datetime.fromtimestamp(now - 3600, UTC))
