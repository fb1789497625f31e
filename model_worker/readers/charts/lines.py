"""Line charts: labelled axes and a trace across the plot between them.

Two labelled axes without a trace are a table or a bar chart, a trace without axes is
a drawing: neither is told of here. Several lines are measured, and called unsure
unless colours and legend agree on them.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from bot.text_reading import Line, TextReading
from model_worker.readers.charts.anchors import anchored, is_slanted
from model_worker.readers.charts.axis_titles import level_title, upright_title
from model_worker.readers.charts.courses import series_of
from model_worker.readers.charts.end_labels import end_labels
from model_worker.readers.charts.frames import frame, labelled, title_of
from model_worker.readers.charts.grounds import ground_of
from model_worker.readers.charts.legends import LegendEntry, legend_entries
from model_worker.readers.charts.line_doubts import Sight, judged
from model_worker.readers.charts.margins import Size
from model_worker.readers.charts.parting import parted
from model_worker.readers.charts.plots import Plot, plots
from model_worker.readers.charts.rival_axes import TWO_SCALES, has_rival
from model_worker.readers.charts.rules import Colours, Flat, Mask
from model_worker.readers.charts.traces import Trace, traces
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Chart

_SPAN = 0.5
"""Share of the way from the first to the last label that a trace covers at least."""

_THICK = 0.02
"""Share of the plot's lesser side that a line is thick at most."""

_LEAST_THICK_PX = 7.0
_LOOKS = 3
_AXIS_PX = 4
"""A blurred axis and its halo reach this far to each side."""

_TALL = 0.3
"""Share of a plot's height that no text in it is high."""

_LEVEL_PX = 6.0
"""An axis drawn by hand strays this much from its row, all but its ends."""

_GREY = 40
_ON_TICKS = 0.6
"""Share of its columns in which a widely dashed grid line stands at a label."""

_SOLID = 0.4
"""Share of a trace's columns that hold ink: dots hold half, scattered ones less."""


def line_charts(pixels: Pixels, text: TextReading, closer: Closer) -> tuple[Chart, ...]:
    """Return every line chart in *pixels*, its lines measured at every label."""
    height, width = pixels.shape[:2]
    lines = parted(text.lines, pixels)
    found = [
        _completed((plot, sight), pixels, text, lines, closer)
        for plot in plots(lines, (width, height))
        if (sight := _sight(pixels, text, plot)) is not None
    ]
    if not found:
        return ()
    entries = legend_entries(pixels, text)
    return tuple(
        _chart(plot, sight, entries, text.lines, (width, height))
        for plot, sight in found
    )


def _completed(
    found: tuple[Plot, Sight],
    pixels: Pixels,
    text: TextReading,
    lines: Sequence[Line],
    closer: Closer,
) -> tuple[Plot, Sight]:
    """Return what was *found*, with the labels at its ends where they went unread."""
    plot, sight = found
    size_px = (pixels.shape[1], pixels.shape[0])
    fresh = end_labels(sight.lines, plot, size_px, closer)
    for again in plots([*lines, *fresh], size_px) if fresh else ():
        is_more = len(again.across.labels) > len(plot.across.labels)
        if is_more and again.across.box.overlap(plot.across.box) > 0:
            seen = _sight(pixels, text, again)
            return found if seen is None else (again, seen)
    return found


def _sight(pixels: Pixels, text: TextReading, plot: Plot) -> Sight | None:
    """Return what is drawn in *plot*, None where no line is."""
    area = pixels[plot.top : plot.bottom, plot.left : plot.right]
    rows = [tick.position_px - plot.top for tick in plot.upright.ticks]
    columns = [place - plot.left for place in plot.across.places]
    ground = ground_of(area, _page(pixels), (rows, columns))
    if ground is None:
        return None
    hidden = _hidden(text, plot, pixels.shape)
    for _ in range(_LOOKS):
        found = traces(area, ground, hidden)
        lines = tuple(trace for trace in found if _is_line(trace, plot))
        axes = [trace for trace in found if _is_axis(trace, plot)]
        if lines or not axes:
            break
        ground = replace(ground, off=_without(ground.off, axes))
    # A fill shows its own edge, and grid lines in colours of their own.
    drawn = tuple(line for line in lines if not _is_on_grid(line, plot))
    lines = drawn or lines
    return Sight(lines, ground, hidden) if lines else None


def _without(off: Flat, axes: Sequence[Trace]) -> Flat:
    """Return *off* as if the *axes* that were taken for lines were not there."""
    bare = off.copy()
    for axis in axes:
        for column, row in zip(axis.columns, axis.middles, strict=True):
            start = max(int(row) - _AXIS_PX, 0)
            bare[start : int(row) + _AXIS_PX + 1, int(column)] = 0
    return bare


def _page(pixels: Pixels) -> Colours:
    """Return the colour at the rim of the picture."""
    rim = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    page: Colours = np.median(rim, axis=0).astype(np.float32)
    return page


def _hidden(text: TextReading, plot: Plot, shape: tuple[int, ...]) -> Mask:
    """Tell where text stands in *plot*; a line read as one huge letter is none."""
    height, width = shape[:2]
    hidden = np.zeros((plot.bottom - plot.top, plot.right - plot.left), dtype=bool)
    for line in text.lines:
        box = line.box
        if box.bottom - box.top > _TALL * (plot.bottom - plot.top) / height:
            continue
        rows = slice(
            max(int(box.top * height) - plot.top, 0),
            max(int(box.bottom * height) + 1 - plot.top, 0),
        )
        columns = slice(
            max(int(box.left * width) - plot.left, 0),
            max(int(box.right * width) + 1 - plot.left, 0),
        )
        hidden[rows, columns] = True
    return hidden


def _is_line(trace: Trace, plot: Plot) -> bool:
    """Whether *trace* is thin, whole, and reaches over most of the labels."""
    side = min(plot.right - plot.left, plot.bottom - plot.top)
    first, last = (plot.across.places[end] - plot.left for end in (0, -1))
    shared = min(trace.columns[-1], last) - max(trace.columns[0], first)
    return bool(
        shared >= _SPAN * (last - first)
        and trace.thick_px <= max(_THICK * side, _LEAST_THICK_PX)
        and trace.cover >= _SOLID
        and not _is_axis(trace, plot)
    )


def _is_axis(trace: Trace, plot: Plot) -> bool:
    """Whether *trace* is an axis or a grid line, drawn by hand or dashed widely."""
    if max(trace.colour) - min(trace.colour) > _GREY:
        return False
    if _is_on_grid(trace, plot):
        return True
    ticks = np.array([tick.position_px for tick in plot.upright.ticks]) - plot.top
    low, high = np.percentile(trace.middles, (5, 95))
    row = float(np.median(trace.middles))
    is_outside = row > ticks.max() or row < ticks.min()
    is_on_tick = float(np.abs(ticks - row).min()) <= _LEVEL_PX
    return bool(high - low <= _LEVEL_PX and (is_outside or is_on_tick))


def _is_on_grid(trace: Trace, plot: Plot) -> bool:
    """Whether most of *trace* stands where grid lines do."""
    ticks = np.array([tick.position_px for tick in plot.upright.ticks]) - plot.top
    off = np.abs(trace.middles[:, None] - ticks[None, :]).min(axis=1)
    return bool(np.mean(off <= _LEVEL_PX / 2) > _ON_TICKS)


def _chart(
    plot: Plot,
    sight: Sight,
    entries: Sequence[LegendEntry],
    lines: Sequence[Line],
    size_px: Size,
) -> Chart:
    plot_box, is_placed = frame(plot, size_px), True
    if is_slanted(plot, size_px):
        placed = anchored(plot, sight.lines[0], sight.ground.marks, size_px)
        plot, is_placed = placed or plot, placed is not None
    judgement = judged(sight, plot, entries, lines, is_placed=is_placed)
    if has_rival(plot.upright, lines, labelled(plot, size_px), size_px):
        judgement = judgement.doubted(TWO_SCALES)
    series = [
        series_of(trace, plot, size_px, judgement.confidence) for trace in sight.lines
    ]
    upright, across = plot.upright.box, plot.across.box
    box = plot_box.union(upright).union(across)
    title = title_of(box, upright, lines)
    return Chart(
        kind="line",
        box=box,
        series=tuple(
            replace(each, name=name)
            for each, name in zip(series, judgement.names, strict=True)
        ),
        confidence=judgement.confidence,
        title="" if title is None else title.text,
        title_box=None if title is None else title.box,
        unit=plot.upright.unit,
        x_title=level_title(across, plot_box, lines),
        y_title=upright_title(upright, plot_box, lines),
        x_axis=across,
        y_axis=upright,
        legend=judgement.legend,
        doubts=judgement.doubts,
    )
