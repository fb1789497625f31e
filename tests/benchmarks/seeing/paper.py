"""A sheet to draw a chart on: smooth or not, with a steady hand or not."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct
from PIL import Image, ImageColor, ImageDraw

from bot.jobs import Box
from tests.benchmarks.seeing.samples import Rgb, clipped
from tests.rendered import Font, font

Anchor = Literal["la", "ma", "ra", "lm", "mm", "rm", "mb", "ms"]
Spot = tuple[float, float]

PAPERS = (
    ("#ffffff", "#000000", "#cfcfcf"),
    ("#ffffff", "#333333", "#e4e4e4"),
    ("#fbf7ec", "#2b2418", "#ddd3bd"),
    ("#f3f6fa", "#1d2a3a", "#cbd5e1"),
    ("#1b1f27", "#e8e8ea", "#3b4252"),
    ("#0f2537", "#f1f5f9", "#2c4a63"),
)
PALETTES = (
    (
        "#c0392b",
        "#2980b9",
        "#27ae60",
        "#f39c12",
        "#8e44ad",
        "#16a085",
        "#7f8c8d",
        "#d35400",
    ),
    (
        "#e41a1c",
        "#377eb8",
        "#4daf4a",
        "#984ea3",
        "#ff7f00",
        "#a65628",
        "#f781bf",
        "#999999",
    ),
    (
        "#003f5c",
        "#ffa600",
        "#bc5090",
        "#58508d",
        "#ff6361",
        "#4c9f70",
        "#8ab6d6",
        "#c9b037",
    ),
    (
        "#0072b2",
        "#e69f00",
        "#009e73",
        "#cc79a7",
        "#56b4e9",
        "#d55e00",
        "#b8a800",
        "#6b6b6b",
    ),
)
SMOOTH = 3


class Look(Struct, frozen=True, kw_only=True):
    """How everything on a sheet is drawn; *jitter_px* is how far the hand trembles."""

    paper: str
    ink: str
    faint: str
    colours: tuple[str, ...]
    family: str
    font_px: int
    line_px: int
    is_outlined: bool
    is_smooth: bool
    jitter_px: float

    @property
    def font(self) -> Font:
        return font(self.font_px, self.family)


class Area(Struct, frozen=True):
    """Pixels of the sheet that are still free."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


class Sheet:
    """Shapes are drawn larger and shrunk where the look is smooth; words come last."""

    def __init__(self, size_px: tuple[int, int], look: Look) -> None:
        self.size_px = size_px
        self.look = look
        self._scale = SMOOTH if look.is_smooth else 1
        large = (size_px[0] * self._scale, size_px[1] * self._scale)
        self._image = Image.new("RGB", large, look.paper)
        self._pen = ImageDraw.Draw(self._image)
        self._words: list[tuple[Spot, str, Anchor, str, Font, int]] = []
        self._hand = random.Random(f"{size_px} {look}")

    def titled(self, title: str) -> Area:
        """Write the title, at the left or in the middle; return what is left."""
        pad = self.look.font_px
        width, height = self.size_px
        if not title:
            return Area(pad, pad, width - pad, height - pad)
        large = font(round(self.look.font_px * 1.35), self.look.family)
        if large.getlength(title) > width - 2 * pad:
            large = self.look.font
        if self._hand.random() < 0.4:
            self.write((pad, pad), title, "la", large)
        else:
            self.write((width / 2, pad), title, "ma", large)
        return Area(pad, pad * 3.4, width - pad, height - pad)

    def write(
        self,
        at: Spot,
        words: str,
        anchor: Anchor = "la",
        face: Font | None = None,
        ink: str = "",
        turned: int = 0,
    ) -> None:
        """Write *words*, *turned* by so many degrees to the left around *at*."""
        face, ink = face or self.look.font, ink or self.look.ink
        self._words.append((at, words, anchor, ink, face, turned))

    def length(self, words: str) -> float:
        return self.look.font.getlength(words)

    def line(self, spots: Sequence[Spot], colour: str, width_px: float) -> None:
        shaken = [self._shaken(spot) for spot in spots]
        width = max(round(width_px * self._scale), 1)
        self._pen.line(shaken, fill=colour, width=width, joint="curve")

    def dashes(self, start: Spot, end: Spot, colour: str, step_px: int = 8) -> None:
        """Draw an upright or level line in dashes."""
        length = abs(end[0] - start[0]) + abs(end[1] - start[1])
        for way in range(0, round(length), 2 * step_px):
            part = [way / length, min((way + step_px) / length, 1.0)]
            spots = [_between(start, end, share) for share in part]
            self.line(spots, colour, 1)

    def rectangle(self, area: Area, colour: str) -> None:
        corners = [
            (area.left, area.top),
            (area.right, area.top),
            (area.right, area.bottom),
            (area.left, area.bottom),
        ]
        self.polygon(corners, colour)

    def polygon(self, spots: Sequence[Spot], colour: str) -> None:
        shaken = [self._shaken(spot) for spot in spots]
        self._pen.polygon(shaken, fill=colour)
        if self.look.is_outlined:
            width = max(round(self.look.line_px * self._scale), 1)
            self._pen.line(
                [*shaken, shaken[0]], fill=self.look.ink, width=width, joint="curve"
            )

    def dot(self, at: Spot, radius_px: float, colour: str) -> None:
        x, y = at[0] * self._scale, at[1] * self._scale
        radius = radius_px * self._scale
        self._pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def shown(self) -> Image.Image:
        image = self._image.resize(self.size_px, Image.Resampling.LANCZOS)
        pen = ImageDraw.Draw(image)
        for at, words, anchor, ink, face, turned in self._words:
            if turned:
                _write_turned(image, at, words, ink, face, turned)
            else:
                pen.text(at, words, fill=ink, font=face, anchor=anchor)
        return image

    def box(self, area: Area) -> Box | None:
        return clipped(area.left, area.top, area.right, area.bottom, self.size_px)

    def _shaken(self, spot: Spot) -> Spot:
        shake = self.look.jitter_px
        x = spot[0] + self._hand.uniform(-shake, shake)
        y = spot[1] + self._hand.uniform(-shake, shake)
        return x * self._scale, y * self._scale


def rgb_of(colour: str) -> Rgb:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def _between(start: Spot, end: Spot, share: float) -> Spot:
    return (
        start[0] + (end[0] - start[0]) * share,
        start[1] + (end[1] - start[1]) * share,
    )


def _write_turned(
    image: Image.Image, at: Spot, words: str, ink: str, face: Font, turned: int
) -> None:
    """Put the middle of the turned words' right end, or of all if upright, at *at*."""
    left, top, right, bottom = (round(n) for n in face.getbbox(words))
    label = Image.new("L", (right - left + 4, bottom - top + 4))
    ImageDraw.Draw(label).text((2 - left, 2 - top), words, fill=255, font=face)
    label = label.rotate(turned, expand=True, resample=Image.Resampling.BICUBIC)
    x = at[0] - (label.width / 2 if turned == 90 else label.width)
    image.paste(ink, (round(x), round(at[1])), label)
