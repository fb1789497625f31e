"""A trace between two axes -> a series of points with labels and values. Pure.

A point stands at every named place the trace passes; where it is highest or lowest
between two of them, that place is a point too.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Iterator, Sequence

import numpy as np

from bot.jobs import Box
from model_worker.readers.charts.bends import bends
from model_worker.readers.charts.margins import Size
from model_worker.readers.charts.plots import Plot
from model_worker.readers.charts.stops import Stop, rounded, step_px, stops_of, x_at
from model_worker.readers.charts.traces import Floats, Trace
from model_worker.readers.charts.vertices import Extreme, highest, level_at, lowest
from model_worker.readers.colour_names import colour_name
from model_worker.readings import Point, Series

_APART = 0.12
"""Steps from a named place at which a place lies between names, on numeric axes."""

_REALLY_APART = 0.3
"""The same where names are no numbers: values stand at names then."""

_VALUES_BETWEEN = 2
_LEAST_APART_PX = 5.0
_THICKS = 1.5
_BEYOND_PX = 1.5
"""How much higher a place between names must stand than the highest at a name."""

_MARKER_PX = 12.0
_RIM = 0.7
"""So near to a name the rim of a marker may look like a place of its own."""

_POINT_PX = 7.0
"""Half the side of the box around a point on a thin line."""


def series_of(trace: Trace, plot: Plot, size_px: Size, confidence: float) -> Series:
    """Return the course of *trace*, whose pixels count from the plot's corner."""
    course = _Course(trace, plot, size_px, confidence)
    points = sorted(course.points(), key=lambda each: each[0])
    return Series(
        points=tuple(point for _, point in points), colour=colour_name(trace.colour)
    )


class _Course:
    def __init__(
        self, trace: Trace, plot: Plot, size_px: Size, confidence: float
    ) -> None:
        self._trace = trace
        self._plot = plot
        self._size_px = size_px
        self._confidence = confidence
        self._colour = colour_name(trace.colour)
        self._half_px = max(_POINT_PX, trace.thick_px)
        turns = bends(trace) + plot.left
        self._stops = stops_of(plot.across, turns.tolist())
        self._is_named = plot.across.scale is None and not _bends_between(
            turns, [stop.place_px for stop in self._stops]
        )

    def points(self) -> Iterator[tuple[float, Point]]:
        """Give the points with the pixels they stand at across, extremes last."""
        step = step_px(self._stops)
        levels = []
        for stop in self._stops:
            level = level_at(self._trace, stop.place_px - self._plot.left, step)
            if level is not None:
                levels.append(level)
                sure = min(stop.confidence, self._confidence)
                point = self._point(stop.label, stop.place_px, level, stop.x, sure)
                yield stop.place_px, point
        if self._is_named and levels:
            return
        names = np.array([stop.place_px - self._plot.left for stop in self._stops])
        share = _REALLY_APART if self._plot.across.scale is None else _APART
        reach = max(share * step, _LEAST_APART_PX, _THICKS * self._trace.thick_px)
        top = highest(self._trace, names, reach)
        if top and top.level < min(levels, default=math.inf) - _needed(top, names):
            yield top.column + self._plot.left, self._between(top)
        low = lowest(self._trace, names, reach)
        if low and low.level > max(levels, default=-math.inf) + _needed(low, names):
            yield low.column + self._plot.left, self._between(low)

    def _between(self, extreme: Extreme) -> Point:
        place = extreme.column + self._plot.left
        label = _between(self._stops, place)
        x = x_at(self._plot.across, place)
        return self._point(label, place, extreme.level, x, self._confidence)

    def _point(
        self, label: str, place: float, level: float, x: float | None, confidence: float
    ) -> Point:
        row = level + self._plot.top
        upright = self._plot.upright
        return Point(
            label=label,
            box=self._box(place, row),
            confidence=confidence,
            colour=self._colour,
            value=rounded(upright.value_at(row), upright.value_at(row + 1)),
            x=x,
        )

    def _box(self, place: float, row: float) -> Box:
        width, height = self._size_px
        half = self._half_px
        return Box(
            max(place - half, 0) / width,
            max(row - half, 0) / height,
            min(place + half, width) / width,
            min(row + half, height) / height,
        )


def _bends_between(turns: Floats, names: Sequence[float]) -> bool:
    """Whether a line has values between its names: it bends there, if only twice.

    A curve through values at names swings beyond them, but nothing was measured there.
    """
    places = np.array(names)
    step = float(np.median(np.diff(places)))
    inner = turns[1:-1]
    inner = inner[(inner > places[0]) & (inner < places[-1])]
    off = np.abs(inner[:, None] - places[None, :]).min(axis=1, initial=np.inf)
    return bool((off > _REALLY_APART * step).sum() >= _VALUES_BETWEEN)


def _needed(extreme: Extreme, names: Floats) -> float:
    """Return by how much *extreme* must stand out to be no marker's rim."""
    away = float(np.abs(names - extreme.column).min())
    return _BEYOND_PX + _RIM * max(_MARKER_PX - away, 0.0)


def _between(stops: Sequence[Stop], place: float) -> str:
    after = bisect([stop.place_px for stop in stops], place)
    if after == 0:
        return f"before {stops[0].label}"
    if after == len(stops):
        return f"after {stops[-1].label}"
    return f"between {stops[after - 1].label} and {stops[after].label}"
