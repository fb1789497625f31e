"""Paper to draw charts on, with what a reader would have read of its writing."""

from __future__ import annotations

import math
from collections.abc import Sequence
from io import BytesIO

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.pixels import Pixels

FONT = ImageFont.load_default(14)
FINE = 3
"""Shapes are drawn so many times larger, so that their edges come out soft."""

Colour = tuple[int, int, int]
BLUE, ORANGE, GREEN = (31, 119, 180), (255, 127, 14), (44, 160, 44)
RED, PURPLE, BROWN = (214, 39, 40), (148, 103, 189), (140, 86, 75)
COLOURS: tuple[Colour, ...] = (BLUE, ORANGE, GREEN, RED, PURPLE, BROWN)

Colours = Sequence[Colour] | Sequence[str] | Sequence[str | Colour]


class Paper:
    """A picture and the text on it; everything is placed in pixels."""

    def __init__(
        self, wide: int = 400, tall: int = 300, ground: str | Colour = "white"
    ) -> None:
        self.wide, self.tall, self.ground = wide, tall, ground
        self.image = Image.new("RGB", (wide, tall), ground)
        self.lines: list[Line] = []

    @property
    def pen(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def write(
        self, words: str, left: float, top: float, fill: str | Colour = "black"
    ) -> None:
        self.pen.text((left, top), words, fill=fill, font=FONT)
        self.has_read(words, self.pen.textbbox((left, top), words, font=FONT))

    def has_read(
        self,
        words: str,
        sides: tuple[float, float, float, float],
        confidence: float = 0.99,
    ) -> None:
        left, top, right, bottom = sides
        box = Box(
            max(left, 0) / self.wide,
            max(top, 0) / self.tall,
            min(right, self.wide) / self.wide,
            min(bottom, self.tall) / self.tall,
        )
        self.lines.append(Line(words, box, confidence))

    def wheel(
        self,
        shares: Sequence[float],
        colours: Colours = COLOURS,
        *,
        middle: tuple[float, float] = (150, 150),
        radius: float = 100,
        start: float = 0.0,
        hole: float = 0.0,
        line: tuple[str, float] | None = None,
        pulled: dict[int, float] | None = None,
    ) -> None:
        """Draw slices clockwise from *start*, a turn; *pulled* moves some outwards."""
        fine = self.image.resize((self.wide * FINE, self.tall * FINE), 0)
        pen = ImageDraw.Draw(fine)
        turn = start
        for place, share in enumerate(shares):
            out = (pulled or {}).get(place, 0.0) * radius
            at = moved(middle, turn + share / 2, out)
            pen.pieslice(
                _fine_box(at, radius),
                360 * turn - 90,
                360 * (turn + share) - 90,
                fill=colours[place % len(colours)],
                outline=line[0] if line else None,
                width=round(line[1] * FINE) if line else 0,
            )
            turn += share
        if hole:
            pen.ellipse(_fine_box(middle, hole * radius), fill=self.ground)
        self.image = fine.resize((self.wide, self.tall), Image.Resampling.BOX)

    def label(
        self,
        words: str,
        turn: float,
        away: float = 1.12,
        *,
        middle: tuple[float, float] = (150, 150),
        radius: float = 100,
    ) -> None:
        """Write *words* beside the disc as charts do: outwards from an anchor."""
        x, y = moved(middle, turn, away * radius)
        width = FONT.getlength(words)
        is_left = math.sin(2 * math.pi * turn) < 0
        self.write(words, x - width if is_left else x, y - 8)

    def legend(
        self,
        names: Sequence[str],
        colours: Colours = COLOURS,
        at: tuple[int, int] = (290, 40),
    ) -> None:
        left, top = at
        for row, name in enumerate(names):
            down = top + 24 * row
            self.pen.rectangle((left, down, left + 13, down + 13), fill=colours[row])
            self.write(name, left + 22, down, "grey")

    @property
    def pixels(self) -> Pixels:
        return np.array(self.image)

    @property
    def jpeg(self) -> Pixels:
        buffer = BytesIO()
        self.image.save(buffer, "JPEG", quality=50)
        return np.array(Image.open(buffer))

    @property
    def text(self) -> TextReading:
        return TextReading((Block(tuple(self.lines)),)) if self.lines else TextReading()


def moved(middle: tuple[float, float], turn: float, by: float) -> tuple[float, float]:
    """Return the point that lies *by* pixels from *middle* in the direction *turn*."""
    angle = 2 * math.pi * turn
    return middle[0] + by * math.sin(angle), middle[1] - by * math.cos(angle)


def closer_to_nothing(region: Box) -> tuple[Line, ...]:
    return ()


def _fine_box(
    middle: tuple[float, float], radius: float
) -> tuple[float, float, float, float]:
    x, y = middle
    return (
        (x - radius) * FINE,
        (y - radius) * FINE,
        (x + radius) * FINE,
        (y + radius) * FINE,
    )
