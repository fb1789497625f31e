from __future__ import annotations

import numpy as np

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.diagrams.node_islands import (
    Area,
    Flood,
    gap,
    is_cell,
    is_inside,
    is_island,
    is_page_of,
)
from model_worker.readers.diagrams.node_shapes import shape

SIZE = (400, 300)
USUAL_PX = 16


def a_flood(area: Area, text: Area | None = None) -> Flood:
    """A box of ground with a line in its middle, or where *text* is."""
    left, top, right, bottom = area
    middle = ((left + right) // 2, (top + bottom) // 2)
    place = text or (middle[0] - 20, middle[1] - 8, middle[0] + 20, middle[1] + 8)
    wide, high = SIZE
    box = Box(place[0] / wide, place[1] / high, place[2] / wide, place[3] / high)
    return Flood(area, np.ones((bottom - top, right - left), bool), [Line("A", box, 1)])


def is_page(flood: Flood, *others: Flood) -> bool:
    return is_page_of(flood, [flood, *others], SIZE, USUAL_PX)


def test_a_frame_around_words_is_a_box_of_its_own() -> None:
    flood = a_flood((100, 100, 200, 150))
    assert not is_page(flood)
    assert not is_island(flood, SIZE)


def test_what_reaches_the_rim_is_page() -> None:
    assert is_page(a_flood((0, 100, 100, 150)))


def test_what_holds_another_box_is_page() -> None:
    assert is_page(a_flood((50, 50, 250, 200)), a_flood((100, 100, 150, 140)))


def test_what_is_as_low_as_its_letters_is_no_box() -> None:
    assert is_page(a_flood((100, 100, 200, 117)))


def test_a_frame_that_was_read_as_part_of_its_line_is_a_box_all_the_same() -> None:
    area = (100, 100, 200, 143)
    assert not is_page(a_flood(area, text=(101, 92, 199, 142)))


def test_words_aside_in_a_wide_place_stand_between_arrows() -> None:
    assert is_island(a_flood((100, 50, 300, 250), text=(105, 55, 145, 71)), SIZE)


def test_boxes_wall_to_wall_are_cells() -> None:
    one, beside = a_flood((100, 100, 200, 150)), a_flood((202, 100, 300, 150))
    apart = a_flood((230, 100, 330, 150))
    around = a_flood((150, 60, 390, 290))
    assert is_cell(one, [one, beside])
    assert not is_cell(one, [one, apart])
    assert not is_cell(one, [one, around])


def test_what_lies_inside_and_how_far_stretches_are_apart() -> None:
    assert is_inside((2, 2, 5, 5), (1, 1, 9, 9))
    assert not is_inside((1, 2, 5, 5), (1, 1, 9, 9))
    assert gap((0, 10), (14, 20)) == 4
    assert gap((0, 10), (8, 20)) == -2


def test_a_shape_is_told_by_what_it_fills_of_its_frame() -> None:
    down, across = np.mgrid[-1:1:60j, -1:1:120j]
    assert shape(abs(down) + abs(across) <= 1) == "diamond"
    assert shape(down**2 + across**2 <= 1) == "ellipse"
    plain = np.ones((60, 120), dtype=bool)
    assert shape(plain) == "box"
    rounded = plain.copy()
    for rows in (slice(0, 4), slice(-4, None)):
        for columns in (slice(0, 4), slice(-4, None)):
            rounded[rows, columns] = False
    assert shape(rounded) == "rounded"
