"""The places below a plot that have a name: labelled ones and those skipped between.

Where room is short a plot labels every second year or month; the ones between have
names all the same, and a peak at one of them is told by it. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from bot.text_reading import Line
from model_worker.readers.charts.calendars import name_between
from model_worker.readers.charts.plots import Across
from model_worker.readers.charts.rounding import roundest
from model_worker.readers.charts.scales import Axis

_MOST_SKIPPED = 5
"""Whole numbers from one label to the next; with more, values seldom stand at them."""

_LEAST_PX = 6.0
"""Whole numbers this far apart can be told from the places between them."""

_BESIDE_PX = 2.5
_AT_PX = 4.0
"""So near to a bend a value stands, however its marker hides the bend."""

_BEYOND_PX = 10.0
"""The last value of a line may lie so far inside of its last marker's rim."""

_OFF = 0.2
"""Share of a step that a skipped name may lie off its place."""


class Stop(Struct, frozen=True):
    """*x* is the number where the axis is numeric."""

    label: str
    place_px: float
    confidence: float
    x: float | None = None


def stops_of(across: Across, turns_px: Sequence[float]) -> tuple[Stop, ...]:
    """Return the named places of an axis: those between labels where values stand.

    *turns_px* are the columns of the picture at which the line begins, bends and ends.
    """
    labelled = [
        Stop(_text_of(label, place, across), place, label.confidence, x)
        for label, place in zip(across.labels, across.places, strict=True)
        for x in (x_at(across, place),)
    ]
    first, last = turns_px[0], turns_px[-1]
    skipped = [
        *_whole_numbers(across.scale, first, last),
        *_calendar_names(across),
    ]
    new = [
        stop
        for stop in skipped
        if first - _BEYOND_PX <= stop.place_px <= last + _BEYOND_PX
        and all(abs(stop.place_px - place) > _BESIDE_PX for place in across.places)
    ]
    has_values = any(
        abs(turn - stop.place_px) <= _AT_PX for turn in turns_px for stop in new
    )
    kept = labelled + new if has_values else labelled
    return tuple(sorted(kept, key=lambda stop: stop.place_px))


def _text_of(label: Line, place_px: float, across: Across) -> str:
    """Return what *label* says, or what an axis knows that it must say."""
    scale = across.scale
    if scale is None or any(tick.line is label for tick in scale.ticks):
        return label.text
    return f"{x_at(across, place_px):g}"


def x_at(across: Across, place_px: float) -> float | None:
    """Return the number at *place_px*, a whole one where those can be told."""
    scale = across.scale
    if scale is None:
        return None
    x = scale.value_at(place_px)
    if _is_whole(scale) and abs(x - round(x)) <= abs(scale.scale) * _BESIDE_PX:
        return float(round(x))
    return rounded(x, scale.value_at(place_px + 1))


def rounded(value: float, next_value: float) -> float:
    """Return *value* without the digits that half a pixel's worth makes up."""
    return roundest(value, abs(next_value - value) / 2)


def step_px(stops: tuple[Stop, ...]) -> float:
    """Return the usual distance of neighbours."""
    places = [stop.place_px for stop in stops]
    return median(after - before for before, after in pairwise(places))


def _is_whole(scale: Axis) -> bool:
    """Whether labels are whole numbers, and those between them lie well apart."""
    are_whole = all(tick.value == round(tick.value) for tick in scale.ticks)
    return are_whole and not scale.is_log and abs(scale.scale) * _LEAST_PX <= 1


def _whole_numbers(scale: Axis | None, first_px: float, last_px: float) -> list[Stop]:
    if scale is None or not _is_whole(scale) or scale.scale <= 0:
        return []
    steps = [after.value - before.value for before, after in pairwise(scale.ticks)]
    if not 1 <= min(steps) <= _MOST_SKIPPED:
        return []
    first = math.ceil(scale.value_at(first_px - _BESIDE_PX))
    last = math.floor(scale.value_at(last_px + _BESIDE_PX))
    return [
        Stop(str(number), scale.position_of(number), scale.confidence, float(number))
        for number in range(first, last + 1)
    ]


def _calendar_names(across: Across) -> list[Stop]:
    labels = [label.text for label in across.labels]
    confidence = min(label.confidence for label in across.labels)
    found = []
    for before, after in pairwise(across.places):
        for parts in range(2, _MOST_SKIPPED + 1):
            names = [
                (name_between(labels, across.places, place, _OFF), place)
                for part in range(1, parts)
                for place in (before + (after - before) * part / parts,)
            ]
            stops = [Stop(name, place, confidence) for name, place in names if name]
            if len(stops) == parts - 1:
                found += stops
                break
    return found
