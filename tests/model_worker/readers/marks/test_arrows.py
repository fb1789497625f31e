from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageDraw

from model_worker.readers.marks.arrows import Arrow, arrow_of, place_meant
from model_worker.readers.marks.strokes import strokes
from tests.model_worker.readers.marks.pages import (
    form,
    marks_on,
    text_of,
    two_column_page,
    with_arrow,
)
from tests.rendered import Canvas, Rendered, font

SIZE = (480, 800)


def arrows_in(image: Image.Image) -> list[Arrow]:
    pixels = np.array(image)
    return [arrow for each in strokes(pixels) if (arrow := arrow_of(each))]


@pytest.mark.parametrize("turned", [20, 75, 130, 215, 250, 340])
def test_an_arrow_has_its_tip_where_its_head_is(turned: float) -> None:
    blank = Image.new("RGB", (800, 480), "white")
    (arrow, *_) = arrows_in(with_arrow(blank, (400, 240), turned))
    assert np.hypot(arrow.tip[0] - 400, arrow.tip[1] - 240) < 5
    assert arrow.line_px == pytest.approx(5, abs=2)


def test_a_head_too_broad_for_a_stroke_belongs_to_its_arrow() -> None:
    blank = Image.new("RGB", (480, 320), "white")
    drawn = with_arrow(blank, (100, 200), 320, length=110, width=4)
    pen = ImageDraw.Draw(drawn)
    pen.polygon(((100, 200), (130, 196), (112, 166)), fill=(220, 20, 20))
    (arrow, *_) = arrows_in(drawn)
    assert np.hypot(arrow.tip[0] - 100, arrow.tip[1] - 200) < 5


def test_a_plain_line_is_no_arrow() -> None:
    blank = Image.new("RGB", (800, 480), "white")
    ImageDraw.Draw(blank).line((100, 100, 400, 300), fill=(220, 20, 20), width=5)
    assert arrows_in(blank) == []


def test_a_line_with_a_head_at_both_ends_points_nowhere() -> None:
    blank = Image.new("RGB", (800, 480), "white")
    once = with_arrow(blank, (200, 200), 30, length=200)
    end = (200 + 200 * np.cos(np.pi / 6), 200 + 200 * np.sin(np.pi / 6))
    assert arrows_in(with_arrow(once, end, 210, length=60)) == []


def test_an_arrow_means_the_line_ahead_of_it_and_not_the_one_behind() -> None:
    page = form()
    place = page.box_of("Customer number")
    tip = (place.right * 800 + 8, (place.top + place.bottom) * 240)
    ahead = Arrow(tip, (-1.0, 0.0), 100, 5, 0)
    rect = place_meant(ahead, text_of(page), SIZE, letter_px=16)
    assert abs(rect.left - place.left * 800) < 3
    away = Arrow(tip, (0.0, -1.0), 100, 5, 0)
    assert place_meant(away, text_of(page), SIZE, letter_px=16) != rect


def test_an_arrow_at_nothing_written_means_the_place_at_its_tip() -> None:
    arrow = Arrow((400.0, 240.0), (1.0, 0.0), 100, 5, 0)
    rect = place_meant(arrow, text_of(Rendered(Image.new("RGB", (1, 1)))), SIZE, 16)
    assert rect.left <= 400 < rect.right
    assert rect.top < 240 < rect.bottom


def test_what_an_arrow_points_at_is_a_mark() -> None:
    page = two_column_page()
    place = page.box_of("Two storms")
    tip = (place.left * 1000 + 60, place.bottom * 560 + 6)
    drawn = with_arrow(page.image, tip, 50, length=90)
    (mark, *_) = marks_on(page, drawn)
    assert (mark.shape, mark.colour) == ("arrow", "red")
    assert mark.box.iou(place) > 0.8
    assert mark.confidence >= 0.6


def test_the_coloured_arrow_of_a_flow_chart_is_no_mark() -> None:
    canvas = Canvas(800, 480, "white")
    pen = canvas.pen
    for left, words in ((60, "Begin"), (500, "End")):
        sides = (left, 200, left + 160, 260)
        pen.rectangle(sides, outline="#222222", width=2, fill="#e8f0fe")
        canvas.write((left + 50, 218), words, "black", font(18))
    pen.line((222, 230, 486, 230), fill=(220, 20, 20), width=3)
    pen.polygon(((498, 230), (482, 222), (482, 238)), fill=(220, 20, 20))
    assert marks_on(canvas.finished()) == ()
