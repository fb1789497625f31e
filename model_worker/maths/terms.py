"""What a line of mathematics says, as a tree of values: no text, no SymPy.

Only `grammar` builds statements from text, so whatever is here lies within its limits.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Literal

from msgspec import Struct

from bot.errors import QuestionError

Sign = Literal["+", "-", "*", "/", "÷", "^"]


class MathsError(QuestionError):
    """Something that cannot be worked out; the sentence says what and why."""

    def __init__(self, sentence: str) -> None:
        super().__init__("maths", sentence)


class Number(Struct, frozen=True):
    """Exact; *is_decimal* says that it is to be written with a decimal point."""

    value: Fraction
    is_decimal: bool = False


class Mixed(Struct, frozen=True):
    """A whole number and a fraction side by side: 2 1/2."""

    whole: int
    part: Fraction


class Unknown(Struct, frozen=True):
    name: str


class Negative(Struct, frozen=True):
    of: Term


class Root(Struct, frozen=True):
    """The square root."""

    of: Term


class Operation(Struct, frozen=True):
    """``/`` is a fraction, ``÷`` a division: the same value, written differently."""

    sign: Sign
    left: Term
    right: Term


Term = Number | Mixed | Unknown | Negative | Root | Operation


class Statement(Struct, frozen=True):
    """An equation, or with no right side something to be worked out."""

    left: Term
    right: Term | None = None


def unknowns(*terms: Term | None) -> tuple[str, ...]:
    """Return the names of the unknowns in *terms*, in the order of the alphabet."""
    names = {t.name for term in terms for t in parts(term) if isinstance(t, Unknown)}
    return tuple(sorted(names))


def parts(term: Term | None) -> tuple[Term, ...]:
    """Return *term* and everything it is made of."""
    match term:
        case None:
            return ()
        case Negative(of) | Root(of):
            return (term, *parts(of))
        case Operation(_, left, right):
            return (term, *parts(left), *parts(right))
        case _:
            return (term,)


def is_decimal(*terms: Term | None) -> bool:
    """Whether any number in *terms* is written with a decimal point."""
    return any(
        isinstance(part, Number) and part.is_decimal
        for term in terms
        for part in parts(term)
    )
