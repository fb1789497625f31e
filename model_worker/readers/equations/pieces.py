"""What a line of mathematics is put together from: signs first, then larger and larger.

Places are pixels of the enlarged cut that a zone was read from.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median
from typing import Literal

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from model_worker.readers.equations.names import DOT, Guess, Image

Form = Literal["sign", "bar", "equals", "fraction", "root"]
_LIKE = 0.85
_ENOUGH = 2
"""Digits of one height; a single tall one may be something else."""

NO_INK = np.zeros((0, 0), np.float32)
DIGITS = frozenset("0123456789")


class Piece(Struct, frozen=True, kw_only=True):
    """A sign, or several that became one; *text* is what it says in the grammar.

    *ink* is its own, in whole pixels from its left and top, *leaves* the signs within a
    fraction or root, *axis* the height of a fraction's bar. *chance* is how sure the
    least sure of them is.
    """

    left: float
    top: float
    right: float
    bottom: float
    form: Form = "sign"
    text: str = ""
    chance: float = 1.0
    guesses: tuple[Guess, ...] = ()
    ink: Image = NO_INK
    leaves: tuple[Piece, ...] = ()
    axis: float = 0.0

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def across(self) -> float:
        """The middle, from the left."""
        return (self.left + self.right) / 2

    @property
    def down(self) -> float:
        """The middle, from the top."""
        return (self.top + self.bottom) / 2

    @property
    def label(self) -> str:
        return self.guesses[0].label if self.guesses else ""

    def chance_of(self, *labels: str) -> float:
        return sum(guess.chance for guess in self.guesses if guess.label in labels)

    @property
    def signs(self) -> tuple[Piece, ...]:
        """The signs within it, itself where it is one."""
        return self.leaves or (self,)

    def is_in(self, other: Piece, margin: float = 0.0) -> bool:
        """Whether its middle lies within *other*."""
        return (
            other.left - margin <= self.across <= other.right + margin
            and other.top - margin <= self.down <= other.bottom + margin
        )


def around(pieces: Sequence[Piece]) -> tuple[float, float, float, float]:
    """Return the left, top, right and bottom of all *pieces*."""
    return (
        min(piece.left for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.right for piece in pieces),
        max(piece.bottom for piece in pieces),
    )


def united(pieces: Sequence[Piece], **fields: object) -> Piece:
    """Return one piece in the place of *pieces*."""
    left, top, right, bottom = around(pieces)
    ink = np.zeros((round(bottom - top), round(right - left)), np.float32)
    for piece in pieces:
        high, wide = piece.ink.shape
        row, column = round(piece.top - top), round(piece.left - left)
        inside = ink[row : row + high, column : column + wide]
        np.maximum(inside, piece.ink, out=inside)
    one = Piece(left=left, top=top, right=right, bottom=bottom, ink=ink)
    return replace(one, **fields)


def shared_width(one: Piece, other: Piece) -> float:
    return max(min(one.right, other.right) - max(one.left, other.left), 0.0)


def shared_height(one: Piece, other: Piece) -> float:
    return max(min(one.bottom, other.bottom) - max(one.top, other.top), 0.0)


def without(pieces: Iterable[Piece], taken: Iterable[Piece]) -> list[Piece]:
    gone = {id(piece) for piece in taken}
    return [piece for piece in pieces if id(piece) not in gone]


def digit_height(pieces: Sequence[Piece], otherwise: float) -> float:
    """Return the height of a digit in a row of *pieces*, the raised ones aside."""
    digits = [p.height for p in pieces if p.form == "sign" and p.label in DIGITS]
    for height in sorted(digits, reverse=True):
        like = [h for h in digits if _LIKE * height <= h <= height]
        if len(like) >= min(_ENOUGH, len(digits)):
            return median(like)
    signs = [p.height for p in pieces if p.form == "sign" and p.label != DOT]
    return max(signs, default=otherwise)
