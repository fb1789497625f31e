from __future__ import annotations

from model_worker.readers.charts.baselines import Row, is_of_a_table, rows_of_bars
from model_worker.readers.charts.rectangles import Area
from tests.model_worker.readers.charts.drawn_bars import BLUE


def standing(*tops: float, step: float = 60, width: float = 40) -> list[Area]:
    return [
        Area(20 + step * at, top, 20 + step * at + width, 300, BLUE)
        for at, top in enumerate(tops)
    ]


def the_row(areas: list[Area]) -> Row:
    return rows_of_bars(areas)[0]


def test_bars_on_one_base_make_a_row() -> None:
    row = the_row(standing(100, 200, 150))
    assert len(row.bars) == 3
    assert (row.base_px, row.in_group, row.step_px) == (300, 1, 60)
    assert row.centres == (40, 100, 160)


def test_bars_may_hang_from_the_base() -> None:
    hanging = Area(200, 300, 240, 380, BLUE)
    assert len(the_row([*standing(100, 200, 150), hanging]).bars) == 4


def test_a_place_may_be_left_out() -> None:
    bars = standing(100, 200, 150, 120)
    assert the_row([bars[0], bars[1], bars[3]]).in_group == 1


def test_other_widths_are_no_part_of_the_row() -> None:
    wide = Area(200, 50, 300, 300, BLUE)
    assert wide not in the_row([*standing(100, 200, 150), wide]).bars


def test_touching_bars_with_gaps_between_are_groups() -> None:
    lefts = [20 + 100 * group + 30 * at for group in range(3) for at in range(2)]
    row = the_row([Area(left, left, left + 30, 300, BLUE) for left in lefts])
    assert row.in_group == 2
    assert row.centres == (50, 150, 250)


def test_bars_at_odd_distances_make_no_sense() -> None:
    odd = [Area(left, 100, left + 40, 300, BLUE) for left in (20, 90, 215, 310)]
    assert the_row(odd).in_group == 0


def test_far_apart_rows_are_parted() -> None:
    far = [Area(left, left - 890, left + 40, 300, BLUE) for left in (920, 980, 1040)]
    rows = rows_of_bars([*standing(100, 200, 150), *far])
    assert sorted(len(row.bars) for row in rows)[-2:] == [3, 3]


def test_one_rectangle_is_no_row() -> None:
    assert rows_of_bars(standing(100)) == ()


def test_cells_are_of_a_table() -> None:
    cells = [
        Area(20 + 60 * column, 300 - 50 * row, 60 + 60 * column, 345 - 50 * row, BLUE)
        for row in range(4)
        for column in range(3)
    ]
    row = the_row(cells)
    assert is_of_a_table(row, cells)
    bars = standing(100, 200, 150)
    assert not is_of_a_table(the_row(bars), bars)
