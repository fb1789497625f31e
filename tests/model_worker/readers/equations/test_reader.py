"""Lines drawn in print, their words typed: what is an equation, and how sure it is."""

import numpy as np
import pytest
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.equations.reader import equation_reading
from model_worker.readings import Equation

SURE = 0.8
WIDTH, HEIGHT, SIZE = 640, 120, 36


def read(drawn: str, typed: str) -> tuple[Equation, ...]:
    """Return the equations in a picture of *drawn* that the engine read as *typed*."""
    image = Image.new("RGB", (WIDTH, HEIGHT), "white")
    font = ImageFont.truetype(font_manager.findfont("DejaVu Sans"), SIZE)
    pen = ImageDraw.Draw(image)
    pen.text((40, 40), drawn, "black", font)
    left, top, right, bottom = pen.textbbox((40, 40), drawn, font)
    box = Box(left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT)
    text = TextReading((Block((Line(typed, box, 0.99),)),))
    return equation_reading(np.array(image), text, lambda _: ()).equations


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [("2x + 3 = 7", "2x + 3 = 7"), ("12 + 7 = 19", "12 + 7 = 19")],
)
def test_a_line_that_both_readers_agree_on_is_sure(drawn: str, expected: str) -> None:
    (found,) = read(drawn, drawn)

    assert found.text == expected
    assert found.confidence > SURE


def test_a_line_that_the_readers_dispute_is_unsure() -> None:
    (found,) = read("2x + 3 = 7", "2x + 8 = 7")

    assert found.confidence < SURE


@pytest.mark.parametrize(
    "drawn",
    [
        "Meet me at the station",
        "24.12.2025",
        "+49 30 1234567",
        "$19.99",
        "0   20   40   60   80",
    ],
)
def test_what_nobody_would_solve_is_no_equation(drawn: str) -> None:
    assert read(drawn, drawn) == ()


@pytest.mark.parametrize(
    "drawn",
    [
        "2025-12-24",
        "24-12-2025",
        "2025-12",
        "555-0142",
        "555-1234",
        "030-1234-567",
        "978-3-16-148410-0",
        "10:30 - 12:15",
        "10 - 12 Uhr",
        "Pages 3-5",
        "A room of 10 x 12",
        "9-11 am",
    ],
)
def test_a_lone_date_number_time_or_range_is_no_equation(drawn: str) -> None:
    assert read(drawn, drawn) == ()


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        ("2025 - 12 - 24", "2025 - 12 - 24"),
        ("555 - 142", "555 - 142"),
        ("Calculate 12 - 7", "12 - 7"),
        ("0.5 + 10 =", "0.5 + 10 ="),
    ],
)
def test_a_lone_sum_is_still_an_exercise(drawn: str, expected: str) -> None:
    (found,) = read(drawn, drawn)

    assert found.text == expected
