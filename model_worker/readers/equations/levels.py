"""A row of pieces -> which stand on its line and which are raised above it. Pure.

OCR reads a raised 2 as a 2 more often than not. Here the height of its foot above the
line tells: digits on the line stand on it, raised ones do not reach down to it.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Literal

from msgspec import Struct

from model_worker.readers.equations.pieces import DIGITS, Piece

Level = Literal["line", "raised", "lowered"]

STANDING = DIGITS | frozenset("abcdehiklmnorstuvwxz")
"""Signs whose foot is on the line."""

_RAISED = 0.25
"""Digits' heights that a raised sign's foot is above the line."""

_RAISED_BAR = 0.72
_LOWERED = 0.12
_AXIS = 0.38
"""Digits' heights that bars and fractions are centred above the line."""

_SMALLER = 0.93
"""A raised or lowered sign is smaller than this many digits on the line."""

_SPECK = 0.36
"""Digits' heights: what is smaller is a point or a dot, and no power."""

_SIGNS_ON_AXIS = frozenset("+-\u00d7÷*·=,√^")
_X_HEIGHT = 0.73
_LOW_LETTERS = frozenset("acemnorsuvwxz")


class Line(Struct, frozen=True):
    """Where signs stand (pixels from the top), and the height of a digit there."""

    foot: float
    digit: float


def line_of(row: Sequence[Piece], otherwise: float) -> Line:
    """Return the line that *row* stands on; *otherwise* is a digit's height around."""
    standing = [p for p in row if p.form == "sign" and p.label in STANDING]
    if not standing:
        return _by_axis(row, otherwise)
    tallest = max(piece.height for piece in standing)
    lowest = max(p.bottom for p in standing if p.height > tallest / 2)
    on_line = [p for p in standing if lowest - p.bottom < _RAISED * tallest]
    foot = median(piece.bottom for piece in on_line)
    digits = [piece.height for piece in on_line if piece.label in DIGITS]
    if digits:
        return Line(foot, median(digits))
    low = [piece.height for piece in on_line if piece.label in _LOW_LETTERS]
    by_letters = median(low) / _X_HEIGHT if low else otherwise
    return Line(foot, by_letters)


def levels(row: Sequence[Piece], line: Line) -> list[Level]:
    """Return for each piece of *row* where it stands."""
    found: list[Level] = [_level(piece, line) for piece in row]
    for place, piece in enumerate(row):
        is_minus = piece.form == "bar" and piece.down < line.foot - _RAISED_BAR * (
            line.digit
        )
        after = found[place + 1] if place + 1 < len(row) else "line"
        if is_minus and after == "raised" and place:
            found[place] = "raised"
    return found


def _level(piece: Piece, line: Line) -> Level:
    if piece.form in {"bar", "equals"} or piece.label in _SIGNS_ON_AXIS:
        return "line"
    if max(piece.width, piece.height) < _SPECK * line.digit:
        return "line"
    above = (line.foot - piece.bottom) / line.digit
    is_small = piece.height < _SMALLER * line.digit
    if above > _RAISED and (is_small or piece.form != "sign"):
        return "raised"
    is_sign = piece.form == "sign" and piece.label in DIGITS
    if is_sign and is_small and above < -_LOWERED:
        return "lowered"
    return "line"


def _by_axis(row: Sequence[Piece], digit: float) -> Line:
    """Return the line of a row without digits and letters, by its bars."""
    axes = [piece.axis or piece.down for piece in row]
    return Line(median(axes) + _AXIS * digit, digit)
