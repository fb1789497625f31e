"""A polynomial in one unknown -> where it is zero, with every step said.

Linear by dividing, quadratic by its factors where they are whole and else by the
discriminant, higher ones only as far as they fall apart into such factors.
"""

from __future__ import annotations

from math import isqrt
from typing import Any

import sympy
from msgspec import Struct

from model_worker.maths.exact import Expression
from model_worker.maths.expression_writing import expression_text, value_text
from model_worker.maths.terms import MathsError
from model_worker.maths.writing import MINUS, RAISED

_LINEAR, _QUADRATIC = 1, 2
_CUBE = 3
_HIGHEST = 6
_ENDS = 2
"""Terms of a polynomial that has but its highest power and a number."""


class Roots(Struct, frozen=True):
    """The real *values*, from low to high, and the *steps* to them."""

    values: tuple[Expression, ...]
    steps: tuple[str, ...]


def roots_of(side: Expression, unknown: Expression) -> Roots:
    """Return where *side*, a polynomial of degree 2 or more with whole coefficients, is
    zero. Raises MathsError where it cannot be factored far enough.
    """
    polynomial = sympy.Poly(side, unknown)
    if polynomial.degree() > _HIGHEST:
        raise MathsError(f"I solve equations up to the power {_HIGHEST}.")
    if polynomial.degree() == _QUADRATIC:
        return _quadratic(polynomial, unknown)
    if (
        len(polynomial.terms()) == _ENDS
        and polynomial.degree() % 2
        and polynomial.nth(0)
    ):
        return _odd_power(polynomial, unknown)
    return _factored(polynomial, unknown)


def roots_text(name: str, values: tuple[Expression, ...]) -> str:
    return " or ".join(f"{name} = {value_text(value)}" for value in values)


def _quadratic(polynomial: Any, unknown: Expression) -> Roots:
    a, b, c = (int(number) for number in polynomial.all_coeffs())
    discriminant = b * b - 4 * a * c
    if not b:
        return _pure_square(a, c, unknown)
    if discriminant >= 0 and isqrt(discriminant) ** 2 == discriminant:
        return _factored(polynomial, unknown)
    said = (
        f"D = b² {MINUS} 4ac = "
        f"{_square(b)} {MINUS} 4·{_in_brackets(a)}·{_in_brackets(c)} = "
        f"{_n(discriminant)} (a = {_n(a)}, b = {_n(b)}, c = {_n(c)})"
    )
    if discriminant < 0:
        none = f"The discriminant D is negative, so no real {unknown} solves this"
        return Roots((), (said, none))
    root = sympy.sqrt(discriminant)
    formula = (
        f"{unknown} = ({MINUS}b ± √D)/(2a) = ({_n(-b)} ± √{discriminant})"
        f"/{_n(2 * a) if a > 0 else f'({_n(2 * a)})'}"
    )
    values = _ordered([(-b - root) / (2 * a), (-b + root) / (2 * a)])
    return Roots(values, (said, formula))


def _pure_square(a: int, c: int, unknown: Expression) -> Roots:
    """Return the roots of ax² + c."""
    square = sympy.Rational(-c, a)
    said = f"{unknown}² = {expression_text(square)}"
    if square < 0:
        none = f"No real number has a negative square, so no real {unknown} solves this"
        return Roots((), (said, none))
    if not square:
        return Roots((sympy.Integer(0),), (said,))
    root = sympy.sqrt(square)
    taken = f"Take the square root of both sides: {unknown} = ±√"
    inner = expression_text(square)
    taken += f"({inner})" if "/" in inner else inner
    return Roots((-root, root), (said, taken))


def _factored(polynomial: Any, unknown: Expression) -> Roots:
    number, found = polynomial.factor_list()
    if len(found) == 1 and found[0][1] == 1:
        raise MathsError("I find no way to factor this equation.")
    factors = sorted(((f.as_expr(), times) for f, times in found), key=_place)
    shown = "" if number == 1 else expression_text(number)
    for factor, times in factors:
        bracketed = expression_text(factor)
        bracketed = f"({bracketed})" if factor.is_Add else bracketed
        shown += bracketed + ("" if times == 1 else str(times).translate(RAISED))
    steps = (f"Factor the left side: {shown} = 0",)
    return roots_of_factors([factor for factor, _ in factors], unknown, steps)


def _place(factor: tuple[Expression, int]) -> tuple[int, float]:
    """Linear factors come first, in the order of their roots; a bare x leads."""
    polynomial = sympy.Poly(factor[0])
    root = -polynomial.nth(0) / polynomial.LC()
    return polynomial.degree(), float("-inf") if not root else float(root)


def _odd_power(polynomial: Any, unknown: Expression) -> Roots:
    """Return the root of axⁿ + c for an odd n."""
    times = polynomial.degree()
    value = -polynomial.nth(0) / polynomial.LC()
    raised = str(times).translate(RAISED)
    said = f"{unknown}{raised} = {expression_text(value)}"
    root = sympy.sign(value) * sympy.root(abs(value), times)
    which = "cube root" if times == _CUBE else f"root of order {times}"
    return Roots((root,), (said, f"Take the {which} of both sides"))


def roots_of_factors(
    factors: list[Expression], unknown: Expression, steps: tuple[str, ...]
) -> Roots:
    """Return where any of *factors* is zero."""
    shown = " or ".join(f"{expression_text(factor)} = 0" for factor in factors)
    said = [*steps, f"A product is zero where a factor is zero: {shown}"]
    values: list[Expression] = []
    for factor in factors:
        if sympy.degree(factor, unknown) == _LINEAR:
            a, b = sympy.Poly(factor, unknown).all_coeffs()
            values.append(-b / a)
            continue
        inner = roots_of(factor, unknown)
        said += [f"{expression_text(factor)} = 0: {step}" for step in inner.steps[:1]]
        said += inner.steps[1:]
        values += inner.values
    return Roots(_ordered(values), tuple(said))


def _ordered(values: list[Expression]) -> tuple[Expression, ...]:
    return tuple(sorted(dict.fromkeys(values), key=float))


def _n(number: int) -> str:
    return str(number).replace("-", MINUS)


def _in_brackets(number: int) -> str:
    return f"({_n(number)})" if number < 0 else str(number)


def _square(number: int) -> str:
    return f"{_in_brackets(number)}²"
