"""Bars that stand on other bars: the segments of a stacked chart. Upright ones."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.rectangles import Area
from model_worker.readers.pixels import Pixels

_OFF_PX = 2.5
_GAP_PX = 4.0
_ABOVE_PX = (3, 7)
"""Pixels above a bar where its stroke has ended and its number has not begun."""

_GROUND = 20
_MOST = 0.5


def stacked(row: Row, areas: Sequence[Area]) -> tuple[tuple[Area, ...], ...]:
    """Return for each bar of *row* its segments, from the base on."""
    return tuple(_pile(bar, row.base_px, areas) for bar in row.bars)


def _pile(bar: Area, base_px: float, areas: Sequence[Area]) -> tuple[Area, ...]:
    is_hanging = abs(bar.top - base_px) < abs(bar.bottom - base_px)
    pile = [bar]
    while True:
        last = pile[-1]
        after = [
            area
            for area in areas
            if abs(area.left - last.left) <= _OFF_PX
            and abs(area.right - last.right) <= _OFF_PX
            and area not in pile
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
    if ground is None:
        return False
    topped = [_is_topped(bar, row.base_px, ground, pixels) for bar in row.bars]
    return sum(topped) > _MOST * len(topped)


def _ground(row: Row, pixels: Pixels) -> np.ndarray | None:
    """Return the usual colour between the bars."""
    parts = [
        pixels[int(row.top) : int(row.bottom), int(one.right) + 2 : int(other.left) - 1]
        for one, other in zip(row.bars, row.bars[1:], strict=False)
    ]
    between = [part.reshape(-1, 3) for part in parts if part.size]
    return np.median(np.concatenate(between), axis=0) if between else None


def _is_topped(bar: Area, base_px: float, ground: np.ndarray, pixels: Pixels) -> bool:
    near, far = _ABOVE_PX
    if abs(bar.top - base_px) < abs(bar.bottom - base_px):
        rows = slice(int(bar.bottom) + near, int(bar.bottom) + far)
    else:
        rows = slice(max(int(bar.top) - far, 0), max(int(bar.top) - near, 0))
    core = slice(int(bar.left + bar.width / 4), int(bar.right - bar.width / 4) + 1)
    strip = pixels[rows, core]
    if not strip.size:
        return False
    return (
        float(np.abs(np.median(strip.reshape(-1, 3), axis=0) - ground).max()) > _GROUND
    )
