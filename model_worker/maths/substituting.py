"""Values put into a statement as it was printed: does it hold, and as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

import sympy

from model_worker.maths.exact import Expression, as_fraction, expression
from model_worker.maths.expression_writing import expression_text
from model_worker.maths.terms import (
    MathsError,
    Negative,
    Number,
    Operation,
    Root,
    Statement,
    Term,
    Unknown,
    is_decimal,
)
from model_worker.maths.writing import term_text

_TINY = 1e-12
"""What two equal irrational sides may differ by when they are computed."""

_DIGITS = 30


def fits(statement: Statement, values: Mapping[str, Expression]) -> bool:
    """Whether *statement* holds, and is defined, with *values* for its unknowns."""
    if statement.right is None:
        return False
    try:
        left = expression(statement.left, values)
        right = expression(statement.right, values)
    except MathsError:
        return False
    if left.is_Rational and right.is_Rational:
        return bool(left == right)
    return bool(abs(sympy.N(left - right, _DIGITS)) < _TINY)


def check_of(statement: Statement, values: Mapping[str, Expression]) -> str:
    """Return the statement with *values* in it, computed; none for irrational ones."""
    if statement.right is None or not all(v.is_Rational for v in values.values()):
        return ""
    is_short = is_decimal(statement.left, statement.right)
    sides = [
        _computed(side, values, is_short=is_short)
        for side in (statement.left, statement.right)
    ]
    left, right = sorted(sides, key=lambda side: " = " not in side)
    if " = " not in left:
        return ""
    is_plain = " = " not in right and left.endswith(f" = {right}")
    return left if is_plain else f"{left} and {right}"


def _computed(side: Term, values: Mapping[str, Expression], *, is_short: bool) -> str:
    """Return *side* with *values* in it and what it comes to: 3·2 + 4 = 10."""
    put = term_text(_put(side, values, is_short=is_short))
    number = expression_text(expression(side, values), is_decimal=is_short)
    return put if put == number else f"{put} = {number}"


def _put(term: Term, values: Mapping[str, Expression], *, is_short: bool) -> Term:
    match term:
        case Unknown(name) if name in values:
            return Number(as_fraction(values[name]), is_short)
        case Negative(of):
            return Negative(_put(of, values, is_short=is_short))
        case Root(of):
            return Root(_put(of, values, is_short=is_short))
        case Operation(sign, left, right):
            one = _put(left, values, is_short=is_short)
            return Operation(sign, one, _put(right, values, is_short=is_short))
        case _:
            return term
