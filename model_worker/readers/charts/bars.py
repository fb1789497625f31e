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
from model_worker.readers.charts.baselines import Row, is_of_a_table, rows_of_bars
from model_worker.readers.charts.closer_looks import Looks, looked_again
from model_worker.readers.charts.edges import sharpened
from model_worker.readers.charts.layers import Layer, Placed, series_of
from model_worker.readers.charts.legends import legend_entries
from model_worker.readers.charts.pieces import whole_bars
from model_worker.readers.charts.printed import printed_numbers
from model_worker.readers.charts.reckoning import (
    Bar,
    Reckoning,
    reckoned,
    reckoned_segments,
)
from model_worker.readers.charts.rectangles import Area, rectangles
from model_worker.readers.charts.slots import with_lost_bars
from model_worker.readers.charts.stacks import is_topped, stacked
from model_worker.readers.charts.surroundings import Surroundings, surroundings
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

_UNSURE = 0.55


class Scene(Struct, frozen=True):
    """One picture, as every step here needs it."""

    pixels: Pixels
    text: TextReading
    closer: Closer


class _Measured(Struct, frozen=True):
    layers: tuple[Layer, ...]
    confidence: float
    doubts: tuple[str, ...] = ()
    is_stacked: bool = False


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
    """Whether *chart* is what *box* is a part of, beyond doubt."""
    return not is_unsure(chart.confidence) and chart.box.overlap(box) > 0


def _is_likely(row: Row, areas: Sequence[Area]) -> bool:
    lengths = [bar.height for bar in row.bars]
    is_varied = max(lengths) - min(lengths) > _VARIED_PX
    return row.in_group > 0 and is_varied and not is_of_a_table(row, areas)


def _sharpened(row: Row, pixels: Pixels) -> Row:
    bars = tuple(sharpened(bar, pixels) for bar in row.bars)
    ends = [
        min(bar.top, bar.bottom, key=lambda end: abs(end - row.base_px)) for bar in bars
    ]
    return replace(row, bars=bars, base_px=median(ends))


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
        measured = _segments(piles, row, around, view)
    else:
        measured = _bars(row, around, view)
    if measured is None:
        return None
    return _assembled(measured, row, around, view, scene)


def _bars(row: Row, around: Surroundings, view: View) -> _Measured | None:
    """Return the bars that stand on the base themselves, in groups or one by one."""
    printed = printed_numbers(around.lines, row.bars, row.base_px, view)
    bars = [
        Bar(_tip_px(bar, row.base_px), row.base_px, said)
        for bar, said in zip(row.bars, printed, strict=True)
    ]
    reckoning = reckoned(bars, around.axis)
    if reckoning is None:
        return None
    placed = [
        Placed(_on_base(bar, row.base_px), value, around.names[at // row.in_group])
        for at, (bar, value) in enumerate(zip(row.bars, reckoning.values, strict=True))
    ]
    layers = tuple(tuple(placed[at :: row.in_group]) for at in range(row.in_group))
    confidence, doubts = _weighed(reckoning, around)
    if row.in_group > 1 and not reckoning.is_printed:
        confidence, doubts = min(confidence, _UNSURE), (*doubts, "grouped bars")
    if is_topped(row, view.pixels):
        confidence = min(confidence, _UNSURE)
        doubts = (*doubts, "something stands on the bars")
    return _Measured(layers, confidence, doubts)


def _segments(
    piles: Sequence[Sequence[Area]], row: Row, around: Surroundings, view: View
) -> _Measured | None:
    """Return the segments of stacked bars, one layer for each step from the base."""
    height = max(map(len, piles))
    places = [
        (segment, name, step)
        for pile, name in zip(piles, around.names, strict=False)
        for step, segment in enumerate(pile)
    ]
    sharp = [sharpened(segment, view.pixels) for segment, _, _ in places]
    printed = printed_numbers(around.lines, sharp, row.base_px, view, is_within=True)
    bars = [
        Bar(_tip_px(bar, row.base_px), _end_px(bar, row.base_px), said)
        for bar, said in zip(sharp, printed, strict=True)
    ]
    reckoning = reckoned_segments(bars, around.axis)
    if reckoning is None or row.in_group > 1:
        return None
    layers: list[list[Placed]] = [[] for _ in range(height)]
    for bar, value, (_, name, step) in zip(
        sharp, reckoning.values, places, strict=True
    ):
        layers[step].append(Placed(bar, value, name))
    confidence, doubts = _weighed(reckoning, around)
    if not reckoning.is_printed:
        confidence, doubts = min(confidence, _UNSURE), (*doubts, "stacked bars")
    return _Measured(tuple(map(tuple, layers)), confidence, doubts, is_stacked=True)


def _weighed(
    reckoning: Reckoning, around: Surroundings
) -> tuple[float, tuple[str, ...]]:
    doubts = (reckoning.doubt,) if reckoning.doubt else ()
    if None not in around.names:
        return reckoning.confidence, doubts
    return min(reckoning.confidence, _UNSURE), (*doubts, "some bars have no name")


def _tip_px(bar: Area, base_px: float) -> float:
    return max(bar.top, bar.bottom, key=lambda end: abs(end - base_px))


def _end_px(bar: Area, base_px: float) -> float:
    return min(bar.top, bar.bottom, key=lambda end: abs(end - base_px))


def _on_base(bar: Area, base_px: float) -> Area:
    top, bottom = sorted((_tip_px(bar, base_px), base_px))
    return replace(bar, top=top, bottom=bottom)


def _assembled(
    measured: _Measured, row: Row, around: Surroundings, view: View, scene: Scene
) -> Chart:
    is_one = len(measured.layers) == 1
    legend = () if is_one else legend_entries(scene.pixels, scene.text)
    series = series_of(measured.layers, view, measured.confidence, legend)
    names = reduce(Box.union, [name.box for name in around.names if name is not None])
    axis = None if around.axis is None else around.axis.box
    plot = view.box(row.left, row.top, row.right, row.bottom)
    marks = [point.box for each in series for point in each.points]
    parts = [plot, names, *marks, *([] if axis is None else [axis])]
    return Chart(
        kind="bar",
        box=reduce(Box.union, parts),
        series=series,
        confidence=measured.confidence,
        is_horizontal=view.is_horizontal,
        is_stacked=measured.is_stacked,
        unit="" if around.axis is None else around.axis.unit,
        x_axis=axis if view.is_horizontal else names,
        y_axis=names if view.is_horizontal else axis,
        doubts=measured.doubts,
    )
