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
