"""How high a trace stands at a label, and where it stands highest and lowest. Pure.

Lines bend at their data: on both sides of a bend they are straight, so the height
there is where the two sides meet, whatever marker hides the bend itself.
"""

from __future__ import annotations

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
_BEYOND = 0.25
"""Label steps that a label may stand outside a trace and still be its end's."""


class Extreme(Struct, frozen=True):
    """The column and the level of a trace's highest or lowest place."""

    column: float
    level: float


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
        _end_of_stretch(trace, column, (column - far, column - near)),
        _end_of_stretch(trace, column, (column + near, column + far)),
    ]
    met = [side for side in sides if side is not None]
    plain = float(np.interp(column, columns, trace.middles))
    if not met or max(met) - min(met) > _MEET_PX + trace.thick_px:
        return plain
    is_at_end = min(column - columns[0], columns[-1] - column) < near + far
    return sum(met) / len(met) if len(met) > 1 or is_at_end else plain


def _end_of_stretch(
    trace: Trace, column: float, stretch: tuple[float, float]
) -> float | None:
    """Return where a straight *stretch* of columns would stand at *column*."""
    inside = (trace.columns >= stretch[0]) & (trace.columns <= stretch[1])
    if inside.sum() < _LEAST_COLUMNS:
        return None
    xs, ys = trace.columns[inside] - column, trace.middles[inside]
    slope, level = np.polyfit(xs, ys, 1)
    off = float(np.sqrt(np.mean((slope * xs + level - ys) ** 2)))
    return float(level) if off <= _STRAIGHT_PX * (1 + abs(slope)) else None


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
