"""A row of pieces -> its text in the grammar, sign by sign. Pure.

The network knows shapes; size, place and neighbours settle what shape alone leaves
open: a point from a dot that multiplies, an x from a cross, an o from a 0.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from model_worker.readers.equations.crosses import CROSS, TIMES, with_crosses
from model_worker.readers.equations.labels import is_decimal
from model_worker.readers.equations.levels import Level, Line, levels, line_of
from model_worker.readers.equations.names import DOT, OTHER, Guess
from model_worker.readers.equations.pieces import DIGITS, Piece, shared_width

UNREADABLE = "#"
"""Stands for what has no place in the grammar, so that it is never parsed."""

_SPACE = 0.24
"""Digits' heights between two signs that stand apart."""

_NUMBER_PITCH = 1.06
"""Digits' heights from the middle of one digit of a number to that of the next."""

_SPECK, _SLIM = 0.52, 0.33
"""Digits' heights: how high a comma and how wide a dot may be."""

_SPECK_CHANCE = 0.7
_COMMA = 1.45
"""Times its width that a comma is high."""

_HYPHEN = 1.25
"""Times its height that a short hyphen is wide."""

_POINT_BELOW, _DOT_BELOW = 0.27, 0.75

_BLANK = 1.5
"""Digits' heights from which a bar is a place to write on, and no minus."""

_OFF = 0.15
"""Digits' heights that a sign may be off its usual size or place."""

_UNFIT = 0.04
"""What is left of a guess whose size or place does not fit its sign."""

_POINTS = frozenset(".,")
_STROKE = 0.55
"""What is left of a 1's chance where it may as well be an l."""

_LOW = frozenset("acemnorsuvwxz")
_DEEP = frozenset("gjpqy")
_SIMPLE = re.compile(r"\(\((\d+)\)/\((\d+)\)\)")


class Spelled(Struct, frozen=True):
    """*row* is what was spelled, each sign with what it was taken for as its text."""

    text: str
    chance: float
    row: tuple[Piece, ...]


def spelled(row: Sequence[Piece], digit: float) -> Spelled:
    """Return what *row* says; *digit* is a digit's height around it."""
    line = line_of(row, digit)
    settled = _settled(row, levels(row, line), line)
    text, before = "", None
    for place, (piece, level) in enumerate(settled):
        raised = level == "raised"
        was_raised = before is not None and before[1] == "raised"
        if was_raised and not raised:
            text += ")"
        if before is not None and not raised and _is_apart(settled, place, line):
            text += " "
        if raised and not was_raised:
            text += "^("
        is_odd = level == "lowered" or _is_stacked(settled, place)
        text += UNREADABLE if is_odd else _written(settled, place)
        before = (piece, level)
    text += ")" if before is not None and before[1] == "raised" else ""
    chance = min((piece.chance for piece, _ in settled), default=0.0)
    return Spelled(text, chance, tuple(piece for piece, _ in settled))


def _is_stacked(settled: Sequence[tuple[Piece, Level]], place: int) -> bool:
    """Whether a piece stands above or below the one before: a bar was overlooked."""
    if not place:
        return False
    before, piece = settled[place - 1][0], settled[place][0]
    narrow = min(before.width, piece.width)
    is_over = before.bottom <= piece.top or piece.bottom <= before.top
    return is_over and shared_width(before, piece) > narrow / 2


def _written(settled: Sequence[tuple[Piece, Level]], place: int) -> str:
    """Return the text of a piece; a fraction right behind a number is mixed with it."""
    piece = settled[place][0]
    before = settled[place - 1][0] if place else None
    simple = _SIMPLE.fullmatch(piece.text)
    if simple and before is not None and before.text in DIGITS:
        return f" {simple[1]}/{simple[2]}"
    return piece.text


def _is_apart(settled: Sequence[tuple[Piece, Level]], place: int, line: Line) -> bool:
    """Whether white space stands before the piece at *place*."""
    before, piece = settled[place - 1][0], settled[place][0]
    if before.text in DIGITS and piece.text in DIGITS:
        return piece.across - before.across > _NUMBER_PITCH * line.digit
    gap = piece.left - before.right
    row = [each for each, _ in settled]
    if piece.text in _POINTS and 0 < place < len(row) - 1:
        is_one = is_decimal(row[place - 1 : place + 2], line.digit)
        return not is_one and gap > _SPACE * line.digit
    if before.text in _POINTS and place > 1:
        return not is_decimal(row[place - 2 : place + 1], line.digit)
    return gap > _SPACE * line.digit


def _settled(
    row: Sequence[Piece], where: Sequence[Level], line: Line
) -> list[tuple[Piece, Level]]:
    """Return the pieces of *row* with their texts, and where each stands."""
    found: list[tuple[Piece, Level]] = []
    for piece, level in zip(row, where, strict=True):
        one = piece
        if piece.form == "sign" and _is_speck(piece, line):
            one = _point(piece, found[-1][0] if found else None, line)
        elif piece.form == "sign":
            one = _likeliest(piece, level, line)
        elif piece.form == "bar" and piece.width > _BLANK * line.digit:
            one = replace(piece, text="__")
        found.append((one, level))
    return with_crosses(found, line)


def _likeliest(piece: Piece, level: Level, line: Line) -> Piece:
    """Return *piece* as the sign that fits its shape, size and place best."""
    weighed = [
        (guess.chance * _fit(guess.label, piece, level, line), guess.label)
        for guess in _guesses(piece)
    ]
    total = sum(weight for weight, _ in weighed) or 1.0
    weight, label = max(weighed)
    chance = max(weight / total * sum(g.chance for g in piece.guesses), 0.0)
    text = UNREADABLE if label == OTHER else label
    return replace(piece, text=text, chance=min(chance, piece.chance))


def _guesses(piece: Piece) -> tuple[Guess, ...]:
    """Return what *piece* may be: a bare stroke is a 1, though not a sure one.

    No unknown is called l where a person can help it.
    """
    stroke, one = piece.chance_of("l"), piece.chance_of("1")
    if not stroke:
        return piece.guesses
    rest = [g for g in piece.guesses if g.label not in {"l", "1"}]
    certain = one if one > stroke else _STROKE * (one + stroke)
    return (Guess("1", max(certain, _STROKE * (one + stroke))), *rest)


def _is_speck(piece: Piece, line: Line) -> bool:
    """Whether *piece* is too small for anything but a point, a comma or a dot."""
    high, wide = piece.height / line.digit, piece.width / line.digit
    return (high < _SPECK and wide < _SLIM) or max(high, wide) < _SLIM


def _point(piece: Piece, before: Piece | None, line: Line) -> Piece:
    """Return the speck *piece* as the sign that its height and shape make it.

    It stands on the foot of the digit *before*, which may differ from the line's.
    """
    foot = line.foot
    if before is not None and before.text in DIGITS and before.bottom > line.foot:
        foot = before.bottom
    above = (foot - piece.down) / line.digit
    text = UNREADABLE
    if above < _POINT_BELOW:
        text = "," if piece.height > _COMMA * piece.width else "."
    elif above < _DOT_BELOW:
        is_flat = piece.width > _HYPHEN * piece.height
        text = "-" if is_flat and piece.label != DOT else TIMES
    chance = max(piece.chance_of(DOT, ","), _SPECK_CHANCE)
    return replace(piece, text=text, chance=chance)


def _fit(label: str, piece: Piece, level: Level, line: Line) -> float:
    """Return how well the size and place of *piece* go with *label*, at most 1."""
    height = piece.height / line.digit
    below = (piece.bottom - line.foot) / line.digit
    if level != "line":
        return 1.0 if label in DIGITS else 0.5
    if label in DIGITS:
        fits = abs(height - 1) < _OFF and abs(below) < _OFF
    elif label in _LOW:
        fits = height < 1 - _OFF / 2 and below < _OFF
    elif label in _DEEP:
        fits = below > _OFF / 2
    elif label in {CROSS, "+", "*", "÷"}:
        fits = height < 1 + _OFF
    else:
        fits = label not in {DOT, ","}
    return 1.0 if fits else _UNFIT
