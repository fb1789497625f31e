"""Places with a name but without a bar: is one there that was not found, or none?

Low bars and blurred ones are no clear rectangles; beside the ground of their own gap
they are seen all the same. Works on upright bars.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.rectangles import Area, Rgb
from model_worker.readers.pixels import Pixels

_CORE = 0.3
"""Widths of a bar on each side of its middle that are looked at."""

_CLEAR = 24
"""Steps that a bar stands off the ground beside it."""

_BREAK_PX = 5
"""Rows that a line of the grid may hide of a bar."""

_LEAST_PX = 2
"""What is flatter is the line along the base."""


class _Column(NamedTuple):
    height_px: int
    colour: Rgb


def with_lost_bars(row: Row, places_px: Sequence[float], pixels: Pixels) -> Row:
    """Return *row* with a bar at each of *places_px*; one of no height if need be."""
    lost = [_bar_at(place, row, pixels) for place in places_px]
    bars = sorted([*row.bars, *lost], key=lambda bar: bar.left)
    return replace(row, bars=tuple(bars))


def _bar_at(place_px: float, row: Row, pixels: Pixels) -> Area:
    """Return the bar at *place_px*, above the base or hanging from it."""
    up = _grown(place_px, row, pixels[: round(row.base_px)][::-1])
    down = _grown(place_px, row, pixels[round(row.base_px) :])
    width = median(bar.width for bar in row.bars)
    left, right = place_px - width / 2, place_px + width / 2
    if max(up.height_px, down.height_px) <= _LEAST_PX:
        return Area(left, row.base_px, right, row.base_px, row.bars[0].colour)
    if up.height_px >= down.height_px:
        return Area(left, row.base_px - up.height_px, right, row.base_px, up.colour)
    return Area(left, row.base_px, right, row.base_px + down.height_px, down.colour)


def _grown(place_px: float, row: Row, away: Pixels) -> _Column:
    """Return what stands at *place_px*; the rows of *away* lead away from the base."""
    width = median(bar.width for bar in row.bars)
    core = slice(int(place_px - _CORE * width), int(place_px + _CORE * width) + 1)
    gap = _gap(place_px, width, row)
    if core.start < 0 or core.stop > away.shape[1] or gap is None or not len(away):
        return _Column(0, row.bars[0].colour)
    strip = np.median(away[:, core], axis=1)
    off = np.abs(strip - np.median(away[:, gap], axis=1)).max(axis=-1)
    height = _height_px(off > _CLEAR)
    red, green, blue = np.median(strip[: max(height, 1)], axis=0)
    return _Column(height, (int(red), int(green), int(blue)))


def _gap(place_px: float, width: float, row: Row) -> slice | None:
    """Return the columns between the place and the bar next to it."""
    before = [bar.right for bar in row.bars if bar.right < place_px]
    after = [bar.left for bar in row.bars if bar.left > place_px]
    gaps = []
    if before:
        gaps.append(slice(int(max(before)) + 2, int(place_px - width / 2) - 1))
    if after:
        gaps.append(slice(int(place_px + width / 2) + 2, int(min(after)) - 1))
    wide = [gap for gap in gaps if gap.stop > gap.start]
    return min(wide, key=lambda gap: gap.stop - gap.start, default=None)


def _height_px(is_bar: NDArray[np.bool_]) -> int:
    """Return how many rows from the base on are a bar's, short breaks with them."""
    height = 0
    for at, is_filled in enumerate(is_bar):
        if is_filled:
            height = at + 1
        elif at - height >= _BREAK_PX:
            break
    return height
