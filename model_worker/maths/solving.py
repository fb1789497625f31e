"""Statements -> what comes of them: a value, a verdict or the solutions.

Everything a statement may hold was bounded when it was parsed and is measured again
before it is computed, so each answer comes in a moment: there is no clock here.
"""

from __future__ import annotations

from collections.abc import Sequence

import sympy

from model_worker.maths.arithmetic import Working, worked_out
from model_worker.maths.exact import expression
from model_worker.maths.expression_writing import expression_text, value_text
from model_worker.maths.one_unknown import OneUnknown
from model_worker.maths.solution import Solution
from model_worker.maths.terms import MathsError, Statement, is_decimal, unknowns
from model_worker.maths.two_unknowns import TwoUnknowns
from model_worker.maths.writing import statement_text, term_text

UNKNOWNS_MAX = 2


def solved(statements: Sequence[Statement], wanted: str = "") -> Solution:
    """Return what comes of *statements*: one line, or two of a system.

    *wanted* is the unknown to solve for where one line holds two. Raises MathsError.
    """
    names = unknowns(*(s for each in statements for s in (each.left, each.right)))
    if len(names) > UNKNOWNS_MAX:
        raise MathsError("I solve equations with up to two unknowns.")
    match statements:
        case [statement]:
            return _one(statement, names, wanted)
        case [first, second] if len(names) == UNKNOWNS_MAX:
            return TwoUnknowns((first, second), (names[0], names[1])).solved()
        case _:
            raise MathsError("I solve one equation, or two with two unknowns.")


def _one(statement: Statement, names: tuple[str, ...], wanted: str) -> Solution:
    if statement.right is None:
        return _simplified(statement) if names else _value(statement)
    match names:
        case ():
            return _verdict(statement)
        case (name,):
            return OneUnknown(statement, name).solved()
        case _:
            return _rearranged(statement, wanted if wanted in names else names[-1])


def _value(statement: Statement) -> Solution:
    working = worked_out(statement.left)
    shown = value_text(working.value, is_decimal=working.is_decimal)
    return Solution(
        result=f"{term_text(statement.left)} = {shown}", steps=working.steps
    )


def _verdict(statement: Statement) -> Solution:
    """Say whether a statement without unknowns is true."""
    if statement.right is None:
        raise MathsError("There is nothing to compare.")
    sides = worked_out(statement.left), worked_out(statement.right)
    left, right = (_shown(side) for side in sides)
    is_true = sympy.simplify(sides[0].value - sides[1].value) == 0
    steps = tuple(step for side in sides for step in side.steps)
    written = statement_text(statement)
    if is_true:
        return Solution(result=f"{written} is true", steps=steps)
    compared = f"the left side is {left}, the right side is {right}"
    return Solution(result=f"{written} is false: {compared}", steps=steps)


def _simplified(statement: Statement) -> Solution:
    value = sympy.expand(expression(statement.left))
    short = is_decimal(statement.left)
    written, shown = (
        term_text(statement.left),
        expression_text(value, is_decimal=short),
    )
    note = "There is no equals sign, so there is nothing to solve for."
    if written == shown:
        return Solution(result=f"{written} cannot be made simpler", note=note)
    steps = (f"Multiply out and collect: {written} = {shown}",)
    return Solution(result=f"{written} = {shown}", steps=steps, note=note)


def _rearranged(statement: Statement, name: str) -> Solution:
    """Solve one equation with two unknowns for one of them, if it is simple in it."""
    if statement.right is None:
        raise MathsError("There is no equals sign, so there is nothing to solve.")
    x = sympy.Symbol(name)
    zero = sympy.expand(expression(statement.left) - expression(statement.right))
    if not zero.is_polynomial(x) or sympy.degree(zero, x) != 1:
        raise MathsError("One equation with two unknowns has no single solution.")
    factor, rest = zero.coeff(x, 1), zero.coeff(x, 0)
    moved, value = expression_text(factor * x), sympy.expand(-rest / factor)
    result = f"{name} = {expression_text(value)}"
    steps = []
    if statement_text(statement) != result:
        steps = [f"Bring {moved} alone to one side: {moved} = {expression_text(-rest)}"]
        if factor != 1:
            steps.append(f"Divide both sides by {expression_text(factor)}: {result}")
    note = "One equation with two unknowns has infinitely many solutions."
    return Solution(result=result, steps=tuple(steps), note=note)


def _shown(working: Working) -> str:
    return value_text(working.value, is_decimal=working.is_decimal)
