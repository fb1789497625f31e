"""Whether an exercise is solved: every result said, and no step that is false."""

from __future__ import annotations

import re
from itertools import pairwise, product

from tests.benchmarks.seeing.exercises import NO_REAL
from tests.benchmarks.seeing.samples import EquationTruth
from tests.benchmarks.seeing.sums import NotSumsError, value_of, without_raised
from tests.benchmarks.seeing.verdicts import Judge, Seen, Verdict, is_sure

OFF = 5e-3
_NONE = re.compile(r"no (?:real )?(?:solution|root|number)|not real", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}|[\u201c\u201d\u2022;]|(?<! ):|[.,](?!\d)")
"""What parts one piece of mathematics from the next; " : " is a division."""

_NUMBER = re.compile(r"^\s*\(\d\)\s+")
"""(1) before a line of a system is its name."""

_INDICES = str.maketrans("", "", "\u2080\u2081\u2082\u2083")


def judge_solution(truth: EquationTruth) -> Judge:
    def judge(seen: Seen) -> Verdict:
        text = seen.answer.text
        steps = _equalities(text)
        is_right = _has_results(truth, text, steps) and all(
            _holds(step, truth) for step in steps
        )
        return Verdict(is_right and bool(steps), is_sure(seen.answer), text)

    return judge


def _equalities(text: str) -> list[tuple[str, str]]:
    """Return each a = b of *text*, chains taken apart, words left out."""
    found = []
    written = without_raised(text.translate(_INDICES)).replace("\u2248", "=").casefold()
    for line in _WORDS.sub("\n", written).splitlines():
        sides = [side.strip() for side in _NUMBER.sub("", line).split("=")]
        found += [(one, other) for one, other in pairwise(sides) if one and other]
    return found


def _has_results(truth: EquationTruth, text: str, steps: list[tuple[str, str]]) -> bool:
    if truth.results == (("", NO_REAL),):
        return bool(_NONE.search(text))
    return all(_is_given(name, value, steps) for name, value in truth.results)


def _is_given(name: str, value: str, steps: list[tuple[str, str]]) -> bool:
    """Whether some equality says that *name* (or, without one, anything) is *value*."""
    wanted = value_of(value, {})
    for left, right in steps:
        if name and left != name:
            continue
        try:
            if abs(value_of(right, {}) - wanted) <= OFF * max(1.0, abs(wanted)):
                return True
        except NotSumsError:
            continue
    return False


def _holds(step: tuple[str, str], truth: EquationTruth) -> bool:
    """Whether both sides are equal for one of the solutions; True if not to be read."""
    if truth.results == (("", NO_REAL),):
        return True
    values: dict[str, list[float]] = {}
    for name, value in truth.results:
        values.setdefault(name, []).append(value_of(value, {}))
    values.pop("", None)
    for chosen in product(*values.values()):
        unknowns = dict(zip(values, chosen, strict=True))
        try:
            left, right = (value_of(side, unknowns) for side in step)
        except NotSumsError:
            return True
        if abs(left - right) <= OFF * max(1.0, abs(left), abs(right)):
            return True
    return False
