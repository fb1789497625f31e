"""Whether an answer names the right boxes of a flow chart, in an order that holds."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from bot.jobs import Answer
from bot.marks import is_unsure
from model_worker.scoring.scores import IOU_MIN
from tests.benchmarks.seeing.samples import FlowTruth
from tests.benchmarks.seeing.verdicts import (
    ADMITTED,
    Judge,
    Seen,
    Told,
    Verdict,
    bare,
    numbers_in,
    told,
)

ALIKE = 0.8
"""A box whose words were misread by a letter is named all the same."""

_CLAIMED = re.compile(
    r"flow ?chart has|in this flow ?chart|(?:first|last) steps? (?:is|are)|leads? to"
    r"|\bcomes?\b",
    re.IGNORECASE,
)


def judge_flow(truth: FlowTruth) -> Judge:
    """Exactly the wanted boxes must be said, each pointed at where it is drawn."""

    def judge(seen: Seen) -> Verdict:
        answer = seen.answer
        if not truth.steps:
            claims = bool(_CLAIMED.search(answer.text))
            return Verdict(not claims, claims and _is_sure(answer), answer.text)
        if truth.count is not None:
            is_right = numbers_in(answer.text)[:1] == [truth.count]
        else:
            is_right = _names_the_wanted(truth, told(answer))
        return Verdict(is_right, _is_sure(answer), answer.text)

    return judge


def _names_the_wanted(truth: FlowTruth, facts: list[Told]) -> bool:
    places = [_step(fact, truth) for fact in facts]
    if None in places:
        return False
    said = [place for place in places if place is not None]
    if {*said} - {*truth.named} != {*truth.wanted} - {*truth.named}:
        # A box that leads to itself's own question may be both named and wanted.
        return False
    return {*truth.wanted} <= {*said} and _holds(said, truth)


def _holds(said: list[int], truth: FlowTruth) -> bool:
    """Whether every step is said after those that lead to it."""
    return all(said.index(start) < said.index(end) for start, end in truth.ways)


def _step(fact: Told, truth: FlowTruth) -> int | None:
    """Return the step that *fact* names and points at, None where it is no step."""
    alike = [_likeness(fact.name, step.text) for step in truth.steps]
    best = max(range(len(alike)), key=alike.__getitem__)
    place, box = fact.place, truth.steps[best].box
    if alike[best] < ALIKE or place is None or place.iou(box) < IOU_MIN:
        return None
    return best


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, bare(one), bare(other), autojunk=False).ratio()


def _is_sure(answer: Answer) -> bool:
    """Whether nothing that is pointed at is doubted, nor anything admitted."""
    if answer.kind == "clarify" or ADMITTED.search(answer.text):
        return False
    doubted = any(is_unsure(finding.confidence) for finding in answer.findings)
    return bool(answer.findings) and not doubted
