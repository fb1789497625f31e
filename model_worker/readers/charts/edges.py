"""Where a bar ends, finer than a pixel: from the blend of its colour and the ground's.

Works on upright bars; a stroke drawn around the bar ends it at the stroke's middle.
"""

from __future__ import annotations

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from model_worker.readers.charts.rectangles import Area
from model_worker.readers.pixels import Pixels

_REACH_PX, _DEEP_PX = 12, 40
"""Rows looked at before and after the end that was found roughly.

A number printed on a bar may have been taken for a part of it.
"""

_BLEND_PX = 3
"""Rows on each side of an end that its blur takes at the most."""

_LINE_PX = 6
"""Rows that are not filled end a bar; fewer are a line of the grid across it."""

_CORE = (0.2, 0.8)
"""The part of a bar's width that is looked at, away from its own sides."""

_CLEAR = 24.0
"""Distance of two colours that can be told apart however they are blurred."""

_STROKE = 45.0
"""Distance of a colour from every blend of bar and ground that a stroke has."""

_HALF = 0.5

Profile = NDArray[np.float64]
"""Rows x 3: the usual colour of each row of a bar and beyond."""


def sharpened(bar: Area, pixels: Pixels) -> Area:
    """Return *bar* with its upper and its lower end moved to where they are."""
    height = pixels.shape[0]
    mirrored = replace(bar, top=height - bar.bottom, bottom=height - bar.top)
    top = _start_px(bar, pixels)
    bottom = height - _start_px(mirrored, pixels[::-1])
    return replace(bar, top=top, bottom=bottom) if top < bottom else bar


def _start_px(bar: Area, pixels: Pixels) -> float:
    """Return where *bar* starts, in pixels from the top; as given where unclear."""
    first = max(round(bar.top) - _REACH_PX, 0)
    inside = min(_DEEP_PX, int(bar.height * _HALF))
    rows = _profile(bar, pixels, first, round(bar.top) + max(inside, 1))
    crossing = _crossing(rows, np.array(bar.colour, dtype=float))
    if crossing is None:
        return bar.top
    ground = np.median(rows[max(crossing - 2 * _BLEND_PX, 0) : crossing - 1], axis=0)
    fill = np.median(rows[crossing + 1 :][: 2 * _BLEND_PX], axis=0)
    near = slice(max(crossing - _BLEND_PX, 0), crossing + _BLEND_PX)
    part, off = _blend(rows[near], ground, fill)
    stroke = np.where(off >= _STROKE, off, 0.0)
    start = first + near.start
    if stroke.any():
        places = np.arange(len(stroke)) + start + _HALF
        return float((stroke * places).sum() / stroke.sum())
    return start + len(part) - float(part.sum())


def _profile(bar: Area, pixels: Pixels, first: int, last: int) -> Profile:
    left = int(bar.left + _CORE[0] * bar.width)
    right = max(int(np.ceil(bar.left + _CORE[1] * bar.width)), left + 1)
    core: Profile = np.median(pixels[first:last, left:right], axis=1)
    return core


def _crossing(rows: Profile, fill: NDArray[np.float64]) -> int | None:
    """Return the first row of the run of *fill* that ends the profile."""
    ground = rows[0]
    if len(rows) <= _BLEND_PX or float(np.linalg.norm(fill - ground)) < _CLEAR:
        return None
    part, off = _blend(rows, ground, fill)
    is_outside = (part < _HALF) | (off >= _STROKE)
    crossing, run = len(rows), 0
    for at in range(len(rows) - 1, -1, -1):
        run = run + 1 if is_outside[at] else 0
        if run == 1:
            crossing = at + 1
        if run == _LINE_PX:
            break
    return crossing if run and _BLEND_PX <= crossing < len(rows) - 1 else None


def _blend(
    rows: Profile, ground: NDArray[np.float64], fill: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the share of *fill* in each row, and how far the row is off any blend."""
    way = fill - ground
    length = float(np.linalg.norm(way)) or 1.0
    part = np.clip((rows - ground) @ way / length**2, 0, 1)
    return part, np.linalg.norm(rows - ground - np.outer(part, way), axis=1)
