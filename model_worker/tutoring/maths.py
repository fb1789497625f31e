"""The way to a solution, or to the step that went wrong. Pure.

Lines are said as they are printed; what comes of them is not.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.marks import is_unsure
from model_worker.language import grammar
from model_worker.maths.solving import solved
from model_worker.maths.terms import MathsError, Statement, unknowns
from model_worker.maths.typed import wanted
from model_worker.maths.working import first_wrong, steps_of
from model_worker.maths.writing import statement_text
from model_worker.readings import Equation, EquationReading
from model_worker.requests import Request
from model_worker.telling.maths import (
    UNREADABLE,
    Group,
    groups_asked,
    groups_of,
    name_in,
    readable,
)
from model_worker.telling.workings import Line, judged_in
from model_worker.tutoring.guide import Guide, Part, Sign
from model_worker.tutoring.hints import hints, sum_hints

_TASKS_MAX = 2
_SIDE_BY_SIDE = "Work out the left side on its own, then the right side."
_KEEP_GOING = "Do the same on both sides, step by step, until it stands alone."


def guide_through_typed(statements: Sequence[Statement], unknown: str) -> Guide:
    """Return the way through what was typed. Raises MathsError where there is none."""
    guide = Guide("", "read", 1.0)
    _guide_through(guide, statements, [statement_text(s) for s in statements], unknown)
    return guide


def guide_through_equations(
    request: Request, reading: EquationReading, picture: str
) -> Guide | None:
    """Return the way to what was asked.

    None where there is none to go: all that was worked is right, or cannot be read.
    """
    is_own = request.is_unstated or grammar.WORKING.search(request.text)
    judged = judged_in(reading) if is_own else []
    guide = Guide(picture, "read", _sureness(reading))
    for task in judged:
        _guide_through_working(guide, task)
    if not judged:
        _guide_through_tasks(guide, request, reading)
    return guide if guide.has_steps else None


def _guide_through_tasks(
    guide: Guide, request: Request, reading: EquationReading
) -> None:
    groups = groups_of(reading)
    chosen = groups_asked(request, groups)
    for group in chosen[:_TASKS_MAX]:
        _guide_through_group(guide, group, wanted(request.text))
    for group in chosen[_TASKS_MAX:]:
        guide.draft.offer(f"Solve number {name_in(group, groups)}")
    if len(chosen) > _TASKS_MAX:
        guide.aim("The others go the same way.")


def _sureness(reading: EquationReading) -> float:
    return min((each.confidence for each in reading.equations), default=1.0)


def _guide_through_group(guide: Guide, group: Group, unknown: str) -> None:
    statements = [readable(equation) for equation in group]
    if any(is_unsure(e.confidence) for e in group) or None in statements:
        guide.aim(
            f"{UNREADABLE}: ", Sign("this line", tuple(e.box for e in group)), "."
        )
        return
    read = [each for each in statements if each is not None]
    shown = [_line(e, s) for e, s in zip(group, read, strict=True)]
    try:
        _guide_through(guide, read, shown, unknown, _numbered(group[0]))
    except MathsError as error:
        guide.aim(*shown, f": {error.sentence}")


def _guide_through(
    guide: Guide,
    statements: Sequence[Statement],
    shown: Sequence[Part],
    unknown: str,
    label: str = "",
) -> None:
    solution = solved(statements, unknown)
    names = unknowns(*(s for each in statements for s in (each.left, each.right)))
    if not names:
        _guide_through_sum(guide, statements[0], shown[0], label)
        return
    x = unknown if unknown in names else names[-1] if len(names) > 1 else names[0]
    found = names if len(statements) > 1 else (x,)
    lines = [part for line in shown for part in (" and ", line)][1:]
    if statements[0].right is None:
        guide.aim(f"{label}Let's make ", *lines, " simpler.")
    else:
        guide.aim(f"{label}Let's find {' and '.join(found)} in ", *lines, ".")
    is_system = len(statements) > 1
    for hint in hints(solution.steps, x, is_system=is_system) or (_KEEP_GOING,):
        guide.step(hint)
    if statements[0].right is None:
        guide.check(f"try a number for {x}: both forms must come to the same.")
    else:
        guide.check("put what you found back in. Both sides must come to the same.")


def _guide_through_sum(
    guide: Guide, statement: Statement, shown: Part, label: str
) -> None:
    written = statement_text(statement)
    if statement.right is None:
        guide.aim(f"{label}Let's work out ", shown, ".")
    else:
        guide.aim(f"{label}Let's see whether ", shown, " is right.")
        guide.step(_SIDE_BY_SIDE)
    for hint in sum_hints(written):
        guide.step(hint)
    guide.check("guess the size first. Is your result near that?")


def _guide_through_working(guide: Guide, task: Sequence[Line]) -> None:
    label = _numbered(task[0][0])
    unsure = [line for line, _ in task if is_unsure(line.confidence)]
    if unsure:
        guide.aim(f"{label}{UNREADABLE}: ", Sign("this line", (unsure[0].box,)), ".")
        return
    try:
        if len(task) > 1:
            _guide_through_steps(guide, task, label)
        else:
            _guide_through_claim(guide, *task[0], label)
    except MathsError as error:
        guide.aim(label, _line(*task[0]), f": {error.sentence}")


def _is_true(statement: Statement) -> bool:
    return solved([statement]).result.endswith(" is true")


def _guide_through_claim(
    guide: Guide, line: Equation, statement: Statement, label: str
) -> None:
    shown = _line(line, statement)
    if _is_true(statement):
        guide.aim(label, shown, " is right.")
        return
    guide.aim(f"{label}Look at ", shown, " again: its two sides are not the same.")
    guide.step(_SIDE_BY_SIDE)
    for hint in sum_hints(statement_text(statement)):
        guide.step(hint)


def _guide_through_steps(guide: Guide, task: Sequence[Line], label: str) -> None:
    steps = steps_of([statement for _, statement in task])
    wrong = first_wrong(steps)
    if wrong is None:
        (first, _), (last, _) = task[0], task[-1]
        guide.aim(
            f"{label}Each step follows, from ",
            Sign("the first line", (first.box,)),
            " to ",
            Sign("the last", (last.box,)),
            ".",
        )
        return
    at = sum(len(step) for step in steps[:wrong])
    line, before = _line(*task[at]), _line(*task[at - 1])
    guide.aim(f"{label}Look at ", line, " again. It does not follow from ", before, ".")
    names = unknowns(task[at][1].left, task[at][1].right)
    way = hints(solved([task[at - 1][1]]).steps, names[0])
    guide.step("Go back to ", before, ".")
    guide.step(way[0] if way else _KEEP_GOING)
    guide.step("Write the new line down, and compare it with yours.")
    guide.check("what solves the upper line must solve the lower one too.")


def _numbered(equation: Equation) -> str:
    return f"{equation.label}) " if equation.label else ""


def _line(equation: Equation, statement: Statement) -> Sign:
    return Sign(statement_text(statement), (equation.box,))
