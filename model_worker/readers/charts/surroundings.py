"""What is written around a row of bars: the axis beside it, the names below it.

What was not read at first is read again, enlarged: engines lose lone digits and short
words. Places are those of the picture, bars those of the view.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.axes import value_axes
from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.categories import Category, category_labels
from model_worker.readers.charts.scales import Axis
from model_worker.readers.charts.sharpening import sharpened_axis
from model_worker.readers.charts.views import View

_MARGINS = (0.15, 0.7)
"""Shares of the longest bar that an axis may go on beyond it: tried in this order."""

_GOOD_AXIS = 0.8
_BEYOND = 2.3
"""Label distances that a bar may end beyond the last label: lone digits go unread."""

_BESIDE = 0.04
"""Share of the picture that labels reach beyond the first and the last bar."""

_NAMES_BELOW, _NAMES_BEFORE, _AXIS_BESIDE = 0.15, 0.3, 0.13
"""Shares of the picture that labels take at most, below bars and beside them."""

_LEAST_SHARE = 0.01
"""Part of the picture that bars cover, for which it is worth to read again."""


class Surroundings(Struct, frozen=True):
    """*names* holds one for each place, None where nothing certain was read.

    *lines* are all that were read, but for the labels of the axis.
    """

    axis: Axis | None
    names: tuple[Category | None, ...]
    lines: tuple[Line, ...]

    @property
    def named(self) -> int:
        return sum(name is not None for name in self.names)

    @property
    def is_complete(self) -> bool:
        has_axis = self.axis is not None and self.axis.confidence >= _GOOD_AXIS
        return has_axis and None not in self.names


def surroundings(row: Row, view: View, lines: Sequence[Line]) -> Surroundings:
    """Return what *lines* say about *row*."""
    axis = _axis(row, view, lines)
    ticks = () if axis is None else axis.ticks
    free = tuple(line for line in lines if not any(tick.line is line for tick in ticks))
    names = category_labels(
        free,
        _plot(row, view),
        view.size_px,
        row.centres,
        is_vertical=view.is_horizontal,
    )
    return Surroundings(axis, names, free)


def read_again(
    found: Surroundings,
    row: Row,
    view: View,
    lines: Sequence[Line],
    closer: Callable[[Box], tuple[Line, ...]],
) -> Surroundings:
    """Return *found*, or what is found when the missing parts are looked at closer."""
    if found.is_complete or not _is_worth_it(found, row, view):
        return found
    plot = _plot(row, view)
    regions = []
    if None in found.names:
        regions.append(_names_region(plot, is_horizontal=view.is_horizontal))
    if found.axis is None or found.axis.confidence < _GOOD_AXIS:
        regions.append(_axis_region(plot, is_horizontal=view.is_horizontal))
    for region in regions:
        lines = [
            *(one for one in lines if not _is_in(one.box, region)),
            *closer(region),
        ]
    again = surroundings(row, view, lines)
    return max(found, again, key=_worth)


def _worth(found: Surroundings) -> tuple[int, float]:
    return found.named, 0.0 if found.axis is None else found.axis.confidence


def _is_worth_it(found: Surroundings, row: Row, view: View) -> bool:
    painted = sum(bar.width * bar.height for bar in row.bars)
    width, height = view.size_px
    has_text = found.axis is not None or found.named > 0
    return has_text and painted >= _LEAST_SHARE * width * height


def _plot(row: Row, view: View) -> Box:
    return view.box(row.left, row.top, row.right, row.bottom)


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
    """Whether *axis* goes from the base of the bars to their tips."""
    places = [tick.position_px for tick in axis.ticks]
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


def _names_region(plot: Box, *, is_horizontal: bool) -> Box:
    if is_horizontal:
        return _clipped(
            plot.left - _NAMES_BEFORE,
            plot.top - _BESIDE,
            plot.left,
            plot.bottom + _BESIDE,
        )
    return _clipped(
        plot.left - _BESIDE,
        plot.bottom,
        plot.right + _BESIDE,
        plot.bottom + _NAMES_BELOW,
    )


def _axis_region(plot: Box, *, is_horizontal: bool) -> Box:
    if is_horizontal:
        beyond = _MARGINS[0] * (plot.right - plot.left)
        low = plot.bottom + _AXIS_BESIDE
        return _clipped(plot.left - _BESIDE, plot.bottom, plot.right + beyond, low)
    beyond = _MARGINS[0] * (plot.bottom - plot.top)
    left = plot.left - _AXIS_BESIDE
    return _clipped(left, plot.top - beyond, plot.left, plot.bottom + _BESIDE)


def _clipped(left: float, top: float, right: float, bottom: float) -> Box:
    return Box(max(left, 0.0), max(top, 0.0), min(right, 1.0), min(bottom, 1.0))


def _is_in(box: Box, region: Box) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= across <= region.right and region.top <= down <= region.bottom
