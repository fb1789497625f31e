"""Bars and root signs -> fractions and roots, the innermost first.

OCR reads what is above a bar and what is below it as lines of their own and loses the
bar; here the bar itself is found, and what stands close above and below it.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from model_worker.readers.equations.cuts import with_names
from model_worker.readers.equations.pieces import (
    Piece,
    around,
    digit_height,
    shared_height,
    united,
    without,
)
from model_worker.readers.equations.rows import rows
from model_worker.readers.equations.spelling import UNREADABLE, Spelled, spelled

_NEAR = 0.62
"""Digits' heights between a bar and what stands over or under it."""

_BESIDE = 0.25
"""Digits' heights that something over a bar may reach past its ends."""

_LONGER = 1.4
"""Digits' heights by which a bar may be longer than what it parts."""

_ROOT_GAP = 0.45
"""Digits' heights from a root sign to its bar."""

_ROOT_WIDTH = 0.9
_ROOT_CHANCE = 0.3
"""At which broken bits in front of a bar are taken for a root sign."""


def structured(pieces: Sequence[Piece], digit: float) -> list[Piece]:
    """Return *pieces* with every fraction and root put together."""
    found = list(pieces)
    bars = [piece for piece in pieces if piece.form == "bar"]
    for bar in sorted(bars, key=lambda piece: piece.width):
        made = _by_bar(bar, found, digit)
        if made is not None:
            whole, taken = made
            found = [*without(found, taken), whole]
    return sorted(found, key=lambda piece: piece.left)


def _by_bar(
    bar: Piece, pieces: list[Piece], digit: float
) -> tuple[Piece, list[Piece]] | None:
    """Return the fraction or root that *bar* makes, and what it takes up."""
    others = without(pieces, [bar])
    if len(others) == len(pieces):
        return None
    if root := _root_before(bar, others, digit):
        return _rooted(root, bar, others, digit)
    over, under = _over(bar, others, digit), _under(bar, others, digit)
    if not over or not under or not _spans(bar, over, under, digit):
        return None
    parts = [_inner(over, digit), _inner(under, digit)]
    whole = united(
        [bar, *over, *under],
        form="fraction",
        text=f"(({parts[0].text})/({parts[1].text}))",
        chance=min(part.chance for part in parts),
        leaves=tuple(s for part in parts for p in part.row for s in p.signs),
        axis=bar.down,
    )
    return whole, [bar, *over, *under]


def _over(bar: Piece, others: list[Piece], digit: float) -> list[Piece]:
    above = [p for p in others if p.down < bar.top and _is_along(bar, p, digit)]
    return _row_from(above, [p for p in above if bar.top - p.bottom <= _NEAR * digit])


def _under(bar: Piece, others: list[Piece], digit: float) -> list[Piece]:
    below = [p for p in others if p.down > bar.bottom and _is_along(bar, p, digit)]
    return _row_from(below, [p for p in below if p.top - bar.bottom <= _NEAR * digit])


def _is_along(bar: Piece, piece: Piece, digit: float) -> bool:
    margin = _BESIDE * digit
    return bar.left - margin <= piece.across <= bar.right + margin


def _row_from(candidates: list[Piece], nearest: list[Piece]) -> list[Piece]:
    """Return *nearest* and whatever stands on one height with them."""
    row = list(nearest)
    for _ in range(2):
        row += [
            piece
            for piece in without(candidates, row)
            if any(shared_height(piece, other) > 0 for other in row)
        ]
    return sorted(row, key=lambda piece: piece.left)


def _spans(
    bar: Piece, over: Sequence[Piece], under: Sequence[Piece], digit: float
) -> bool:
    """Whether *bar* is as long as what it parts, neither much longer nor shorter."""
    widths = []
    for row in (over, under):
        left, _, right, _ = around(row)
        widths.append(right - left)
        margin = _BESIDE * digit
        if left < bar.left - margin or right > bar.right + margin:
            return False
    return bar.width <= max(widths) + _LONGER * digit


def _inner(pieces: Sequence[Piece], digit: float) -> Spelled:
    """Return what stands over or under a bar, or in a root; one row or unreadable."""
    own = digit_height(pieces, digit)
    found = rows(pieces, own)
    if len(found) == 1:
        return spelled(found[0], own)
    return Spelled(UNREADABLE, 0.0, tuple(pieces))


def _root_before(
    bar: Piece, others: Sequence[Piece], digit: float
) -> list[Piece] | None:
    """Return the root sign whose top *bar* goes on from, in one piece or in bits."""
    bits = []
    for piece in others:
        gap = bar.left - piece.right
        is_low = bar.top - _ROOT_GAP * digit <= piece.top
        if piece.form != "sign" or not -_BESIDE * digit <= gap or not is_low:
            continue
        is_hook = piece.label == "√" or (
            piece.label == "v" and abs(piece.top - bar.top) < digit / 4
        )
        if is_hook and gap <= _ROOT_GAP * digit:
            return [piece] if piece.top <= bar.bottom + _ROOT_GAP * digit else None
        is_near = piece.left > bar.left - _ROOT_WIDTH * digit
        if is_near and piece.bottom < bar.bottom + 2 * digit:
            bits.append(piece)
    if len(bits) > 1 and with_names([united(bits)])[0].chance_of("√") > _ROOT_CHANCE:
        return bits
    return None


def _rooted(
    root: list[Piece], bar: Piece, others: list[Piece], digit: float
) -> tuple[Piece, list[Piece]] | None:
    foot = max(piece.bottom for piece in root)
    held = [
        piece
        for piece in without(others, root)
        if _is_along(bar, piece, 0.0)
        and bar.top - 0.1 * digit <= piece.top
        and piece.down <= foot
    ]
    return _root_of([*root, bar], held, digit)


def _root_of(
    signs: list[Piece], held: list[Piece], digit: float
) -> tuple[Piece, list[Piece]] | None:
    if not held:
        return None
    inner = _inner(sorted(held, key=lambda piece: piece.left), digit)
    whole = united(
        [*signs, *held],
        form="root",
        text=f"sqrt({inner.text})",
        chance=inner.chance,
        leaves=(
            replace(signs[0], text="√", chance=1.0),
            *(sign for piece in inner.row for sign in piece.signs),
        ),
    )
    return whole, [*signs, *held]
