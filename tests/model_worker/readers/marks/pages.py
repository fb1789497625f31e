"""Pages with their texts known, and what people draw over them."""

from __future__ import annotations

import io
from math import cos, pi, sin

import numpy as np
from PIL import Image, ImageDraw

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.marks.reader import mark_reading
from model_worker.readers.pixels import Pixels
from model_worker.readings import Mark
from tests.rendered import Rendered, form, two_column_page

Ink = tuple[int, int, int]
RED: Ink = (220, 20, 20)
YELLOW: Ink = (255, 240, 60)
PINK: Ink = (255, 150, 200)

__all__ = ["form", "two_column_page"]


def text_of(page: Rendered) -> TextReading:
    """Return the texts of *page* as if they had been read, a block each."""
    return TextReading(
        tuple(Block((Line(text.words, text.box, 0.98),)) for text in page.texts)
    )


def marks_on(page: Rendered, image: Image.Image | None = None) -> tuple[Mark, ...]:
    """Return the marks that are read on *page*, or on *image* drawn from it."""
    shown = np.array((image or page.image).convert("RGB"))
    return mark_reading(shown, text_of(page), lambda _: ()).marks


def jpeg(image: Image.Image, quality: int = 60) -> Image.Image:
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=quality)
    return Image.open(buffer).convert("RGB")


def highlighted(page: Rendered, box: Box, ink: Ink = YELLOW) -> Image.Image:
    """Go over *box* with a marker, whose ink multiplies as on paper."""
    pixels: Pixels = np.array(page.image.convert("RGB"))
    height, width = pixels.shape[:2]
    left, right = round(box.left * width) - 3, round(box.right * width) + 3
    top, bottom = round(box.top * height) - 3, round(box.bottom * height) + 3
    cut = pixels[top:bottom, left:right]
    cut[:] = cut.astype(int) * np.array(ink) // 255
    return Image.fromarray(pixels)


def with_arrow(
    image: Image.Image,
    tip: tuple[float, float],
    turned: float,
    length: float = 120,
    ink: Ink = RED,
    width: int = 5,
) -> Image.Image:
    """Draw an arrow in pixels whose line leaves its tip *turned* degrees clockwise."""
    drawn = image.convert("RGB").copy()
    pen = ImageDraw.Draw(drawn)

    def at(angle: float, away: float) -> tuple[float, float]:
        radians = angle * pi / 180
        return tip[0] + away * cos(radians), tip[1] + away * sin(radians)

    pen.line((at(turned, length), at(turned, 14)), fill=ink, width=width)
    pen.polygon((tip, at(turned - 27, 24), at(turned + 27, 24)), fill=ink)
    return drawn


def with_ring(image: Image.Image, sides: tuple[int, int, int, int]) -> Image.Image:
    drawn = image.convert("RGB").copy()
    ImageDraw.Draw(drawn).ellipse(sides, outline=RED, width=5)
    return drawn
