from __future__ import annotations

import pytest
from PIL import ImageDraw

from bot.jobs import Box
from tests.model_worker.readers.marks.pages import (
    PINK,
    YELLOW,
    Ink,
    form,
    highlighted,
    jpeg,
    marks_on,
    two_column_page,
)
from tests.rendered import Canvas, Rendered, error_dialog, font

BUTTON = "#ffd54f"


def a_page_of_buttons(radius_px: int, padding_px: int, count: int = 1) -> Rendered:
    """Words on tinted rectangles, as interfaces have them, 800 x 480."""
    canvas = Canvas(800, 480, "white")
    canvas.write((40, 30), "Choose one of these", "black", font(22))
    for row in range(count):
        left, top = 60, 100 + 60 * row
        canvas.write((left, top), "Continue", "black", font(18))
        ink = canvas.texts[-1].box
        sides = (
            ink.left * 800 - padding_px,
            ink.top * 480 - 5,
            ink.right * 800 + padding_px,
            ink.bottom * 480 + 5,
        )
        canvas.pen.rounded_rectangle(sides, radius_px, fill=BUTTON)
        canvas.pen.text((left, top), "Continue", fill="black", font=font(18))
    return canvas.finished()


@pytest.mark.parametrize(("ink", "colour"), [(YELLOW, "yellow"), (PINK, "pink")])
def test_a_highlighted_line_is_found_with_its_colour(ink: Ink, colour: str) -> None:
    page = two_column_page()
    place = page.box_of("by a company")
    (mark,) = marks_on(page, highlighted(page, place, ink))
    assert mark.shape == "highlight"
    assert colour in mark.colour
    assert mark.box.iou(place) > 0.6
    assert mark.confidence >= 0.6


def test_a_highlight_that_ends_within_a_line_is_the_surest() -> None:
    page = two_column_page()
    line = page.box_of("by a company")
    middle = (line.left + line.right) / 2
    place = Box(line.left, line.top, middle, line.bottom)
    (mark,) = marks_on(page, highlighted(page, place))
    assert mark.box.iou(place) > 0.6
    assert mark.confidence > 0.8


def test_a_highlight_survives_compression() -> None:
    page = two_column_page()
    place = page.box_of("shared both")
    (mark,) = marks_on(page, jpeg(highlighted(page, place)))
    assert mark.shape == "highlight"
    assert mark.box.iou(place) > 0.6


def test_highlights_of_lines_that_follow_each_other_are_one() -> None:
    page = two_column_page()
    first, second = page.box_of("by a company"), page.box_of("shared both")
    once = highlighted(page, first)
    twice = highlighted(Rendered(once, page.texts), second)
    (mark,) = marks_on(page, twice)
    assert mark.box.iou(first.union(second)) > 0.7


@pytest.mark.parametrize("page", [form(), two_column_page(), error_dialog()])
def test_what_nobody_went_over_has_no_highlight(page: Rendered) -> None:
    assert marks_on(page) == ()


def test_a_button_with_round_corners_is_no_highlight() -> None:
    assert marks_on(a_page_of_buttons(radius_px=8, padding_px=6)) == ()


def test_a_button_with_room_around_its_words_is_no_highlight() -> None:
    assert marks_on(a_page_of_buttons(radius_px=0, padding_px=30)) == ()


def test_tints_that_come_in_numbers_are_the_pages_own() -> None:
    assert marks_on(a_page_of_buttons(radius_px=0, padding_px=6, count=5)) == ()


def test_a_selected_row_is_no_highlight() -> None:
    page = form()
    image = page.image.convert("RGB").copy()
    row = page.box_of("Customer number")
    top, bottom = row.top * 480 - 18, row.bottom * 480 + 18
    ImageDraw.Draw(image).rectangle((0, top, 800, bottom), fill="#bfdbfe")
    ImageDraw.Draw(image).text((40, 180), "Customer number", "black", font(18))
    assert marks_on(page, image) == ()
