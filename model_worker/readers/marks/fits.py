"""A stroke that runs into others of its colour -> the ring or rectangle in it.

Stretches of its outline say where an ellipse would be, its longest straight runs where
a rectangle would be; the colour must then be there all the way around.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Any, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readers.marks.strokes import Stroke
from model_worker.readers.panels.cuts import Rect

_SIDE_PX = 24
_SIDE = 0.03
_THERE = 0.88
"""Share of the outline where the colour must be, be it broad or thin."""

_THIN_THERE = 0.6
"""Share of the outline where the stroke itself must be."""

_POINTS = 180
_STARTS = 10
_SHARES = (0.15, 0.3)
"""Of the outline: stretches that an ellipse is fitted to."""

_UNEVEN = 0.02
"""Of the shorter side: how far off its ellipse a hand may be."""

_THICK = 0.15
_BESIDE = 0.35
"""Share of the way just inside or outside that may have the colour, too."""

_OUTLINE_MAX = 6000
_RUN = 0.3
_RUNS_MAX = 6
_LINE_MAX = 0.15


class Fit(NamedTuple):
    rect: Rect
    covered: float


Points = NDArray[np.float32]


def fitted_ellipse(stroke: Stroke, line_px: float) -> Fit | None:
    if not _is_large(stroke):
        return None
    best: Fit | None = None
    for stretch in _stretches(stroke):
        (x, y), (wide, high), turned = cv2.fitEllipse(stretch)
        if not (min(wide, high) >= _SIDE_PX and max(wide, high) < np.inf):
            continue
        # The outline runs half a line's width outside of the middle of the line.
        axes = ((wide - line_px) / 2, (high - line_px) / 2)
        fit = _fit(stroke, _on_ellipse((x, y), axes, turned), line_px)
        if fit and (best is None or fit.covered > best.covered):
            best = fit
    return best


def fitted_rectangle(stroke: Stroke, line_px: float) -> Fit | None:
    if not _is_large(stroke):
        return None
    best: Fit | None = None
    for top, bottom in combinations(_runs(stroke.mask), 2):
        left, right = max(top[1], bottom[1]), min(top[2], bottom[2])
        if bottom[0] - top[0] < _SIDE_PX or right - left < _SIDE_PX:
            continue
        fit = _fit(stroke, _on_rectangle(left, top[0], right, bottom[0]), line_px)
        if fit and (best is None or fit.covered > best.covered):
            best = fit
    return best


def _is_large(stroke: Stroke) -> bool:
    least = max(_SIDE_PX, _SIDE * max(stroke.near.shape))
    return bool(min(stroke.rect.width, stroke.rect.height) >= least)


def _stretches(stroke: Stroke) -> Iterator[Points]:
    outlines, _ = cv2.findContours(
        stroke.mask.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE
    )
    outline = max(outlines, key=len).reshape(-1, 2).astype(np.float32)
    if len(outline) > _OUTLINE_MAX:
        return
    for share in _SHARES:
        length = max(int(share * len(outline)), 6)
        for start in range(_STARTS):
            first = start * len(outline) // _STARTS
            places = np.arange(first, first + length) % len(outline)
            yield outline[places]


def _on_ellipse(
    middle: tuple[float, float], axes: tuple[float, float], turned: float
) -> Points:
    turns = np.linspace(0, 2 * np.pi, _POINTS, endpoint=False)
    u, v = axes[0] * np.cos(turns), axes[1] * np.sin(turns)
    angle = np.deg2rad(turned)
    x = middle[0] + u * np.cos(angle) - v * np.sin(angle)
    y = middle[1] + u * np.sin(angle) + v * np.cos(angle)
    return np.stack((x, y), axis=1).astype(np.float32)


def _on_rectangle(left: float, top: float, right: float, bottom: float) -> Points:
    steps = np.linspace(0, 1, _POINTS // 4)
    x, y = left + (right - left) * steps, top + (bottom - top) * steps
    sides = (
        np.stack((x, np.full_like(x, top)), axis=1),
        np.stack((x, np.full_like(x, bottom)), axis=1),
        np.stack((np.full_like(y, left), y), axis=1),
        np.stack((np.full_like(y, right), y), axis=1),
    )
    return np.concatenate(sides).astype(np.float32)


def _fit(stroke: Stroke, points: Points, line_px: float) -> Fit | None:
    """Return the fit of an outline, None where too little of it is there."""
    side = float(np.ptp(points, axis=0).min())
    slack = max(round(max(line_px / 2, _UNEVEN * side)), 1)
    if line_px > _THICK * side:
        return None
    corner = np.array([stroke.rect.left, stroke.rect.top])
    moved = points + corner
    own = _values(stroke.mask, points, slack)
    if own.mean() < _THIN_THERE:
        return None
    covered = float((own | _values(stroke.near, moved, slack)).mean())
    if covered < _THERE:
        return None
    off = 2 * (slack + line_px) / side
    middle = moved.mean(axis=0)
    for scale in (1 - off, 1 + off):
        beside = middle + scale * (moved - middle)
        if _values(stroke.near, beside, 0).mean() > _BESIDE:
            return None
    height, width = stroke.near.shape
    half = line_px / 2
    left, top = (moved.min(axis=0) - half).clip(0).astype(int).tolist()
    right, bottom = np.ceil(moved.max(axis=0) + half).astype(int).tolist()
    return Fit(Rect(left, top, min(right + 1, width), min(bottom + 1, height)), covered)


def _values(mask: NDArray[Any], points: Points, slack: int) -> NDArray[np.bool_]:
    """Return at which of *points* the mask is set, or up to *slack* pixels beside."""
    height, width = mask.shape
    x, y = points.round().astype(int).T
    left, top = max(x.min() - slack, 0), max(y.min() - slack, 0)
    cut = mask[top : max(y.max() + slack + 1, 0), left : max(x.max() + slack + 1, 0)]
    if not cut.size:
        return np.zeros(len(points), bool)
    brush = np.ones((2 * slack + 1, 2 * slack + 1), np.uint8)
    wide = cv2.dilate(cut.astype(np.uint8), brush)
    inside = (x >= 0) & (x < width) & (y >= 0) & (y < height)
    rows = (y - top).clip(0, cut.shape[0] - 1)
    columns = (x - left).clip(0, cut.shape[1] - 1)
    return np.asarray((np.asarray(wide)[rows, columns] > 0) & inside)


def _runs(mask: NDArray[np.bool_]) -> list[tuple[int, int, int]]:
    """Return the longest level lines as their row, first and last column."""
    length = max(int(_RUN * mask.shape[1]), _SIDE_PX)
    brush = np.ones((1, length), np.uint8)
    level = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_OPEN, brush)
    _, _, stats, _ = cv2.connectedComponentsWithStats(level, connectivity=8)
    found = [
        (top + high // 2, left, left + wide - 1)
        for left, top, wide, high, _ in stats[1:].tolist()
        if high <= max(_LINE_MAX * wide, 3)
    ]
    found.sort(key=lambda run: run[1] - run[2])
    return sorted(found[:_RUNS_MAX])
