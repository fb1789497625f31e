"""Which points of a chart a question is about, and in which order they stand. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.language.references import COUNTS
from model_worker.places.matching import is_same_word, words_of
from model_worker.readers.colour_names import family, is_colour
from model_worker.readings import Chart, Point
from model_worker.requests import Size

_TIE = 0.01
"""Points that differ by less than this share of the larger are said to be equal."""

_ENOUGH = 0.6
"""Share of a label's words that a question must name."""

_COUNTED_MAX = 8


def asked_for(text: str, chart: Chart) -> tuple[Point, ...]:
    """Return the points that *text* names by their labels, else by their colours.

    Labels that *text* holds whole beat those it holds in part; of several series the
    one it names is meant.
    """
    said = words_of(text)
    points = _of_named_series(said, chart)
    scored = [(_named(said, point.label), point) for point in points]
    best = max((score for score, _ in scored), default=0.0)
    if best >= _ENOUGH:
        floor = 1.0 if best == 1 else best
        return tuple(point for score, point in scored if score >= floor)
    colours = {family(word) for word in said if is_colour(word)}
    return tuple(p for p in chart.points if p.colour and family(p.colour) in colours)


def in_order(points: Sequence[Point], size: Size) -> tuple[Point, ...]:
    """Return the points that have a size, the *largest* or the *smallest* first."""
    sized = [p for p in points if p.share is not None or p.value is not None]
    return tuple(sorted(sized, key=size_of, reverse=size != "smallest"))


def size_of(point: Point) -> float:
    return point.share if point.share is not None else point.value or 0.0


def is_tie(one: Point, other: Point) -> bool:
    sizes = abs(size_of(one)), abs(size_of(other))
    return abs(size_of(one) - size_of(other)) <= _TIE * max(sizes)


def count_asked(text: str) -> int:
    """Return how many the question wants: 2 for "the two largest", else 1."""
    for word in words_of(text):
        count = COUNTS.get(word) or (int(word) if word.isdecimal() else 0)
        if 1 < count <= _COUNTED_MAX:
            return count
    return 1


def _of_named_series(said: Sequence[str], chart: Chart) -> tuple[Point, ...]:
    if len(chart.series) > 1:
        for series in chart.series:
            if series.name and _named(said, series.name) == 1:
                return series.points
    return chart.points


def _named(said: Sequence[str], label: str) -> float:
    """Return the share of the words of *label* that were *said*."""
    wanted = words_of(label)
    if not wanted:
        return 0.0
    hits = sum(any(is_same_word(word, each) for word in said) for each in wanted)
    return hits / len(wanted)
