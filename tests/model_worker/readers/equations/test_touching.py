from __future__ import annotations

import numpy as np

from model_worker.readers.equations.names import OTHER, Guess
from model_worker.readers.equations.pieces import Piece
from model_worker.readers.equations.touching import apart, is_bar


def a_piece(ink: np.ndarray) -> Piece:
    high, wide = ink.shape
    return Piece(
        left=0,
        top=0,
        right=wide,
        bottom=high,
        ink=ink.astype(np.float32),
        guesses=(Guess(OTHER, 0.9),),
    )


def test_a_thin_cross_is_a_plus_and_no_fraction_of_its_strokes() -> None:
    ink = np.zeros((43, 42))
    ink[20:23, :] = 1
    ink[:, 19:23] = 1

    assert [piece.label for piece in apart([a_piece(ink)], 31)] == ["+"]


def test_a_flat_full_stroke_is_a_bar_and_a_dot_is_none() -> None:
    assert is_bar(a_piece(np.ones((4, 24))), 30)
    assert not is_bar(a_piece(np.ones((5, 5))), 30)
