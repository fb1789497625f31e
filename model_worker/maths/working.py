"""Lines below each other -> which are steps of one task, and whether each follows.

A step follows when it says the same of the unknown as the step before, however it got
there; which rule was meant is not guessed. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import sympy
from msgspec import Struct

from model_worker.maths.exact import DEGREE_MAX, Expression, expression
from model_worker.maths.terms import MathsError, Statement, Unknown, unknowns

UNCHECKED = "I check steps with one unknown and whole powers of it."


class Written(Struct, frozen=True):
    """A line as it stands on the page: *label* is the number in front of it."""

    statement: Statement
    label: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return unknowns(self.statement.left, self.statement.right)


def workings(lines: Sequence[Written]) -> tuple[tuple[int, ...], ...]:
    """Return the places of *lines* in order, those of one task together.

    A number in front or another unknown begins a new task.
    """
    found: list[tuple[int, ...]] = []
    for place, line in enumerate(lines):
        before = lines[place - 1] if place else None
        if before is not None and _goes_on(before, line):
            found[-1] += (place,)
        else:
            found.append((place,))
    return tuple(found)


def is_result(statement: Statement) -> bool:
    """Whether it is x = 5: an unknown, and a number that it comes to."""
    left, right = statement.left, statement.right
    return isinstance(left, Unknown) and right is not None and not unknowns(right)


def steps_of(lines: Sequence[Statement]) -> tuple[tuple[Statement, ...], ...]:
    """Return *lines* as steps; x = 3 and x = -4 below each other are one."""
    steps: list[tuple[Statement, ...]] = []
    for line in lines:
        if steps and len(lines) > 1 and is_result(line) and is_result(steps[-1][-1]):
            steps[-1] += (line,)
        else:
            steps.append((line,))
    return tuple(steps)


def first_wrong(steps: Sequence[Sequence[Statement]]) -> int | None:
    """Return the place of the first step that does not follow; None where all do.

    Raises MathsError where that cannot be told.
    """
    for place, (before, after) in enumerate(pairwise(steps), start=1):
        if _values(before) != _values(after):
            return place
    return None


def _goes_on(before: Written, line: Written) -> bool:
    are_equations = line.statement.right is not None and (
        before.statement.right is not None
    )
    is_of_it = len(line.names) == 1 and line.names == before.names
    return are_equations and is_of_it and not line.label


def _values(step: Sequence[Statement]) -> frozenset[Expression] | None:
    """Return the numbers that solve one of the equations of *step*; None: all do."""
    found: set[Expression] = set()
    for statement in step:
        zero = _zero(statement)
        if zero.is_zero:
            return None
        found |= set(sympy.real_roots(zero.as_expr())) if zero.degree() else set()
    return frozenset(found)


def _zero(statement: Statement) -> Expression:
    """Return the polynomial that *statement* says to be zero."""
    names = Written(statement).names
    if statement.right is None or len(names) != 1:
        raise MathsError(UNCHECKED)
    zero = expression(statement.left) - expression(statement.right)
    above, _ = sympy.fraction(sympy.cancel(sympy.together(zero)))
    x = sympy.Symbol(names[0])
    if not above.is_polynomial(x):
        raise MathsError(UNCHECKED)
    found = sympy.Poly(above, x)
    is_rational = all(number.is_Rational for number in found.all_coeffs())
    if not is_rational or found.degree() > DEGREE_MAX:
        raise MathsError(UNCHECKED)
    return found
