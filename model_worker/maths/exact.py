"""Terms -> SymPy's exact expressions, built node by node; numbers -> text.

SymPy's own parser evaluates text as code and is never called. Everything that could
grow is measured before it is computed: 9^9^9^9 is refused, not tried.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import sympy

from model_worker.maths.terms import (
    MathsError,
    Mixed,
    Negative,
    Number,
    Operation,
    Root,
    Term,
    Unknown,
)

Expression = Any
"""A SymPy expression; SymPy publishes no types."""

BITS_MAX = 128
"""Of a numerator or denominator: about 38 digits, more than a line can show."""

DEGREE_MAX = 8

_NO_VALUES: Mapping[str, Expression] = {}

TOO_LARGE = "The numbers become too large to be written out."
NO_DIVISION = "A division by zero has no result."


def expression(term: Term, values: Mapping[str, Expression] = _NO_VALUES) -> Expression:
    """Return *term* for SymPy, with *values* in the place of their unknowns.

    Raises MathsError where it would grow or is undefined.
    """
    match term:
        case Number(value):
            return sympy.Rational(value.numerator, value.denominator)
        case Mixed(whole, part):
            return expression(Number(whole + part))
        case Unknown(name):
            return values.get(name, sympy.Symbol(name))
        case Negative(of):
            return -expression(of, values)
        case Root(of):
            return root(expression(of, values))
        case Operation(sign, left, right):
            return _operation(sign, expression(left, values), expression(right, values))


def root(of: Expression) -> Expression:
    if of.is_number and of.is_negative:
        raise MathsError("A negative number has no square root among real numbers.")
    return bounded(sympy.sqrt(of))


def power(base: Expression, exponent: Expression) -> Expression:
    """Return *base* to a whole *exponent*, measured before it is computed."""
    if not exponent.is_Integer:
        raise MathsError("I work with whole powers only.")
    times = int(exponent)
    if base.is_zero and times <= 0:
        raise MathsError(NO_DIVISION if times else "0 to the power 0 has no value.")
    if abs(times) * _bits(base) > BITS_MAX:
        raise MathsError(TOO_LARGE)
    if abs(times) * degree(base) > DEGREE_MAX:
        raise MathsError(f"I work with powers of unknowns up to {DEGREE_MAX}.")
    return bounded(base**times)


def bounded(value: Expression) -> Expression:
    """Return *value*. Raises MathsError where its numbers or powers are too large."""
    if _bits(value) > BITS_MAX:
        raise MathsError(TOO_LARGE)
    return value


def degree(value: Expression) -> int:
    """Return the highest sum of powers in a product of *value*, no less than it is."""
    if value.is_Add:
        return max(degree(each) for each in value.args)
    if value.is_Mul:
        return sum(degree(each) for each in value.args)
    if value.is_Pow:
        base, exponent = value.args
        return degree(base) * max(int(abs(exponent)), 1) if exponent.is_number else 0
    return int(value.is_Symbol)


def as_fraction(value: Expression) -> Fraction:
    return Fraction(int(value.p), int(value.q))


def _operation(sign: str, left: Expression, right: Expression) -> Expression:
    match sign:
        case "+":
            return bounded(left + right)
        case "-":
            return bounded(left - right)
        case "*":
            return _product(left, right)
        case "^":
            return power(left, right)
        case _:
            if sympy.expand(right).is_zero:
                raise MathsError(NO_DIVISION)
            return _product(left, 1 / right)


def _product(left: Expression, right: Expression) -> Expression:
    product = bounded(left * right)
    if degree(product) > DEGREE_MAX:
        raise MathsError(f"I work with powers of unknowns up to {DEGREE_MAX}.")
    return product


def _bits(value: Expression) -> int:
    """Return the length of the longest number in *value*."""
    if value.is_Rational:
        return max(int(value.p).bit_length(), int(value.q).bit_length())
    return max(map(_bits, value.args), default=1)
