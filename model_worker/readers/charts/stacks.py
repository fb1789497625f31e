"""Bars that stand on other bars: the segments of a stacked chart. Upright ones."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.rectangles import Area, Rgb
from model_worker.readers.pixels import Pixels

Colour = NDArray[np.floating]

_OFF_PX = 2.5
_GAP_PX = 4.0
_LEAST_PX = 5
"""What is flatter is the blur of an end."""

_ABOVE_PX = (3, 7)
"""Pixels above a bar where its stroke has ended and its number has not begun."""

_GROUND = 32
_MOST = 0.5


def stacked(
    row: Row, areas: Sequence[Area], pixels: Pixels
) -> tuple[tuple[Area, ...], ...]:
    """Return for each bar of *row* its segments, from the base on."""
    ground = _ground(row, pixels)
    painted = [area for area in areas if _off(area.colour, ground) > _GROUND]
    return tuple(_pile(bar, row.base_px, painted) for bar in row.bars)


def strangers(
    row: Row,
    piles: Sequence[Sequence[Area]],
    areas: Sequence[Area],
    pixels: Pixels,
) -> int:
    """Return how many of *areas* look like bars of *row* but are no part of it."""
    ground = _ground(row, pixels)
    known = [area for pile in piles for area in pile]
    width = median(bar.width for bar in row.bars)
    return sum(
        abs(area.width - width) <= _OFF_PX
        and area.height >= _LEAST_PX
        and row.left < (area.left + area.right) / 2 < row.right
        and _off(area.colour, ground) > _GROUND
        and not any(_is_covered(area, one) for one in known)
        and not _is_base(area, row.base_px)
        for area in areas
    )


def _is_base(area: Area, base_px: float) -> bool:
    """Whether *area* is no more than the line that the bars stand on."""
    return base_px - _GAP_PX <= area.top and area.bottom <= base_px + _GAP_PX


def _is_covered(area: Area, known: Area) -> bool:
    """Whether most of *area* lies within *known*."""
    wide = min(area.right, known.right) - max(area.left, known.left)
    high = min(area.bottom, known.bottom) - max(area.top, known.top)
    return wide > 0 < high and wide * high > _MOST * area.width * area.height


def _pile(bar: Area, base_px: float, areas: Sequence[Area]) -> tuple[Area, ...]:
    is_hanging = abs(bar.top - base_px) < abs(bar.bottom - base_px)
    pile = [bar]
    while True:
        last = pile[-1]
        after = [
            area
            for area in areas
            if area.height >= _LEAST_PX
            and abs(area.left - last.left) <= _OFF_PX
            and abs(area.right - last.right) <= _OFF_PX
            and all(_off(area.colour, np.array(one.colour)) > _GROUND for one in pile)
            and abs(_gap(last, area, is_hanging=is_hanging)) <= _GAP_PX
        ]
        if not after:
            return tuple(pile)
        pile.append(min(after, key=lambda area: abs(area.left - last.left)))


def _gap(last: Area, area: Area, *, is_hanging: bool) -> float:
    return area.top - last.bottom if is_hanging else last.top - area.bottom


def is_topped(row: Row, pixels: Pixels) -> bool:
    """Whether something else than the ground goes on above most of the bars."""
    ground = _ground(row, pixels)
    topped = [_is_topped(bar, row.base_px, ground, pixels) for bar in row.bars]
    return sum(topped) > _MOST * len(topped)


def _ground(row: Row, pixels: Pixels) -> Colour:
    """Return the usual colour between the bars, an impossible one where they touch."""
    parts = [
        pixels[int(row.top) : int(row.bottom), int(one.right) + 2 : int(other.left) - 1]
        for one, other in zip(row.bars, row.bars[1:], strict=False)
    ]
    between = [part.reshape(-1, 3) for part in parts if part.size]
    if not between:
        return np.full(3, np.inf)
    colour: Colour = np.median(np.concatenate(between), axis=0)
    return colour


def _off(colour: Colour | Rgb, ground: Colour) -> float:
    return float(np.abs(np.asarray(colour, dtype=float) - ground).max())


def _is_topped(bar: Area, base_px: float, ground: Colour, pixels: Pixels) -> bool:
    near, far = _ABOVE_PX
    if abs(bar.top - base_px) < abs(bar.bottom - base_px):
        rows = slice(int(bar.bottom) + near, int(bar.bottom) + far)
    else:
        rows = slice(max(int(bar.top) - far, 0), max(int(bar.top) - near, 0))
    core = slice(int(bar.left + bar.width / 4), int(bar.right - bar.width / 4) + 1)
    strip = pixels[rows, core]
    if not strip.size or not np.isfinite(ground).all():
        return False
    return _off(np.median(strip.reshape(-1, 3), axis=0), ground) > _GROUND
