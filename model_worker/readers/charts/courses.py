"""A trace between two axes -> a series of points with labels and values. Pure.

A point stands at every label the trace passes; where it is highest or lowest between
two labels, that place is a point too.
"""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Sequence

import numpy as np

from bot.jobs import Box
from model_worker.readers.charts.margins import Size
from model_worker.readers.charts.plots import Across, Plot
from model_worker.readers.charts.traces import Trace
from model_worker.readers.charts.vertices import Extreme, highest, level_at, lowest
from model_worker.readers.colour_names import colour_name
from model_worker.readings import Point, Series

_APART = 0.12
"""Label steps from a label at which a place lies between labels."""

_LEAST_APART_PX = 5.0
_BEYOND_PX = 1.5
"""How much higher a place between labels must stand than the highest at a label."""

_POINT_PX = 7.0
"""Half the side of the box around a point on a thin line."""

_SNAP_PX = 2.0
_SNAP_STEP_PX = 6.0
"""Whole numbers this far apart can be told from the places between them."""


def series_of(trace: Trace, plot: Plot, size_px: Size, confidence: float) -> Series:
    """Return the course of *trace*, whose pixels count from the plot's corner."""
    course = _Course(trace, plot, size_px, confidence)
    places = [place - plot.left for place in plot.across.places]
    step = plot.across.step_px
    at_labels = []
    for number, place in enumerate(places):
        level = level_at(trace, place, step)
        if level is not None:
            at_labels.append((place, level, number))
    points = [
        (place, course.at_label(number, level)) for place, level, number in at_labels
    ]
    reach = max(_APART * step, _LEAST_APART_PX, 1.5 * trace.thick_px)
    levels = [level for _, level, _ in at_labels] or [math.inf]
    top = highest(trace, np.array(places), reach)
    if top is not None and top.level < min(levels) - _BEYOND_PX:
        points.append((top.column, course.between(top)))
    bottom = lowest(trace, np.array(places), reach)
    levels = [level for _, level, _ in at_labels] or [-math.inf]
    if bottom is not None and bottom.level > max(levels) + _BEYOND_PX:
        points.append((bottom.column, course.between(bottom)))
    points.sort(key=lambda each: each[0])
    return Series(
        points=tuple(point for _, point in points), colour=colour_name(trace.colour)
    )


class _Course:
    def __init__(
        self, trace: Trace, plot: Plot, size_px: Size, confidence: float
    ) -> None:
        self._plot = plot
        self._size_px = size_px
        self._confidence = confidence
        self._colour = colour_name(trace.colour)
        self._half_px = max(_POINT_PX, trace.thick_px)

    def at_label(self, number: int, level: float) -> Point:
        across = self._plot.across
        label = across.labels[number]
        place = across.places[number]
        x = None if across.scale is None else _x_of(across, place)
        return self._point(
            label.text, place, level, x, min(label.confidence, self._confidence)
        )

    def between(self, extreme: Extreme) -> Point:
        across = self._plot.across
        place = extreme.column + self._plot.left
        label = _between([label.text for label in across.labels], across.places, place)
        x = None if across.scale is None else _x_of(across, place)
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
            value=_rounded(upright.value_at(row), upright.value_at(row + 1)),
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


def _between(labels: Sequence[str], places: Sequence[float], place: float) -> str:
    after = bisect(places, place)
    if after == 0:
        return f"before {labels[0]}"
    if after == len(labels):
        return f"after {labels[-1]}"
    return f"between {labels[after - 1]} and {labels[after]}"


def _x_of(across: Across, place: float) -> float:
    """Return the number below *place*: a whole one where those are all there is."""
    scale = across.scale
    if scale is None:
        raise ValueError("these labels are not numbers")
    x = scale.value_at(place)
    whole = round(x)
    if (
        all(tick.value == round(tick.value) for tick in scale.ticks)
        and not scale.is_log
    ):
        pixel = abs(scale.scale)
        if pixel * _SNAP_STEP_PX <= 1 and abs(x - whole) <= pixel * _SNAP_PX:
            return float(whole)
    return _rounded(x, scale.value_at(place + 1))


def _rounded(value: float, next_value: float) -> float:
    """Return *value* without the digits that half a pixel's worth makes up."""
    worth = abs(next_value - value) / 2
    if not worth or not math.isfinite(worth):
        return value
    return round(value, -math.floor(math.log10(worth)))
