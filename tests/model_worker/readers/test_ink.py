from __future__ import annotations

import numpy as np

from model_worker.readers.ink import around_ink, pieces
from model_worker.readers.tiles import Quad

QUAD: Quad = ((100.0, 50.0), (300.0, 50.0), (300.0, 90.0), (100.0, 90.0))


def a_cut(
    height: int = 40, width: int = 200
) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.full((height, width, 3), 240, dtype=np.uint8)


def test_empty_margins_are_taken_away_but_for_a_pixel() -> None:
    cut = a_cut()
    cut[10:31:2, 12:190:3] = 20
    assert around_ink(QUAD, cut) == ((111, 59), (291, 59), (291, 82), (111, 82))


def test_margins_turn_with_the_quad() -> None:
    cut = a_cut()
    cut[10:31:2, 12:190:3] = 20
    upwards = ((50.0, 300.0), (50.0, 100.0), (90.0, 100.0), (90.0, 300.0))
    assert around_ink(upwards, cut) == ((59, 289), (59, 109), (82, 109), (82, 289))


def test_where_everything_varies_nothing_is_taken_away() -> None:
    chance = np.random.default_rng(1)
    cut = chance.integers(0, 256, (40, 200, 3), dtype=np.uint8)
    assert around_ink(QUAD, cut) == QUAD


def test_a_plain_cut_is_left_as_it_is() -> None:
    assert around_ink(QUAD, a_cut()) == QUAD


def test_never_more_is_taken_away_than_a_margin_can_be() -> None:
    cut = a_cut()
    cut[20, 100] = 0
    assert around_ink(QUAD, cut) == ((120, 64), (280, 64), (280, 76), (120, 76))


def test_a_line_of_usual_length_is_one_piece() -> None:
    assert len(pieces(a_cut(20, 1200))) == 1


def test_a_long_line_is_parted_between_words() -> None:
    cut = a_cut(10, 1000)
    for word in range(0, 1000, 50):
        cut[2:8, word : word + 40 : 2] = 0
    parts = pieces(cut)
    assert sum(part.shape[1] for part in parts) == 1000
    assert all(part.shape[1] <= 600 for part in parts)
    starts = np.cumsum([part.shape[1] for part in parts])[:-1]
    assert all(start % 50 > 40 for start in starts)


def test_a_long_texture_is_parted_all_the_same() -> None:
    chance = np.random.default_rng(1)
    cut = chance.integers(0, 256, (8, 3000, 3), dtype=np.uint8)
    parts = pieces(cut)
    assert sum(part.shape[1] for part in parts) == 3000
    assert all(0 < part.shape[1] <= 480 for part in parts)
