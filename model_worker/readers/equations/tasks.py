"""Rows of a sheet -> tasks, without their numbers; what is no equation is left out.

Numbers joined by signs are everywhere: dates, prices, telephone numbers, ranges. Only
what a person would hand to a mathematician is one. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from model_worker.maths.grammar import parsed
from model_worker.maths.terms import (
    MathsError,
    Mixed,
    Operation,
    Root,
    Statement,
    Term,
    parts,
    unknowns,
)
from model_worker.maths.writing import statement_text
from model_worker.readers.equations.labels import label_of
from model_worker.readers.equations.pieces import Piece
from model_worker.readers.equations.spelling import UNREADABLE, spelled

_CODE_NUMBER = re.compile(r"(?<![\d.,])0\d")
"""No person writes a number to be reckoned with as 0142."""

_BROKEN = re.compile(rf"(?<==)[\s{UNREADABLE}]+(?=\?$)")
"""What came off the question mark behind an equals sign in faint print."""

_TIME = r"(?:[01]?\d|2[0-4]) ?[:/÷] ?[0-5]\d"
_NAME_OF_NUMBERS = re.compile(
    r"(?:19|20)\d\d-\d\d?(?:-\d\d?)?|\d\d?-\d\d?-(?:19|20)\d\d"
    r"|(?=(?:\D*\d){7})\+?\d{2,}(?:-\d{2,})+"
    rf"|97[89]-\d+(?:-\d+){{2,}}|{_TIME} ?- ?{_TIME}"
    r"|\d+ ?- ?\d+ ?(?:am|pm|mm|cm|km|kg)"
)
"""Dates, telephone and book numbers, times of a day and ranges of a unit."""

_PLAIN = str.maketrans({"\u2212": "-", "·": "*", "÷": "/"})
_ROOT = re.compile(r"√(?:\(|([\d.]+|[a-z]))")
_RAISED = re.compile(r"[⁰¹²³⁴⁵⁶⁷⁸⁹⁻]+")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


class Task(Struct, frozen=True):
    """One line: its *statement*, the *label* in front of it, and what it is made of.

    *is_asked*: an equals sign or a question mark ends it.
    """

    statement: Statement
    label: str
    row: tuple[Piece, ...]
    chance: float
    is_asked: bool = False


def task(row: Sequence[Piece], digit: float) -> Task | None:
    """Return the task that *row* says; None where it says none."""
    label, taken = label_of(row, digit)
    said = spelled(row[taken:], digit)
    text = _BROKEN.sub(" ", said.text.strip())
    if _CODE_NUMBER.search(text):
        return None
    if not label and _NAME_OF_NUMBERS.fullmatch(text):
        return None
    try:
        statement = parsed(text)
    except MathsError:
        return None
    is_asked = text.rstrip("? _").endswith("=")
    return Task(statement, label, said.row, said.chance, is_asked)


def is_clear(found: Task) -> bool:
    """Whether *found* is an equation to anybody, wherever it stands."""
    statement = found.statement
    if statement.right is None:
        return found.is_asked and _works(statement.left)
    sides = (statement.left, statement.right)
    if not unknowns(*sides):
        return any(map(_works, sides))
    return any(map(_works, sides)) and not _is_assignment(statement)


def is_exercise(found: Task) -> bool:
    """Whether *found* is one in the company of others, or on a sheet of tasks."""
    statement = found.statement
    if statement.right is not None:
        return True
    signs = [t.sign for t in parts(statement.left) if isinstance(t, Operation)]
    has_more = bool({"+", "-", "*", "^", "÷"} & set(signs))
    return has_more or any(
        isinstance(part, Root | Mixed) for part in parts(statement.left)
    )


def grammar_text(statement: Statement, *, is_asked: bool = False) -> str:
    """Return *statement* as it can be typed: 3/4 + x^2 = 7."""
    shown = statement_text(statement)
    shown = _RAISED.sub(lambda raised: "^" + raised[0].translate(_LOWERED), shown)
    shown = _ROOT.sub(lambda root: f"sqrt({root[1]})" if root[1] else "sqrt(", shown)
    shown = shown.translate(_PLAIN)
    return f"{shown} =" if is_asked and statement.right is None else shown


def _works(term: Term) -> bool:
    """Whether something is to be worked out in *term*: more than a number or letter."""
    return any(isinstance(part, Operation | Root | Mixed) for part in parts(term))


def _is_assignment(statement: Statement) -> bool:
    """Whether it only gives a name to a number, as a program does: x = 3 + 4."""
    left, right = statement.left, statement.right
    return not _works(left) and right is not None and not unknowns(right)


def is_plain(found: Task) -> bool:
    """Whether *found* is no more than x = 5, a part of a system at best."""
    sides = (found.statement.left, found.statement.right)
    return not any(side is not None and _works(side) for side in sides)
