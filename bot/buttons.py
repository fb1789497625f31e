"""What a button under an answer asks: as if it had been written."""

from __future__ import annotations

from functools import reduce
from typing import Literal

from msgspec import Struct

from bot.jobs import Answer, Box, Finding, Job
from bot.tickets import Status

Asks = Literal["ask", "again", "closer"]
CLOSER = "What is here?"


class Offer(Struct, frozen=True, kw_only=True):
    """A question as an answer offers it; *number* is the box to look closer at, if any.

    *picture* and *region* are what it is about, where it says so.
    """

    text: str
    picture: str | None = None
    region: Box | None = None
    number: int | None = None


def offered(what: Asks, number: int, status: Status) -> Offer | None:
    """Return what the button asks, None where the answer offers no such thing."""
    job, outcome = status.job, status.outcome
    if what == "again":
        return _again(job)
    if not isinstance(outcome, Answer):
        return None
    if what == "closer":
        return _closer(outcome.findings, number)
    if number >= len(outcome.follow_ups):
        return None
    return Offer(text=outcome.follow_ups[number])


def _again(job: Job) -> Offer:
    first = next((each.name for each in job.pictures), None)
    return Offer(text=job.text, picture=job.picture or first, region=job.region)


def _closer(findings: tuple[Finding, ...], number: int) -> Offer | None:
    for finding in findings:
        if finding.number == number and finding.boxes:
            region = reduce(Box.union, finding.boxes)
            return Offer(
                text=CLOSER, picture=finding.picture, region=region, number=number
            )
    return None
