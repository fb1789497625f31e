"""Whether a stroke ends in an arrow head: wide behind its tip, then thin again."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_HEAD = 1.5
"""Text heights from a tip within which a head lies."""

_LEAST_HEAD_PX = 9.0
_WIDER_PX = 1.5
"""What a head adds to each side of its stroke at the least."""

_EARLY = 0.22
"""A head is this part of its width half way to where it is widest: a crossing line
at a distance from the tip is not."""

_WITHIN = 0.75
"""Share of that way within which a head is widest; then the stroke is thin again."""

_SLICE_PX = 1.5


def thick_px(points: Floats) -> float:
    """Return how thick most of the strokes are; *points* are their pixels, x first."""
    low = points.min(axis=0).astype(int) - 1
    wide, high = (points.max(axis=0).astype(int) - low + 2).tolist()
    mask = np.zeros((high, wide), dtype=np.uint8)
    cells = points.astype(int) - low
    mask[cells[:, 1], cells[:, 0]] = 1
    depth = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    ridge = (depth > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)))
    return max(2 * float(np.median(depth[ridge])) - 1, 1.0)


def has_head(points: Floats, tip: Floats, thick: float, text_px: float) -> bool:
    """Whether the ink widens to both sides from *tip* on, and is a line behind."""
    radius = max(_HEAD * text_px, _LEAST_HEAD_PX)
    away = points - tip
    off = np.hypot(away[:, 0], away[:, 1])
    behind = away[(off >= radius) & (off <= 1.6 * radius)]
    inner = away[off <= radius]
    if not len(behind):
        behind = inner
    course = behind.mean(axis=0)
    length = float(np.hypot(*course))
    if not length:
        return False
    course = course / length
    along = inner @ course
    aside = inner @ np.array([-course[1], course[0]])
    half = _half_widths(along, aside, int(radius / _SLICE_PX))
    widest = int(half[: int(_WITHIN * len(half))].argmax())
    needed = thick / 2 + max(_WIDER_PX, 0.3 * thick)
    early = half[: max(widest // 2 + 1, 1)].max()
    is_early = widest <= 1 or early >= _EARLY * half[widest] + thick / 4
    after = half[widest + 1 :]
    is_thin_after = bool((after[after > 0] <= needed - 0.5).any())
    return bool(half[widest] >= needed and is_early and is_thin_after)


def _half_widths(along: Floats, aside: Floats, count: int) -> Floats:
    """Return how far the ink reaches to its lesser side, slice by slice from a tip."""
    slices = np.floor(np.maximum(along, 0) / _SLICE_PX).astype(int)
    half = np.zeros(count)
    for number in range(count):
        there = aside[slices == number]
        if len(there):
            half[number] = max(min(there.max(), -there.min()), 0.0) + 0.5
    return half
