"""Pictures to draw on, made here so that no test needs a file it may not have."""

from __future__ import annotations

import random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bot.jobs import Box, Finding, Source

INK, PAPER = (28, 30, 33), (250, 250, 251)
MESSAGE = (
    "Connection refused (port 5432)",
    "The server did not answer in 30 s.",
)


def a_finding(
    number: int,
    *boxes: tuple[float, float, float, float],
    source: Source = "read",
    confidence: float = 0.95,
    phrase: str = "Connection refused",
) -> Finding:
    return Finding(
        number=number,
        phrase=phrase,
        boxes=tuple(Box(*box) for box in boxes),
        picture="a" * 64,
        source=source,
        confidence=confidence,
    )


def screenshot(*, is_dark: bool = False) -> Image.Image:
    """A window with a side bar, text, an error message and two buttons, 640 x 400."""
    ink, paper = (PAPER, (24, 26, 30)) if is_dark else (INK, PAPER)
    panel = (38, 41, 47) if is_dark else (235, 237, 240)
    image = Image.new("RGB", (640, 400), paper)
    pencil = ImageDraw.Draw(image)
    pencil.rectangle((0, 0, 640, 36), panel)
    pencil.text((16, 9), "Warehouse - nightly import", ink, _font(15))
    pencil.rectangle((0, 37, 140, 400), panel)
    for row, word in enumerate(("Overview", "Sources", "Imports", "Logs", "Settings")):
        pencil.text((16, 60 + 30 * row), word, ink, _font(13))
    pencil.text((170, 64), "Import 2024-11-03", ink, _font(20))
    pencil.rounded_rectangle((170, 110, 610, 200), 6, panel, (196, 60, 50), 2)
    for row, line in enumerate(MESSAGE):
        pencil.text((190, 126 + 30 * row), line, ink, _font(16))
    for row in range(4):
        pencil.text(
            (170, 222 + 24 * row), f"12:0{row}  batch {row + 1}", ink, _font(13)
        )
        pencil.text((420, 222 + 24 * row), f"{1204 + 37 * row} rows", ink, _font(13))
    pencil.rounded_rectangle((430, 348, 515, 380), 6, (0, 102, 204))
    pencil.text((452, 356), "Retry", (255, 255, 255), _font(15))
    pencil.rounded_rectangle((525, 348, 610, 380), 6, panel)
    pencil.text((542, 356), "Cancel", ink, _font(15))
    return image


def photo(size: tuple[int, int] = (600, 400)) -> Image.Image:
    """Soft sky, hills and two round animals, without a straight line."""
    width, height = size
    image = Image.linear_gradient("L").resize(size)
    image = Image.merge(
        "RGB",
        (
            image.point(lambda v: 120 + v // 4),
            image.point(lambda v: 160 + v // 8),
            image.point(lambda v: 220 - v // 3),
        ),
    )
    pencil = ImageDraw.Draw(image)
    pencil.ellipse((-width // 4, height // 2, width, height * 2), (92, 120, 70))
    pencil.ellipse((width // 2, height * 5 // 9, width * 2, height * 2), (70, 98, 58))
    for middle, coat in ((0.28, (150, 96, 50)), (0.68, (226, 200, 160))):
        left, right = int((middle - 0.12) * width), int((middle + 0.12) * width)
        pencil.ellipse((left, height * 5 // 10, right, height * 19 // 20), coat)
        inset = width // 40
        head = (left + inset, height * 3 // 10, right - inset, height * 6 // 10)
        pencil.ellipse(head, coat)
    return image.filter(ImageFilter.GaussianBlur(width / 250))


def noise(size: tuple[int, int], seed: int = 7) -> Image.Image:
    return Image.frombytes(
        "RGB", size, random.Random(seed).randbytes(3 * size[0] * size[1])
    )


def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    return ImageFont.load_default(size)
