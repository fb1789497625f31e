"""What in a picture is a chart, and which kind: pies, bars and lines are asked.

Where a picture has panels each is read by itself, as if it were a picture; no chart
is reported twice, and none where nothing is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.charts.bars import bar_charts
from model_worker.readers.charts.lines import line_charts
from model_worker.readers.charts.parts import Part, mapped, part_of
from model_worker.readers.charts.pie import pie_charts
from model_worker.readers.panels.grid import rows_of
from model_worker.readers.panels.reader import panel_reading
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Chart, ChartReading

ChartReader = Callable[[Pixels, TextReading, Closer], tuple[Chart, ...]]

_READERS: tuple[ChartReader, ...] = (pie_charts, bar_charts, line_charts)
_ONE_PLACE = 0.5
"""Share of the smaller of two charts within the other from which both are one."""

_UNSURE = 0.45
_BOTH = "bars and a line share one plot"


def chart_reading(pixels: Pixels, text: TextReading, closer: Closer) -> ChartReading:
    """Return the charts of a picture, row by row from the top left."""
    whole = Part(pixels, text, closer, Box(0.0, 0.0, 1.0, 1.0))
    panels = panel_reading(pixels, text, closer).panels
    charts: list[Chart] = []
    for panel in panels:
        part = part_of(whole, panel.box)
        charts += [mapped(chart, part.box) for chart in _charts(part)]
    if not charts or any(_lacks_names(chart) for chart in charts):
        charts = _better(charts, _charts(whole))
    order = list(chain.from_iterable(rows_of([chart.box for chart in charts])))
    charts.sort(key=lambda chart: order.index(chart.box))
    return ChartReading(tuple(charts))


def _charts(part: Part) -> list[Chart]:
    found: list[Chart] = []
    for reader in _READERS:
        for chart in reader(part.pixels, part.text, part.closer):
            found = _with(chart, found)
    return found


def _with(chart: Chart, found: Sequence[Chart]) -> list[Chart]:
    """Return *found* and *chart*, of those in one place the most trusted alone."""
    rivals = [other for other in found if _is_one_place(chart.box, other.box)]
    others = [other for other in found if other not in rivals]
    if not rivals:
        return [*found, chart]
    if {chart.kind, *(rival.kind for rival in rivals)} == {"bar", "line"}:
        both = [*rivals, chart]
        if all(each.confidence > _UNSURE for each in both):
            return [*others, *(_doubted(each) for each in both)]
    return [*others, max([*rivals, chart], key=lambda each: each.confidence)]


def _doubted(chart: Chart) -> Chart:
    return replace(chart, confidence=_UNSURE, doubts=(*chart.doubts, _BOTH))


def _is_one_place(one: Box, other: Box) -> bool:
    return one.overlap(other) > _ONE_PLACE * min(one.area, other.area)


def _lacks_names(chart: Chart) -> bool:
    return any(not point.label for point in chart.points)


def _better(parts: Sequence[Chart], wholes: Sequence[Chart]) -> list[Chart]:
    """Return *parts*, with those replaced that the whole picture tells more about."""
    kept = []
    for chart in parts:
        rivals = [w for w in wholes if _is_one_place(w.box, chart.box)]
        kept.append(max([chart, *rivals], key=_told))
    missed = [w for w in wholes if not any(_is_one_place(w.box, c.box) for c in kept)]
    return kept + missed


def _told(chart: Chart) -> tuple[int, float]:
    return sum(bool(point.label) for point in chart.points), chart.confidence
