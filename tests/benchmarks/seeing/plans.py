"""What a chart will show and how it is laid out, before any library draws it.

Whoever is asked for the largest of something must be able to see it, so the greatest
and the smallest value keep a distance from the next; everything else is left to chance.
"""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Literal

from msgspec import Struct

from model_worker.readings import ChartKind
from tests.benchmarks.seeing.samples import Trend
from tests.benchmarks.seeing.topics import COURSES, GROUPS, SPANS, TOPICS, Ticks

Names = Literal["outside", "legend", "inside"]
Percents = Literal["none", "inside", "whole", "in label"]

PIE_GAP = 0.015
"""Of the whole: what the eye can just tell apart in a pie."""

BAR_GAP = 0.02
"""Of the tallest bar."""

LINE_GAP = 0.05
"""Of the line's own height."""

TREND_SHARE = 0.6
"""A trend's straight line covers at least this part of the line's height."""

FLAT_SHARE = 0.12
WOBBLE = 0.1
"""Of the line's own height: what turns back by less goes on, to the eye."""

Kinds = tuple[ChartKind, ...]
KINDS: Kinds = ("pie", "bar", "line", "donut", "bar", "line")
HARD_KINDS: Kinds = ("bar", "line")


class Series(Struct, frozen=True):
    name: str
    values: tuple[float, ...]


class Plan(Struct, frozen=True, kw_only=True):
    """*names* and *percents* matter to pies, *is_horizontal* to bars.

    *is_numeric*: the labels are numbers on a numeric axis, of which only some are
    written. *value_labels*: the numbers stand at the bars or points.
    """

    kind: ChartKind
    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    x_title: str = ""
    y_title: str = ""
    size_px: tuple[int, int] = (800, 600)
    ticks: Ticks = "plain"
    places: int = 0
    names: Names = "outside"
    percents: Percents = "none"
    trend: Trend = ""
    is_horizontal: bool = False
    is_stacked: bool = False
    is_numeric: bool = False
    is_hard: bool = False
    has_value_labels: bool = False
    has_grid: bool = False
    has_marks: bool = False

    @property
    def values(self) -> tuple[float, ...]:
        return self.series[0].values


def kind_of(number: int, kinds: Kinds, *, is_hard: bool) -> ChartKind:
    """Return the kind whose turn it is; pies are never hard."""
    some = tuple(k for k in kinds if k in HARD_KINDS) if is_hard else kinds
    return some[number % len(some)]


def planned(chance: random.Random, kind: ChartKind, *, is_hard: bool = False) -> Plan:
    """Return a plan for one chart; a hard one has several series."""
    match kind:
        case "pie" | "donut":
            return _pie(chance, kind)
        case "bar":
            return _bar(chance, is_hard=is_hard)
        case _:
            return _line(chance, is_hard=is_hard)


def size_of(chance: random.Random) -> tuple[int, int]:
    """Return a picture's size as exports and screenshots have it."""
    width = chance.choice((480, 560, 640, 720, 800, 900, 1000, 1200, 1400))
    return width, round(width * chance.choice((0.56, 0.625, 0.7, 0.75, 0.85)))


def trend_of(values: tuple[float, ...]) -> Trend:
    """Return where the least-squares line goes, "" where that says too little.

    What climbs to one top and comes back, or sinks and recovers, is not level to
    anybody's eye, wherever it ends.
    """
    count, low, high = len(values), min(values), max(values)
    if high == low:
        return "flat"
    middle, mean = (count - 1) / 2, sum(values) / count
    slope = sum((n - middle) * (v - mean) for n, v in enumerate(values))
    slope /= sum((n - middle) ** 2 for n in range(count))
    climb = slope * (count - 1) / (high - low)
    moved = (values[-1] - values[0]) / (high - low)
    if abs(climb) >= TREND_SHARE and climb * moved > TREND_SHARE**2:
        return "up" if climb > 0 else "down"
    is_level = abs(climb) <= FLAT_SHARE and abs(moved) <= 2 * FLAT_SHARE
    return "flat" if is_level and _turns(values, high - low) > 1 else ""


def _turns(values: tuple[float, ...], height: float) -> int:
    """Return how often a course turns back, by more than a wobble."""
    signs = [
        after > before
        for before, after in pairwise(values)
        if abs(after - before) > WOBBLE * height
    ]
    return sum(before != after for before, after in pairwise(signs))


def ends(
    labels: tuple[str, ...], values: tuple[float, ...], gap: float
) -> tuple[str, str]:
    """Return the labels of the greatest and the smallest, "" where *gap* is unkept."""
    order = sorted(range(len(values)), key=lambda place: values[place])
    peak = labels[order[-1]] if values[order[-1]] - values[order[-2]] >= gap else ""
    valley = labels[order[0]] if values[order[1]] - values[order[0]] >= gap else ""
    return peak, valley


def written(value: float, places: int) -> str:
    return f"{value:,.{places}f}"


def _pie(chance: random.Random, kind: ChartKind) -> Plan:
    topic = chance.choice(TOPICS)
    count = chance.randint(2, 4) if chance.random() < 0.35 else chance.randint(4, 7)
    labels = _some(chance, topic.categories, count)
    while True:
        values = _values(chance, len(labels), topic.least, topic.most, topic.places)
        gap = PIE_GAP * sum(values)
        if all(ends(labels, values, gap)) and min(values) > 0.015 * sum(values):
            break
    names: Names = chance.choice(("outside", "legend", "outside"))
    percents: Percents = chance.choice(("none", "inside", "inside", "whole"))
    return Plan(
        kind=kind,
        title=chance.choice(topic.titles) if chance.random() < 0.85 else "",
        labels=labels,
        series=(Series(topic.value_title, values),),
        size_px=size_of(chance),
        places=topic.places,
        names=names,
        percents=percents,
    )


def _bar(chance: random.Random, *, is_hard: bool) -> Plan:
    topic = chance.choice(TOPICS)
    labels = _some(chance, topic.categories, chance.randint(3, 8))
    groups = chance.choice(GROUPS) if is_hard else (topic.value_title,)
    while True:
        rows = [
            _values(chance, len(labels), topic.least, topic.most, topic.places)
            for _ in groups
        ]
        if is_hard or all(ends(labels, rows[0], BAR_GAP * max(rows[0]))):
            break
    return Plan(
        kind="bar",
        title=chance.choice(topic.titles) if chance.random() < 0.85 else "",
        labels=labels,
        series=tuple(Series(*each) for each in zip(groups, rows, strict=True)),
        y_title=topic.value_title if chance.random() < 0.6 else "",
        size_px=size_of(chance),
        ticks=chance.choice(topic.ticks),
        places=topic.places,
        is_horizontal=chance.random() < 0.4,
        is_stacked=is_hard and chance.random() < 0.5,
        is_hard=is_hard,
        has_value_labels=chance.random() < 0.35,
        has_grid=chance.random() < 0.5,
    )


def _line(chance: random.Random, *, is_hard: bool) -> Plan:
    course = chance.choice(COURSES)
    span = chance.choice(SPANS)
    labels = span[: chance.randint(max(5, len(span) - 4), len(span))]
    is_numeric = labels[0].isdecimal() and chance.random() < 0.5
    names = chance.choice(GROUPS) if is_hard else (course.value_title,)
    wanted: Trend = chance.choice(("up", "up", "down", "down", "flat", ""))
    while True:
        rows = [
            _walk(chance, len(labels), course.least, course.most, course.places, wanted)
            for _ in names
        ]
        gap = LINE_GAP * (max(rows[0]) - min(rows[0]))
        if is_hard or (trend_of(rows[0]) == wanted and all(ends(labels, rows[0], gap))):
            break
    return Plan(
        kind="line",
        title=chance.choice(course.titles) if chance.random() < 0.85 else "",
        labels=labels,
        series=tuple(Series(*each) for each in zip(names, rows, strict=True)),
        y_title=course.value_title if chance.random() < 0.6 else "",
        size_px=size_of(chance),
        ticks=chance.choice(course.ticks),
        places=course.places,
        trend="" if is_hard else wanted,
        is_numeric=is_numeric,
        is_hard=is_hard,
        has_value_labels=chance.random() < 0.15,
        has_grid=chance.random() < 0.5,
        has_marks=chance.random() < 0.55,
    )


def _some(chance: random.Random, names: tuple[str, ...], count: int) -> tuple[str, ...]:
    return tuple(chance.sample(names, min(count, len(names))))


def _values(
    chance: random.Random, count: int, least: float, most: float, places: int
) -> tuple[float, ...]:
    """Return values of one magnitude: the smallest still shows beside the greatest."""
    top = chance.uniform(max(least * 3, most * 0.3), most)
    low = max(least, top * chance.choice((0.05, 0.15, 0.3)))
    return tuple(round(chance.uniform(low, top), places) for _ in range(count))


def _walk(
    chance: random.Random,
    count: int,
    least: float,
    most: float,
    places: int,
    trend: Trend,
) -> tuple[float, ...]:
    """Return a course that tends towards *trend*: a slope, a bow and some noise."""
    slope = {"up": 1.0, "down": -1.0, "flat": 0.0, "": 0.0}[trend]
    bow = 0.0 if trend else chance.choice((-1.6, 1.6))
    rough = chance.uniform(0.08, 0.35) if trend != "flat" else 0.5
    steps = [n / (count - 1) - 0.5 for n in range(count)]
    shape = [slope * s + bow * s * s + chance.gauss(0, rough) for s in steps]
    low, high = min(shape), max(shape)
    bottom = chance.uniform(least, (least + most) / 2)
    top = chance.uniform(bottom + (most - least) * 0.2, most)
    scale = (top - bottom) / (high - low)
    return tuple(round(bottom + (each - low) * scale, places) for each in shape)
