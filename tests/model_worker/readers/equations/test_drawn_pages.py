"""Whole pages drawn in print: fractions, powers, systems and numbered tasks."""

from __future__ import annotations

import numpy as np
from matplotlib import font_manager
from PIL import Image, ImageDraw, ImageFont

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.equations.reader import equation_reading
from model_worker.readings import EquationReading

WIDTH, HEIGHT, SIZE = 640, 360, 36
SURE = 0.8


class Page:
    """A white page that words and bars are drawn on, as the text engine reads them."""

    def __init__(self) -> None:
        self._image = Image.new("RGB", (WIDTH, HEIGHT), "white")
        self._pen = ImageDraw.Draw(self._image)
        self._lines: list[Line] = []

    def write(
        self,
        words: str,
        at: tuple[int, int],
        size: int = SIZE,
        read: str | None = None,
    ) -> None:
        """Draw *words*; the engine reads them so, or as *read*, or not at all ("")."""
        font = ImageFont.truetype(font_manager.findfont("DejaVu Sans"), size)
        self._pen.text(at, words, "black", font)
        left, top, right, bottom = self._pen.textbbox(at, words, font)
        if read != "":
            box = Box(left / WIDTH, top / HEIGHT, right / WIDTH, bottom / HEIGHT)
            self._lines.append(Line(read or words, box, 0.99))

    def take_for(self, read: str, box: Box) -> None:
        """Have the engine read the upright line *read* at *box*."""
        self._lines.append(Line(read, box, 0.9, turned=True))

    def rule(self, left: int, top: int, right: int) -> None:
        self._pen.rectangle((left, top, right, top + 2), fill="black")

    def fraction(self, over: str, under: str, at: tuple[int, int]) -> None:
        left, top = at
        self.write(over, (left + 4, top - 44))
        self.rule(left, top, left + 32)
        self.write(under, (left + 4, top + 2))

    def reading(self) -> EquationReading:
        text = TextReading(tuple(Block((line,)) for line in self._lines))
        return equation_reading(np.array(self._image), text, lambda _: ())

    @property
    def texts(self) -> list[str]:
        return [each.text for each in self.reading().equations]


def test_numbers_over_and_under_a_bar_are_fractions() -> None:
    page = Page()
    page.fraction("3", "4", (60, 160))
    page.write("+", (110, 138))
    page.fraction("5", "6", (160, 160))
    page.write("=", (210, 138))

    assert page.texts == ["3/4 + 5/6 ="]


def test_a_small_fraction_that_is_read_as_one_upright_line_is_seen() -> None:
    page = Page()
    page.write("1", (64, 100), 26, read="")
    page.rule(60, 132, 82)
    page.write("2", (64, 130), 26, read="")
    page.take_for("12", Box(0.1, 0.3, 0.13, 0.45))
    page.write("- 3 =", (96, 115), 26, read="")

    assert page.texts == ["1/2 - 3 ="]


def test_a_small_raised_digit_is_a_power() -> None:
    page = Page()
    page.write("x", (60, 100))
    page.write("2", (84, 92), 22, read="")
    page.write("- 9 = 0", (110, 100))

    assert page.texts == ["x^2 - 9 = 0"]


def test_two_lines_with_two_unknowns_are_a_system() -> None:
    page = Page()
    page.write("x + y = 5", (60, 60))
    page.write("2x - y = 4", (60, 120))

    reading = page.reading()

    assert [each.text for each in reading.equations] == ["x + y = 5", "2x - y = 4"]
    assert reading.is_system


def test_numbered_tasks_keep_their_numbers() -> None:
    page = Page()
    page.write("1) 3x + 4 = 19", (60, 60))
    page.write("2) 5x - 2 = 8", (60, 140))

    reading = page.reading()

    assert [(e.label, e.text) for e in reading.equations] == [
        ("1", "3x + 4 = 19"),
        ("2", "5x - 2 = 8"),
    ]
    assert not reading.is_system


def test_an_equation_within_a_sentence_is_found() -> None:
    page = Page()
    page.write("Solve 2x + 3 = 7 for x", (60, 100))

    assert page.texts == ["2x + 3 = 7"]


def test_a_plus_that_was_read_alone_as_a_cross_is_no_dispute() -> None:
    page = Page()
    page.fraction("2", "4", (60, 160))
    page.write("+", (110, 138), read="\u00d7")
    page.fraction("5", "5", (160, 160))
    page.write("=", (210, 138), read="")

    (found,) = page.reading().equations

    assert found.confidence > SURE
