"""A stroke -> the loop it makes: a ring, a rectangle, a loop drawn by hand, or none.

Measured from the middle of the stroke's rectangle, in halves of its sides, so that
long and round loops are judged alike.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readers.marks.fits import fitted_ellipse, fitted_rectangle
from model_worker.readers.marks.strokes import Stroke
from model_worker.readers.panels.cuts import Rect
from model_worker.readings import MarkShape

_DIRECTIONS = 72
_COVERED = 0.82
_WITHIN = 0.5
"""A loop keeps this far out of its middle, in halves of its sides."""

_INNER_MOST = 0.06
_THICK = 0.22
"""Of the shorter side: a thicker line leaves nothing inside."""

_ON_SIDES = 0.93
_ON_RING = 0.8
_SIDE_COVERED = 0.8
_ASLANT = 0.03
_OVAL = 0.06
_CORNERED = 5
"""Points that OpenCV needs at least to fit an ellipse."""


class Loop(NamedTuple):
    """*rect* is around the line, *line_px* wide; *covered*: the share that is there."""

    shape: MarkShape
    rect: Rect
    line_px: float
    covered: float


def loop_of(stroke: Stroke) -> Loop | None:
    """Return the loop that *stroke* is, or that a part of it is."""
    return _whole(stroke) or _part(stroke)


def _whole(stroke: Stroke) -> Loop | None:
    height, width = stroke.mask.shape
    down, across = np.nonzero(stroke.mask)
    line_px = _line_px(stroke.mask.astype(np.uint8))
    if min(height, width) < _CORNERED or line_px > _THICK * min(height, width):
        return None
    x = (across - (width - 1) / 2) / (width / 2)
    y = (down - (height - 1) / 2) / (height / 2)
    if float((np.maximum(abs(x), abs(y)) < _WITHIN).mean()) > _INNER_MOST:
        return None
    turns = (np.arctan2(y, x) / (2 * np.pi) + 0.5) * _DIRECTIONS
    met = np.bincount(turns.astype(int) % _DIRECTIONS, minlength=_DIRECTIONS) > 0
    covered = float(met.mean())
    if covered < _COVERED:
        return None
    return Loop(_shape(stroke, across, down, line_px), stroke.rect, line_px, covered)


def _part(stroke: Stroke) -> Loop | None:
    line_px = _line_px(stroke.mask.astype(np.uint8))
    ellipse = fitted_ellipse(stroke, line_px)
    rectangle = fitted_rectangle(stroke, line_px)
    if ellipse and (not rectangle or ellipse.covered >= rectangle.covered):
        return Loop("ring", ellipse.rect, line_px, ellipse.covered)
    if rectangle:
        return Loop("rectangle", rectangle.rect, line_px, rectangle.covered)
    return None


def _line_px(mask: NDArray[np.uint8]) -> float:
    """Return how wide the stroke is: its pixels over half its outlines' length."""
    padded = np.pad(mask, 1)
    outlines, _ = cv2.findContours(padded, cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    length = sum(cv2.arcLength(outline, closed=True) for outline in outlines)
    return 2 * float(mask.sum()) / max(length, 1.0)


def _shape(
    stroke: Stroke, across: NDArray[np.int64], down: NDArray[np.int64], line_px: float
) -> MarkShape:
    height, width = stroke.mask.shape
    slack = line_px + max(_ASLANT * min(height, width), 2)
    left, top = across <= slack, down <= slack
    right, bottom = across >= width - 1 - slack, down >= height - 1 - slack
    on_sides = (left | top | right | bottom).mean()
    sides = (
        len(np.unique(across[top])) / width,
        len(np.unique(across[bottom])) / width,
        len(np.unique(down[left])) / height,
        len(np.unique(down[right])) / height,
    )
    if on_sides >= _ON_SIDES and min(sides) >= _SIDE_COVERED:
        return "rectangle"
    points = np.stack((across, down), axis=1).astype(np.float32)
    return "ring" if _on_ellipse(points, line_px) >= _ON_RING else "freehand"


def _on_ellipse(points: NDArray[np.float32], line_px: float) -> float:
    """Return the share of *points* that lie on the ellipse that fits them best."""
    (middle_x, middle_y), (wide, high), turned = cv2.fitEllipse(points)
    if min(wide, high) < 1:
        return 0.0
    angle = np.deg2rad(turned)
    x, y = points[:, 0] - middle_x, points[:, 1] - middle_y
    u = (x * np.cos(angle) + y * np.sin(angle)) / (wide / 2)
    v = (-x * np.sin(angle) + y * np.cos(angle)) / (high / 2)
    off = abs(np.hypot(u, v) - 1) * min(wide, high) / 2
    slack = line_px / 2 + max(_OVAL * min(wide, high), 1.5)
    return float((off <= slack).mean())
