"""A picture with everything that is true of it: what every generator here returns.

Boxes are fractions of the picture, as everywhere; colours are red, green, blue.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace
from PIL import Image

from bot.jobs import Box
from model_worker.readings import ChartKind

Source = Literal["matplotlib", "plotly", "pillow", "html"]
Trend = Literal["", "up", "down", "flat"]
Verdict = Literal["supported", "contradicted", "not visible"]
Rgb = tuple[int, int, int]

JPEG_QUALITY = 50


class PointTruth(Struct, frozen=True, kw_only=True):
    """A slice, a bar or a place on a line; *box* is what was painted."""

    label: str
    value: float
    colour: Rgb
    box: Box | None = None
    share: float | None = None
    series: str = ""


class ChartTruth(Struct, frozen=True, kw_only=True):
    """Everything a chart shows. *trend* is "" where a line only wanders.

    *peak* and *valley* are the labels of the greatest and the smallest point, "" where
    the runner-up is too near to be told apart. *is_hard*: grouped, stacked, several
    lines, or colours that even a person would confuse: right or honestly unsure.
    """

    kind: ChartKind
    points: tuple[PointTruth, ...]
    title: str = ""
    x_title: str = ""
    y_title: str = ""
    unit: str = ""
    is_horizontal: bool = False
    is_stacked: bool = False
    trend: Trend = ""
    peak: str = ""
    valley: str = ""
    is_hard: bool = False
    style: str = ""


class NothingTruth(Struct, frozen=True):
    """There is no chart in this picture."""


class ErrorTruth(Struct, frozen=True):
    """What a person would copy out: every part must be said, up to white space."""

    parts: tuple[str, ...]
    box: Box | None = None


class PlaceTruth(Struct, frozen=True, kw_only=True):
    """What the question's reference means, and what is written there.

    *boxes* are the readings a person may have of it: a row's frame, or its words.
    """

    boxes: tuple[Box, ...]
    text: str = ""


class EquationTruth(Struct, frozen=True, kw_only=True):
    """*results* are all values that must be said: ``x = 3`` is "3" beside "x"."""

    kind: Literal["arithmetic", "linear", "quadratic", "system"]
    text: str
    results: tuple[tuple[str, str], ...]


class ClaimTruth(Struct, frozen=True, kw_only=True):
    """One sentence of a post, what the picture says about it, and where."""

    claim: str
    verdict: Verdict
    box: Box | None = None


class StepTruth(Struct, frozen=True):
    """A box of a flow chart, its outline included."""

    text: str
    box: Box


class FlowTruth(Struct, frozen=True, kw_only=True):
    """The boxes of a flow chart, none where there is no such chart.

    *wanted* must be pointed at and nothing else may, but for what the question itself
    *named*; each step must be said before those that *ways* lead to. Where a *count*
    was asked for, only that number matters.
    """

    steps: tuple[StepTruth, ...] = ()
    wanted: tuple[int, ...] = ()
    named: tuple[int, ...] = ()
    ways: tuple[tuple[int, int], ...] = ()
    count: int | None = None


Truth = (
    ChartTruth
    | NothingTruth
    | ErrorTruth
    | PlaceTruth
    | EquationTruth
    | ClaimTruth
    | FlowTruth
)


class Sample(Struct, frozen=True, kw_only=True):
    """*question* is what a person would ask of it, "" where a row asks its own."""

    name: str
    source: Source
    content: bytes
    truth: Truth
    question: str = ""
    is_lossy: bool = False

    def as_jpeg(self, quality: int = JPEG_QUALITY) -> Sample:
        """Return the same picture as somebody's messenger would send it on."""
        return replace(
            self,
            name=f"{self.name}-q{quality}",
            content=jpeg(self.content, quality),
            is_lossy=True,
        )


Generator = Callable[[int, int], Iterator[Sample]]
"""Takes a seed and a count; the same seed gives the same samples."""


def chance_of(seed: int, *about: object) -> random.Random:
    """Return randomness of its own for one sample, the same on every machine."""
    return random.Random("/".join(map(str, (seed, *about))))


def jpeg(content: bytes, quality: int = JPEG_QUALITY) -> bytes:
    lossy = BytesIO()
    with Image.open(BytesIO(content)) as image:
        image.convert("RGB").save(lossy, "JPEG", quality=quality)
    return lossy.getvalue()


def png(image: Image.Image) -> bytes:
    content = BytesIO()
    image.save(content, "PNG")
    return content.getvalue()


def clipped(
    left: float, top: float, right: float, bottom: float, size: tuple[float, float]
) -> Box | None:
    """Return the pixels as fractions of *size*, None where nothing is inside."""
    width, height = size
    left, right = max(left / width, 0.0), min(right / width, 1.0)
    top, bottom = max(top / height, 0.0), min(bottom / height, 1.0)
    return Box(left, top, right, bottom) if left < right and top < bottom else None
