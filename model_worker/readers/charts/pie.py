"""Pies and donuts: flat slices between rays that meet in the middle of a disc.

What is round and coloured is no pie: its slices must differ, and something must say
what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers.charts.callouts import callouts_of
from model_worker.readers.charts.depths import Depth, depth_of
from model_worker.readers.charts.discs import Disc, round_outlines
from model_worker.readers.charts.legends import LegendEntry, legend_entries
from model_worker.readers.charts.pie_doubts import Shape, is_pie, judged, sureness
from model_worker.readers.charts.pulled import (
    colours_around,
    is_pulled,
    pulled_apart,
    support_of,
)
from model_worker.readers.charts.rims import fitted_rim, rim_around
from model_worker.readers.charts.rings import Written, ring_of
from model_worker.readers.charts.sectors import Sector, sectors_of
from model_worker.readers.charts.slice_names import SliceName, names_of
from model_worker.readers.charts.titles import large_title, title_above
from model_worker.readers.colour_names import colour_name
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readings import Chart, Point, Series

_TRIED = 8
_HELD_MIN = 0.35
_SUPPORT_MIN = 0.6
"""Share of the turn on which the edge must be seen before and after slices that were
pulled out are put back."""

_LEGIBLE = 0.6
_LETTERS_MAX = 0.25
"""Share of the picture's sides that writing, even aslant, does not fill both ways."""

_SLICES_MAX = 16
_SLICES_MIN = 2


class Pie(NamedTuple):
    """A pie as measured: *support* is how much of its edge lies on its circles."""

    disc: Disc
    sectors: tuple[Sector, ...]
    hole: float
    support: float
    lost: float
    is_lossy: bool
    ground: tuple[int, int, int]
    depth: Depth

    @property
    def around_px(self) -> float:
        return float(2 * np.pi * self.disc.radius)


def pie_charts(pixels: Pixels, text: TextReading, closer: Closer) -> tuple[Chart, ...]:
    del closer
    pies = measured_pies(pixels, text)
    if not pies:
        return ()
    entries = legend_entries(pixels, text)
    charts = [_chart(pie, pixels, text.lines, entries) for pie in pies]
    return tuple(chart for chart in charts if chart)


def measured_pies(pixels: Pixels, text: TextReading) -> list[Pie]:
    """Return the pies in *pixels*, none inside another, the best first."""
    written = _written(pixels, text)
    found: list[Pie] = []
    for disc in round_outlines(pixels)[:_TRIED]:
        if any(_is_within(disc, pie.disc) for pie in found):
            continue
        pie = _pie(pixels, disc, written)
        if pie:
            found.append(pie)
    found.sort(key=lambda pie: -pie.support * pie.disc.radius)
    apart: list[Pie] = []
    for pie in found:
        if not any(_overlap(pie.disc, other.disc) for other in apart):
            apart.append(pie)
    return apart


def _written(pixels: Pixels, text: TextReading) -> Written:
    tall, wide = pixels.shape[:2]
    mask = np.zeros((tall, wide), np.uint8)
    for line in _legible(text.lines):
        box = line.box
        rows = slice(int(box.top * tall), round(box.bottom * tall) + 1)
        columns = slice(int(box.left * wide), round(box.right * wide) + 1)
        mask[rows, columns] = 1
    return mask


def _legible(lines: Sequence[Line]) -> list[Line]:
    """Leave out what was hardly read, and a whole disc that was read as an O."""
    return [
        line
        for line in lines
        if line.confidence >= _LEGIBLE
        and min(line.box.bottom - line.box.top, line.box.right - line.box.left)
        < _LETTERS_MAX
    ]


def _is_within(disc: Disc, other: Disc) -> bool:
    away = np.hypot(disc.x - other.x, disc.y - other.y)
    return bool(away + disc.radius < 1.05 * other.radius)


def _overlap(one: Disc, other: Disc) -> bool:
    away = np.hypot(one.x - other.x, one.y - other.y)
    return bool(away < 0.8 * (one.radius + other.radius))


def _pie(pixels: Pixels, disc: Disc, written: Written) -> Pie | None:
    rim = fitted_rim(pixels, disc)
    if rim is None or rim.holds.mean() < _HELD_MIN:
        return None
    ring = ring_of(pixels, rim.disc, written)
    sectors = tuple(sectors_of(pixels, ring, rim.ground))
    if not _SLICES_MIN <= len(sectors) <= 2 * _SLICES_MAX:
        return None
    rim = rim_around(pixels, rim, colours_around(sectors, len(rim.radii)), written)
    support, lost = support_of(rim, sectors), 0.0
    if is_pulled(rim, sectors):
        pulled = pulled_apart(pixels, rim, sectors, written)
        if pulled and pulled.support > support:
            sectors, support = pulled.sectors, pulled.support
            lost = pulled.lost * len(sectors)
    if support < _SUPPORT_MIN or not _SLICES_MIN <= len(sectors) <= _SLICES_MAX:
        return None
    red, green, blue = (int(value) for value in rim.ground)
    return Pie(
        disc=rim.disc,
        sectors=sectors,
        hole=ring.hole,
        support=support,
        lost=lost,
        is_lossy=ring.is_lossy,
        ground=(red, green, blue),
        depth=depth_of(pixels, ring, sectors, written),
    )


def _chart(
    pie: Pie, pixels: Pixels, lines: Sequence[Line], entries: Sequence[LegendEntry]
) -> Chart | None:
    tall, wide = pixels.shape[:2]
    keyed = {line for line in lines for entry in entries if _holds(entry.box, line.box)}
    box = _union([_box_of(sector, pie.hole, (wide, tall)) for sector in pie.sectors])
    unkeyed = [line for line in lines if line not in keyed]
    title = large_title(box, unkeyed)
    free = [
        line for line in unkeyed if line is not title and line.confidence >= _LEGIBLE
    ]
    callouts = callouts_of(free, pie.disc, pie.hole, (wide, tall))
    names = names_of(pie.sectors, entries, callouts, is_lossy=pie.is_lossy)
    if title is None:
        title = title_above(box, unkeyed, [used.line for used in names.used])
    covered = any(_covers(entry.box, pie.disc, (wide, tall)) for entry in entries)
    shape = Shape(
        ground=pie.ground,
        support=pie.support,
        is_covered=covered,
        is_overnamed=any(each is not title for each in names.spare),
        rays=pie.depth.rays,
        hole=pie.depth.hole,
        lost=pie.lost,
        around_px=pie.around_px,
        span=2 * pie.disc.radius / min(tall, wide),
    )
    if not is_pie(pie.sectors, names, shape):
        return None
    points = [
        _point(sector, name, pie, (wide, tall))
        for sector, name in zip(pie.sectors, names.slices, strict=True)
    ]
    verdict = judged(pie.sectors, names, shape)
    legend = _union([entry.box for entry in names.entries]) if names.entries else None
    ordered = sorted(zip(pie.sectors, points, strict=True), key=lambda e: e[0].middle)
    return Chart(
        kind="donut" if pie.hole else "pie",
        box=box,
        series=(Series(points=tuple(point for _, point in ordered)),),
        confidence=verdict.confidence,
        title=title.text if title else "",
        legend=legend,
        doubts=verdict.doubts,
    )


def _point(
    sector: Sector, name: SliceName, pie: Pie, size_px: tuple[int, int]
) -> Point:
    return Point(
        label=name.name,
        box=_box_of(sector, pie.hole, size_px),
        confidence=sureness(sector, name),
        colour=colour_name(sector.rgb),
        value=name.value,
        share=sector.share,
    )


def _covers(box: Box, disc: Disc, size_px: tuple[int, int]) -> bool:
    """Whether *box* reaches into *disc*."""
    wide, tall = size_px
    x = min(max(disc.x, box.left * wide), box.right * wide)
    y = min(max(disc.y, box.top * tall), box.bottom * tall)
    return bool(np.hypot(x - disc.x, y - disc.y) < disc.radius)


def _holds(outer: Box, inner: Box) -> bool:
    return outer.overlap(inner) > 0.6 * inner.area


def _union(boxes: Sequence[Box]) -> Box:
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    return whole


def _box_of(sector: Sector, hole: float, size_px: tuple[int, int]) -> Box:
    """Return the tight box of the wedge that *sector* is."""
    wide, tall = size_px
    turns = np.linspace(sector.start, sector.start + sector.share, 90) * 2 * np.pi
    x = np.concatenate([np.sin(turns), hole * np.sin(turns)]) * sector.disc.radius
    y = np.concatenate([-np.cos(turns), -hole * np.cos(turns)]) * sector.disc.radius
    x, y = (sector.disc.x + x) / wide, (sector.disc.y + y) / tall
    return Box(
        float(np.clip(x.min(), 0, 0.999)),
        float(np.clip(y.min(), 0, 0.999)),
        float(np.clip(x.max(), 0.001, 1)),
        float(np.clip(y.max(), 0.001, 1)),
    )
