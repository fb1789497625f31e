"""Exact expressions -> text that a person reads, the highest powers first."""

from __future__ import annotations

import sympy

from model_worker.maths.exact import Expression, as_fraction
from model_worker.maths.writing import MINUS, RAISED, exact_decimal, number_text

_PLACES = 3
"""Decimals of a number that has no end."""


def value_text(value: Expression, *, is_decimal: bool = False) -> str:
    """Return an exact value and, where it is not whole, a decimal beside it."""
    if not value.is_Rational:
        about = f"{float(value):.{_PLACES}f}".replace("-", MINUS)
        return f"{expression_text(value)} ≈ {about}"
    exact = as_fraction(value)
    if exact.denominator == 1 or (is_decimal and exact_decimal(exact)):
        return number_text(exact, is_decimal=is_decimal)
    beside = exact_decimal(exact)
    if beside and len(beside.partition(".")[2]) <= _PLACES + 1:
        return f"{number_text(exact)} = {beside}"
    about = f"{float(exact):.{_PLACES}f}".replace("-", MINUS)
    return f"{number_text(exact)} ≈ {about}"


def expression_text(value: Expression, *, is_decimal: bool = False) -> str:
    """Return an exact expression, the highest powers first."""
    over, under = sympy.fraction(sympy.together(value))
    is_one = under.free_symbols or (value.is_number and not is_decimal)
    if under != 1 and is_one and not value.is_Rational:
        bottom = _bracketed_text(under, is_tight=True)
        return f"{_bracketed_text(over, is_tight=False)}/{bottom}"
    if not value.is_Add:
        return _product_text(value, is_decimal=is_decimal)
    first, *rest = sorted(value.args, key=_weight, reverse=True)
    written = _product_text(first, is_decimal=is_decimal)
    for term in rest:
        bare = _product_text(term, is_decimal=is_decimal)
        minus = bare.startswith(MINUS)
        written += f" {MINUS} {bare[1:]}" if minus else f" + {bare}"
    return written


def equation_text(
    left: Expression, right: Expression, *, is_decimal: bool = False
) -> str:
    sides = (expression_text(side, is_decimal=is_decimal) for side in (left, right))
    return " = ".join(sides)


def _weight(term: Expression) -> tuple[int, tuple[int, ...], int]:
    """The degree first, then the letters from a to z; roots come behind numbers."""
    powers = term.as_powers_dict()
    letters = sorted(term.free_symbols, key=str)
    degree = sum(int(powers[letter]) for letter in letters if powers[letter].is_Integer)
    names = tuple(-ord(str(letter)) for letter in letters)
    return degree, names, int(term.is_Rational)


def _product_text(value: Expression, *, is_decimal: bool = False) -> str:
    number, rest = value.as_coeff_Mul()
    if rest == 1:
        return number_text(as_fraction(number), is_decimal=is_decimal)
    sign = MINUS if number < 0 else ""
    size = as_fraction(abs(number))
    written = "".join(
        map(_factor_text, sorted(rest.as_ordered_factors(), key=_is_root))
    )
    if is_decimal and exact_decimal(size):
        times = "" if size == 1 else exact_decimal(size)
        return f"{sign}{times}{written}"
    times = "" if size.numerator == 1 else str(size.numerator)
    under = "" if size.denominator == 1 else f"/{size.denominator}"
    return f"{sign}{times}{written}{under}"


def _is_root(factor: Expression) -> bool:
    return bool(factor.is_Pow and factor.exp == sympy.Rational(1, 2))


def _factor_text(factor: Expression) -> str:
    if factor.is_Symbol:
        return str(factor)
    if _is_root(factor):
        return "√" + _bracketed_text(factor.base, is_tight=True)
    if factor.is_Pow and factor.exp.is_Integer:
        base = _bracketed_text(factor.base, is_tight=True)
        return base + str(factor.exp).translate(RAISED)
    if factor.is_Pow:
        base = _bracketed_text(factor.base, is_tight=True)
        return f"{base}^({expression_text(factor.exp)})"
    return _bracketed_text(factor, is_tight=True)


def _bracketed_text(value: Expression, *, is_tight: bool) -> str:
    """Return *value*; a sum, or where it *is_tight* a product, in brackets."""
    is_loose = value.is_Add or (
        is_tight and (value.is_Mul or (value.is_Rational and not value.is_Integer))
    )
    written = expression_text(value)
    return f"({written})" if is_loose or (is_tight and written[0] == MINUS) else written
