from __future__ import annotations

from bot.jobs import Box
from model_worker.readers.panels.grid import is_regular, rows_of


def a_box(left: float, top: float, wide: float = 0.2, high: float = 0.2) -> Box:
    return Box(left, top, left + wide, top + high)


GRID = [a_box(left, top) for top in (0.1, 0.5) for left in (0.1, 0.4, 0.7)]


def test_boxes_are_put_in_rows_from_the_top_left() -> None:
    assert rows_of([GRID[at] for at in (4, 0, 2, 5, 1, 3)]) == [GRID[:3], GRID[3:]]


def test_a_full_grid_is_regular_and_its_last_row_may_end_early() -> None:
    assert is_regular(rows_of(GRID))
    assert is_regular(rows_of(GRID[:5]))


def test_rows_of_other_columns_are_not_regular() -> None:
    assert not is_regular(rows_of([*GRID[:3], a_box(0.2, 0.5), a_box(0.55, 0.5)]))


def test_a_row_in_the_middle_must_not_end_early() -> None:
    assert not is_regular(rows_of([*GRID[:5], *(a_box(x, 0.75) for x in (0.1, 0.4))]))


def test_a_speck_beside_large_parts_makes_no_grid() -> None:
    assert not is_regular(rows_of([GRID[0], a_box(0.4, 0.15, 0.05, 0.05)]))
