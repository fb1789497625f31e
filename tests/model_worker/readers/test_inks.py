from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image, ImageDraw

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.colour_names import family
from model_worker.readers.inks import inks
from model_worker.readers.pixels import pixels_of
from model_worker.readings import Patch
from tests.rendered import font

SIZE = (300, 80)


def inks_of(ink: str, paper: str = "#ffffff") -> tuple[Patch, ...]:
    """The inks of a line written in *ink* on *paper*."""
    image = Image.new("RGB", SIZE, paper)
    pen = ImageDraw.Draw(image)
    pen.text((20, 20), "Two orders are late", fill=ink, font=font(18))
    left, top, right, bottom = pen.textbbox((20, 20), "Two orders are late", font(18))
    box = Box(left / SIZE[0], top / SIZE[1], right / SIZE[0], bottom / SIZE[1])
    content = BytesIO()
    image.save(content, "PNG")
    text = TextReading((Block((Line("Two orders are late", box, 0.99),)),))
    return inks(pixels_of(content.getvalue()), text)


@pytest.mark.parametrize(
    ("ink", "paper", "name"),
    [
        ("#b91c1c", "#ffffff", "red"),
        ("#15803d", "#ffffff", "green"),
        ("#2563eb", "#f4f5f7", "blue"),
        ("#4ade80", "#0f172a", "green"),
    ],
)
def test_letters_have_the_colour_of_their_ink(ink: str, paper: str, name: str) -> None:
    (inked,) = inks_of(ink, paper)
    assert family(inked.colour) == name


@pytest.mark.parametrize(
    ("ink", "paper"),
    [
        ("#111111", "#ffffff"),
        ("#6b7280", "#ffffff"),
        ("#ffffff", "#15803d"),
        ("#fefefe", "#ffffff"),
    ],
)
def test_black_grey_and_white_letters_have_none_to_speak_of(
    ink: str, paper: str
) -> None:
    assert inks_of(ink, paper) == ()
