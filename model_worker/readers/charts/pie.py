"""Pies and donuts: flat slices between rays that meet in the middle of a disc.

What is round and coloured is no pie: its slices must differ, and something must say
what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np
from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.charts.callouts import callouts_of
from model_worker.readers.charts.legends import LegendEntry, legend_entries
from model_worker.readers.charts.pie_doubts import (
    Shape,
    is_pie,
    judged,
    may_be_pie,
    sureness,
)
from model_worker.readers.charts.rounding import roundest
from model_worker.readers.charts.second_look import looked_again
from model_worker.readers.charts.sectors import Sector
from model_worker.readers.charts.slice_names import Names, SliceName, names_of
from model_worker.readers.charts.slices import Pie, measured_pies
from model_worker.readers.charts.titles import (
    large_title,
    title_above,
    topmost_above,
)
from model_worker.readers.colour_names import colour_name
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Chart, Point, Series

_LEGIBLE = 0.6
_LETTERS_MAX = 0.25
"""Share of the picture's sides that writing, even aslant, does not fill both ways."""

_FRAME = 0.7
"""Heights of an entry that its legend's frame may stand away from it."""

_KEYED = 0.6
_SHARE_SLACK = 0.001
"""The usual error of a measured share."""

_CORNERS = 90


class _Words(Struct, frozen=True):
    """What is written, and what of it names the slices of one pie."""

    lines: tuple[Line, ...]
    entries: tuple[LegendEntry, ...]
    names: Names
    title: Line | None


def pie_charts(pixels: Pixels, text: TextReading, closer: Closer) -> tuple[Chart, ...]:
    """Return every pie and donut in *pixels*, its shares measured around it."""
    lines = _legible(text.lines)
    entries = legend_entries(pixels, text)
    hidden = [line.box for line in lines] + [_framed(entry) for entry in entries]
    pies = measured_pies(pixels, hidden)
    charts = [
        _chart(pie, pixels, _words(pie, pixels, lines, entries), closer) for pie in pies
    ]
    return tuple(chart for chart in charts if chart)


def _framed(entry: LegendEntry) -> Box:
    """Return the box of *entry* with its part of the legend's frame."""
    room = _FRAME * (entry.box.bottom - entry.box.top)
    return Box(
        max(entry.box.left - room, 0.0),
        max(entry.box.top - room, 0.0),
        min(entry.box.right + room, 1.0),
        min(entry.box.bottom + room, 1.0),
    )


def _legible(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Leave out what was hardly read, and a whole disc that was read as an O."""
    return tuple(
        line
        for line in lines
        if line.confidence >= _LEGIBLE
        and min(line.box.bottom - line.box.top, line.box.right - line.box.left)
        < _LETTERS_MAX
    )


def _words(
    pie: Pie,
    pixels: Pixels,
    lines: tuple[Line, ...],
    entries: tuple[LegendEntry, ...],
) -> _Words:
    size_px = _size_px(pixels)
    box = _box(pie, size_px)
    unkeyed = [
        line for line in lines if not any(_holds(e.box, line.box) for e in entries)
    ]
    title = large_title(box, unkeyed)
    free = [line for line in unkeyed if line is not title]
    names = _names(pie, entries, free, size_px)
    if title is None and _named(names) == len(names.slices) and not names.spare:
        # Every slice has its name and none is left over: no title is among them.
        used = [each.line for each in names.used]
        rest = [line for line in unkeyed if line not in used]
        return _Words(lines, entries, names, title_above(box, rest))
    if title is None:
        title = title_above(box, unkeyed, [used.line for used in names.used])
        free = [line for line in unkeyed if line is not title]
        names = _names(pie, entries, free, size_px)
    if title is None and names.spare:
        # A title close above took the place of the uppermost slice's name.
        first = topmost_above(box, unkeyed)
        rest = [line for line in unkeyed if line is not first]
        others = _names(pie, entries, rest, size_px)
        if first is not None and not others.spare and _named(others) >= _named(names):
            return _Words(lines, entries, others, first)
    return _Words(lines, entries, names, title)


def _named(names: Names) -> int:
    return sum(bool(each.name) for each in names.slices)


def _names(
    pie: Pie,
    entries: tuple[LegendEntry, ...],
    lines: Sequence[Line],
    size_px: tuple[int, int],
) -> Names:
    callouts = callouts_of(lines, pie.disc, pie.hole, size_px)
    return names_of(pie.sectors, entries, callouts, is_lossy=pie.is_lossy)


def _chart(pie: Pie, pixels: Pixels, words: _Words, closer: Closer) -> Chart | None:
    shape = _shape(pie, pixels, words)
    is_found = is_pie(pie.sectors, words.names, shape)
    if not is_found and not may_be_pie(pie.sectors, shape):
        return None
    lines = looked_again(pixels, pie, words.names, words.lines, closer)
    if lines != words.lines:
        entries = legend_entries(pixels, TextReading((Block(lines),)))
        words = _words(pie, pixels, lines, entries)
        shape = _shape(pie, pixels, words)
    if not is_found and not is_pie(pie.sectors, words.names, shape):
        return None
    return _told(pie, words, shape, _size_px(pixels))


def _told(pie: Pie, words: _Words, shape: Shape, size_px: tuple[int, int]) -> Chart:
    names = words.names
    parts = sorted(
        zip(pie.sectors, names.slices, strict=True), key=lambda part: part[0].middle
    )
    points = tuple(_point(sector, name, pie.hole, size_px) for sector, name in parts)
    verdict = judged(pie.sectors, names, shape)
    legend = [entry.box for entry in names.entries]
    return Chart(
        kind="donut" if pie.hole else "pie",
        box=reduce(
            Box.union, [each.line.box for each in names.used], _box(pie, size_px)
        ),
        series=(Series(points=points),),
        confidence=verdict.confidence,
        title=words.title.text if words.title else "",
        title_box=words.title.box if words.title else None,
        legend=reduce(Box.union, legend) if legend else None,
        doubts=verdict.doubts,
    )


def _shape(pie: Pie, pixels: Pixels, words: _Words) -> Shape:
    wide, tall = _size_px(pixels)
    return Shape(
        ground=pie.ground,
        support=pie.support,
        is_lossy=pie.is_lossy,
        hidden=pie.hidden,
        is_overnamed=any(each is not words.title for each in words.names.spare),
        rays=pie.depth.rays,
        hole=pie.depth.hole,
        lost=pie.lost,
        around_px=pie.around_px,
        span=2 * pie.disc.radius / min(tall, wide),
    )


def _point(
    sector: Sector, name: SliceName, hole: float, size_px: tuple[int, int]
) -> Point:
    return Point(
        label=name.name,
        box=_box_of(sector, hole, size_px),
        confidence=sureness(sector, name),
        colour=colour_name(sector.rgb),
        value=name.value,
        share=roundest(sector.share, _SHARE_SLACK),
    )


def _size_px(pixels: Pixels) -> tuple[int, int]:
    return pixels.shape[1], pixels.shape[0]


def _holds(outer: Box, inner: Box) -> bool:
    return outer.overlap(inner) > _KEYED * inner.area


def _box(pie: Pie, size_px: tuple[int, int]) -> Box:
    boxes = [_box_of(sector, pie.hole, size_px) for sector in pie.sectors]
    return reduce(Box.union, boxes)


def _box_of(sector: Sector, hole: float, size_px: tuple[int, int]) -> Box:
    """Return the tight box of the wedge that *sector* is."""
    wide, tall = size_px
    turns = np.linspace(sector.start, sector.start + sector.share, _CORNERS) * 2 * np.pi
    x = np.concatenate([np.sin(turns), hole * np.sin(turns)]) * sector.disc.radius
    y = np.concatenate([-np.cos(turns), -hole * np.cos(turns)]) * sector.disc.radius
    x, y = (sector.disc.x + x) / wide, (sector.disc.y + y) / tall
    least_x, least_y = 1 / wide, 1 / tall
    left, top = max(float(x.min()), 0.0), max(float(y.min()), 0.0)
    return Box(
        min(left, 1 - least_x),
        min(top, 1 - least_y),
        min(max(float(x.max()), left + least_x), 1.0),
        min(max(float(y.max()), top + least_y), 1.0),
    )
