"""Bar charts: rectangles of one thickness on a common base, an axis, names below.

A chart is only what several things agree about: equal widths, even distances, an axis
whose numbers rise evenly or numbers printed on the bars, a name at each bar.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import reduce
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from bot.marks import is_unsure
from bot.text_reading import TextReading
from model_worker.readers.charts.axis_titles import (
    level_title,
    unit_in,
    upright_title,
)
from model_worker.readers.charts.baselines import Row, is_of_a_table, rows_of_bars
from model_worker.readers.charts.closer_looks import Looks, looked_again
from model_worker.readers.charts.edges import sharpened
from model_worker.readers.charts.layers import are_told_apart, series_of
from model_worker.readers.charts.legends import legend_entries
from model_worker.readers.charts.measuring import (
    Measured,
    measured_bars,
    measured_segments,
)
from model_worker.readers.charts.pieces import whole_bars
from model_worker.readers.charts.rectangles import Area, rectangles
from model_worker.readers.charts.rival_axes import TWO_SCALES, has_rival
from model_worker.readers.charts.slots import with_lost_bars
from model_worker.readers.charts.stacks import stacked, strangers
from model_worker.readers.charts.surroundings import Surroundings, surroundings
from model_worker.readers.charts.titles import title_above
from model_worker.readers.charts.views import View, lying, upright
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Chart

_ROWS = 8
"""Rows of rectangles that are looked at, those with the most paint first."""

_VARIED_PX = 3
"""Bars whose lengths differ by less are the cells of a table."""

_NAMED = 0.5
_LOOKS = 14
"""Closer looks at one picture."""


class Scene(Struct, frozen=True):
    """One picture, as every step here needs it."""

    pixels: Pixels
    text: TextReading
    closer: Closer


def bar_charts(pixels: Pixels, text: TextReading, closer: Closer) -> tuple[Chart, ...]:
    """Return the bar charts in *pixels*, the surest first."""
    scene = Scene(pixels, text, Looks(closer, _LOOKS))
    areas = rectangles(pixels)
    found = [*_charts_in(upright(pixels), areas, scene)]
    mirrored = tuple(area.turned for area in areas)
    found += _charts_in(lying(pixels), mirrored, scene)
    found.sort(key=_rank)
    kept: list[Chart] = []
    for chart in found:
        if not any(chart.box.overlap(other.box) for other in kept):
            kept.append(chart)
    return tuple(kept)


def _rank(chart: Chart) -> tuple[bool, int, float]:
    """Sure charts first, then those with most bars."""
    return is_unsure(chart.confidence), -len(chart.points), -chart.confidence


def _charts_in(view: View, areas: Sequence[Area], scene: Scene) -> Iterator[Chart]:
    whole = whole_bars(areas, view.pixels)
    rows = [row for row in rows_of_bars(whole) if _is_likely(row, whole)]
    found: list[Chart] = []
    for row in rows[:_ROWS]:
        box = view.box(row.left, row.top, row.right, row.bottom)
        if any(_is_settled(chart, box) for chart in found):
            continue
        chart = _chart(_sharpened(row, view.pixels), whole, view, scene)
        if chart is not None:
            found.append(chart)
    yield from found


def _is_settled(chart: Chart, box: Box) -> bool:
    """Whether *chart* is what *box* is a part of: beyond doubt, or in groups.

    Bars of one group that touch look like one bar, too.
    """
    is_known = not is_unsure(chart.confidence) or len(chart.series) > 1
    return is_known and chart.box.overlap(box) > 0


def _is_likely(row: Row, areas: Sequence[Area]) -> bool:
    lengths = [bar.height for bar in row.bars]
    is_varied = max(lengths) - min(lengths) > _VARIED_PX
    return row.in_group > 0 and is_varied and not is_of_a_table(row, areas)


def _sharpened(row: Row, pixels: Pixels) -> Row:
    """Return *row* with ends finer than a pixel, all bars on one base.

    Names that touch a bar would move its end alone.
    """
    bars = [sharpened(bar, pixels) for bar in row.bars]
    ends = [
        min(bar.top, bar.bottom, key=lambda end: abs(end - row.base_px)) for bar in bars
    ]
    base_px = median(ends)
    based = tuple(
        _based(bar, end, base_px) for bar, end in zip(bars, ends, strict=True)
    )
    return replace(row, bars=based, base_px=base_px)


def _based(bar: Area, end_px: float, base_px: float) -> Area:
    if end_px == bar.top and base_px < bar.bottom:
        return replace(bar, top=base_px)
    if end_px == bar.bottom and bar.top < base_px:
        return replace(bar, bottom=base_px)
    return bar


def _chart(row: Row, areas: Sequence[Area], view: View, scene: Scene) -> Chart | None:
    around = surroundings(row, view, scene.text.lines)
    if around.spare_px and row.in_group == 1:
        row = with_lost_bars(row, around.spare_px, view.pixels)
        around = surroundings(row, view, scene.text.lines)
    around = looked_again(around, row, view, scene.text.lines, scene.closer)
    if around.named < max(2, _NAMED * len(around.names)):
        return None
    piles = stacked(row, areas, view.pixels)
    if any(len(pile) > 1 for pile in piles):
        measured = measured_segments(piles, row, around, view)
    else:
        measured = measured_bars(row, around, view)
    if measured is None:
        return None
    if strangers(row, piles, areas, view.pixels):
        measured = measured.doubted("bars beside these stand elsewhere")
    if not measured.is_printed and _has_two_scales(row, around, view, scene):
        measured = measured.doubted(TWO_SCALES)
    return _assembled(measured, row, around, view, scene)


def _has_two_scales(row: Row, around: Surroundings, view: View, scene: Scene) -> bool:
    plot = view.box(row.left, row.top, row.right, row.bottom)
    axis = around.axis
    return axis is not None and has_rival(axis, scene.text.lines, plot, view.size_px)


def _assembled(
    measured: Measured, row: Row, around: Surroundings, view: View, scene: Scene
) -> Chart:
    is_one = len(measured.layers) == 1
    legend = () if is_one else legend_entries(scene.pixels, scene.text)
    if not (is_one or measured.is_printed or are_told_apart(measured.layers, legend)):
        measured = measured.doubted(measured.parts)
    series = series_of(measured.layers, view, measured.confidence, legend)
    names = reduce(Box.union, [name.box for name in around.names if name is not None])
    axis = None if around.axis is None else around.axis.box
    plot = view.box(row.left, row.top, row.right, row.bottom)
    marks = [point.box for each in series for point in each.points]
    box = reduce(Box.union, [plot, names, *marks, *([] if axis is None else [axis])])
    below, beside = (axis, names) if view.is_horizontal else (names, axis)
    x_title = "" if below is None else level_title(below, plot, scene.text.lines)
    y_title = "" if beside is None else upright_title(beside, plot, around.lines)
    unit = "" if around.axis is None else around.axis.unit
    title = title_above(box, scene.text.lines)
    return Chart(
        kind="bar",
        box=box,
        series=series,
        confidence=measured.confidence,
        title="" if title is None else title.text,
        title_box=None if title is None else title.box,
        is_horizontal=view.is_horizontal,
        is_stacked=measured.is_stacked,
        unit=unit or unit_in(x_title if view.is_horizontal else y_title),
        x_title=x_title,
        y_title=y_title,
        legend=reduce(Box.union, [each.box for each in legend]) if legend else None,
        x_axis=below,
        y_axis=beside,
        doubts=measured.doubts,
    )
