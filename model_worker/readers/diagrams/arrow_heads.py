"""Whether a stroke ends in an arrow head: wide behind its tip, then thin again.

Points are pixels, x first.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Whole = NDArray[np.intp]

_REACH = 1.5
"""Text heights from a tip within which a head lies, and is over."""

_LEAST_REACH_PX = 12.0
_WITHIN = 0.75
"""Share of that way within which a head is widest; then the stroke is thin again."""

_BEHIND = 1.4
_ZONES = ((0.75, 1.0), (1.0, _BEHIND))
"""Where behind a head, in its reach, the stroke shows where it comes from: further off
it may have turned, and nearer the head may hide it."""

_ASIDE = 0.7
"""How far to the side, in its reach, ink may be the head's."""

_STRAIGHT = 8.0
"""Times its width that a stroke is long whose own direction is trusted."""

_TOWARDS = 0.5
"""Cosine between a stroke and the way to it from the tip it leads to."""

_WIDER_PX = 1.5
"""What a head adds to each side of its stroke at the least."""

_WIDER = 0.3
_EARLY = 0.22
"""A head is this part of its width half way to where it is widest: a crossing line
at a distance from the tip is not."""

_SLIM = 0.8
"""A head's half width per length: heads are slimmer than 40 degrees to each side."""

_WIDEST = 0.9
_TURN_PX = 4.0
"""What a stroke gains in width from one slice to the next where it turns."""

_TIP_SLICES = 3
_SLICE_PX = 1.5


Ending = Literal["head", "plain", "unclear"]


def ending_at(points: Floats, tip: Floats, thick: float, text_px: float) -> Ending:
    """Return how the stroke through *points* ends at *tip*.

    A head widens to both sides from its tip on, and is a line behind that. Strokes that
    part from one place widen, too, but too fast, or ever further: each is looked at by
    itself. What widens to one side only is unclear: a head that touches its box, or a
    stroke that turns right there.
    """
    reach = max(_REACH * text_px, _LEAST_REACH_PX)
    points = _hanging_at(tip, points, _BEHIND * reach)
    away = points - tip
    endings = {
        _ending(away, course, thick, reach)
        for start, end in _ZONES
        for course in _courses(_behind(away, start * reach, end * reach), tip)
    }
    certain: tuple[Ending, ...] = ("head", "plain")
    return next((each for each in certain if each in endings), "unclear")


def _behind(away: Floats, start: float, end: float) -> Floats:
    """Return what lies so far from the tip, all that is nearer where nothing does."""
    off = np.hypot(away[:, 0], away[:, 1])
    behind = away[(off >= start) & (off <= end)]
    return behind if len(behind) else away[off <= start]


def _hanging_at(tip: Floats, points: Floats, reach: float) -> Floats:
    """Return what hangs together with *tip* within *reach*: not the next stroke."""
    off = np.hypot(*(points - tip).T)
    near = points[off <= reach]
    if not len(near):
        return points
    first = int(np.argmin(np.hypot(*(near - tip).T)))
    return next(near[group] for group in groups(near) if first in group)


def thick_px(points: Floats) -> float:
    """Return how thick most of the strokes are."""
    mask, _ = _drawn(points)
    depth = cv2.distanceTransform(mask, cv2.DIST_L2, 3)
    ridge = (depth > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)))
    return max(2 * float(np.median(depth[ridge])) - 1, 1.0)


def groups(points: Floats) -> list[Whole]:
    """Return the places in *points* that hang together, group by group."""
    mask, cells = _drawn(points)
    count, labels = cv2.connectedComponents(mask, connectivity=8)
    found = labels[cells[:, 1], cells[:, 0]]
    return [np.flatnonzero(found == number) for number in range(1, count)]


def largest_hole(points: Floats) -> float:
    """Return how many pixels the largest place has that strokes enclose."""
    mask, _ = _drawn(points)
    outlines, levels = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    holes = [
        float(cv2.contourArea(outline))
        for outline, level in zip(outlines, levels[0], strict=True)
        if level[3] >= 0
    ]
    return max(holes, default=0.0)


def _drawn(points: Floats) -> tuple[NDArray[np.uint8], Whole]:
    """Return a mask with *points* in it, a pixel of margin around, and their cells."""
    cells = np.round(points).astype(np.intp)
    cells = cells - cells.min(axis=0) + 1
    wide, high = (cells.max(axis=0) + 2).tolist()
    mask = np.zeros((high, wide), dtype=np.uint8)
    mask[cells[:, 1], cells[:, 0]] = 1
    return mask, cells


class _Course:
    """A straight way from a tip: *origin* lies on it, *ahead* is its unit vector."""

    def __init__(self, origin: Floats, ahead: Floats) -> None:
        self._origin = origin
        self._ahead = ahead

    def along(self, away: Floats) -> Floats:
        along: Floats = away @ self._ahead
        return along

    def aside(self, away: Floats) -> Floats:
        normal = np.array([-self._ahead[1], self._ahead[0]])
        aside: Floats = (away - self._origin) @ normal
        return aside


def _courses(behind: Floats, tip: Floats) -> Iterator[_Course]:
    """Give the courses of the strokes that come from *behind*, relative to the tip."""
    for group in groups(behind + tip) if len(behind) else ():
        stroke = behind[group]
        middle = stroke.mean(axis=0)
        if not middle.any():
            continue
        ahead = middle / np.hypot(*middle)
        own = _own_course(stroke - middle)
        if own is not None and abs(own @ ahead) > _TOWARDS:
            yield _Course(middle, own * np.sign(own @ ahead))
        else:
            yield _Course(np.zeros(2), ahead)


def _own_course(stroke: Floats) -> Floats | None:
    """Return the unit vector along a straight *stroke* about 0, None for any other."""
    if len(stroke) <= 2:  # noqa: PLR2004 - two pixels show no direction
        return None
    spread, axes = np.linalg.eigh(stroke.T @ stroke / len(stroke))
    course: Floats = axes[:, 1]
    return course if spread[1] > _STRAIGHT * max(float(spread[0]), 0.1) else None


def _ending(away: Floats, course: _Course, thick: float, reach: float) -> Ending:
    along, aside = course.along(away), course.aside(away)
    near = (np.abs(along) <= reach) & (np.abs(aside) <= _ASIDE * reach)
    if not near.any():
        return "plain"
    along = along[near] - along[near].min()
    half, far = _half_widths(along, aside[near], int(reach / _SLICE_PX))
    half, far = _before_a_turn(half, far)
    front = half[: int(_WITHIN * len(half))]
    widest = int(np.flatnonzero(front >= _WIDEST * front.max())[-1])
    needed = thick / 2 + max(_WIDER_PX, _WIDER * thick)
    early = half[: max(widest // 2 + 1, 1)].max()
    is_early = widest > 1 and early >= _EARLY * half[widest] + thick / 4
    is_slim = half[widest] <= _SLIM * (widest + 1) * _SLICE_PX + thick / 2 + _WIDER_PX
    after = half[widest + 1 :]
    is_thin_after = bool((after[after > 0] <= needed - 0.5).any())
    if half[widest] >= needed and is_early and is_slim and is_thin_after:
        return "head"
    return "unclear" if far[: len(front)].max() >= needed else "plain"


def _before_a_turn(half: Floats, far: Floats) -> tuple[Floats, Floats]:
    """Cut off what lies behind the place where the stroke turns, or meets another.

    A head widens step by step, a turn at once.
    """
    turns = np.flatnonzero(np.diff(far) > _TURN_PX)
    turns = turns[turns >= _TIP_SLICES]
    end = int(turns[0]) + 1 if len(turns) else len(far)
    return half[:end], far[:end]


def _half_widths(along: Floats, aside: Floats, count: int) -> tuple[Floats, Floats]:
    """Return how far ink reaches to its lesser and its other side, slice by slice."""
    slices = np.floor(np.maximum(along, 0) / _SLICE_PX).astype(int)
    half, far = np.zeros(count), np.zeros(count)
    for number in range(count):
        there = aside[slices == number]
        if len(there):
            low, high = sorted((float(there.max()), -float(there.min())))
            half[number], far[number] = max(low, 0.0) + 0.5, high + 0.5
    return half, far
