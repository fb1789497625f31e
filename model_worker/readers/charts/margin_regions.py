"""Where around a row of bars its names, its axis and its numbers may be written."""

from __future__ import annotations

from bot.jobs import Box
from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.scales import Axis
from model_worker.readers.charts.views import View

_BESIDE = 0.04
"""Share of the picture that labels reach beyond the first and the last bar."""

_NAMES_BELOW, _NAMES_BEFORE, _AXIS_BESIDE, _BEYOND = 0.15, 0.3, 0.13, 0.15
"""Shares of the picture that labels take at most, below bars and beside them."""

_AFTER = 1.6
"""Label distances beyond the last label in which a power of ten stands."""

_LEAST_SIDE = 0.01


def names_region(row: Row, view: View) -> Box | None:
    """Return the place of the names, None where the picture ends before it."""
    plot = _plot(row, view)
    if view.is_horizontal:
        left = plot.left - _NAMES_BEFORE
        return _clipped(left, plot.top - _BESIDE, plot.left, plot.bottom + _BESIDE)
    low = plot.bottom + _NAMES_BELOW
    return _clipped(plot.left - _BESIDE, plot.bottom, plot.right + _BESIDE, low)


def axis_region(row: Row, view: View) -> Box | None:
    plot = _plot(row, view)
    if view.is_horizontal:
        beyond = _BEYOND * (plot.right - plot.left)
        low = plot.bottom + _AXIS_BESIDE
        return _clipped(plot.left - _BESIDE, plot.bottom, plot.right + beyond, low)
    beyond = _BEYOND * (plot.bottom - plot.top)
    left = plot.left - _AXIS_BESIDE
    return _clipped(left, plot.top - beyond, plot.left, plot.bottom + _BESIDE)


def tips_region(row: Row, view: View) -> Box | None:
    """Return where numbers are printed: on the bars and beyond them."""
    plot = _plot(row, view)
    across, down = (_BESIDE, 0.0) if view.is_horizontal else (0.0, _BESIDE)
    left, right = plot.left - across, plot.right + 2 * across
    return _clipped(left, plot.top - down, right, plot.bottom)


def power_region(axis: Axis, row: Row, view: View) -> Box | None:
    """Return where ``1e6`` would stand: over an upright axis, at a level one's end."""
    plot, labels = _plot(row, view), axis.box
    width_px, height_px = view.size_px
    if axis.is_vertical:
        beyond = _AFTER * axis.step_px / height_px
        right = max(plot.left, labels.right) + 2 * _BESIDE
        return _clipped(labels.left, labels.top - beyond, right, labels.top)
    beyond = _AFTER * axis.step_px / width_px
    end = max(labels.right, plot.right)
    low = labels.bottom + 2 * _BESIDE
    return _clipped(end - beyond / 2, labels.bottom, labels.right + beyond, low)


def grown(box: Box, by_px: float, view: View) -> Box:
    """Return *box* with a margin, inside the picture."""
    width_px, height_px = view.size_px
    across, down = by_px / width_px, by_px / height_px
    return Box(
        max(box.left - across, 0.0),
        max(box.top - down, 0.0),
        min(box.right + across, 1.0),
        min(box.bottom + down, 1.0),
    )


def is_in(box: Box, region: Box) -> bool:
    """Whether the middle of *box* lies in *region*."""
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= across <= region.right and region.top <= down <= region.bottom


def _plot(row: Row, view: View) -> Box:
    return view.box(row.left, row.top, row.right, row.bottom)


def _clipped(left: float, top: float, right: float, bottom: float) -> Box | None:
    """Return the part inside the picture, None where hardly any is."""
    left, top = max(left, 0.0), max(top, 0.0)
    right, bottom = min(right, 1.0), min(bottom, 1.0)
    if right - left < _LEAST_SIDE or bottom - top < _LEAST_SIDE:
        return None
    return Box(left, top, right, bottom)
