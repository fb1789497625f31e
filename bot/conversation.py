"""What a thread remembers, as far as the next question may refer to it.

Built from the thread's turns, oldest first; knows no store and no clock.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from bot.jobs import Answer, Finding, Job, Picture, Turn


class Conversation(Struct, frozen=True):
    """The turns before a question (its own job not among them)."""

    turns: tuple[Turn, ...] = ()

    @property
    def pictures(self) -> tuple[Picture, ...]:
        """The thread's picture index: each picture once, in the order it came."""
        return unique_pictures(turn.job for turn in self.turns)

    @property
    def it(self) -> Picture | None:
        """The picture that "it" means: the last one sent or asked about."""
        return next(iter(self.last_pictures), None)

    @property
    def last_pictures(self) -> tuple[Picture, ...]:
        """All that the last turn with a picture was about, the likeliest first."""
        by_name = {picture.name: picture for picture in self.pictures}
        for turn in reversed(self.turns):
            found = tuple(by_name[n] for n in _looked_at(turn) if n in by_name)
            if found:
                return found
        return ()

    @property
    def last_answer(self) -> Answer | None:
        return next(self._answers(), None)

    @property
    def last_findings(self) -> tuple[Finding, ...]:
        """The findings of the last answer that pointed at anything."""
        return next((a.findings for a in self._answers() if a.findings), ())

    def finding(self, number: int) -> Finding | None:
        """Return what the newest answer with a box *number* put there."""
        for answer in self._answers():
            for finding in answer.findings:
                if finding.number == number:
                    return finding
        return None

    def _answers(self) -> Iterator[Answer]:
        for turn in reversed(self.turns):
            if isinstance(turn.outcome, Answer):
                yield turn.outcome


def before(turns: Sequence[Turn], job: Job) -> Conversation:
    """Return the conversation that led to *job*: its thread's earlier turns."""
    ids = [turn.job.id for turn in turns]
    end = ids.index(job.id) if job.id in ids else len(ids)
    return Conversation(tuple(turns[:end]))


def unique_pictures(jobs: Iterable[Job]) -> tuple[Picture, ...]:
    """Return the pictures of *jobs* in order, each once: the index people count by."""
    return tuple({p.name: p for job in jobs for p in job.pictures}.values())


def _looked_at(turn: Turn) -> tuple[str, ...]:
    """Return the names a turn was about, the likeliest antecedent first."""
    if isinstance(turn.outcome, Answer) and turn.outcome.pictures:
        return turn.outcome.pictures
    if turn.job.picture:
        return (turn.job.picture,)
    return tuple(picture.name for picture in turn.job.pictures)
