"""A term without unknowns -> its value, one operation at a time, as a teacher writes.

Brackets go first, then powers and roots, then products, then sums, from left to right.
What no fraction can hold, the root of 8, is left to SymPy.
"""

from __future__ import annotations

from fractions import Fraction
from math import isqrt, lcm

import sympy
from msgspec import Struct

from model_worker.maths.exact import (
    NO_DIVISION,
    Expression,
    as_fraction,
    bounded,
    expression,
)
from model_worker.maths.expression_writing import expression_text
from model_worker.maths.terms import (
    MathsError,
    Mixed,
    Negative,
    Number,
    Operation,
    Root,
    Sign,
    Term,
)
from model_worker.maths.writing import (
    MINUS,
    exact_decimal,
    number_text,
    strength,
    term_text,
)

_PRODUCT = 2
_FACTORS_MAX = 4
"""Powers up to this are written out: 2·2·2."""


class Working(Struct, frozen=True):
    """The exact value of a term, and the steps that led to it."""

    value: Expression
    steps: tuple[str, ...]
    is_decimal: bool = False


class _Place(Struct, frozen=True):
    """An operation whose operands are numbers; *rank* says how soon it is its turn."""

    term: Term
    rank: tuple[int, int]


def worked_out(term: Term) -> Working:
    """Return the value of *term*. Raises MathsError where it has none."""
    value = expression(term)
    rest, steps = _settled(term), []
    while (place := _next_place(rest)) is not None:
        result, said = _worked(place.term)
        rest = _replaced(rest, place.term, result)
        steps.append(
            said if rest == result else f"{said}, which leaves {term_text(rest)}"
        )
    if isinstance(rest, Number):
        return Working(value, tuple(steps), rest.is_decimal)
    simple = bounded(sympy.radsimp(sympy.expand(value)))
    shown = expression_text(simple)
    if shown != term_text(rest):
        steps.append(f"{term_text(rest)} = {shown}")
    return Working(simple, tuple(steps))


def _settled(term: Term) -> Term:
    """Return *term* with -3 and irreducible fractions as the numbers they are."""
    match term:
        case Negative(of):
            inner = _settled(of)
            if isinstance(inner, Number):
                return Number(-inner.value, inner.is_decimal)
            return Negative(inner)
        case Root(of):
            return Root(_settled(of))
        case Operation(sign, left, right):
            settled = Operation(sign, _settled(left), _settled(right))
            return _as_fraction(settled) or settled
        case _:
            return term


def _as_fraction(term: Operation) -> Number | None:
    """Return 3/4 as one number; 6/4 and 6/3 are still to be worked out."""
    match term:
        case Operation("/", Number(over, False), Number(under, False)) if under > 1:
            is_plain = over.denominator == under.denominator == 1
            fraction = over / under
            if is_plain and fraction.denominator == under:
                return Number(fraction)
    return None


def _next_place(term: Term, depth: int = 0) -> _Place | None:
    """Return the operation in *term* whose turn it is."""
    found: list[_Place] = []
    match term:
        case Mixed():
            return _Place(term, (depth, _PRODUCT + 2))
        case Negative(of):
            found = _places_in(term, (of,), depth)
        case Root(of):
            found = _places_in(term, (of,), depth)
            if isinstance(of, Number) and _exact_root(of.value) is not None:
                found.append(_Place(term, (depth, strength(term))))
        case Operation(_, left, right):
            found = _places_in(term, (left, right), depth)
            if isinstance(left, Number) and isinstance(right, Number):
                found.append(_Place(term, (depth, min(strength(term), 4))))
    best = max((place.rank for place in found), default=None)
    return next((place for place in found if place.rank == best), None)


def _places_in(term: Term, inner: tuple[Term, ...], depth: int) -> list[_Place]:
    """Return the places in the parts of *term*; what stands in brackets is deeper."""
    places = [
        _next_place(part, depth + int(strength(part) < strength(term)))
        for part in inner
    ]
    return [place for place in places if place is not None]


def _replaced(term: Term, old: Term, new: Number) -> Term:
    """Return *term* with *old*, the very node, made *new*."""
    if term is old:
        return new
    match term:
        case Negative(of):
            return _settled(Negative(_replaced(of, old, new)))
        case Root(of):
            return Root(_replaced(of, old, new))
        case Operation(sign, left, right):
            return Operation(
                sign, _replaced(left, old, new), _replaced(right, old, new)
            )
        case _:
            return term


def _worked(term: Term) -> tuple[Number, str]:
    """Return the value of one operation, and it as a sentence."""
    match term:
        case Mixed(whole, part):
            result = Number(whole + part)
            return result, f"{term_text(term)} = {number_text(result.value)}"
        case Root(Number(value, is_decimal)):
            result = Number(_exact_root(value) or Fraction(0), is_decimal)
            return result, f"{term_text(term)} = {term_text(result)}"
        case Operation(sign, Number() as left, Number() as right):
            result = _value(sign, left, right)
            between = _between(sign, left, right)
            shown = [term_text(term), *between, term_text(result)]
            return result, " = ".join(dict.fromkeys(shown))
    raise MathsError("I cannot work this out.")


def _value(sign: Sign, left: Number, right: Number) -> Number:
    one, other = left.value, right.value
    match sign:
        case "+":
            value = one + other
        case "-":
            value = one - other
        case "*":
            value = one * other
        case "^":
            value = as_fraction(expression(Operation("^", left, right)))
        case _:
            if not other:
                raise MathsError(NO_DIVISION)
            value = one / other
    is_decimal = left.is_decimal or right.is_decimal
    is_decimal = is_decimal and value.denominator != 1 and bool(exact_decimal(value))
    return Number(value, is_decimal)


def _between(sign: Sign, left: Number, right: Number) -> list[str]:
    """Return what a teacher writes between the task and its result."""
    one, other = left.value, right.value
    if left.is_decimal or right.is_decimal:
        return []
    has_fraction = one.denominator > 1 or other.denominator > 1
    match sign:
        case "+" | "-" if one.denominator != other.denominator:
            return _on_one_denominator(sign, one, other)
        case "*" if has_fraction:
            return [_unreduced(one * other, one.numerator * other.numerator)]
        case "/" | "÷" if other.denominator > 1:
            turned = Operation("*", left, Number(1 / other))
            return [term_text(turned)]
        case "^" if 1 < other <= _FACTORS_MAX and one.denominator == 1:
            factor = f"({number_text(one)})" if one < 0 else number_text(one)
            return ["·".join([factor] * int(other))]
    return []


def _on_one_denominator(sign: Sign, one: Fraction, other: Fraction) -> list[str]:
    under = lcm(one.denominator, other.denominator)
    over, added = one * under, other * under
    if other < 0:
        sign, added = ("-" if sign == "+" else "+"), -added
    sum_over = over + added if sign == "+" else over - added
    shown = MINUS if sign == "-" else sign
    return [
        f"{number_text(over)}/{under} {shown} {number_text(added)}/{under}",
        f"{number_text(sum_over)}/{under}",
    ]


def _unreduced(value: Fraction, over: int) -> str:
    """Return the product before it was reduced: 6/8 for 3/4."""
    if not value or over % value.numerator:
        return number_text(value)
    return (
        f"{number_text(Fraction(over))}/{value.denominator * over // value.numerator}"
    )


def _exact_root(value: Fraction) -> Fraction | None:
    if value < 0:
        return None
    root = Fraction(isqrt(value.numerator), isqrt(value.denominator))
    return root if root * root == value else None
