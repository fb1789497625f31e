"""What a person would say of a line's course: rising, falling, level, up and down.

Pure: works on the points that a reader measured, in the units of their axis.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Literal

from msgspec import Struct

from model_worker.readings import Point, Series

Direction = Literal["up", "down", "flat", "mixed"]

_CLIMB = 0.6
"""Share of a line's own height that its straight line climbs where it rises."""

_MOVED = 0.6
"""What climb and the way from the first to the last point make together, its root."""

_LEVEL = 0.12
"""Share of a line's own height that a level one's straight line climbs at most."""

_BACK = 2 * _LEVEL
"""How far a level line's last point may lie from its first."""

_NEAR = 0.05
"""A climb this near to where the words change could be called either way."""

_WOBBLE = 0.1
"""Share of a line's height by which it may turn back and still go one way."""

_ALIKE = 0.02
"""Share of a line's height by which two places look equally high."""


class Trend(Struct, frozen=True, kw_only=True):
    """The course of a line in a word, and the places that matter.

    *rivals* are the places that look as high as the peak, *low_rivals* as low as the
    valley. *swing* is the line's height as a share of its farthest value from zero: a
    flat line of little swing is level, one of much swing goes up and down without a
    direction. *is_clear*: nobody would use another word for the direction.
    """

    direction: Direction
    peak: Point
    valley: Point
    first: Point
    last: Point
    rivals: tuple[Point, ...] = ()
    low_rivals: tuple[Point, ...] = ()
    swing: float = 0.0
    is_clear: bool = True


def trend(series: Series) -> Trend:
    """Return what a person would call the course of *series*.

    "up" and "down": its straight line (least squares, by the places across) covers
    most of the line's height, and the last point lies on that side of the first, so a
    dip on the way does not matter but a late fall does. "flat": neither the straight
    line nor the last point leaves the level it began on. "mixed": anything else, and
    what rises to a top and comes back, or falls and recovers. All is relative to the
    line's own height, as a plot that fills its axes is seen.

    Raises ValueError for less than two points with values.
    """
    valued = [
        (_place(point), point.value, point)
        for point in series.points
        if point.value is not None
    ]
    if len(valued) < 2:  # noqa: PLR2004 - one point goes nowhere
        raise ValueError("a trend needs two points with values")
    levels = [value for _, value, _ in valued]
    low, high = min(levels), max(levels)
    peak, valley = (valued[levels.index(end)][2] for end in (high, low))
    slack = _ALIKE * (high - low)
    direction, is_clear = _direction([(place, level) for place, level, _ in valued])
    return Trend(
        direction=direction,
        peak=peak,
        valley=valley,
        first=valued[0][2],
        last=valued[-1][2],
        rivals=_others(peak, [p for _, v, p in valued if v > high - slack]),
        low_rivals=_others(valley, [p for _, v, p in valued if v < low + slack]),
        swing=(high - low) / max(abs(low), abs(high), 1e-12),
        is_clear=is_clear,
    )


def _place(point: Point) -> float:
    return (point.box.left + point.box.right) / 2


def _others(one: Point, alike: list[Point]) -> tuple[Point, ...]:
    return tuple(point for point in alike if point is not one)


def _direction(course: list[tuple[float, float]]) -> tuple[Direction, bool]:
    """Return the direction and whether it is beyond doubt."""
    levels = [level for _, level in course]
    height = max(levels) - min(levels)
    if not height:
        return "flat", True
    climb = _climb(course) / height
    moved = (levels[-1] - levels[0]) / height
    together = climb * moved
    if abs(climb) >= _CLIMB and together > _MOVED**2:
        is_clear = abs(climb) > _CLIMB + _NEAR and together > (_MOVED + _NEAR) ** 2
        return ("up" if climb > 0 else "down"), is_clear
    if abs(climb) <= _LEVEL and abs(moved) <= _BACK:
        is_clear = abs(climb) < _LEVEL - _NEAR and abs(moved) < _BACK - _NEAR
        if _is_one_bow(levels, _WOBBLE * height):
            return "mixed", False
        return "flat", is_clear
    is_near_up = abs(climb) > _CLIMB - _NEAR and together > (_MOVED - _NEAR) ** 2
    is_near_flat = abs(climb) < _LEVEL + _NEAR and abs(moved) < _BACK + _NEAR
    return "mixed", not (is_near_up or is_near_flat)


def _climb(course: list[tuple[float, float]]) -> float:
    """Return how far the least-squares line rises from the first to the last place."""
    places = [place for place, _ in course]
    middle = sum(places) / len(course)
    mean = sum(level for _, level in course) / len(course)
    spread = sum((place - middle) ** 2 for place in places)
    if not spread:
        return 0.0
    slope = sum((place - middle) * (level - mean) for place, level in course) / spread
    return slope * (places[-1] - places[0])


def _is_one_bow(levels: list[float], wobble: float) -> bool:
    """Whether *levels* go one way, turn once and come back."""
    signs = [
        after > before
        for before, after in pairwise(levels)
        if abs(after - before) > wobble
    ]
    turns = sum(before != after for before, after in pairwise(signs))
    return turns == 1
