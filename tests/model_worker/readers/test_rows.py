from __future__ import annotations

from bot.text_reading import Line
from model_worker.readers.rows import whole_lines
from model_worker.readers.sides import sides
from tests.model_worker.readers.builders import a_line

SQUARE = 1.0


def texts(*lines: Line) -> list[str]:
    return [line.text for line in whole_lines(lines, SQUARE)]


def test_words_that_were_cut_at_a_wide_space_are_one_line() -> None:
    one = a_line("Two", left=0.1, width=0.1)
    other = a_line("words", left=0.21, width=0.1)
    assert texts(one, other) == ["Two words"]


def test_columns_stand_too_far_apart_to_be_one_line() -> None:
    one = a_line("Name", left=0.1, width=0.1)
    assert texts(one, a_line("Price", left=0.4, width=0.1)) == ["Name", "Price"]


def test_a_heading_beside_small_print_is_a_line_of_its_own() -> None:
    one = a_line("Big", left=0.1, width=0.1, height=0.06)
    small = a_line("print", left=0.21, width=0.1, top=0.12, height=0.02)
    assert texts(one, small) == ["Big", "print"]


def test_rows_are_told_from_the_top() -> None:
    assert texts(a_line("below", top=0.5), a_line("above", top=0.2)) == [
        "above",
        "below",
    ]


def test_a_joined_line_covers_its_parts_and_is_as_sure_as_both_together() -> None:
    one = a_line("Two", left=0.1, width=0.1, confidence=0.9)
    other = a_line("words", left=0.21, width=0.1, confidence=0.5)
    (line,) = whole_lines((one, other), SQUARE)
    assert line.box == one.box.union(other.box)
    assert 0.5 < line.confidence < 0.9


def test_sides_are_measured_in_heights_of_the_picture() -> None:
    wide = sides(a_line("x", left=0.1, width=0.2, height=0.1).box, aspect=2.0)
    assert round(wide.width, 3) == 0.4
    assert round(wide.height, 3) == 0.1
    assert wide.is_as_high_as(wide, 1.0)
