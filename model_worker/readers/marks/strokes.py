"""Pixels -> the thin, connected strokes of one strong colour in them.

A person draws with a tool: one colour that stands out, one width. What is broad in
that colour (a button, a bar, a face) is taken away first, so that a stroke across it
is not lost in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readers.colour_names import Colour
from model_worker.readers.flat_colours import lab_of
from model_worker.readers.panels.cuts import Mask, Rect
from model_worker.readers.pixels import Pixels

_STRONG = 30.0
"""CIE-Lab chroma from which a colour stands out."""

_LEVELS = 32
"""Of red, green and blue each: finer shades are one."""

_COLOURS_MAX = 14
_APART = 16.0
_NEAR = 24.0
_PALER = 0.7
_CANDIDATES = 400
_SHADE = 0.6
"""Compression and soft edges change lightness more than hue."""

_HUE_STEP, _HUE_NEAR, _HUES_MAX = 10, 30, 6
"""Degrees, and how many hues are looked at where a picture was compressed."""

_SAMPLED, _LITTLE, _OFTEN = 3, 4, 0.04
_MOSTLY, _SELDOM = 0.5, 0.002
_BROAD = 1 / 64
"""Of the longer side: a stroke is thinner."""

_LEAST_PX = 40
_SHORTEST_PX = 18
_STROKES_MAX = 50


class Stroke(NamedTuple):
    """*mask* is its pixels inside *rect*; *near* is 1 wherever its colour is there."""

    colour: Colour
    rect: Rect
    mask: Mask
    near: NDArray[np.uint8]


def strokes(pixels: Pixels) -> Iterator[Stroke]:
    """Yield the strokes of each strong colour, the most common colour first."""
    codes = _codes(pixels)
    counts = np.bincount(codes.ravel(), minlength=_LEVELS**3)
    broad_px = max(int(_BROAD * max(pixels.shape)), 7)
    tables = [*_balls(counts), *(_sectors(counts) if _is_lossy(pixels) else ())]
    for table in tables:
        yield from _connected(table[codes], broad_px, pixels)


def _is_lossy(pixels: Pixels) -> bool:
    """Whether neighbours differ by a little in many places, as drawn ones never do.

    On a page with little on it those are few places, but most where anything changes.
    """
    some = pixels[::_SAMPLED].astype(np.int16)
    steps = np.abs(np.diff(some, axis=1)).max(axis=2)
    little = float(((steps > 0) & (steps <= _LITTLE)).mean())
    return little > max(min(_OFTEN, _MOSTLY * float((steps > 0).mean())), _SELDOM)


def _balls(counts: NDArray[np.int64]) -> Iterator[NDArray[np.uint8]]:
    """Yield what is like each of the most common strong colours, by code."""
    lab = _lab_of_codes()
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    for peak in _peaks(np.where(chroma >= _STRONG, counts, 0), lab):
        off = (lab - peak) * (_SHADE, 1, 1)
        near = (off * off).sum(axis=1) <= _NEAR * _NEAR
        yield (near & (chroma >= _PALER * _STRONG)).astype(np.uint8)


def _sectors(counts: NDArray[np.int64]) -> Iterator[NDArray[np.uint8]]:
    """Yield what has each of the most common hues: compression spreads the rest."""
    lab = _lab_of_codes()
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    hue = np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360
    weights = np.where(chroma >= _STRONG, counts, 0)
    bins = np.bincount((hue / _HUE_STEP).astype(int), weights, 360 // _HUE_STEP)
    smooth = bins + np.roll(bins, 1) + np.roll(bins, -1)
    for _ in range(_HUES_MAX):
        place = int(smooth.argmax())
        if smooth[place] < _LEAST_PX:
            return
        off = np.abs((hue - (place + 0.5) * _HUE_STEP + 180) % 360 - 180)
        yield ((off <= _HUE_NEAR) & (chroma >= _PALER * _STRONG)).astype(np.uint8)
        reach = _HUE_NEAR // _HUE_STEP
        smooth[np.arange(place - reach, place + reach + 1) % len(smooth)] = 0


def _codes(pixels: Pixels) -> NDArray[np.uint16]:
    step = 256 // _LEVELS
    red, green, blue = (pixels[..., at].astype(np.uint16) // step for at in range(3))
    return (red * _LEVELS + green) * _LEVELS + blue


@cache
def _lab_of_codes() -> NDArray[np.float32]:
    levels = np.arange(_LEVELS) * (256 // _LEVELS) + 128 // _LEVELS
    grid = np.stack(np.meshgrid(levels, levels, levels, indexing="ij"), axis=-1)
    return lab_of(grid.reshape(-1, 3).astype(np.uint8))


def _peaks(
    counts: NDArray[np.int64], lab: NDArray[np.float32]
) -> list[NDArray[np.float32]]:
    """Return the colours that most pixels have, well apart from each other."""
    chosen: list[NDArray[np.float32]] = []
    for code in np.argsort(counts)[::-1][:_CANDIDATES]:
        if counts[code] < _LEAST_PX // 2 or len(chosen) == _COLOURS_MAX:
            break
        if all(np.linalg.norm(lab[code] - other) > _APART for other in chosen):
            chosen.append(lab[code])
    return chosen


def _thin(values: NDArray[np.uint8], broad_px: int) -> NDArray[np.uint8]:
    """Return *mask* without what is broad, and without its rim."""
    brush = np.ones((broad_px, broad_px), np.uint8)
    broad = cv2.morphologyEx(values, cv2.MORPH_OPEN, brush)
    rim = cv2.dilate(broad, np.ones((5, 5), np.uint8))
    return np.where(np.asarray(rim) > 0, 0, values).astype(np.uint8)


def _connected(
    near: NDArray[np.uint8], broad_px: int, pixels: Pixels
) -> Iterator[Stroke]:
    thin = _thin(near, broad_px)
    bridged = cv2.morphologyEx(thin, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(bridged, connectivity=8)
    sides = stats[:, [cv2.CC_STAT_WIDTH, cv2.CC_STAT_HEIGHT]]
    reach = np.where(sides.max(axis=1) >= _SHORTEST_PX, sides.prod(axis=1), 0)
    reach[0] = 0
    for label in np.argsort(reach)[::-1][:_STROKES_MAX].tolist():
        left, top, width, height, size = stats[label].tolist()
        if not reach[label] or size < _LEAST_PX:
            continue
        rect = Rect(left, top, left + width, top + height)
        mask = labels[top : rect.bottom, left : rect.right] == label
        inked = pixels[top : rect.bottom, left : rect.right][mask]
        red, green, blue = (int(level) for level in np.median(inked, axis=0))
        yield Stroke((red, green, blue), rect, mask, near)
