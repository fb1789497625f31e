"""Where a round thing lies that flat areas make up: what a pie may be. Knows no text.

A slice's arc tells the circle it is a part of; the circle that holds up all around,
against one ground, is a disc.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readers.pixels import Pixels

Floats = NDArray[np.float64]

_STEEP = 20
"""Steps of 255 within 3 x 3 pixels from which a place is no flat area."""

_AREA_MIN_PX = 90
_SIDE_MIN_PX = 4
_ALL = 0.97
_AREAS_MAX = 48
_RADIUS_MIN_PX = 22.0
_RADIUS_MAX = 0.62
"""Share of the picture's longer side."""

_TRIES = 160
_POINTS = 260
_ON_ARC = 0.12
"""Share of an area's outline that must lie on its arc: 5 % slices have 0.13."""

_OUTSIDE_MAX = 0.03
_SEED = 20240611
_SAME = 0.12
"""Discs of one centre and radius, in radii."""


class Disc(NamedTuple):
    """In pixels of the picture."""

    x: float
    y: float
    radius: float


def round_outlines(pixels: Pixels) -> list[Disc]:
    """Return the circles that arcs of flat areas belong to, the longest arc first."""
    found: list[tuple[float, Disc]] = []
    for outline in _outlines(pixels):
        arc = _arc(outline, max(pixels.shape))
        if arc:
            found.append(arc)
    found.sort(key=lambda each: -each[0])
    apart: list[Disc] = []
    for _, disc in found:
        if not any(_is_same(disc, other) for other in apart):
            apart.append(disc)
    return apart


def _is_same(one: Disc, other: Disc) -> bool:
    slack = _SAME * other.radius
    return (
        abs(one.radius - other.radius) < slack
        and np.hypot(one.x - other.x, one.y - other.y) < slack
    )


def flat_areas(pixels: Pixels) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Return every flat area's number at each pixel (0: none), and their frames.

    A frame is left, top, width, height and area, in pixels.
    """
    smooth = cv2.medianBlur(pixels, 3)
    kernel = np.ones((3, 3), np.uint8)
    steep = (cv2.dilate(smooth, kernel) - cv2.erode(smooth, kernel)).max(-1)
    flat = (steep < _STEEP).astype(np.uint8)
    _, areas, frames, _ = cv2.connectedComponentsWithStats(flat, connectivity=4)
    return areas, frames


def _outlines(pixels: Pixels) -> Iterator[Floats]:
    """Yield the outlines of the largest flat areas that may be slices, x before y."""
    areas, frames = flat_areas(pixels)
    tall, wide = areas.shape
    order = np.argsort(-frames[1:, 4])[: _AREAS_MAX + 4] + 1
    for place in order.tolist():
        left, top, width, height, size = frames[place].tolist()
        is_all = width > _ALL * wide or height > _ALL * tall
        if size < _AREA_MIN_PX or is_all or min(width, height) < _SIDE_MIN_PX:
            continue
        mask = (areas[top : top + height, left : left + width] == place).astype(
            np.uint8
        )
        outlines, _ = cv2.findContours(
            mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE, offset=(left, top)
        )
        yield max(outlines, key=len)[:, 0].astype(np.float64)


def _arc(outline: Floats, side_px: int) -> tuple[float, Disc] | None:
    """Return the circle that encloses *outline* and shares its longest arc."""
    step = max(len(outline) // _POINTS, 1)
    points = outline[::step]
    if len(points) < 12:  # noqa: PLR2004 - four to each side and arc
        return None
    chance = np.random.default_rng(_SEED)
    chosen = points[chance.integers(0, len(points), (_TRIES, 3))]
    circles = _through(chosen)
    is_sized = (circles[:, 2] > _RADIUS_MIN_PX) & (
        circles[:, 2] < _RADIUS_MAX * side_px
    )
    circles = circles[is_sized]
    if not len(circles):
        return None
    away = (
        np.hypot(
            points[None, :, 0] - circles[:, 0, None],
            points[None, :, 1] - circles[:, 1, None],
        )
        - circles[:, 2, None]
    )
    slack = 1.0 + 0.004 * circles[:, 2, None]
    on_arc = np.abs(away) <= slack
    is_outside = (away > 2 * slack).mean(1)
    score = np.where(is_outside <= _OUTSIDE_MAX, on_arc.mean(1), 0.0)
    best = int(score.argmax())
    if score[best] < _ON_ARC:
        return None
    fitted = fitted_circle(points[on_arc[best]])
    if fitted is None or not _RADIUS_MIN_PX < fitted.radius < _RADIUS_MAX * side_px:
        return None
    return float(score[best] * len(outline)), fitted


def fitted_circle(points: Floats) -> Disc | None:
    """Return the circle nearest to *points* (Kasa 1976: linear least squares)."""
    middle = points.mean(0)
    x, y = (points - middle).T
    system = np.column_stack((2 * x, 2 * y, np.ones(len(points))))
    (a, b, c), _, rank, _ = np.linalg.lstsq(system, x**2 + y**2, rcond=None)
    if rank < 3:  # noqa: PLR2004 - on a straight line
        return None
    return Disc(
        float(a + middle[0]), float(b + middle[1]), float(np.sqrt(c + a**2 + b**2))
    )


def _through(triples: Floats) -> Floats:
    """Return x, y and radius of the circles through three points each."""
    a, b, c = triples[:, 0], triples[:, 1], triples[:, 2]
    ab, ac = b - a, c - a
    cross = 2 * (ab[:, 0] * ac[:, 1] - ab[:, 1] * ac[:, 0])
    cross = np.where(np.abs(cross) < 1e-6, np.inf, cross)  # noqa: PLR2004 - on a line
    ab2, ac2 = (ab**2).sum(1), (ac**2).sum(1)
    x = (ac[:, 1] * ab2 - ab[:, 1] * ac2) / cross
    y = (ab[:, 0] * ac2 - ac[:, 0] * ab2) / cross
    return np.column_stack((a[:, 0] + x, a[:, 1] + y, np.hypot(x, y)))
