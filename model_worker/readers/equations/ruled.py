"""Signs that a fraction bar or a root runs into, parted from it."""

from __future__ import annotations

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from model_worker.readers.equations.cuts import connected, with_names
from model_worker.readers.equations.names import DOT, OTHER, Guess, Image
from model_worker.readers.equations.pieces import Piece, united, without

THIN = 0.3
"""Of a digit's height: the thickest bar."""


DOUBTFUL = 0.5


_ALIKE = (("1", "l"), ("0", "o"), ("x", "\u00d7"), ("s", "5"), ("z", "2"), (DOT, ","))
"""Signs of one shape, told apart by their size and place later on."""


_SURE = 0.99


ROOT = "√"


_ROOT_CHANCE = 0.9
_ROOT_HEIGHT = 0.7
"""Digits' heights of a root sign at least."""


INKED, FAINT = 0.45, 0.28


_RULED = (0.5, 0.42)
"""Share of the piece, and digits' heights, that a bar within it is long at least."""


_END = 20
"""Parts of a bar's length, of which the first and the last stick out."""


_REACH = 0.93
"""Share of the piece's width at which a bar within it ends."""


Solid = NDArray[np.bool_]


class _Rule(Struct, frozen=True):
    """A bar within a piece: its first and last row and column, in the piece's ink."""

    top: int
    bottom: int
    left: int
    right: int


def as_bar(part: Piece) -> Piece:
    return replace(part, form="bar", text="-", chance=_SURE)


def certainty(piece: Piece) -> float:
    """Return the chance of the likeliest sign, with that of its look-alikes."""
    alike = next((group for group in _ALIKE if piece.label in group), (piece.label,))
    return piece.chance_of(*alike)


def are_known(named: list[Piece]) -> bool:
    return all(p.label != OTHER and certainty(p) > DOUBTFUL for p in named)


def unruled(piece: Piece, digit: float) -> list[Piece] | None:
    """Return the bar in *piece*, and what is left of it without the bar."""
    rule = _rule(piece.ink > INKED, digit)
    if rule is None:
        return None
    ink = piece.ink.copy()
    ink[_ruled_rows(piece.ink, rule), rule.left : rule.right + 1] = 0
    bar = as_bar(
        Piece(
            left=piece.left + rule.left,
            top=piece.top + rule.top,
            right=piece.left + rule.right + 1,
            bottom=piece.top + rule.bottom + 1,
            ink=piece.ink[rule.top : rule.bottom + 1, rule.left : rule.right + 1],
        )
    )
    rest = connected(ink, FAINT, digit, (piece.left, piece.top))
    leading = [part for part in rest if part.right <= bar.left + digit / 4]
    named = with_names(without(rest, leading))
    if leading and (root := _as_root(united(leading), bar, piece, digit)):
        return [bar, root, *named]
    named += with_names(leading)
    return [bar, *named] if named and are_known(named) else None


def _ruled_rows(ink: Image, rule: _Rule) -> slice:
    """Return the rows of the bar itself, as thick as it is where it sticks out.

    The top of a 7 that it runs into is left to the 7.
    """
    end = max((rule.right - rule.left) // _END, 1)
    sticking = (
        ink[:, rule.left + 1 : rule.left + 1 + end],
        ink[:, max(rule.right - end, 0) : rule.right],
    )
    near = slice(max(rule.top - 2, 0), rule.bottom + 3)
    solid = [(side[near] > FAINT).all(axis=1) for side in sticking if side.size]
    thinnest = min(solid, key=lambda rows: int(rows.sum()))
    rows = np.flatnonzero(thinnest) + near.start
    if not rows.size:
        return slice(max(rule.top - 1, 0), rule.bottom + 2)
    return slice(int(rows[0]), int(rows[-1]) + 1)


def _as_root(part: Piece, bar: Piece, whole: Piece, digit: float) -> Piece | None:
    """Return *part* as a root sign, if it is what leads up to *bar*."""
    reaches_down = part.bottom > whole.bottom - whole.height / 4
    is_high = min(part.height, whole.height) > _ROOT_HEIGHT * digit
    if reaches_down and is_high and bar.top - whole.top < whole.height / 6:
        return replace(part, guesses=(Guess(ROOT, _ROOT_CHANCE),))
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
    if bottom - top + 1 > THIN * digit:
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
