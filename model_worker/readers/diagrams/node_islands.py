"""Which filled areas of a diagram are boxes of their own, and which are page."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import cv2
import numpy as np
from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.diagrams.node_shapes import Mask, filled

Area = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom lie outside."""

_MOST_SHARE = 0.4
"""A box that covers more of the picture holds the diagram, or is the page."""

_ROOM = 1.25
"""Text heights that a box is high at the least."""

_CONVEX = 0.9
"""Share of its convex hull that a box fills."""

_ASIDE = 0.25
"""Share of a box' side that its text stands off its middle at the most."""

_ROOMY = 60
"""Times the room of its text that a box takes at the most."""

_CELL_PX = 5
"""Cells of a table lie this near to each other."""

_TALLER = 1.3
"""Times the usual height of letters that one line's may have."""


class Flood(Struct, frozen=True):
    """Ground of one colour, as far as it reaches, and the lines that stand on it."""

    area: Area
    mask: Mask
    lines: list[Line]


def is_page_of(
    flood: Flood, floods: Sequence[Flood], size: tuple[int, int], usual_px: float
) -> bool:
    """Whether *flood* reaches the rim, is too wide, too low, or holds other boxes.

    The frame of a low box is sometimes read as a part of its line, so that letters are
    taken to be no higher than usual (*usual_px*).
    """
    left, top, right, bottom = flood.area
    width, height = size
    share = (right - left) * (bottom - top) / (width * height)
    touches = (left <= 0) + (top <= 0) + (right >= width) + (bottom >= height)
    text = _text_in(flood, size)
    text_px = min((text[3] - text[1]) / len(flood.lines), _TALLER * usual_px)
    holds = any(
        other is not flood and is_inside(other.area, flood.area) for other in floods
    )
    return bool(
        touches or share > _MOST_SHARE or holds or bottom - top < _ROOM * text_px
    )


def is_island(flood: Flood, size: tuple[int, int]) -> bool:
    """Whether *flood* is page that arrows enclose: ragged, or its text aside."""
    left, top, right, bottom = flood.area
    if not is_convex(flood.mask):
        return True
    whole = filled(flood.mask)
    text = _text_in(flood, size)
    across = (text[0] + text[2] - left - right) / 2
    down = (text[1] + text[3] - top - bottom) / 2
    is_aside = abs(across) > _ASIDE * (right - left) or abs(down) > _ASIDE * (
        bottom - top
    )
    room = (text[2] - text[0]) * (text[3] - text[1])
    return is_aside or room * _ROOMY < whole.sum()


def is_convex(mask: Mask) -> bool:
    """Whether *mask*, its letters filled, is hardly smaller than its convex hull."""
    whole = filled(mask)
    outlines, _ = cv2.findContours(
        whole.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    hull = cv2.convexHull(np.concatenate(outlines))
    return bool(whole.sum() >= _CONVEX * cv2.contourArea(hull))


def _text_in(flood: Flood, size: tuple[int, int]) -> tuple[float, ...]:
    """Return left, top, right, bottom of the text in *flood*, cut off at its frame.

    A head that leads to a box is sometimes read as a part of the line in it.
    """
    width, height = size
    text = reduce(Box.union, [line.box for line in flood.lines])
    left, top, right, bottom = flood.area
    return (
        max(text.left * width, left),
        max(text.top * height, top),
        min(text.right * width, right),
        min(text.bottom * height, bottom),
    )


def is_cell(flood: Flood, floods: Sequence[Flood]) -> bool:
    """Whether another box lies wall to wall with *flood*."""
    for other in floods:
        if other is flood:
            continue
        across = gap(flood.area[0::2], other.area[0::2])
        down = gap(flood.area[1::2], other.area[1::2])
        if abs(max(across, down)) <= _CELL_PX and min(across, down) < 0:
            return True
    return False


def is_inside(inner: Area, outer: Area) -> bool:
    return (
        inner[0] > outer[0]
        and inner[1] > outer[1]
        and inner[2] < outer[2]
        and inner[3] < outer[3]
    )


def gap(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return the way between two stretches, negative where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])
