"""A second scale at the other side of a plot: what is measured by which? Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.axes import value_axes
from model_worker.readers.charts.margins import Size
from model_worker.readers.charts.scales import Axis

TWO_SCALES = "there are two scales"
_GOOD = 0.8
_ENOUGH = 3
_ALIKE = 0.02
"""Share of the axis by which the same labels at the other side may be off."""


def has_rival(axis: Axis, lines: Sequence[Line], plot: Box, size_px: Size) -> bool:
    """Whether another scale along *axis* says something else about *plot*."""
    axes = value_axes(lines, plot, size_px, is_vertical=axis.is_vertical)
    return any(
        len(other.ticks) >= _ENOUGH
        and other.confidence >= _GOOD
        and _differs(axis, other)
        for other in axes
    )


def _differs(axis: Axis, other: Axis) -> bool:
    if axis.is_log or other.is_log:
        return axis.is_log != other.is_log
    ends = [axis.ticks[0], axis.ticks[-1]]
    slack = _ALIKE * abs(ends[1].value - ends[0].value)
    return any(
        abs(other.value_at(end.position_px) - axis.value_at(end.position_px)) > slack
        for end in ends
    )
