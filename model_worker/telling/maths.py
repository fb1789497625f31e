"""Equations -> their solutions, every step said. Pure.

The result is worked out, not read; only the line it starts from is pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.marks import MARKS_MAX, is_unsure
from model_worker.draft import Draft
from model_worker.maths.grammar import parsed
from model_worker.maths.solution import Solution
from model_worker.maths.solving import solved
from model_worker.maths.terms import MathsError
from model_worker.maths.writing import statement_text
from model_worker.readings import Equation, EquationReading
from model_worker.requests import Mention, Request

UNREADABLE = "I cannot read this reliably"
_TYPED = re.compile(
    r"(?<![\w.])[-+(\u221a]?\s*(?:\d+(?:[.,]\d+)?|[a-z](?![a-z]))"
    r"(?:[\s\d.,+*/^=()\u00b7\u00d7\u00f7\u2212\u2013:\u221a\u00b2\u00b3-]"
    r"|[a-z](?![a-z]))*"
)
_SIGN = re.compile(r"[-+*/^=\u00b7\u00d7\u00f7\u2212:\u221a\u00b2\u00b3]")


def tell_typed(draft: Draft, request: Request) -> bool:
    """Solve what the question itself spells out; False where it spells out nothing."""
    found = [match[0].strip(" .,?!") for match in _TYPED.finditer(request.text.lower())]
    found = [text for text in found if _SIGN.search(text) and len(text) > 2]  # noqa: PLR2004
    if not found:
        return False
    try:
        statements = [parsed(text) for text in found[:2]]
        solution = solved(statements)
    except MathsError as error:
        draft.say(error.sentence)
        return True
    draft.say("; ".join(map(statement_text, statements)))
    _say(draft, solution)
    return True


def tell_solution(
    draft: Draft, request: Request, reading: EquationReading, picture: str
) -> bool:
    """Solve the printed equation that was asked for, or each; False without any."""
    asked = _asked(request, reading.equations)
    for place, group in enumerate(_groups(asked, reading)[:MARKS_MAX]):
        draft.say("\n\n" if place else "")
        _tell(draft, group, picture)
    return bool(asked)


def _asked(request: Request, equations: tuple[Equation, ...]) -> tuple[Equation, ...]:
    for mention in request.mentions:
        if mention.element == "equation" and (found := _meant(mention, equations)):
            return found
    return equations


def _meant(mention: Mention, equations: tuple[Equation, ...]) -> tuple[Equation, ...]:
    """Return what a number means: the one printed before it, else its place."""
    label = mention.label or str(mention.ordinal)
    printed = tuple(each for each in equations if each.label == label)
    at = mention.ordinal - 1 if mention.ordinal > 0 else mention.ordinal
    is_there = mention.ordinal and -len(equations) <= at < len(equations)
    return printed or ((equations[at],) if is_there else ())


def _groups(
    equations: Sequence[Equation], reading: EquationReading
) -> list[tuple[Equation, ...]]:
    """Return the lines that are solved together: those of a system, else each alone."""
    if reading.is_system and len(equations) == 2:  # noqa: PLR2004 - two unknowns
        return [tuple(equations)]
    groups: dict[int | Equation, tuple[Equation, ...]] = {}
    for each in equations:
        key = each.system or each
        groups[key] = (*groups.get(key, ()), each)
    return list(groups.values())


def _tell(draft: Draft, group: tuple[Equation, ...], picture: str) -> None:
    for place, equation in enumerate(group):
        draft.say("; " if place else "")
        label = f"{equation.label}) " if equation.label else ""
        shown = _written(equation.text)
        sure = equation.confidence
        box = [equation.box]
        draft.point(f"{label}{shown}", box, picture, "read", sure, phrase=shown)
    if any(is_unsure(equation.confidence) for equation in group):
        draft.say(f". {UNREADABLE}, so I do not work it out.")
        return
    try:
        _say(draft, solved([parsed(equation.text) for equation in group]))
    except MathsError as error:
        draft.say(f". {error.sentence}")


def _written(text: str) -> str:
    try:
        return statement_text(parsed(text))
    except MathsError:
        return text


def _say(draft: Draft, solution: Solution) -> None:
    for step in solution.steps:
        draft.say(f"\n\u2022 {step}")
    draft.say(f"\nResult: {solution.result}.")
    if solution.note:
        draft.say(f" {solution.note}")
