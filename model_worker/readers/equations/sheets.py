"""The tasks of a picture -> the ones that are meant, with their numbers and systems.

What stands among exercises is an exercise; the same line on a receipt is none. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.maths.terms import Statement, unknowns
from model_worker.readers.equations.tasks import (
    Task,
    grammar_text,
    is_clear,
    is_exercise,
    is_plain,
)
from model_worker.readers.equations.zones import LESSON, is_prose
from model_worker.readings import Equation, EquationReading

_CODE = re.compile(
    r"[{};]\s*$|^\s*(?:def|class|import|from|return|while|print|let|var|const"
    r"|function|public|#include)\b|==|=>|->|::|\+\+|\w\(\)|//|/\*|\w\.\w+\("
)
_CODE_LINES = 2
_FEW_WORDS = 2
"""Lines of prose that a picture of a single task may hold."""

_ALIGNED = 1.5
"""Heights by which the beginnings of a system's two lines may differ."""

_LEADING, _LOOSE = 2.0, 5.0
"""Heights between the two lines of a system without a brace; where no third line is
about two unknowns, they may be printed loosely.
"""

_PAIR = 2


class Placed(Struct, frozen=True):
    """A task, where it stands, and how sure its reading is (0..1)."""

    task: Task
    box: Box
    confidence: float


def sheet(
    found: Sequence[Placed],
    labels: Sequence[tuple[str, Box]],
    braces: Sequence[Box],
    text: TextReading,
) -> EquationReading:
    """Return the equations among *found*, from top to bottom.

    *labels* are numbers that stand alone, *braces* embrace several lines.
    """
    placed = [_labelled(each, labels) for each in found]
    meant = _meant(placed, text)
    systems = _systems(meant, braces)
    equations = tuple(
        Equation(
            text=grammar_text(each.task.statement, is_asked=each.task.is_asked),
            box=each.box,
            confidence=each.confidence,
            label=each.task.label,
            system=number,
        )
        for each, number in zip(meant, systems, strict=True)
        if number or not _is_lonely(each, meant)
    )
    is_system = len(equations) == _PAIR and all(each.system for each in equations)
    return EquationReading(equations, is_system=is_system)


def _meant(placed: Sequence[Placed], text: TextReading) -> list[Placed]:
    """Return what is meant to be solved: clear equations, and all among exercises."""
    words = [line.text for line in text.lines if is_prose(line.text)]
    if sum(bool(_CODE.search(line.text)) for line in text.lines) >= _CODE_LINES:
        return []
    clear = [each for each in placed if is_clear(each.task)]
    numbered = [each for each in placed if each.task.label]
    is_lesson = (
        bool(clear)
        or any(LESSON.search(line) for line in words)
        or len(numbered) >= _PAIR
        or len(words) <= _FEW_WORDS
    )
    meant = [
        p for p in placed if is_clear(p.task) or (is_lesson and is_exercise(p.task))
    ]
    return sorted(meant, key=lambda each: (each.box.top, each.box.left))


def _is_lonely(each: Placed, meant: Sequence[Placed]) -> bool:
    """Whether it is a mere x = 5 and no part of a system or sheet."""
    return is_plain(each.task) and not each.task.label and len(meant) < _PAIR


def _labelled(each: Placed, labels: Sequence[tuple[str, Box]]) -> Placed:
    """Return *each* with the number that stands to the left of it."""
    if each.task.label:
        return each
    height = each.box.bottom - each.box.top
    near = [
        (label, box)
        for label, box in labels
        if box.right <= each.box.left + height / 2
        and min(box.bottom, each.box.bottom) > max(box.top, each.box.top) - height / 4
        and each.box.left - box.right < 8 * height
    ]
    if not near:
        return each
    label, _ = max(near, key=lambda found: found[1].right)
    return replace(each, task=replace(each.task, label=label))


def _systems(meant: Sequence[Placed], braces: Sequence[Box]) -> list[int]:
    """Return for each of *meant* the number of its system, 0 where it has none."""
    numbers = [0] * len(meant)
    count = 0
    for place in range(len(meant)):
        if numbers[place]:
            continue
        second = _second(place, meant, numbers, braces)
        if second is not None:
            count += 1
            numbers[place] = numbers[second] = count
    return numbers


def _second(
    place: int, meant: Sequence[Placed], numbers: Sequence[int], braces: Sequence[Box]
) -> int | None:
    """Return the place of the line that makes a system with the one at *place*."""
    first = meant[place]
    height = first.box.bottom - first.box.top
    are_alone = sum(_is_open(each.task.statement) for each in meant) == _PAIR
    leading = _LOOSE if are_alone and _is_open(first.task.statement) else _LEADING
    below = [
        other
        for other in range(len(meant))
        if not numbers[other]
        and meant[other].box.top > first.box.top + height / 2
        and (
            meant[other].box.top - first.box.bottom < leading * height
            or _are_embraced(first.box, meant[other].box, braces)
        )
        and abs(meant[other].box.left - first.box.left) < _ALIGNED * height
    ]
    if not below:
        return None
    nearest = min(below, key=lambda other: meant[other].box.top)
    if _are_system(first.task.statement, meant[nearest].task.statement):
        labels = (first.task.label, meant[nearest].task.label)
        if not labels[1] or labels[0] == labels[1]:
            return nearest
    return None


def _is_open(statement: Statement) -> bool:
    """Whether it has two unknowns, which only another line can settle."""
    return len(unknowns(statement.left, statement.right)) == _PAIR


def _are_embraced(first: Box, second: Box, braces: Sequence[Box]) -> bool:
    top, bottom = (first.top + first.bottom) / 2, (second.top + second.bottom) / 2
    return any(
        brace.top < top and bottom < brace.bottom and brace.left < first.left
        for brace in braces
    )


def _are_system(first: Statement, second: Statement) -> bool:
    """Whether two lines are equations with the same two unknowns between them."""
    if first.right is None or second.right is None:
        return False
    ours = unknowns(first.left, first.right)
    its = unknowns(second.left, second.right)
    together = {*ours, *its}
    return (
        len(together) == _PAIR and _PAIR in {len(ours), len(its)} and bool(ours and its)
    )
