"""Signs that run into each other -> the signs they are.

A root's bar runs into what stands under it, a fraction's bar into what stands on it,
and small print into its neighbour. Taking the bar away, or all but the firmest ink,
parts them; what then is all known was parted rightly.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from model_worker.readers.equations.cuts import connected, firmer, with_names
from model_worker.readers.equations.names import OTHER, Guess
from model_worker.readers.equations.pieces import Piece, united, without

FLAT = 1.6
"""A bar is at least this many times wider than high."""

_SHORT = 0.26
"""Digits' heights: the shortest hyphen, longer than any dot."""

_THIN = 0.3
"""Of a digit's height: the thickest bar."""

_FULL = 0.75
"""Share of its frame that a bar fills."""

_WIDE, _HIGH = 1.25, 1.35
"""Digits' heights; larger signs are several, or a root."""

_NARROW = 0.4
"""Share of its height that a brace or a tall bracket is wide."""

_DOUBTFUL = 0.5
_SURE = 0.99
_ROOT = "√"
_ROOT_CHANCE = 0.9
_INKED, _FAINT = 0.45, 0.28
_RULED = (0.5, 0.42)
"""Share of the piece, and digits' heights, that a bar within it is long at least."""


_REACH = 0.93
"""Share of the piece's width at which a bar within it ends."""


Solid = NDArray[np.bool_]


class _Rule(Struct, frozen=True):
    """A bar within a piece: its first and last row and column, in the piece's ink."""

    top: int
    bottom: int
    left: int
    right: int


def apart(pieces: list[Piece], digit: float) -> list[Piece]:
    """Return the named *pieces*, with those that run into each other parted."""
    found: list[Piece] = []
    for piece in pieces:
        parts = _parts(piece, digit) if _is_doubtful(piece, digit) else None
        found += parts or [piece]
    return found


def is_bar(part: Piece, digit: float) -> bool:
    is_flat = part.width >= FLAT * part.height and part.height <= _THIN * digit
    is_flat = is_flat and part.width >= _SHORT * digit
    return is_flat and bool((part.ink > _INKED / 2).mean() >= _FULL)


def as_bar(part: Piece) -> Piece:
    return replace(part, form="bar", text="-", chance=_SURE)


def _is_doubtful(piece: Piece, digit: float) -> bool:
    if piece.height > _HIGH * digit and piece.width < _NARROW * piece.height:
        return False
    is_large = piece.width > _WIDE * digit or piece.height > _HIGH * digit
    return is_large or piece.label == OTHER or piece.guesses[0].chance < _DOUBTFUL


def _parts(piece: Piece, digit: float) -> list[Piece] | None:
    """Return what *piece* falls into, if all of that is known then."""
    if parts := _unruled(piece, digit):
        return parts
    for tried in firmer(piece, digit):
        bars = [as_bar(p) for p in tried if is_bar(p, digit)]
        named = with_names([p for p in tried if not is_bar(p, digit)])
        if _are_known(named):
            return [*bars, *named]
    return None


def _are_known(named: list[Piece]) -> bool:
    return all(p.label != OTHER and p.guesses[0].chance > _DOUBTFUL for p in named)


def _unruled(piece: Piece, digit: float) -> list[Piece] | None:
    """Return the bar in *piece*, and what is left of it without the bar."""
    rule = _rule(piece.ink > _INKED, digit)
    if rule is None:
        return None
    ink = piece.ink.copy()
    ink[max(rule.top - 1, 0) : rule.bottom + 2, rule.left : rule.right + 1] = 0
    bar = as_bar(
        Piece(
            left=piece.left + rule.left,
            top=piece.top + rule.top,
            right=piece.left + rule.right + 1,
            bottom=piece.top + rule.bottom + 1,
            ink=piece.ink[rule.top : rule.bottom + 1, rule.left : rule.right + 1],
        )
    )
    rest = connected(ink, _FAINT, digit, (piece.left, piece.top))
    leading = [part for part in rest if part.right <= bar.left + digit / 4]
    named = with_names(without(rest, leading))
    if leading and (root := _as_root(united(leading), bar, piece)):
        named.append(root)
    else:
        named += with_names(leading)
    return [bar, *named] if named and _are_known(named) else None


def _as_root(part: Piece, bar: Piece, whole: Piece) -> Piece | None:
    """Return *part* as a root sign, if it is what leads up to *bar*."""
    reaches_down = part.bottom > whole.bottom - whole.height / 4
    if reaches_down and bar.top - whole.top < whole.height / 6:
        return replace(part, guesses=(Guess(_ROOT, _ROOT_CHANCE),))
    return None


def _rule(solid: Solid, digit: float) -> _Rule | None:
    """Return the longest bar in the *solid* ink of a piece."""
    least = max(_RULED[0] * solid.shape[1], _RULED[1] * digit)
    runs = [_longest_run(row) for row in solid]
    lengths = np.array([end - start for start, end in runs])
    longest = int(lengths.argmax())
    if lengths[longest] < least:
        return None
    top = bottom = longest
    while top > 0 and lengths[top - 1] >= least:
        top -= 1
    while bottom + 1 < len(lengths) and lengths[bottom + 1] >= least:
        bottom += 1
    if bottom - top + 1 > _THIN * digit:
        return None
    left, end = runs[longest]
    if end < _REACH * solid.shape[1]:
        return None
    return _Rule(top, bottom, left, end - 1)


def _longest_run(row: Solid) -> tuple[int, int]:
    """Return where the longest run of ink in *row* starts, and where it has ended."""
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.view(np.int8), [0]))))
    starts, ends = edges[::2], edges[1::2]
    if not len(starts):
        return 0, 0
    best = int((ends - starts).argmax())
    return int(starts[best]), int(ends[best])
