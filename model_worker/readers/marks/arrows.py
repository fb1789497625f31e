"""A stroke -> the arrow it is, and the place it points at.

An arrow is a line of one width that ends in something much wider, which narrows to a
tip. Along its own axis its widths tell all of that.
"""

from __future__ import annotations

from math import hypot
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.text_reading import TextReading
from model_worker.readers.marks.strokes import Stroke
from model_worker.readers.panels.cuts import Mask, Rect, cut_out

_SLICES = 24
_HEAD = 9
"""Slices at one end that a head takes at most."""

_WIDER = 1.9
_WIDER_PX = 4
_EVEN = 1.7
_TIP = 0.75
"""Of the head's width: what is left of it at the very tip."""

_LONG = 5
"""Line widths that an arrow is long at least."""

_LEAST_PX = 32
_SLIM = 0.2
"""Of the square of its longer side: what a line alone covers at most."""

_HEAD_LONG = 0.3
"""Of the line: how far from its end its head may reach."""

_SOLID = 0.7
"""Of the space between an arrow's sides; texture has holes."""

_BENT = 0.12
_AHEAD = 4.0
"""Letter heights that an arrow may end before what it points at."""

_ASIDE = 0.7
"""Of the way ahead: how far beside it a thing may lie."""

_PLACE = 0.06
"""Of the picture's longer side: half of a place where nothing was read."""

Way = tuple[float, float]
Widths = NDArray[np.float64]


class Arrow(NamedTuple):
    """In pixels; *ahead* is the direction of the tip, of length 1.

    *roughness* is how far off its line's width is from slice to slice, in widths.
    """

    tip: Way
    ahead: Way
    length: float
    line_px: float
    roughness: float

    @property
    def tail(self) -> Way:
        x, y = (self.tip[at] - self.length * self.ahead[at] for at in (0, 1))
        return x, y


class _Profile(NamedTuple):
    """How wide a stroke is, slice by slice along its axis, and where it goes."""

    place: NDArray[np.int64]
    widths: Widths
    middles: Widths


def arrow_of(stroke: Stroke) -> Arrow | None:
    """Return the arrow that *stroke* is; a broad head was parted from it."""
    found = _arrow_in(stroke.mask, stroke.rect)
    if found is None and _is_slim(stroke.mask):
        found = _arrow_in(*_with_head(stroke))
    return found


def _is_slim(mask: Mask) -> bool:
    longest = max(mask.shape)
    return bool(longest >= _LEAST_PX and mask.sum() <= _SLIM * longest**2)


def _with_head(stroke: Stroke) -> tuple[Mask, Rect]:
    """Return the stroke with what is connected to it and near, and where that is."""
    height, width = stroke.near.shape
    reach = max(round(_HEAD_LONG * max(stroke.mask.shape)), _LEAST_PX)
    rect = Rect(
        max(stroke.rect.left - reach, 0),
        max(stroke.rect.top - reach, 0),
        min(stroke.rect.right + reach, width),
        min(stroke.rect.bottom + reach, height),
    )
    _, labels = cv2.connectedComponents(cut_out(stroke.near, rect), connectivity=8)
    there = cut_out(
        np.asarray(labels),
        stroke.rect.moved(-rect.left, -rect.top),
    )[stroke.mask]
    label = int(np.bincount(there).argmax()) if len(there) else 0
    return (labels == label) if label else np.zeros(labels.shape, bool), rect


def _arrow_in(mask: Mask, rect: Rect) -> Arrow | None:
    down, across = np.nonzero(mask)
    points = np.stack((across, down), axis=1).astype(float)
    if len(points) < _LEAST_PX:
        return None
    middle = points.mean(axis=0)
    _, axes = np.linalg.eigh(np.cov((points - middle).T))
    along, aside = (points - middle) @ axes[:, 1], (points - middle) @ axes[:, 0]
    length = float(np.ptp(along))
    profile = _profile(along, aside) if length >= _LEAST_PX else None
    if profile is None or not _is_line(profile, length):
        return None
    if len(points) < _SOLID * profile.widths.mean() * length:
        return None
    line_px = float(np.median(profile.widths[_HEAD:-_HEAD]))
    is_first = _is_head(profile.widths, line_px)
    if is_first == _is_head(profile.widths[::-1], line_px):
        return None
    way = -axes[:, 1] if is_first else axes[:, 1]
    end = points[profile.place == (0 if is_first else _SLICES - 1)]
    outer = end[np.argsort((end - middle) @ way)[-3:]].mean(axis=0)
    x, y = (outer + np.array(rect[:2])).tolist()
    ahead = (float(way[0]), float(way[1]))
    steps = np.abs(np.diff(profile.widths[_HEAD:-_HEAD])).mean()
    return Arrow((x, y), ahead, length, line_px, float(steps) / line_px)


def _profile(along: Widths, aside: Widths) -> _Profile | None:
    """Return the profile of a stroke; None where it has a gap."""
    place = ((along - along.min()) / (np.ptp(along) + 1e-6) * _SLICES).astype(int)
    place = place.clip(0, _SLICES - 1)
    low, high = np.full(_SLICES, np.inf), np.full(_SLICES, -np.inf)
    np.minimum.at(low, place, aside)
    np.maximum.at(high, place, aside)
    if not np.isfinite(low).all():
        return None
    return _Profile(place, high - low + 1, (high + low) / 2)


def _is_line(profile: _Profile, length: float) -> bool:
    line_px = float(np.median(profile.widths[_HEAD:-_HEAD]))
    bend = float(np.ptp(profile.middles[_HEAD:-_HEAD])) / length
    return length >= _LONG * line_px and bend <= _BENT


def _is_head(widths: Widths, line_px: float) -> bool:
    """Whether the first slices widen from a tip, and the last ones do not."""
    head, tail = widths[:_HEAD], widths[-_HEAD:]
    widest = float(head.max())
    is_wide = widest >= max(_WIDER * line_px, line_px + _WIDER_PX)
    narrows = float(head[0]) <= _TIP * widest
    return is_wide and narrows and float(tail.max()) <= _EVEN * line_px + 2


def place_meant(
    arrow: Arrow, text: TextReading, size: tuple[int, int], letter_px: float
) -> Rect:
    """Return what *arrow* points at: the line of text ahead of it, else the place.

    *size* is the picture's height and width.
    """
    height, width = size
    found: list[tuple[float, Rect]] = []
    for line in text.lines:
        box = line.box
        rect = Rect(
            int(box.left * width),
            int(box.top * height),
            int(box.right * width) + 1,
            int(box.bottom * height) + 1,
        )
        away = _away(arrow, rect)
        if away is not None and away <= _AHEAD * letter_px:
            found.append((away, rect))
    return min(found)[1] if found else _around_tip(arrow, height, width)


def _around_tip(arrow: Arrow, height: int, width: int) -> Rect:
    half = min(_PLACE * max(height, width), height / 2, width / 2)
    x, y = (arrow.tip[at] + half * arrow.ahead[at] for at in (0, 1))
    x, y = min(max(x, half), width - half), min(max(y, half), height - half)
    return Rect(int(x - half), int(y - half), int(x + half), int(y + half))


def _away(arrow: Arrow, rect: Rect) -> float | None:
    """Return how far ahead of the tip *rect* begins, None where it lies elsewhere."""
    x, y = arrow.tip
    nearest = (min(max(x, rect.left), rect.right), min(max(y, rect.top), rect.bottom))
    off = (nearest[0] - x, nearest[1] - y)
    away = hypot(*off)
    ahead = off[0] * arrow.ahead[0] + off[1] * arrow.ahead[1]
    if away and ahead < _ASIDE * away:
        return None
    return away
