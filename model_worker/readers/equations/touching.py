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
from model_worker.readers.equations.names import DOT, OTHER, Guess, Image
from model_worker.readers.equations.pieces import Piece, shared_width, united, without

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
_TWO, _SIDE = 0.9, 0.25
"""Digits' heights: how wide two signs are at least, and one of them."""

_CUTS = 4
"""Places that are tried to cut two signs apart."""

_CUT_CERTAIN = 0.75
_LARGE_CERTAIN = 0.9
_ALIKE = (("1", "l"), ("0", "o"), ("x", "\u00d7"), ("s", "5"), ("z", "2"), (DOT, ","))
"""Signs of one shape, told apart by their size and place later on."""

_SURE = 0.99
_ROOT = "√"
_ROOT_CHANCE = 0.9
_INKED, _FAINT = 0.45, 0.28
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


def apart(pieces: list[Piece], digit: float) -> list[Piece]:
    """Return the named *pieces*, with those that run into each other parted."""
    found: list[Piece] = []
    for piece in pieces:
        parts = _parts(piece, pieces, digit) if _is_doubtful(piece, digit) else None
        found += parts or [piece]
    return found


def is_bar(part: Piece, digit: float) -> bool:
    is_flat = part.width >= FLAT * part.height and part.height <= _THIN * digit
    is_flat = is_flat and part.width >= _SHORT * digit
    return is_flat and bool((part.ink > _INKED / 2).mean() >= _FULL)


def as_bar(part: Piece) -> Piece:
    return replace(part, form="bar", text="-", chance=_SURE)


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
        parts = _unruled(piece, digit) if any(piece is p for p in rest) else None
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
    least = _LARGE_CERTAIN if is_large else _DOUBTFUL
    return piece.label == OTHER or _certainty(piece) < least


def _certainty(piece: Piece) -> float:
    """Return the chance of the likeliest sign, with that of its look-alikes."""
    alike = next((group for group in _ALIKE if piece.label in group), (piece.label,))
    return piece.chance_of(*alike)


def _parts(piece: Piece, others: list[Piece], digit: float) -> list[Piece] | None:
    """Return what *piece* falls into, if all of that is known then."""
    parts = _unruled(piece, digit)
    if parts and (piece.height > _HIGH * digit or _parts_more(parts, others, digit)):
        return parts
    for tried in firmer(piece, digit):
        bars = [as_bar(p) for p in tried if is_bar(p, digit)]
        named = with_names([p for p in tried if not is_bar(p, digit)])
        if _are_known(named):
            return [*bars, *named]
    return _in_two(piece, digit)


def _parts_more(parts: list[Piece], others: list[Piece], digit: float) -> bool:
    """Whether the bar among *parts* has signs on both sides, as no foot of a 1 has."""
    bar, *rest = parts
    if any(part.label == _ROOT for part in rest):
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
            for half in connected(ink, _FAINT, digit, (left, piece.top))
        ]
        named = apart(with_names(halves), digit)
        if len(named) > 1 and all(_is_certain(part, digit) for part in named):
            return named
    return None


def _is_certain(part: Piece, digit: float) -> bool:
    is_sign = part.label != OTHER and part.height > digit / 2
    return is_sign and _certainty(part) > _CUT_CERTAIN


def _are_known(named: list[Piece]) -> bool:
    return all(p.label != OTHER and _certainty(p) > _DOUBTFUL for p in named)


def _unruled(piece: Piece, digit: float) -> list[Piece] | None:
    """Return the bar in *piece*, and what is left of it without the bar."""
    rule = _rule(piece.ink > _INKED, digit)
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
    rest = connected(ink, _FAINT, digit, (piece.left, piece.top))
    leading = [part for part in rest if part.right <= bar.left + digit / 4]
    named = with_names(without(rest, leading))
    if leading and (root := _as_root(united(leading), bar, piece)):
        named.append(root)
    else:
        named += with_names(leading)
    return [bar, *named] if named and _are_known(named) else None


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
    solid = [(side[near] > _FAINT).all(axis=1) for side in sticking if side.size]
    thinnest = min(solid, key=lambda rows: int(rows.sum()))
    rows = np.flatnonzero(thinnest) + near.start
    if not rows.size:
        return slice(max(rule.top - 1, 0), rule.bottom + 2)
    return slice(int(rows[0]), int(rows[-1]) + 1)


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
