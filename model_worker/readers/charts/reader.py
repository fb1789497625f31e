"""What in a picture is a chart, and which kind: pies, bars and lines are asked.

Where a picture has panels each is read by itself, as if it were a picture; no chart
is reported twice, and none where nothing is measured.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from itertools import chain

from msgspec.structs import replace

from bot.jobs import Box
from bot.marks import is_unsure
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.charts.bars import bar_charts
from model_worker.readers.charts.lines import line_charts
from model_worker.readers.charts.parts import Part, mapped, part_of
from model_worker.readers.charts.pie import pie_charts
from model_worker.readers.panels.grid import rows_of
from model_worker.readers.panels.reader import panel_reading
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Chart, ChartReading
from model_worker.scene import is_inside

ChartReader = Callable[[Pixels, TextReading, Closer], tuple[Chart, ...]]

_READERS: tuple[ChartReader, ...] = (pie_charts, bar_charts, line_charts)
_ONE_PLACE = 0.5
"""Share of the smaller of two charts within the other from which both are one."""

_HUGE, _FEW_LETTERS = 0.15, 2
"""Share of the picture's sides above which so few letters are a bar or a disc."""

_ON_BARS = 0.02
_MOSTLY = 0.6
"""Share of the picture that the top of a bar may lie beside the outline seen of it,
and share of a line's points at tops and base that make it such an outline."""

_SWATCHES = frozenset("=\u2261\u4e00\u4e8c\u4e09\u4ea0\u53e3\u65e5")
"""Signs that the swatches of a legend, one above the other, are read as."""

_SCRAP = 0.4
"""Share of a line's plot that real bars below it cover at least."""

_UNSURE = 0.45
_BOTH = "bars and a line share one plot"


def chart_reading(pixels: Pixels, text: TextReading, closer: Closer) -> ChartReading:
    """Return the charts of a picture, row by row from the top left."""
    whole = Part(pixels, _written(text), closer, Box(0.0, 0.0, 1.0, 1.0))
    panels = panel_reading(pixels, text, closer).panels
    places = _with_names([panel.box for panel in panels], text)
    charts: list[Chart] = []
    for place in places:
        part = part_of(whole, place)
        charts += [mapped(chart, part.box) for chart in _charts(part)]
    if len(charts) < len(panels) or not charts or any(map(_may_go_on, charts)):
        charts = _better(charts, _charts(whole))
    order = list(chain.from_iterable(rows_of([chart.box for chart in charts])))
    charts.sort(key=lambda chart: order.index(chart.box))
    return ChartReading(tuple(_framed(chart, charts, places) for chart in charts))


def _with_names(panels: Sequence[Box], text: TextReading) -> list[Box]:
    """Return *panels* with the names that stand out of one of them, as a pie's do."""
    found = list(panels)
    for line in text.lines:
        held = [at for at, panel in enumerate(panels) if panel.overlap(line.box) > 0]
        if len(held) == 1:
            found[held[0]] = found[held[0]].union(line.box)
    return found


def _framed(chart: Chart, charts: Sequence[Chart], panels: Sequence[Box]) -> Chart:
    """Return *chart* with all that belongs to it: its panel, else title and legend."""
    for panel in panels if len(panels) > 1 else ():
        inside = [each for each in charts if is_inside(each.box, panel)]
        if inside == [chart]:
            return replace(chart, box=panel.union(chart.box))
    parts = [box for box in (chart.title_box, chart.legend) if box is not None]
    return replace(chart, box=reduce(Box.union, parts, chart.box))


def _written(text: TextReading) -> TextReading:
    """Return *text* without bars read as a huge 1, discs as an O, swatches as =."""
    blocks = (
        Block(tuple(line for line in block.lines if not _is_shape(line)))
        for block in text.blocks
    )
    return TextReading(tuple(block for block in blocks if block.lines))


def _is_shape(line: Line) -> bool:
    least = min(line.box.right - line.box.left, line.box.bottom - line.box.top)
    is_huge = least > _HUGE and len(line.text) <= _FEW_LETTERS
    return is_huge or line.text.strip() in _SWATCHES


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
        both = _without_outlines([*rivals, chart])
        if len(both) == 1:
            return [*others, *both]
        both = _without_scraps(both)
        if len(both) == 1:
            return [*others, *both]
        if any(each.kind == "line" and not is_unsure(each.confidence) for each in both):
            return [*others, *(_doubted(each) for each in both)]
    return [*others, max([*rivals, chart], key=lambda each: each.confidence)]


def _without_scraps(charts: Sequence[Chart]) -> list[Chart]:
    """Return *charts* without unsure bars in a small part of a sure line's plot."""
    sure = [c for c in charts if c.kind == "line" and not is_unsure(c.confidence)]
    return [
        chart
        for chart in charts
        if chart.kind == "line"
        or not is_unsure(chart.confidence)
        or all(chart.box.area > _SCRAP * line.box.area for line in sure)
    ]


def _without_outlines(charts: Sequence[Chart]) -> list[Chart]:
    """Return *charts* without the lines that are no more than the edges of bars."""
    bars = [chart for chart in charts if chart.kind == "bar"]
    return [
        chart
        for chart in charts
        if chart.kind == "bar" or not any(_is_outline(chart, one) for one in bars)
    ]


def _is_outline(line: Chart, bars: Chart) -> bool:
    """Whether *line* goes along the tops of *bars*, and along their base between."""
    if bars.is_horizontal or not line.points:
        return False
    on_bars = sum(_is_on_end(point.box, bars) for point in line.points)
    return on_bars >= _MOSTLY * len(line.points)


def _is_on_end(place: Box, bars: Chart) -> bool:
    """Whether *place* is at the top or the base of the bar there, or of any base."""
    across, level = (place.left + place.right) / 2, (place.top + place.bottom) / 2
    own = [bar.box for bar in bars.points if bar.box.left <= across <= bar.box.right]
    tops = [box.top for box in own]
    ends = tops + [bar.box.bottom for bar in bars.points]
    return min(abs(level - end) for end in ends) <= _ON_BARS


def _doubted(chart: Chart) -> Chart:
    return replace(chart, confidence=_UNSURE, doubts=(*chart.doubts, _BOTH))


def _is_one_place(one: Box, other: Box) -> bool:
    return one.overlap(other) > _ONE_PLACE * min(one.area, other.area)


def _may_go_on(chart: Chart) -> bool:
    """Whether *chart* may be a piece of one that the gap between two bars parted."""
    lacks_names = any(not point.label for point in chart.points)
    has_axes = chart.x_axis is not None and chart.y_axis is not None
    return lacks_names or (chart.kind == "bar" and not has_axes)


def _better(parts: Sequence[Chart], wholes: Sequence[Chart]) -> list[Chart]:
    """Return *parts*, with those replaced that the whole picture tells more about."""
    kept: list[Chart] = []
    for chart in parts:
        rivals = [w for w in wholes if _is_one_place(w.box, chart.box)]
        best = max([chart, *rivals], key=_told)
        if best not in kept:
            kept.append(best)
    missed = [w for w in wholes if not any(_is_one_place(w.box, c.box) for c in kept)]
    return kept + missed


def _told(chart: Chart) -> tuple[int, float]:
    return sum(bool(point.label) for point in chart.points), chart.confidence
