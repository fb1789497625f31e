"""Statements and terms -> text that a person reads: 3(x² + 4) = 0.

Powers are raised, products of a number and a letter stand side by side, other products
take a dot. The order is the one that was printed.
"""

from __future__ import annotations

from fractions import Fraction

from model_worker.maths.terms import (
    Mixed,
    Negative,
    Number,
    Operation,
    Root,
    Sign,
    Statement,
    Term,
    Unknown,
    unknowns,
)

MINUS = "\u2212"
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_STRENGTH = {"+": 1, "-": 1, "*": 2, "÷": 2, "/": 2, "^": 4}
_SIDE_BY_SIDE = 3
_ATOM = 5
_DECIMALS_MAX = 8


def statement_text(statement: Statement) -> str:
    left = term_text(statement.left)
    return left if statement.right is None else f"{left} = {term_text(statement.right)}"


def term_text(term: Term) -> str:
    """Return *term* as it was written, with brackets only where they are needed."""
    match term:
        case Number(value, is_decimal):
            return number_text(value, is_decimal=is_decimal)
        case Mixed(whole, part):
            return f"{whole} {number_text(part)}"
        case Unknown(name):
            return name
        case Negative(of):
            return MINUS + _bracketed(of, _STRENGTH["*"])
        case Root(of):
            return "√" + _bracketed(of, _ATOM)
        case Operation(sign, left, right):
            return _operation_text(sign, left, right)


def number_text(value: Fraction, *, is_decimal: bool = False) -> str:
    """Return 3, -3/4 or, where it was wanted and is exact, 0.75."""
    sign = MINUS if value < 0 else ""
    value = abs(value)
    if is_decimal and (exact := exact_decimal(value)):
        return sign + exact
    if value.denominator == 1:
        return f"{sign}{value.numerator}"
    return f"{sign}{value.numerator}/{value.denominator}"


def exact_decimal(value: Fraction) -> str:
    """Return *value* with all its decimals, or nothing where they have no early end."""
    for places in range(_DECIMALS_MAX + 1):
        if (value * 10**places).denominator == 1:
            return f"{float(value):.{places}f}".replace("-", MINUS)
    return ""


def _operation_text(sign: Sign, left: Term, right: Term) -> str:
    hold = _STRENGTH[sign]
    before = _bracketed(left, hold)
    match sign:
        case "^":
            before = _bracketed(left, _ATOM)
            return before + _power_text(right)
        case "*":
            return _times_text(left, right)
        case "/":
            if isinstance(left, Number) or _is_plain_product(left):
                before = _bracketed(left, _SIDE_BY_SIDE)
            return f"{before}/{_bracketed(right, _SIDE_BY_SIDE)}"
        case "÷":
            after = _bracketed(right, hold if _is_fraction(right) else _SIDE_BY_SIDE)
            return f"{before} ÷ {after}"
        case "+":
            return f"{term_text(left)} + {_bracketed(right, _STRENGTH['*'])}"
        case "-":
            return f"{term_text(left)} {MINUS} {_bracketed(right, _STRENGTH['*'])}"


def _is_plain_product(term: Term) -> bool:
    """Whether it is 6·3 or 6 ÷ 3, of which a fraction's bar takes all."""
    return (
        isinstance(term, Operation) and term.sign in {"*", "÷"} and not (unknowns(term))
    )


def _is_fraction(term: Term) -> bool:
    match term:
        case Number() | Operation("/", Number(), Number()):
            return True
    return False


def _power_text(exponent: Term) -> str:
    bare = exponent.of if isinstance(exponent, Negative) else exponent
    if isinstance(bare, Number) and bare.value.denominator == 1:
        return term_text(exponent).replace(MINUS, "-").translate(RAISED)
    return f"^{_bracketed(exponent, _ATOM)}"


def _times_text(left: Term, right: Term) -> str:
    """Return 3x and 2(x + 1), but 3·4 and (3/4)x."""
    hold = _STRENGTH["*"]
    after = _bracketed(right, hold if _is_fraction(right) else _SIDE_BY_SIDE)
    is_side_by_side = not after[0].isdigit() and unknowns(right)
    if not is_side_by_side:
        return f"{_bracketed(left, hold)}·{after}"
    is_fraction = strength(left) == hold and "/" in term_text(left)
    return _bracketed(left, _SIDE_BY_SIDE if is_fraction else hold) + after


def _bracketed(term: Term, least: int) -> str:
    """Return *term*, in brackets where it holds together less than *least*."""
    written = term_text(term)
    return f"({written})" if strength(term) < least else written


def strength(term: Term) -> int:
    match term:
        case Number(value, is_decimal):
            is_plain = value.denominator == 1 or (is_decimal and exact_decimal(value))
            return 0 if value < 0 else _ATOM if is_plain else _STRENGTH["/"]
        case Negative():
            return 0
        case Mixed():
            return _STRENGTH["*"]
        case Operation(sign):
            return _STRENGTH[sign]
        case _:
            return _ATOM
