"""Answers and what was expected of them -> how many were right, sure, quick. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import reduce
from statistics import median

from msgspec import Struct

from bot.jobs import Answer, Box, Picture
from bot.marks import is_unsure
from model_worker.scoring.cases import Case, Phrase
from model_worker.scoring.words import is_said

IOU_MIN = 0.5
RANKS = (1, 5, 10)
"""Recall is told at these, as in table 2 of Peng et al. 2023."""


class Answered(Struct, frozen=True, kw_only=True):
    """What came of a case; *trouble* is what was said where there is no answer.

    *picture* is None only where it could not be opened.
    """

    case: Case
    seconds: float
    answer: Answer | None = None
    picture: Picture | None = None
    trouble: str = ""

    @property
    def is_text_right(self) -> bool | None:
        """Whether an expected text was said, None where none was expected."""
        if not any(self.case.texts):
            return None
        said = self.answer.text if self.answer else ""
        return is_said(self.case.texts, said, self.case.tolerance)

    @property
    def iou(self) -> float | None:
        """The least of the best overlaps of the expected boxes, None without any."""
        if not self.case.corners:
            return None
        if self.picture is None or self.answer is None:
            return 0.0
        places = places_in(self.answer)
        wanted = self.case.boxes(self.picture)
        return min((best_iou(box, places) for box in wanted), default=0.0)

    @property
    def is_right(self) -> bool:
        is_there = self.iou is None or self.iou >= IOU_MIN
        return is_there and self.is_text_right is not False

    @property
    def is_sure(self) -> bool:
        """Whether it points at something and doubts none of what it points at."""
        findings = self.answer.findings if self.answer else ()
        is_question = self.answer is not None and self.answer.kind == "clarify"
        is_doubted = any(is_unsure(finding.confidence) for finding in findings)
        return bool(findings) and not is_question and not is_doubted


class Placed(Struct, frozen=True, kw_only=True):
    """Where a phrase was found, the likeliest place first."""

    phrase: Phrase
    boxes: tuple[Box, ...]
    seconds: float

    def is_found(self, rank: int) -> bool:
        """Return whether one of the first *rank* boxes meets one of the phrase's."""
        first = self.boxes[:rank]
        return any(
            box.iou(place) >= IOU_MIN for box in self.phrase.boxes for place in first
        )


class Summary(Struct, frozen=True, kw_only=True):
    """Shares are 0..1, None where nothing of the kind was expected."""

    count: int
    accuracy: float | None
    boxes: float | None
    sure_and_wrong: float
    sure: float
    median_s: float
    p90_s: float


class Recall(Struct, frozen=True):
    """Of one *group* of phrases: how many, and the share found at each of RANKS."""

    group: str
    count: int
    at: tuple[float, ...]
    boxes_max: int
    """How many boxes the longest answer had; with one, all ranks are the same."""


def summary(answered: Sequence[Answered]) -> Summary:
    seconds = [each.seconds for each in answered]
    return Summary(
        count=len(answered),
        accuracy=share(
            [a.is_text_right for a in answered if a.is_text_right is not None]
        ),
        boxes=share([a.iou >= IOU_MIN for a in answered if a.iou is not None]),
        sure_and_wrong=share([a.is_sure and not a.is_right for a in answered]) or 0.0,
        sure=share([a.is_sure for a in answered]) or 0.0,
        median_s=median(seconds),
        p90_s=quantile(seconds, 0.9),
    )


def recalls(placed: Sequence[Placed]) -> tuple[Recall, ...]:
    """Return the recall of every group, in the order in which they come."""
    groups = dict.fromkeys(each.phrase.group for each in placed)
    return tuple(
        _recall(group, [each for each in placed if each.phrase.group == group])
        for group in groups
    )


def worst(answered: Sequence[Answered], count: int) -> tuple[Answered, ...]:
    """Return the wrong ones: first the sure ones, then by how far off they point."""
    wrong = [each for each in answered if not each.is_right]
    return tuple(sorted(wrong, key=lambda a: (not a.is_sure, a.iou or 0.0))[:count])


def best_iou(box: Box, places: Sequence[Box]) -> float:
    return max((box.iou(place) for place in places), default=0.0)


def places_in(answer: Answer) -> tuple[Box, ...]:
    """Return each place that *answer* points at, what one finding joins being one.

    All of them together come last: a row may be told cell by cell.
    """
    single = [box for finding in answer.findings for box in finding.boxes]
    joined = [reduce(Box.union, f.boxes) for f in answer.findings if f.boxes]
    return (*joined, *single, reduce(Box.union, single)) if single else ()


def share(facts: Sequence[bool]) -> float | None:
    return sum(facts) / len(facts) if facts else None


def quantile(numbers: Sequence[float], part: float) -> float:
    """Return the smallest number that *part* of all do not exceed."""
    ordered = sorted(numbers)
    return ordered[max(math.ceil(part * len(ordered)) - 1, 0)]


def _recall(group: str, placed: Sequence[Placed]) -> Recall:
    at = tuple(
        sum(each.is_found(rank) for each in placed) / len(placed) for rank in RANKS
    )
    return Recall(group, len(placed), at, max(len(each.boxes) for each in placed))
