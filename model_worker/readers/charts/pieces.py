"""What lines of a grid cut -> whole bars, and no fields of the grid among them.

Works on upright bars.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from model_worker.readers.charts.rectangles import Area
from model_worker.readers.pixels import Pixels

_LINE_PX = 5
"""Lines of a grid are not wider."""

_OFF_PX = 2
_ALIKE = 30
_FAINT = 6
"""Steps that the palest grid line stands off its ground."""

_BEYOND = (4, 8)
"""Pixels from the end of a bar that lie beyond any line drawn around it."""

_GROUND = 14
_FRAME_PX = 4
"""The line around a hollow bar is not wider."""

_ASIDE = (6, 10)
"""Pixels beside a bar where a line is no longer its frame but the grid's."""

_DRAWN = 40
_WHOLE = 0.9
"""Share of a side along which a frame is seen."""

_ABOVE = (4, 12)


def whole_bars(areas: Sequence[Area], pixels: Pixels) -> tuple[Area, ...]:
    """Return *areas* with the pieces that grid lines part put together.

    Level lines part what is one bar anyway; an upright one looks like the gap between
    two bars of one height, but goes on above them. What goes on beyond both lines that
    end it is no bar.
    """
    stacked = _merged(areas, _are_parted_by_level_line)
    whole = _merged(stacked, lambda one, other: _are_halves(one, other, pixels))
    return tuple(area for area in whole if not _is_ground(area, pixels))


def _merged(areas: Sequence[Area], are_one: Callable[[Area, Area], bool]) -> list[Area]:
    waiting = sorted(areas, key=lambda area: (area.left, area.top))
    done: list[Area] = []
    while waiting:
        area = waiting.pop(0)
        other = next((each for each in waiting if are_one(area, each)), None)
        if other is None:
            done.append(area)
        else:
            waiting.remove(other)
            waiting.insert(0, _around(area, other))
    return done


def _around(one: Area, other: Area) -> Area:
    return Area(
        min(one.left, other.left),
        min(one.top, other.top),
        max(one.right, other.right),
        max(one.bottom, other.bottom),
        one.colour,
    )


def _are_parted_by_level_line(one: Area, other: Area) -> bool:
    gap = max(one.top, other.top) - min(one.bottom, other.bottom)
    return (
        0 < gap <= _LINE_PX
        and abs(one.left - other.left) <= _OFF_PX
        and abs(one.right - other.right) <= _OFF_PX
        and _are_alike(one, other)
    )


def _are_halves(one: Area, other: Area, pixels: Pixels) -> bool:
    first, second = sorted((one, other), key=lambda area: area.left)
    gap = second.left - first.right
    return (
        0 < gap <= _LINE_PX
        and abs(one.top - other.top) <= _OFF_PX
        and abs(one.bottom - other.bottom) <= _OFF_PX
        and _are_alike(one, other)
        and _goes_on_above(first, second, pixels)
    )


def _are_alike(one: Area, other: Area) -> bool:
    pairs = zip(one.colour, other.colour, strict=True)
    return max(abs(a - b) for a, b in pairs) <= _ALIKE


def _goes_on_above(first: Area, second: Area, pixels: Pixels) -> bool:
    """Whether what stands between two pieces is there above (or below) them, too."""
    left, right = int(first.right), int(second.left)
    for rows in _beyond(first, _ABOVE):
        between = pixels[rows, left:right]
        beside = pixels[rows, max(left - 8, 0) : max(left - 2, 0)]
        if between.size and beside.size:
            line = np.median(between.reshape(-1, 3), axis=0)
            ground = np.median(beside.reshape(-1, 3), axis=0)
            if float(np.abs(line - ground).max()) > _FAINT:
                return True
    return False


def _is_ground(area: Area, pixels: Pixels) -> bool:
    """Whether *area* goes on above or below its frame: a field between grid lines."""
    core = slice(
        int(area.left + area.width / 4), int(np.ceil(area.right - area.width / 4))
    )
    if _is_hollow(area, pixels):
        return False
    for rows in _beyond(area, _BEYOND):
        strip = pixels[rows, core]
        if strip.size:
            colour = np.median(strip.reshape(-1, 3), axis=0)
            if float(np.abs(colour - area.colour).max()) <= _GROUND:
                return True
    return False


def _is_hollow(area: Area, pixels: Pixels) -> bool:
    """Whether a line goes around *area* and, at one end at least, no farther."""
    top, bottom = int(area.top), int(area.bottom)
    left, right = int(area.left), int(area.right)
    if left < _ASIDE[1] or top < _FRAME_PX or right + _ASIDE[1] > pixels.shape[1]:
        return False
    colour = np.array(area.colour, dtype=np.int16)

    def is_line(rows: slice, columns: slice, axis: int) -> bool:
        off = np.abs(pixels[rows, columns].astype(np.int16) - colour).max(axis=-1)
        return bool(off.size and (off.max(axis=axis) > _DRAWN).mean() >= _WHOLE)

    sides = (slice(left - _FRAME_PX, left), slice(right, right + _FRAME_PX))
    if not all(is_line(slice(top, bottom), side, 1) for side in sides):
        return False
    beside = (
        slice(left - _ASIDE[1], left - _ASIDE[0]),
        slice(right + _ASIDE[0], right + _ASIDE[1]),
    )
    ends = (slice(top - _FRAME_PX, top), slice(bottom, bottom + _FRAME_PX))
    return any(
        is_line(end, slice(left, right), 0)
        and not any(is_line(end, columns, 0) for columns in beside)
        for end in ends
    )


def _beyond(area: Area, distances: tuple[int, int]) -> tuple[slice, slice]:
    """Return the rows so far above *area*, and those so far below."""
    near, far = distances
    top, bottom = int(area.top), int(area.bottom)
    return (
        slice(max(top - far, 0), max(top - near, 0)),
        slice(bottom + near, bottom + far),
    )
