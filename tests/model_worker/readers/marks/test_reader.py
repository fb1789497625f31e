from __future__ import annotations

import io

import pytest
from PIL import Image, ImageDraw

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.marks.reader import mark_reading
from model_worker.readers.pixels import Pixels, pixels_of
from model_worker.readings import Mark
from tests import rendered
from tests.model_worker.readers.marks.pages import marks_on, with_arrow, with_ring

PLACE = Box(0.2, 0.2, 0.5, 0.4)


def a_form() -> Image.Image:
    with Image.open(io.BytesIO(rendered.form().png())) as image:
        return image.convert("RGB")


def marks(image: Image.Image) -> tuple[Mark, ...]:
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    pixels: Pixels = pixels_of(buffer.getvalue())
    return mark_reading(pixels, TextReading(), lambda _: ()).marks


@pytest.mark.parametrize(
    ("ink", "colour"), [((220, 20, 20), "red"), ((20, 60, 220), "blue")]
)
def test_a_ring_drawn_over_a_form_is_found_with_its_colour(
    ink: tuple[int, int, int], colour: str
) -> None:
    form = a_form()
    width, height = form.size
    sides = (
        PLACE.left * width,
        PLACE.top * height,
        PLACE.right * width,
        PLACE.bottom * height,
    )
    ImageDraw.Draw(form).ellipse(sides, outline=ink, width=5)
    (mark,) = marks(form)
    assert (mark.shape, mark.colour) == ("ring", colour)
    assert mark.box.iou(PLACE) > 0.8
    assert mark.confidence >= 0.6


def test_a_form_that_nobody_drew_on_has_no_marks() -> None:
    assert marks(a_form()) == ()


def test_a_blank_picture_has_no_marks() -> None:
    assert marks(Image.new("RGB", (40, 30), "white")) == ()


def test_a_field_outlined_in_red_is_no_mark() -> None:
    form = a_form()
    ImageDraw.Draw(form).rectangle((260, 170, 740, 214), outline="#b42318", width=1)
    assert marks(form) == ()


def test_the_noughts_of_a_large_coloured_number_are_no_rings() -> None:
    canvas = rendered.Canvas(800, 480, "white")
    canvas.write((300, 160), "500", "#7c3aed", rendered.font(96, "Sans-Bold"))
    page = canvas.finished()
    assert marks_on(page) == ()


def test_an_arrow_at_a_ring_is_a_mark_of_its_own() -> None:
    page = rendered.two_column_page()
    place = page.box_of("Two storms")
    left, right = place.left * 1000, place.right * 1000
    top, bottom = place.top * 560, place.bottom * 560
    sides = (int(left) - 30, int(top) - 14, int(right) + 30, int(bottom) + 14)
    drawn = with_arrow(with_ring(page.image, sides), (right + 20, bottom + 40), 40, 90)
    assert {mark.shape for mark in marks_on(page, drawn)} == {"ring", "arrow"}
