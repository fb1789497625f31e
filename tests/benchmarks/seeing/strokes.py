"""What people draw on a screenshot before they send it: rings, frames, loops, ink."""

from __future__ import annotations

import math
import random
from io import BytesIO
from typing import Literal

from PIL import Image, ImageDraw

from bot.jobs import Box
from tests.benchmarks.seeing.samples import Rgb, clipped, png

Shape = Literal["ring", "rectangle", "freehand", "highlight"]
COLOURS: dict[str, Rgb] = {
    "red": (226, 30, 36),
    "blue": (20, 90, 230),
    "green": (12, 150, 60),
    "orange": (245, 130, 20),
}
MARKERS: dict[str, Rgb] = {
    "yellow": (255, 240, 60),
    "green": (140, 240, 120),
    "pink": (255, 150, 200),
}
SMOOTH = 3
STEPS = 90


def marked(
    content: bytes, box: Box, shape: Shape, colour: str, chance: random.Random
) -> tuple[bytes, Box]:
    """Return the picture with a mark around *box*, and the mark's own box."""
    with Image.open(BytesIO(content)) as image:
        picture = image.convert("RGB")
    if shape == "highlight":
        return _highlighted(picture, box, MARKERS[colour])
    outline = _outline(picture.size, box, shape, chance)
    width = chance.choice((3, 4, 5)) * max(1, round(picture.width / 1280))
    _draw(picture, outline, COLOURS[colour], width)
    across, down = zip(*outline, strict=True)
    around = clipped(min(across), min(down), max(across), max(down), picture.size)
    if around is None:
        raise ValueError(f"the mark around {box} lies outside the picture")
    return png(picture), around


def _highlighted(picture: Image.Image, box: Box, colour: Rgb) -> tuple[bytes, Box]:
    """Lay a marker's colour under the words, as ink multiplies on paper."""
    width, height = picture.size
    corners = (
        max(round(box.left * width) - 4, 0),
        max(round(box.top * height) - 2, 0),
        min(round(box.right * width) + 4, width),
        min(round(box.bottom * height) + 2, height),
    )
    place = picture.crop(corners)
    ink = Image.new("RGB", place.size, colour)
    picture.paste(Image.composite(ink, place, place.convert("L")), corners[:2])
    around = clipped(*corners, picture.size)
    return png(picture), around or box


def _outline(
    size: tuple[int, int], box: Box, shape: Shape, chance: random.Random
) -> list[tuple[float, float]]:
    """Return the way of the pen around *box*, in pixels, closed."""
    width, height = size
    middle = (box.left + box.right) * width / 2, (box.top + box.bottom) * height / 2
    half_x, half_y = (
        (box.right - box.left) * width / 2,
        (box.bottom - box.top) * height / 2,
    )
    if shape == "rectangle":
        x, y = half_x + chance.uniform(8, 16), half_y + chance.uniform(6, 12)
        corners = [(-x, -y), (x, -y), (x, y), (-x, y), (-x, -y)]
        return [(middle[0] + dx, middle[1] + dy) for dx, dy in corners]
    # An ellipse must be this much larger to hold the corners of what it is around.
    x, y = half_x * 1.18 + 14, half_y * 1.42 + 10
    wobble = 0.0 if shape == "ring" else 0.06
    phases = [chance.uniform(0, math.tau) for _ in range(2)]
    spots = []
    for step in range(STEPS + 1):
        angle = math.tau * step / STEPS - math.pi / 2
        bend = 1 + wobble * math.sin(2 * angle + phases[0])
        bend += wobble * math.sin(3 * angle + phases[1])
        spots.append(
            (
                middle[0] + x * bend * math.cos(angle),
                middle[1] + y * bend * math.sin(angle),
            )
        )
    return [*spots[:-1], spots[0]]


def _draw(
    picture: Image.Image, spots: list[tuple[float, float]], colour: Rgb, width: int
) -> None:
    large = Image.new("L", (picture.width * SMOOTH, picture.height * SMOOTH))
    pen = ImageDraw.Draw(large)
    way = [(x * SMOOTH, y * SMOOTH) for x, y in spots]
    pen.line(way, fill=255, width=width * SMOOTH, joint="curve")
    mask = large.resize(picture.size, Image.Resampling.LANCZOS)
    picture.paste(colour, (0, 0), mask)
