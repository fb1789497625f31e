"""Pieces -> rows: what stands on one line, close enough to be read together. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.readers.equations.pieces import Piece

_APART = 2.2
"""Digits' heights between two pieces of one row; the columns of a sheet lie further."""

_SHARED = 0.35
"""Share of the lower one's height that two pieces of a row have in common."""

_CLOSE = 0.4
"""Digits' heights between a sign and its power."""

_SMALL = 0.9
_HUGGED = 0.6
"""Share of a bracket's height that the line within it has."""

_FAR = 2.5
"""Digits' heights from a brace to a line of its system; they may be centred."""

_TALL = 1.8
"""Digits' heights from which a bracket may embrace several rows."""


def rows(pieces: Sequence[Piece], digit: float) -> list[list[Piece]]:
    """Return *pieces* in rows, from top to bottom, each from left to right.

    A bracket or brace over several rows belongs to none and is left out.
    """
    tall = [piece for piece in pieces if is_tall(piece, digit)]
    low = [piece for piece in pieces if not is_tall(piece, digit)]
    groups: list[list[Piece]] = []
    for piece in sorted(low, key=lambda piece: piece.left):
        near = [g for g in groups if any(_is_beside(p, piece, digit) for p in g)]
        joined = [p for group in near for p in group]
        groups = [g for g in groups if not any(g is other for other in near)]
        groups.append([*joined, piece])
    for bracket in tall:
        held = [group for group in groups if _embraces(bracket, group, digit)]
        if len(held) == 1 and _is_bracket(bracket, held[0]):
            held[0].append(bracket)
    in_order = [sorted(group, key=lambda piece: piece.left) for group in groups]
    return sorted(in_order, key=lambda row: min(piece.top for piece in row))


def _is_bracket(bracket: Piece, row: Sequence[Piece]) -> bool:
    """Whether *bracket* belongs to *row* alone: it is round, or about as high."""
    top = min(piece.top for piece in row)
    bottom = max(piece.bottom for piece in row)
    return bracket.label in {"(", ")"} or bottom - top > _HUGGED * bracket.height


def is_tall(piece: Piece, digit: float) -> bool:
    is_sign = piece.form == "sign" and piece.width < piece.height / 2
    return is_sign and piece.height > _TALL * digit


def _is_beside(one: Piece, other: Piece, digit: float) -> bool:
    gap = max(one.left, other.left) - min(one.right, other.right)
    if gap > _APART * digit:
        return False
    top, bottom = _core(one, digit)
    its_top, its_bottom = _core(other, digit)
    shared = min(bottom, its_bottom) - max(top, its_top)
    if shared >= _SHARED * min(bottom - top, its_bottom - its_top):
        return True
    left, right = sorted((one, other), key=lambda piece: piece.left)
    return gap < _CLOSE * digit and _is_raised(right, left, digit)


def _is_raised(piece: Piece, base: Piece, digit: float) -> bool:
    """Whether *piece* may be a power of *base*: small, its foot at half height."""
    lift = base.bottom - piece.bottom
    is_small = piece.form == "sign" and piece.height < _SMALL * digit
    return is_small and 0.3 * digit < lift < base.height + 0.15 * digit


def _core(piece: Piece, digit: float) -> tuple[float, float]:
    """Return the top and bottom of the line that *piece* stands on."""
    if piece.form == "fraction":
        return piece.axis - digit / 2, piece.axis + digit / 2
    least = 0.7 * digit
    if piece.height < least and (piece.form != "sign" or piece.width < least / 2):
        return piece.down - least / 2, piece.down + least / 2
    return piece.top, piece.bottom


def _embraces(bracket: Piece, row: Sequence[Piece], digit: float) -> bool:
    """Whether *row* lies within the height of *bracket* and close to its side."""
    top = min(piece.top for piece in row)
    bottom = max(piece.bottom for piece in row)
    left, right = row[0].left, max(piece.right for piece in row)
    is_within = bracket.top <= (top + bottom) / 2 <= bracket.bottom
    far = _FAR * digit
    return is_within and left - far <= bracket.right and bracket.left <= right + far
