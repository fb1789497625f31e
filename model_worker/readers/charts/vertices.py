"""How high a trace stands at a label, and where it stands highest and lowest. Pure.

Lines bend at their data: on both sides of a bend they are straight, so the height
there is where the two sides meet, whatever marker hides the bend itself.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from msgspec import Struct

from model_worker.readers.charts.traces import Floats, Trace

_NEAR, _FAR = 0.12, 0.38
"""The stretch on each side of a label that is taken for straight, in label steps."""

_LEAST_NEAR_PX, _MOST_NEAR_PX = 2.0, 9.0
_LEAST_FAR_PX, _MOST_FAR_PX = 6.0, 30.0
_LEAST_COLUMNS = 4
_STRAIGHT_PX = 1.0
"""How far columns may lie off a stretch that is called straight (root mean square)."""

_MEET_PX = 3.0
_SEEN_PX = 3.0
_BEYOND = 0.25
"""Label steps that a label may stand outside a trace and still be its end's."""


class Extreme(Struct, frozen=True):
    """The column and the level of a trace's highest or lowest place."""

    column: float
    level: float


class _Side(NamedTuple):
    """Where a straight stretch would stand at a label, and how steep it is."""

    level: float
    slope: float

    @property
    def weight(self) -> float:
        """A pixel across is many down where a line is steep."""
        return 1 / (1 + self.slope**2)


def level_at(trace: Trace, column: float, step_px: float) -> float | None:
    """Return the row of *trace* at *column*, None where it does not reach.

    *step_px* is the distance between labels.
    """
    columns = trace.columns
    if not columns[0] - _BEYOND * step_px <= column <= columns[-1] + _BEYOND * step_px:
        return None
    near = float(np.clip(_NEAR * step_px, _LEAST_NEAR_PX, _MOST_NEAR_PX))
    far = float(np.clip(_FAR * step_px, _LEAST_FAR_PX, _MOST_FAR_PX))
    sides = [
        _side(trace, column, (column - far, column - near)),
        _side(trace, column, (column + near, column + far)),
    ]
    met = [side for side in sides if side is not None]
    is_at_end = min(column - columns[0], columns[-1] - column) < near + far
    if _do_meet(met, trace.thick_px) and (len(met) > 1 or is_at_end):
        level = sum(side.level * side.weight for side in met) / sum(
            side.weight for side in met
        )
        if not _is_rounded(trace, column, level, met):
            return level
    return float(np.interp(column, columns, trace.middles))


def _is_rounded(trace: Trace, column: float, level: float, sides: list[_Side]) -> bool:
    """Whether *trace* itself is seen at *column*, too far from where its sides meet.

    At a sharp bend its ink is as high as a line of its width is where it is steep.
    """
    at = int(np.abs(trace.columns - column).argmin())
    if abs(float(trace.columns[at]) - column) > 1:
        return False
    steepest = max(abs(side.slope) for side in sides)
    miter_px = trace.thick_px * (1 + steepest)
    return abs(float(trace.middles[at]) - level) > _SEEN_PX + miter_px


def _do_meet(sides: list[_Side], thick_px: float) -> bool:
    if not sides:
        return False
    levels = [side.level for side in sides]
    steepest = max(abs(side.slope) for side in sides)
    return max(levels) - min(levels) <= _MEET_PX + thick_px + steepest


def _side(trace: Trace, column: float, stretch: tuple[float, float]) -> _Side | None:
    """Return the line through a *stretch* of columns, None where it is not straight."""
    inside = (trace.columns >= stretch[0]) & (trace.columns <= stretch[1])
    if inside.sum() < _LEAST_COLUMNS:
        return None
    xs, ys = trace.columns[inside] - column, trace.middles[inside]
    slope, level = np.polyfit(xs, ys, 1)
    off = float(np.sqrt(np.mean((slope * xs + level - ys) ** 2)))
    if off > _STRAIGHT_PX * (1 + abs(slope)):
        return None
    return _Side(float(level), float(slope))


def highest(trace: Trace, apart_from: Floats, reach_px: float) -> Extreme | None:
    """Return the top of *trace* more than *reach_px* away from *apart_from*."""
    return _extreme(trace, trace.tops + trace.thick_px / 2, apart_from, reach_px)


def lowest(trace: Trace, apart_from: Floats, reach_px: float) -> Extreme | None:
    """Return the bottom of *trace* more than *reach_px* away from *apart_from*."""
    bottoms = trace.ends - trace.thick_px / 2
    found = _extreme(trace, -bottoms, apart_from, reach_px)
    return None if found is None else Extreme(found.column, -found.level)


def _extreme(
    trace: Trace, levels: Floats, apart_from: Floats, reach_px: float
) -> Extreme | None:
    """Return where *levels* are least, at the middle of the place that is so."""
    away = np.abs(trace.columns[:, None] - apart_from[None, :]).min(axis=1) > reach_px
    if not away.any():
        return None
    columns, levels = trace.columns[away], levels[away]
    best = int(levels.argmin())
    alike = (np.abs(levels - levels[best]) < 1) & (
        np.abs(columns - columns[best]) <= reach_px
    )
    return Extreme(float(columns[alike].mean()), float(levels[best]))
