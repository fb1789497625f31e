from collections.abc import Iterable
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.colours import colour_reading
from model_worker.readers.pixels import Pixels, pixels_of
from model_worker.readings import ColourReading, Patch
from tests.rendered import Canvas, Rendered, font


def read(picture: Rendered, *, is_lossy: bool = False) -> ColourReading:
    content = picture.jpeg() if is_lossy else picture.png()
    lines = [Line(text.words, text.box, 0.9) for text in picture.texts]
    return colour_reading(pixels_of(content), TextReading((Block(tuple(lines)),)), none)


def none(region: Box) -> tuple[Line, ...]:
    raise AssertionError(f"colours need no text enlarged at {region}")


def two_buttons() -> Rendered:
    canvas = Canvas(640, 400, "white")
    canvas.pen.rectangle((60, 300, 219, 343), fill="#16a34a")
    canvas.write((92, 311), "Save order", "white", font(17))
    canvas.pen.rectangle((260, 300, 419, 343), fill="#dc2626")
    canvas.write((300, 311), "Cancel", "white", font(17))
    canvas.write((60, 60), "Delivery request", "black", font(28, "Sans-Bold"))
    return canvas.finished()


def patch_at(box: Box, patches: Iterable[Patch]) -> Patch:
    return max(patches, key=lambda patch: patch.box.iou(box))


@pytest.mark.parametrize("is_lossy", [False, True])
def test_a_button_is_an_area_with_the_text_on_it(*, is_lossy: bool) -> None:
    reading = read(two_buttons(), is_lossy=is_lossy)
    place = Box(60 / 640, 300 / 400, 220 / 640, 344 / 400)

    found = patch_at(place, reading.patches)

    assert found.colour == "green"
    assert found.box.iou(place) > 0.9
    assert found.share == pytest.approx(place.area, rel=0.1)


def test_letters_and_lines_are_no_areas() -> None:
    reading = read(two_buttons())

    assert [patch.colour for patch in reading.patches] in (
        ["green", "red"],
        ["red", "green"],
    )


def test_the_ground_is_named_and_is_no_area() -> None:
    canvas = Canvas(400, 300, "#1e1e1e")
    canvas.pen.rectangle((50, 50, 149, 149), fill="#facc15")

    reading = read(canvas.finished())

    assert reading.background in {"black", "dark grey"}
    assert [patch.colour for patch in reading.patches] == ["yellow"]


def test_squares_of_one_colour_are_told_apart() -> None:
    canvas = Canvas(600, 200, "white")
    for place in range(5):
        ink = "#d62728" if place != 2 else "#1f77b4"
        canvas.pen.rectangle((30 + 110 * place, 50, 110 + 110 * place, 130), fill=ink)

    colours = [patch.colour for patch in read(canvas.finished()).patches]

    assert sorted(colours) == ["blue", "red", "red", "red", "red"]


def test_a_photograph_has_soft_areas() -> None:
    chance = np.random.default_rng(4)
    photo = Image.new("RGB", (480, 320), "#3f6f3a")
    ImageDraw.Draw(photo).ellipse((150, 90, 330, 270), fill="#b03020")
    photo = photo.filter(ImageFilter.GaussianBlur(6))
    noise = chance.normal(0, 9, (320, 480, 3))
    pixels: Pixels = np.clip(np.asarray(photo) + noise, 0, 255).astype(np.uint8)

    reading = colour_reading(pixels, TextReading(), none)

    found = patch_at(Box(0.31, 0.28, 0.69, 0.85), reading.patches)
    assert found.colour in {"red", "dark red", "brown"}
    assert found.box.iou(Box(0.31, 0.28, 0.69, 0.85)) > 0.6


def test_an_empty_picture_is_all_background() -> None:
    buffer = BytesIO()
    Image.new("RGB", (1, 1), "red").save(buffer, "PNG")

    reading = colour_reading(pixels_of(buffer.getvalue()), TextReading(), none)

    assert reading == ColourReading("red", ())
