"""Where a line may have been drawn: numbers at a side, a row of labels below. Pure.

Works on read text alone; whether anything was drawn there is for others to see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.axes import value_axes
from model_worker.readers.charts.calendars import mended as mended_names
from model_worker.readers.charts.evening import are_even, evened
from model_worker.readers.charts.label_rows import in_one_row, middle, slack
from model_worker.readers.charts.margins import Size, text_px
from model_worker.readers.charts.numbers import number_in
from model_worker.readers.charts.scales import Axis
from model_worker.readers.charts.strokes import (
    without_dash,
    without_stroke,
    without_strokes,
)

_ENOUGH = 3
_ALIGNED = 0.8
"""Text heights that labels of one row or column may stand off each other."""

_EVEN = 0.35
"""Label steps by which slanted labels seem to stand unevenly."""

_BEYOND = 2.0
"""Label distances that a line may rise above the highest number that was read."""

_UNREAD = 2.3
"""Label distances below the lowest number that was read: lone digits go unread."""

_REACH = 0.08
"""Share of the picture's height that labels stand below a plot at the most."""


_EDGES: tuple[tuple[bool, Callable[[Box], float]], ...] = (
    (True, lambda box: box.right),
    (True, lambda box: box.left),
    (False, lambda box: box.left),
)
"""Whether a column of labels stands left of its plot, and the edge they share."""


class Across(Struct, frozen=True, kw_only=True):
    """The labels below a plot from left to right, and the pixels they stand at.

    *scale* is there where they are numbers on an even axis.
    """

    labels: tuple[Line, ...]
    places: tuple[float, ...]
    scale: Axis | None = None

    @property
    def step_px(self) -> float:
        return median(after - before for before, after in pairwise(self.places))

    @property
    def box(self) -> Box:
        box = self.labels[0].box
        for label in self.labels[1:]:
            box = box.union(label.box)
        return box


class Plot(Struct, frozen=True, kw_only=True):
    """A rectangle in whole pixels between the labels of two axes."""

    left: int
    top: int
    right: int
    bottom: int
    upright: Axis
    across: Across


def plots(lines: Sequence[Line], size_px: Size) -> tuple[Plot, ...]:
    """Return the places where both axes are labelled, the best labelled first."""
    lines = [without_dash(line) for line in lines]
    found = [
        plot
        for column, is_left in _columns(lines, size_px)
        if (plot := _plot(column, lines, size_px, is_left=is_left)) is not None
    ]
    found.sort(key=lambda plot: (-len(plot.upright.ticks), -len(plot.across.labels)))
    kept: list[Plot] = []
    for plot in found:
        if not any(_do_overlap(plot, other) for other in kept):
            kept.append(plot)
    return tuple(kept)


def _columns(lines: Sequence[Line], size_px: Size) -> Iterator[tuple[list[Line], bool]]:
    """Give every set of numbers on one edge; whether they stand left of their plot."""
    numbers = [line for line in lines if _is_number(line)]
    seen = set()
    for is_left, edge in _EDGES:
        for seed in numbers:
            reach = _ALIGNED * text_px(seed, size_px)
            column = [
                line
                for line in numbers
                if abs(edge(line.box) - edge(seed.box)) * size_px[0] <= reach
            ]
            key = frozenset(map(id, column)), is_left
            if len(column) >= _ENOUGH and key not in seen:
                seen.add(key)
                yield column, is_left


def _shared(ends_px: Sequence[float], column: Sequence[Line], size_px: Size) -> float:
    """Return where labels end towards their plot, but for one read too wide."""
    usual, letter_px = median(ends_px), median(text_px(c, size_px) for c in column)
    return usual if max(ends_px) - usual <= letter_px else max(ends_px)


def _is_number(line: Line) -> bool:
    return not line.turned and any(
        number_in(text, has_decimal_comma=comma)
        for text in (line.text, without_stroke(line.text))
        for comma in (False, True)
    )


def _plot(
    column: Sequence[Line], lines: Sequence[Line], size_px: Size, *, is_left: bool
) -> Plot | None:
    """Return the plot that *column* stands at, None where nothing is labelled below."""
    width, height = size_px
    mended = without_strokes(column)
    lines = [_instead(line, column, mended) for line in lines]
    column = mended
    row = _row_below(column, lines, size_px, is_left=is_left)
    if len(row) < _ENOUGH:
        return None
    places = [middle(label.box) * width for label in row]
    step = median(after - before for before, after in pairwise(places))
    left, right = max(places[0] - step, 0), min(places[-1] + step, width - 1)
    if is_left:
        left = _shared([line.box.right * width for line in column], column, size_px)
    else:
        right = -_shared([-c.box.left * width for c in column], column, size_px)
    below = min(label.box.top for label in row)
    above = _top(column)
    if left >= right or above >= below:
        return None
    frame = Box(left / width, above, right / width, below)
    upright = _upright(column, lines, frame, size_px)
    if upright is None:
        return None
    row = [each for each in row if not any(each is t.line for t in upright.ticks)]
    is_calendar = upright.scale > 0 and any(map(_is_number, row))
    if len(row) < _ENOUGH or is_calendar:
        return None
    return Plot(
        left=int(left) + 1,
        top=int(above * height),
        right=int(right),
        bottom=int(below * height),
        upright=upright,
        across=_across(row, frame, size_px),
    )


def _instead(line: Line, column: Sequence[Line], mended: Sequence[Line]) -> Line:
    pairs = zip(column, mended, strict=True)
    return next((new for old, new in pairs if old is line), line)


def _top(column: Sequence[Line]) -> float:
    """Return where a line may begin that goes beyond the highest number."""
    return max(min(map(_level, column)) - _BEYOND * _step(column), 0.0)


def _step(column: Sequence[Line]) -> float:
    levels = sorted(map(_level, column))
    return median(after - before for before, after in pairwise(levels))


def _level(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2


def _row_below(
    column: Sequence[Line], lines: Sequence[Line], size_px: Size, *, is_left: bool
) -> list[Line]:
    """Return the first row of labels below *column*, beside it, from left to right."""
    edge = (max if is_left else min)(
        line.box.right if is_left else line.box.left for line in column
    )
    low = max(map(_level, column))
    reach = _UNREAD * _step(column) + _REACH
    below = [
        line
        for line in lines
        if (middle(line.box) > edge - slack(line)) == is_left
        and low - _REACH / 4 < line.box.top < low + reach
        and not any(line is other for other in column)
    ]
    rows = []
    for seed in below:
        off = _ALIGNED * text_px(seed, size_px) / size_px[1]
        row = [line for line in below if abs(line.box.top - seed.box.top) <= off]
        is_far = seed.box.top > low + _step(column) + _REACH
        if len(row) >= _ENOUGH and not (is_far and any(map(_is_number, row))):
            rows.append(row)
    if not rows:
        return []
    best = max(rows, key=lambda row: (len(row), -row[0].box.top))
    return in_one_row(sorted(best, key=lambda line: middle(line.box)))


def _upright(
    column: Sequence[Line], lines: Sequence[Line], frame: Box, size_px: Size
) -> Axis | None:
    for axis in value_axes(lines, frame, size_px, is_vertical=True):
        shared = [tick for tick in axis.ticks if any(tick.line is c for c in column)]
        if len(shared) >= _ENOUGH:
            return axis
    return None


def _across(row: Sequence[Line], frame: Box, size_px: Size) -> Across:
    axes = value_axes(row, frame, size_px, is_vertical=False)
    places = tuple(middle(label.box) * size_px[0] for label in row)
    scale = axes[0] if axes and len(axes[0].ticks) >= _ENOUGH else None
    if scale is None and are_even(places, _EVEN):
        names = mended_names([label.text for label in row])
        row = [
            replace(label, text=name) for label, name in zip(row, names, strict=True)
        ]
    even = places if scale else evened(places)
    return Across(labels=tuple(row), places=even, scale=scale)


def _do_overlap(one: Plot, other: Plot) -> bool:
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return across > 0 and down > 0
