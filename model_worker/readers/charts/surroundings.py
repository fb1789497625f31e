"""What is written around a row of bars: the axis beside it, the names below it.

Bars are those of the view, boxes those of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.text_reading import Line
from model_worker.readers.charts.axes import value_axes
from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.categories import Category, category_labels
from model_worker.readers.charts.scales import Axis
from model_worker.readers.charts.sharpening import sharpened_axis
from model_worker.readers.charts.views import View
from model_worker.readers.charts.words import numbers_apart, parted

_MARGINS = (0.15, 0.7)
"""Shares of the longest bar that an axis may go on beyond it: tried in this order."""

_ON_BASE_PX = 4.0
_GOOD_AXIS = 0.8
_BEYOND = 2.3
"""Label distances that a bar may end beyond the last label: lone digits go unread."""


class Surroundings(Struct, frozen=True):
    """*names* holds one for each place, None where nothing certain was read.

    *lines* are all that were read, but for the labels of the axis. *spare_px*: places
    with a name, but without a bar.
    """

    axis: Axis | None
    names: tuple[Category | None, ...]
    lines: tuple[Line, ...]
    spare_px: tuple[float, ...] = ()

    @property
    def named(self) -> int:
        return sum(name is not None for name in self.names)

    @property
    def is_complete(self) -> bool:
        has_axis = self.axis is not None and self.axis.confidence >= _GOOD_AXIS
        return has_axis and None not in self.names


def surroundings(row: Row, view: View, lines: Sequence[Line]) -> Surroundings:
    """Return what *lines* say about *row*."""
    if view.is_horizontal:
        lines = numbers_apart(lines, view.picture)
    else:
        lines = parted(lines, row.centres, view.pixels)
    axis = _axis(row, view, lines)
    ticks = () if axis is None else axis.ticks
    free = tuple(line for line in lines if not any(tick.line is line for tick in ticks))
    plot = view.box(row.left, row.top, row.right, row.bottom)
    found = category_labels(
        free, plot, view.size_px, row.centres, is_vertical=view.is_horizontal
    )
    return Surroundings(axis, found.names, free, found.spare_px)


def _axis(row: Row, view: View, lines: Sequence[Line]) -> Axis | None:
    """Return the scale along the bars, moved to the lines that pixels show."""
    best: Axis | None = None
    for margin in _MARGINS:
        reach = margin * (row.bottom - row.top)
        window = view.box(row.left, row.top - reach, row.right, row.bottom + reach)
        axes = value_axes(
            lines, window, view.size_px, is_vertical=not view.is_horizontal
        )
        fitting = [axis for axis in axes if _covers(axis, row)]
        if fitting and (best is None or fitting[0].confidence > best.confidence):
            best = fitting[0]
        if best is not None and best.confidence >= _GOOD_AXIS:
            break
    return None if best is None else _on_lines(best, row, view)


def _covers(axis: Axis, row: Row) -> bool:
    """Whether *axis* goes from the base of the bars to their tips.

    Where its zero is at the base, the labels between may be missing.
    """
    places = [tick.position_px for tick in axis.ticks]
    if not axis.is_log and abs(axis.position_of(0.0) - row.base_px) <= _ON_BASE_PX:
        return True
    reach = _BEYOND * axis.step_px
    return min(places) - reach <= row.top and row.bottom <= max(places) + reach


def _on_lines(axis: Axis, row: Row, view: View) -> Axis:
    pairs = zip(row.bars, row.bars[1:], strict=False)
    gaps = [slice(int(a.right) + 2, int(b.left) - 1) for a, b in pairs]
    start, end = view.across_px(axis.box)
    left, right = int(row.left), int(row.right)
    is_before = end <= (row.left + row.right) / 2
    marks = slice(int(end) + 1, left - 1) if is_before else slice(right + 2, int(start))
    return sharpened_axis(axis, view.pixels, gaps, marks)
