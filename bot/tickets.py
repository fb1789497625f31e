"""What the queue hands out: to who asks, to who works, to who delivers."""

from __future__ import annotations

from msgspec import Struct

from bot.jobs import Answer, Failure, Job, Result, State


class Ticket(Struct, frozen=True):
    """A question is in the queue; *position* counts from 1, 0 once it is worked on.

    *is_repeat* says that its event had been let in before, as this very job.
    """

    job_id: str
    position: int
    is_repeat: bool = False


class Status(Struct, frozen=True):
    """How a job stands; *position* is 0 when it does not wait, *eta_s* a guess."""

    job: Job
    state: State
    position: int = 0
    eta_s: float | None = None
    outcome: Answer | Failure | None = None


class Claim(Struct, frozen=True):
    """A job in the hands of *worker*, leased; *entry* is its place in the *lane*."""

    job: Job
    lane: int
    entry: str
    deliveries: int = 1
    worker: str = ""

    @property
    def is_suspect(self) -> bool:
        """Whether a worker died or fell silent with it: it must run alone."""
        return self.deliveries > 1


class Parcel(Struct, frozen=True):
    """A result on its way out; it stays on the outbox until it is delivered."""

    entry: str
    result: Result
    deliveries: int = 1
