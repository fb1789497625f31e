"""Equations -> their solutions, every step said. Pure.

The result is worked out, not read: only the line that it starts from is pointed at, and
a line that could not be read for certain is not worked out at all.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from bot.marks import MARKS_MAX, is_unsure
from model_worker.draft import Draft
from model_worker.maths.grammar import parsed
from model_worker.maths.solution import Solution
from model_worker.maths.solving import solved
from model_worker.maths.terms import MathsError, Number, Statement
from model_worker.maths.typed import tasks_named, typed, wanted
from model_worker.maths.working import Written, is_result, workings
from model_worker.maths.writing import statement_text
from model_worker.readings import Equation, EquationReading
from model_worker.requests import Mention, Request

UNREADABLE = "I cannot read this reliably"
TYPE_IT = "Type the equation in your question and I will work it out step by step."
STEPS = "I worked it out step by step from the line as I read it:"
STEPS_OF_SEVERAL = "I worked it out step by step from the lines as I read them:"
_SYSTEM = 2
"""Lines that are solved together."""

_NOTHING = Statement(Number(Fraction(0)))
"""Stands for a system among lines: it is no step and has none."""

Group = tuple[Equation, ...]


def tell_typed(draft: Draft, request: Request) -> bool:
    """Solve what the question itself spells out; False where it spells out nothing."""
    lines = typed(request.text)
    if not lines:
        return False
    try:
        statements = [parsed(line) for line in lines[:_SYSTEM]]
        solution = solved(statements, wanted(request.text))
    except MathsError as error:
        draft.say(f"I cannot work out \u201c{'; '.join(lines)}\u201d. {error.sentence}")
        return True
    shown = " and ".join(map(statement_text, statements))
    draft.say(shown)
    _say_solution(draft, shown, solution, "Step by step:")
    return True


def tell_solution(
    draft: Draft, request: Request, reading: EquationReading, picture: str
) -> bool:
    """Solve the printed equation that was asked for, or each; False without any."""
    groups = groups_of(reading)
    chosen = groups_asked(request, groups)
    if groups and not chosen:
        say_missing(draft, groups)
        return True
    for place, group in enumerate(chosen[:MARKS_MAX]):
        draft.say("\n\n" if place else "")
        _tell(draft, group, picture, wanted(request.text))
    for group in chosen[MARKS_MAX:]:
        draft.offer(f"Solve number {name_in(group, groups)}")
    return bool(chosen)


def readable(equation: Equation) -> Statement | None:
    try:
        return parsed(equation.text)
    except MathsError:
        return None


def groups_of(reading: EquationReading) -> list[Group]:
    """Return the lines that are solved together: those of a system, else each alone."""
    equations = reading.equations
    if reading.is_system and len(equations) == _SYSTEM:
        return [equations]
    groups: dict[int, Group] = {}
    for place, each in enumerate(equations):
        key = each.system or -place - 1
        groups[key] = (*groups.get(key, ()), each)
    return list(groups.values())


def groups_asked(request: Request, groups: Sequence[Group]) -> Sequence[Group]:
    """Return what *request* names, by number or by place; all where it names none."""
    if names := tasks_named(request.text):
        return [group for name in names for group in _called(name, groups)]
    places = [each for each in request.mentions if each.element in {"equation", "one"}]
    places = [each for each in places if each.ordinal or each.vertical]
    if places:
        return [group for each in places for group in _placed(each, groups)]
    return _tasks(groups)


def _tasks(groups: Sequence[Group]) -> Sequence[Group]:
    """Return *groups* without the steps that somebody wrote below a task: x = 5."""
    read = [readable(group[0]) if len(group) == 1 else None for group in groups]
    lines = [
        Written(statement or _NOTHING, group[0].label)
        for group, statement in zip(groups, read, strict=True)
    ]
    tasks: list[Group] = []
    for places in workings(lines):
        is_worked = is_result(lines[places[-1]].statement)
        tasks += [groups[place] for place in (places[:1] if is_worked else places)]
    return tasks


def _called(name: str, groups: Sequence[Group]) -> Sequence[Group]:
    """Return the group with *name* in front, else at that place of a bare sheet."""
    labels = [each.label for group in groups for each in group]
    if name in labels:
        return [group for group in groups if any(e.label == name for e in group)]
    is_bare = not any(label.isdigit() for label in labels)
    is_there = name.isdigit() and 0 < int(name) <= len(groups)
    return [groups[int(name) - 1]] if is_bare and is_there else []


def _placed(mention: Mention, groups: Sequence[Group]) -> Sequence[Group]:
    """Return the group at the place that *mention* says."""
    at = mention.ordinal - 1 if mention.ordinal > 0 else mention.ordinal
    if mention.vertical and not mention.ordinal:
        at = {"top": 0, "middle": len(groups) // 2, "bottom": -1}[mention.vertical]
    return [groups[at]] if -len(groups) <= at < len(groups) else []


def name_in(group: Group, groups: Sequence[Group]) -> str:
    return group[0].label or str(list(groups).index(group) + 1)


def say_missing(draft: Draft, groups: Sequence[Group]) -> None:
    names = [name_in(group, groups) for group in groups]
    known = names[0] if len(names) == 1 else f"{names[0]} to {names[-1]}"
    draft.admit(f"I do not see an equation with that number here; I see {known}.")
    for name in names:
        draft.offer(f"Solve number {name}")


def _tell(draft: Draft, group: Group, picture: str, unknown: str) -> None:
    statements = [readable(equation) for equation in group]
    if any(is_unsure(e.confidence) for e in group) or None in statements:
        admit_unread(draft, group, picture)
        return
    lines = [each for each in statements if each is not None]
    shown = point_at_lines(draft, group, lines, picture)
    try:
        solution = solved(lines, unknown)
    except MathsError as error:
        draft.say(f": {error.sentence}")
        return
    opening = STEPS if len(lines) == 1 else STEPS_OF_SEVERAL
    _say_solution(draft, shown, solution, opening)


def point_at_lines(
    draft: Draft, group: Group, statements: Sequence[Statement], picture: str
) -> str:
    """Say the lines of *group*, each tied to its place, and return the last one."""
    shown = ""
    for place, (equation, statement) in enumerate(zip(group, statements, strict=True)):
        draft.say(" and " if place else _numbered(equation))
        shown = statement_text(statement)
        draft.point(shown, [equation.box], picture, "read", equation.confidence)
    return shown if len(group) == 1 else ""


def _numbered(equation: Equation) -> str:
    return f"{equation.label}) " if equation.label else ""


def admit_unread(draft: Draft, group: Group, picture: str) -> None:
    """Say that a line is too unsure to be worked out, and where it stands."""
    draft.say(_numbered(group[0]))
    draft.say(f"{UNREADABLE}; it may say ")
    for place, equation in enumerate(group):
        draft.say(" and " if place else "")
        statement = readable(equation)
        shown = statement_text(statement) if statement else equation.text
        sure = min(equation.confidence, *(each.confidence for each in group))
        draft.point(f"\u201c{shown}\u201d", [equation.box], picture, "read", sure)
    draft.say(".")
    draft.warn(TYPE_IT)


def _say_solution(draft: Draft, shown: str, solution: Solution, lead: str) -> None:
    """Say the result behind what was *shown*, then how it comes about."""
    if shown and solution.result.startswith(shown):
        draft.say(solution.result.removeprefix(shown))
    else:
        draft.say(f": {solution.result}")
    draft.say("." if not solution.note else f". {solution.note}")
    if solution.steps:
        draft.say(f"\n{lead}")
    for step in solution.steps:
        draft.say(f"\n\u2022 {step}")
