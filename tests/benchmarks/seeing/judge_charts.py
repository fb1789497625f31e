"""Whether an answer about a chart is right: the label that it says, and the number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from tests.benchmarks.seeing.samples import ChartTruth, PointTruth, Trend
from tests.benchmarks.seeing.verdicts import (
    Judge,
    Seen,
    Told,
    Verdict,
    bare,
    is_sure,
    numbers_in,
    told,
)

SHARE_OFF = 0.02
VALUE_OFF = 0.03
ALIKE = 0.8
"""A label misread by a letter still names its slice, and no other one."""

NEAR = 0.4
"""Of the way to the next point: so near, a place on a line is that point's."""

_GOES = {
    "up": re.compile(r"goes up\b(?! and down)|\bris(?:es|ing|en)|increas|upward|grow"),
    "down": re.compile(r"goes down\b|\bfall(?:s|ing|en)|declin|decreas|downward"),
    "flat": re.compile(r"\blevel\b|\bflat\b|constant|stable|hardly changes"),
}


def judge_extreme(truth: ChartTruth, point: PointTruth) -> Judge:
    """The first thing said must be *point*; a slice with its share."""

    def judge(seen: Seen) -> Verdict:
        first = next(iter(told(seen.answer)), None)
        is_right = first is not None and _is_named(first, point, truth)
        if is_right and first is not None and point.share is not None:
            is_right = any(
                abs(number / 100 - point.share) <= SHARE_OFF for number in first.numbers
            )
        return Verdict(is_right, is_sure(seen.answer), seen.answer.text)

    return judge


def judge_value(point: PointTruth) -> Judge:
    """The value of *point* must be the first number said of it."""

    def judge(seen: Seen) -> Verdict:
        off = [abs(number - point.value) for number in _first_number(seen, point)]
        is_right = any(each <= VALUE_OFF * abs(point.value) for each in off)
        return Verdict(is_right, is_sure(seen.answer), seen.answer.text)

    return judge


def judge_trend(trend: Trend) -> Judge:
    def judge(seen: Seen) -> Verdict:
        text = seen.answer.text.casefold()
        said = [way for way, pattern in _GOES.items() if pattern.search(text)]
        return Verdict(said[:1] == [trend], is_sure(seen.answer), seen.answer.text)

    return judge


def _first_number(seen: Seen, point: PointTruth) -> Sequence[float]:
    """Return the number said of *point*, else the first of all, if there is one."""
    name = ", ".join(filter(None, (point.label, point.series)))
    facts = [fact for fact in told(seen.answer) if fact.numbers]
    if facts:
        best = max(facts, key=lambda fact: _likeness(fact.name, name))
        if _likeness(best.name, name) >= ALIKE:
            return best.numbers[:1]
    return numbers_in(seen.answer.text.replace(point.label, " "))[:1]


def _is_named(fact: Told, point: PointTruth, truth: ChartTruth) -> bool:
    """Whether *fact* names *point*, by its label or, on a line, by its place."""
    labels = [each.label for each in truth.points]
    best = max(labels, key=lambda label: _likeness(fact.name, label))
    if _likeness(fact.name, best) >= ALIKE:
        return bare(best) == bare(point.label)
    return truth.kind == "line" and _is_near(fact, point, truth)


def _is_near(fact: Told, point: PointTruth, truth: ChartTruth) -> bool:
    boxes = [each.box for each in truth.points if each.box is not None]
    if fact.place is None or point.box is None or len(boxes) < 2:
        return False
    pitch = abs(boxes[1].left - boxes[0].left)
    middle = (fact.place.left + fact.place.right) / 2
    return abs(middle - (point.box.left + point.box.right) / 2) <= NEAR * pitch


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, bare(one), bare(other), autojunk=False).ratio()
