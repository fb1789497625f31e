"""Signs that run into each other -> the signs they are.

A root's bar runs into what stands under it, a fraction's bar into what stands on it,
and small print into its neighbour. Taking the bar away, or all but the firmest ink,
parts them; what then is all known was parted rightly.
"""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace

from model_worker.readers.equations.cuts import connected, firmer, with_names
from model_worker.readers.equations.names import OTHER, Guess
from model_worker.readers.equations.pieces import Piece, shared_width, without
from model_worker.readers.equations.ruled import (
    DOUBTFUL,
    FAINT,
    INKED,
    ROOT,
    THIN,
    are_known,
    as_bar,
    certainty,
    unruled,
)

FLAT = 1.6
"""A bar is at least this many times wider than high."""

_SHORT = 0.26
"""Digits' heights: the shortest hyphen, longer than any dot."""


_FULL = 0.75
"""Share of its frame that a bar fills."""

_WIDE, _HIGH = 1.25, 1.35
"""Digits' heights; larger signs are several, or a root."""

_NARROW = 0.4
"""Share of its height that a brace or a tall bracket is wide."""

_TWO, _SIDE = 0.9, 0.25
"""Digits' heights: how wide two signs are at least, and one of them."""

_CUTS = 4
"""Places that are tried to cut two signs apart."""

_PLUS_CHANCE = 0.9
_STROKES = 2
_SKEW, _STROKE = 0.15, 0.25
"""Shares of a plus that its sides may differ by, and that a stroke of it is wide."""

_CUT_CERTAIN = 0.75
_LARGE_CERTAIN = 0.9


def apart(pieces: list[Piece], digit: float) -> list[Piece]:
    """Return the named *pieces*, with those that run into each other parted."""
    found: list[Piece] = []
    for piece in pieces:
        parts = _parts(piece, pieces, digit) if _is_doubtful(piece, digit) else None
        found += parts or [piece]
    return found


def is_bar(part: Piece, digit: float) -> bool:
    is_flat = part.width >= FLAT * part.height and part.height <= THIN * digit
    is_flat = is_flat and part.width >= _SHORT * digit
    return is_flat and bool((part.ink > INKED / 2).mean() >= _FULL)


def unstacked(pieces: list[Piece], bars: list[Piece], digit: float) -> list[Piece]:
    """Return *pieces* with the bar back between any that stand on each other.

    A bar that runs into the top of a 7 leaves it a 7. *bars* are the ones found so far.
    """
    rest = list(pieces)
    for upper in pieces:
        for lower in pieces:
            if _are_stacked(upper, lower, digit) and not _is_parted(upper, lower, bars):
                rest = _with_bar(rest, upper, lower, digit)
    return rest


def _with_bar(
    rest: list[Piece], upper: Piece, lower: Piece, digit: float
) -> list[Piece]:
    """Return *rest* with a bar out of the foot of *upper* or the top of *lower*."""
    for piece in (upper, lower):
        parts = unruled(piece, digit) if any(piece is p for p in rest) else None
        is_between = parts and (parts[0].down > piece.down) == (piece is upper)
        if parts and is_between:
            return [*without(rest, [piece]), *parts]
    return rest


def _is_parted(upper: Piece, lower: Piece, bars: list[Piece]) -> bool:
    return any(
        upper.down < bar.down < lower.down and shared_width(upper, bar) > 0
        for bar in bars
    )


def _are_stacked(upper: Piece, lower: Piece, digit: float) -> bool:
    if upper.form != "sign" or lower.form != "sign":
        return False
    gap = lower.top - upper.bottom
    shared = shared_width(upper, lower)
    are_signs = min(upper.height, lower.height) > digit / 3
    is_over = shared > min(upper.width, lower.width) / 2
    return are_signs and is_over and -digit / 10 < gap < digit / 3


def _is_doubtful(piece: Piece, digit: float) -> bool:
    if piece.height > _HIGH * digit and piece.width < _NARROW * piece.height:
        return False
    is_large = piece.width > _WIDE * digit or piece.height > _HIGH * digit
    least = _LARGE_CERTAIN if is_large else DOUBTFUL
    return piece.label == OTHER or certainty(piece) < least


def _parts(piece: Piece, others: list[Piece], digit: float) -> list[Piece] | None:
    """Return what *piece* falls into, if all of that is known then."""
    parts = unruled(piece, digit)
    if parts and _is_plus(piece, parts):
        return [replace(piece, guesses=(Guess("+", _PLUS_CHANCE),))]
    if parts and (piece.height > _HIGH * digit or _parts_more(parts, others, digit)):
        return parts
    for tried in firmer(piece, digit):
        bars = [as_bar(p) for p in tried if is_bar(p, digit)]
        named = with_names([p for p in tried if not is_bar(p, digit)])
        if are_known(named):
            return [*bars, *named]
    return _in_two(piece, digit)


def _is_plus(piece: Piece, parts: list[Piece]) -> bool:
    """Whether the bar taken out of a square *piece* left two slim strokes of it."""
    _, *strokes = parts
    is_square = abs(piece.width - piece.height) < _SKEW * piece.height
    are_slim = all(stroke.width < _STROKE * piece.width for stroke in strokes)
    return is_square and are_slim and len(strokes) == _STROKES


def _parts_more(parts: list[Piece], others: list[Piece], digit: float) -> bool:
    """Whether the bar among *parts* has signs on both sides, as no foot of a 1 has."""
    bar, *rest = parts
    if any(part.label == ROOT for part in rest):
        return True
    near = [*rest, *(other for other in others if _is_close(other, bar, digit))]
    is_over = any(part.down < bar.top for part in near)
    return is_over and any(part.down > bar.bottom for part in near)


def _is_close(piece: Piece, bar: Piece, digit: float) -> bool:
    gap = max(bar.top - piece.bottom, piece.top - bar.bottom)
    return bar.left < piece.across < bar.right and 0 <= gap < digit / 2


def _in_two(piece: Piece, digit: float) -> list[Piece] | None:
    """Return *piece* cut where its ink is thinnest, if both sides are known then."""
    if piece.width < _TWO * digit:
        return None
    weights = piece.ink.sum(axis=0)
    first, last = int(_SIDE * digit), int(piece.width - _SIDE * digit)
    columns = first + np.argsort(weights[first:last], kind="stable")[:_CUTS]
    for column in columns:
        sides = [piece.ink[:, :column], piece.ink[:, column:]]
        lefts = (piece.left, piece.left + float(column))
        halves = [
            half
            for ink, left in zip(sides, lefts, strict=True)
            for half in connected(ink, FAINT, digit, (left, piece.top))
        ]
        named = apart(with_names(halves), digit)
        if len(named) > 1 and all(_is_certain(part, digit) for part in named):
            return named
    return None


def _is_certain(part: Piece, digit: float) -> bool:
    is_sign = part.label != OTHER and part.height > digit / 2
    return is_sign and certainty(part) > _CUT_CERTAIN
