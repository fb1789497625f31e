from __future__ import annotations

import pytest

from bot.jobs import Box
from model_worker.places.table_places import column_box, row_box
from model_worker.readings import Cell, Table


def a_cell(text: str, left: float, top: float) -> Cell:
    return Cell(text, Box(left, top, left + 0.1, top + 0.04), 0.9)


TABLE = Table(
    box=Box(0.1, 0.1, 0.9, 0.5),
    rows=(
        (a_cell("a", 0.2, 0.15), a_cell("b", 0.6, 0.15)),
        (a_cell("c", 0.2, 0.25), a_cell("", 0.6, 0.9)),
        (a_cell("e", 0.2, 0.40), a_cell("f", 0.6, 0.40)),
    ),
    has_header=False,
    confidence=0.9,
)


def test_rows_are_as_wide_as_the_table_and_meet_between_their_words() -> None:
    boxes = [row_box(TABLE, place) for place in range(3)]
    assert {(box.left, box.right) for box in boxes} == {(0.1, 0.9)}
    assert [box.top for box in boxes] == pytest.approx([0.1, 0.22, 0.345])
    assert boxes[-1].bottom == 0.5
    assert row_box(TABLE, -1) == boxes[2]


def test_columns_are_as_high_as_the_table_and_meet_between_their_words() -> None:
    left, right = column_box(TABLE, 0), column_box(TABLE, 1)
    assert (left.left, left.right) == pytest.approx((0.1, 0.45))
    assert (right.left, right.right) == pytest.approx((0.45, 0.9))
    assert (left.top, left.bottom) == (0.1, 0.5)
    assert column_box(TABLE, -1) == right


def test_a_place_that_is_not_there_is_an_error() -> None:
    with pytest.raises(IndexError):
        row_box(TABLE, 3)
