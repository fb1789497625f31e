"""The ticks and grid lines that pixels show move the scale that labels gave.

A label stands within a pixel of its tick; ten lines of a grid know better. Works on
upright axes: whoever has level ones mirrors the picture first.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from model_worker.readers.charts.scales import Axis
from model_worker.readers.charts.ticks import Tick, best_fit
from model_worker.readers.pixels import Pixels

_WINDOW_PX = 7
_REACH_PX = 3.5
"""A tick stands no farther from the middle of its label."""

_FAINT = 7.0
"""Steps that the palest grid line stands off its ground."""

_CLEAR = 25.0
"""Steps that the mark of a tick stands off it."""

_THICK_PX = 5
_SHARE = 0.5
"""Share of the columns looked at that a grid line crosses."""

_MARK_PX = 3
"""Columns that a tick's mark is long at the least."""

_MOST_MARK_PX = 40
_FOUND = 0.6
"""Share of the ticks that must be found for the others to be doubted."""

_OFF_PX = 0.8
"""A line that was found stands no farther from where all of them say."""

_STRETCH = 0.02
"""Share by which lines may change the scale that labels gave."""

Strengths = NDArray[np.floating]
Columns = Sequence[slice]
"""Where to look, in whole pixels from the left."""


def sharpened_axis(axis: Axis, pixels: Pixels, gaps: Columns, marks: slice) -> Axis:
    """Return *axis* on the lines of the grid seen in *gaps*, or on its tick *marks*.

    Unchanged where too few are seen, or where they contradict the labels.
    """
    for places in (_grid_lines(axis, pixels, gaps), _tick_marks(axis, pixels, marks)):
        moved = _moved(axis, places)
        if moved is not None:
            return moved
    return axis


def _moved(axis: Axis, places: Sequence[float | None]) -> Axis | None:
    seen = [
        Tick(tick.value, place, tick.line)
        for tick, place in zip(axis.ticks, places, strict=True)
        if place is not None
    ]
    fit = best_fit(seen, _OFF_PX, is_falling=axis.is_vertical)
    if fit is None or fit.is_log != axis.is_log:
        return None
    if len(fit.ticks) < max(2, math.ceil(_FOUND * len(axis.ticks))):
        return None
    if abs(fit.scale / axis.scale - 1) > _STRETCH:
        return None
    return replace(
        axis,
        scale=fit.scale,
        offset=fit.offset,
        ticks=tuple(
            replace(tick, position_px=fit.position_of(tick.value))
            for tick in axis.ticks
        ),
        residual_px=fit.residual_px,
        is_on_lines=True,
    )


def _grid_lines(axis: Axis, pixels: Pixels, gaps: Columns) -> list[float | None]:
    strips = [pixels[:, gap] for gap in gaps if gap.stop > gap.start]
    if not strips:
        return [None] * len(axis.ticks)
    strip = np.concatenate(strips, axis=1)
    return [_line_near(strip, tick.position_px, is_mark=False) for tick in axis.ticks]


def _tick_marks(axis: Axis, pixels: Pixels, marks: slice) -> list[float | None]:
    strip = pixels[:, marks]
    return [_line_near(strip, tick.position_px, is_mark=True) for tick in axis.ticks]


def _line_near(strip: Pixels, position_px: float, *, is_mark: bool) -> float | None:
    """Return the middle of the level line near *position_px*, None without one."""
    first = max(int(position_px) - _WINDOW_PX, 0)
    rows = strip[first : int(position_px) + _WINDOW_PX + 1].astype(np.float64)
    if rows.shape[0] <= _WINDOW_PX or not rows.shape[1]:
        return None
    off: Strengths = np.abs(rows - np.median(rows, axis=0)).max(axis=-1)
    if is_mark:
        strength = np.sort(off, axis=1)[:, -_MARK_PX:].min(axis=1)
    else:
        strength = np.quantile(off, 1 - _SHARE, axis=1)
    strength[strength < (_CLEAR if is_mark else _FAINT)] = 0.0
    places = np.arange(first, first + len(strength)) + 0.5
    is_near = np.abs(places - position_px) <= _REACH_PX
    if not strength[is_near].any():
        return None
    return _thin_middle(strength, places)


def _thin_middle(strength: Strengths, places: Strengths) -> float | None:
    """Return the middle of the strongest line, None where it is no thin one."""
    first = last = int(strength.argmax())
    half = strength[first] / 2
    while first > 0 and strength[first - 1] >= half:
        first -= 1
    while last + 1 < len(strength) and strength[last + 1] >= half:
        last += 1
    if last - first >= _THICK_PX or first == 0 or last + 1 == len(strength):
        return None
    near = slice(first - 1, last + 2)
    return float((strength * places)[near].sum() / strength[near].sum())
