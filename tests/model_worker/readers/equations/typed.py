"""Typed pieces: a line in print without a picture, its places in pixels."""

from __future__ import annotations

from model_worker.readers.equations.names import Guess
from model_worker.readers.equations.pieces import Piece

DIGIT = 30.0


def a_sign(label: str, left: float, top: float = 0.0, high: float = DIGIT) -> Piece:
    return Piece(
        left=left,
        top=top,
        right=left + 0.6 * high,
        bottom=top + high,
        guesses=(Guess(label, 0.99),),
    )


def a_bar(left: float, right: float, top: float = 14.0) -> Piece:
    return Piece(left=left, top=top, right=right, bottom=top + 4, form="bar", text="-")


def equals(left: float) -> Piece:
    return Piece(left=left, top=9, right=left + 20, bottom=21, form="equals", text="=")
