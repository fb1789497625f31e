"""A picture as upright bars stand in it: mirrored where they lie.

Whoever measures bars then needs one case only: they stand, and are named below.
"""

from __future__ import annotations

import numpy as np
from msgspec import Struct

from bot.jobs import Box
from model_worker.readers.charts.margins import Size
from model_worker.readers.pixels import Pixels

_LEAST_PX = 0.5
"""Half of a pixel that a place of no height is given, to be pointed at."""


class View(Struct, frozen=True):
    """*pixels* are mirrored at the falling diagonal where bars are horizontal.

    Pixels of the view count across the bars and along them; boxes are the picture's.
    """

    pixels: Pixels
    is_horizontal: bool

    @property
    def size_px(self) -> Size:
        """Width and height of the picture itself."""
        height, width = self.pixels.shape[:2]
        return (height, width) if self.is_horizontal else (width, height)

    @property
    def picture(self) -> Pixels:
        """The pixels as they were."""
        return self.pixels.transpose(1, 0, 2) if self.is_horizontal else self.pixels

    def box(self, left: float, top: float, right: float, bottom: float) -> Box:
        """Return the box of some pixels of the view, clipped to the picture."""
        if self.is_horizontal:
            left, top, right, bottom = top, left, bottom, right
        width, height = self.size_px
        left, right = _stretch(left, right, width)
        top, bottom = _stretch(top, bottom, height)
        return Box(left, top, right, bottom)

    def across_px(self, box: Box) -> tuple[float, float]:
        """Return where *box* starts and ends across the bars, in pixels."""
        width, height = self.size_px
        if self.is_horizontal:
            return box.top * height, box.bottom * height
        return box.left * width, box.right * width

    def along_px(self, box: Box) -> tuple[float, float]:
        """Return where *box* starts and ends along the bars, in pixels."""
        width, height = self.size_px
        if self.is_horizontal:
            return box.left * width, box.right * width
        return box.top * height, box.bottom * height


def upright(pixels: Pixels) -> View:
    return View(pixels, is_horizontal=False)


def lying(pixels: Pixels) -> View:
    mirrored = np.ascontiguousarray(pixels.transpose(1, 0, 2))
    return View(mirrored, is_horizontal=True)


def _stretch(start: float, end: float, length: int) -> tuple[float, float]:
    if end - start < 2 * _LEAST_PX:
        middle = (start + end) / 2
        start, end = middle - _LEAST_PX, middle + _LEAST_PX
    start = min(max(start, 0.0), length - 2 * _LEAST_PX)
    end = max(min(end, float(length)), start + 2 * _LEAST_PX)
    return start / length, end / length
