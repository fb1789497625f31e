"""Bars, their values and names -> the series of a chart.

One layer in a plain chart, one for each bar of a group or segment of a stack.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from model_worker.readers.charts.categories import Category
from model_worker.readers.charts.legends import LegendEntry
from model_worker.readers.charts.reckoning import Value
from model_worker.readers.charts.rectangles import Area, Rgb
from model_worker.readers.charts.views import View
from model_worker.readers.colour_names import colour_name
from model_worker.readings import Point, Series

_ALIKE = 40
"""Difference of a channel between a bar and its key in the legend."""


class Placed(Struct, frozen=True):
    """A bar with its value, and the name of the place that it stands at."""

    bar: Area
    value: Value
    name: Category | None


Layer = tuple[Placed, ...]


def series_of(
    layers: Sequence[Layer],
    view: View,
    confidence: float,
    legend: Sequence[LegendEntry] = (),
) -> tuple[Series, ...]:
    """Return the series that *layers* are, named by the colours of the *legend*."""
    found = []
    for layer in layers:
        colour = layer[0].bar.colour
        is_one = all(_are_alike(colour, placed.bar.colour) for placed in layer)
        found.append(
            Series(
                points=tuple(_points(layer, view, confidence)),
                name=_name(colour, legend) if is_one and len(layers) > 1 else "",
                colour=colour_name(colour) if is_one else "",
            )
        )
    return tuple(found)


def are_told_apart(layers: Sequence[Layer], legend: Sequence[LegendEntry]) -> bool:
    """Whether every layer is of one colour that *legend* has its own name for."""
    names = [
        _name(layer[0].bar.colour, legend)
        for layer in layers
        if all(_are_alike(layer[0].bar.colour, each.bar.colour) for each in layer)
    ]
    return len(set(filter(None, names))) == len(layers)


def _points(layer: Layer, view: View, confidence: float) -> Iterator[Point]:
    for placed in layer:
        bar, value, name = placed.bar, placed.value, placed.name
        read = 1.0 if name is None else name.confidence
        yield Point(
            label="" if name is None else name.text,
            box=view.box(bar.left, bar.top, bar.right, bar.bottom),
            confidence=min(confidence, value.confidence, read),
            colour=colour_name(bar.colour),
            value=value.number,
        )


def _name(colour: Rgb, legend: Sequence[LegendEntry]) -> str:
    named = [entry.name for entry in legend if _are_alike(colour, entry.rgb)]
    return named[0] if len(named) == 1 else ""


def _are_alike(one: Rgb, other: Rgb) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= _ALIKE
