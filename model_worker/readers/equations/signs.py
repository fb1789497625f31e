"""Connected parts of ink -> signs: what is printed in several parts is put together.

Two bars are an equals sign, a bar between two dots divides, two dots do as well, a dot
over a stem is an i. Bars are known by their shape alone; the rest is named.
"""

from __future__ import annotations

from msgspec.structs import replace

from model_worker.readers.equations.cuts import with_names
from model_worker.readers.equations.names import Guess
from model_worker.readers.equations.pieces import (
    Piece,
    shared_width,
    united,
    without,
)
from model_worker.readers.equations.ruled import as_bar
from model_worker.readers.equations.touching import apart, is_bar, unstacked

_SMALL = 0.34
"""Of a digit's height: the largest dot."""

_DOTTED = frozenset("ij?÷%!;:")
_SURE = 0.99
_LIKE = 0.72
"""Share of the wider bar's width that the two bars of an equals sign have in common."""


def signs(parts: list[Piece], digit: float) -> list[Piece]:
    """Return the *parts* of a cut as signs, where digits are *digit* pixels high."""
    bars = [as_bar(part) for part in parts if is_bar(part, digit)]
    rest = with_names([part for part in parts if not is_bar(part, digit)])
    rest = apart(rest, digit)
    bars += [piece for piece in rest if piece.form == "bar"]
    rest = [piece for piece in rest if piece.form != "bar"]
    pieces = [*bars, *unstacked(rest, bars, digit)]
    bars, equals = _equals([p for p in pieces if p.form == "bar"], digit)
    bars, rest = _divisions(bars, [p for p in pieces if p.form != "bar"], digit)
    found = [*bars, *equals, *_dotted(rest, digit)]
    return sorted(found, key=lambda piece: piece.left)


def _is_dot(part: Piece, digit: float) -> bool:
    return max(part.width, part.height) <= _SMALL * digit


def _equals(bars: list[Piece], digit: float) -> tuple[list[Piece], list[Piece]]:
    """Take the pairs of like bars, one close above the other, out of *bars*."""
    found: list[Piece] = []
    rest = sorted(bars, key=lambda bar: bar.top)
    for bar in list(rest):
        if not any(bar is other for other in rest):
            continue
        below = [
            other
            for other in rest
            if other.top > bar.bottom and _are_equals(bar, other, digit)
        ]
        if below:
            pair = [bar, min(below, key=lambda other: other.top)]
            rest = without(rest, pair)
            found.append(united(pair, form="equals", text="=", chance=_SURE))
    return rest, found


def _are_equals(bar: Piece, other: Piece, digit: float) -> bool:
    widest = max(bar.width, other.width)
    is_near = other.top - bar.bottom <= 0.5 * digit
    return (
        is_near and shared_width(bar, other) >= _LIKE * widest and widest <= 1.5 * digit
    )


def _divisions(
    bars: list[Piece], rest: list[Piece], digit: float
) -> tuple[list[Piece], list[Piece]]:
    """Make every bar with a dot above and one below a sign of division."""
    dots = [part for part in rest if _is_dot(part, digit)]
    left: list[Piece] = []
    for bar in bars:
        near = [
            dot
            for dot in dots
            if abs(dot.across - bar.across) <= 0.2 * digit
            and abs(dot.down - bar.down) <= 0.6 * digit
        ]
        above = [dot for dot in near if dot.down < bar.top]
        below = [dot for dot in near if dot.down > bar.bottom]
        if above and below and bar.width <= 1.3 * digit:
            pair = [above[0], below[0]]
            rest = [*without(rest, pair), _said("÷", united([bar, *pair]))]
            dots = without(dots, pair)
        else:
            left.append(bar)
    return left, rest


def _dotted(pieces: list[Piece], digit: float) -> list[Piece]:
    """Put dots and what stands above or below them together, where that is a sign."""
    rest = list(pieces)
    for dot in [piece for piece in pieces if _is_dot(piece, digit)]:
        if not any(dot is piece for piece in rest):
            continue
        partner = _partner(dot, rest, digit)
        if partner is None:
            continue
        if _is_dot(partner, digit):
            one = _said(":", united([dot, partner]))
        else:
            one = with_names([united([dot, partner])])[0]
        if one.label in _DOTTED:
            rest = [*without(rest, [dot, partner]), one]
    return rest


def _partner(dot: Piece, pieces: list[Piece], digit: float) -> Piece | None:
    """Return the nearest piece right above or below *dot*."""
    near = [
        piece
        for piece in pieces
        if piece is not dot
        and piece.label != "÷"
        and shared_width(piece, dot) >= 0.5 * dot.width
        and _gap(piece, dot) <= 0.62 * digit
    ]
    return min(near, key=lambda piece: _gap(piece, dot), default=None)


def _gap(one: Piece, other: Piece) -> float:
    return max(one.top - other.bottom, other.top - one.bottom, 0.0)


def _said(label: str, piece: Piece) -> Piece:
    return replace(piece, guesses=(Guess(label, _SURE),))
