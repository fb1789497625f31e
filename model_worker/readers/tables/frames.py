"""Lines -> the frames in which tables stand: grids that are ruled both ways. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from model_worker.readers.tables.ruled_lines import Rule, Rules, covered, levels

NEAR = 0.4
"""Text heights between the two edges of one line, or of cells that all but touch."""

_ALIKE = 0.6
"""Text heights by which the ends of lines of one table may differ."""

_RULED = 0.8
"""Share of a band's height that an upright line covers to part it."""

_THROUGH = 0.5
"""Share of a frame's height that a line between columns covers at least."""

_FAINTER = 0.15
"""Share of the height by which a line beside it is longer than the rim of letters."""

_ROWS_MIN = 2


class Frame(NamedTuple):
    """Edges of rows and columns, in pixels; all of them are drawn.

    *gaps*: the places (row, edge) where the line between two columns is missing.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    gaps: frozenset[tuple[int, int]] = frozenset()

    def walls(self, row: int) -> list[float]:
        """Return the edges between the columns that a line parts in *row*."""
        inner = range(1, len(self.xs) - 1)
        return [self.xs[at] for at in inner if (row, at) not in self.gaps]

    def holds(self, x: float, y: float) -> bool:
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]


class Level(NamedTuple):
    """Lines at one height that follow each other: *at*, from *start* to *end*."""

    at: float
    start: float
    end: float


def across_levels(rules: Rules, text_px: float) -> list[Level]:
    """Return the heights at which something is ruled, from the top."""
    found = []
    for row in levels(rules.across, NEAR * text_px):
        for group in _touching(row):
            middle = (group[0].at + group[-1].at) / 2
            start = min(rule.start for rule in group)
            found.append(Level(middle, start, max(rule.end for rule in group)))
    return sorted(found)


def frames(rules: Rules, text_px: float) -> list[Frame]:
    """Return the grids that are ruled both ways, with at least two rows and columns."""
    found = []
    for group in of_one_width(across_levels(rules, text_px), text_px):
        left = median(level.start for level in group)
        right = median(level.end for level in group)
        slack = NEAR * text_px
        inside = [r for r in rules.down if left - slack <= r.at <= right + slack]
        uprights = [tuple(each) for each in levels(inside, slack)]
        for ys in _runs([level.at for level in group], uprights):
            inner = _between_columns(left, right, ys, uprights, text_px)
            if inner and len(ys) > _ROWS_MIN:
                xs = (left, *((each[0].at + each[-1].at) / 2 for each in inner), right)
                found.append(Frame(xs, ys, _gaps(ys, inner)))
    return _largest(found)


def of_one_width(found: Sequence[Level], text_px: float) -> list[list[Level]]:
    """Return *found* in groups that start and end at the same places."""
    groups: list[list[Level]] = []
    for level in found:
        slack = max(_ALIKE * text_px, 0.02 * (level.end - level.start))
        for group in groups:
            first = group[0]
            ends = abs(first.start - level.start), abs(first.end - level.end)
            if max(ends) <= slack:
                group.append(level)
                break
        else:
            groups.append([level])
    return groups


def _touching(row: Sequence[Rule]) -> list[list[Rule]]:
    groups: list[list[Rule]] = []
    reach = 0.0
    for rule in sorted(row, key=lambda rule: rule.start):
        if groups and rule.start <= reach:
            groups[-1].append(rule)
        else:
            groups.append([rule])
        reach = max(reach, rule.end) if len(groups[-1]) > 1 else rule.end
    return [sorted(group) for group in groups]


def _runs(
    heights: Sequence[float], uprights: Sequence[Sequence[Rule]]
) -> list[tuple[float, ...]]:
    """Return the heights in runs whose bands have an upright line inside or beside."""
    runs: list[list[float]] = [[]]
    for top, bottom in pairwise(heights):
        lines = sum(covered(each, top, bottom) >= _RULED for each in uprights)
        if lines:
            runs[-1] = runs[-1] or [top]
            runs[-1].append(bottom)
        elif runs[-1]:
            runs.append([])
    return [tuple(run) for run in runs if run]


def _between_columns(
    left: float,
    right: float,
    ys: Sequence[float],
    uprights: Sequence[tuple[Rule, ...]],
    text_px: float,
) -> list[tuple[Rule, ...]]:
    """Return the upright lines that part columns, none where none does."""
    inner = [
        (each, covered(each, ys[0], ys[-1]))
        for each in uprights
        if left + text_px / 2 < each[0].at < right - text_px / 2
    ]
    return [
        each
        for each, share in inner
        if share >= _THROUGH
        and not any(
            abs(other[0].at - each[0].at) < text_px and more > share + _FAINTER
            for other, more in inner
        )
    ]


def _gaps(
    ys: Sequence[float], inner: Sequence[tuple[Rule, ...]]
) -> frozenset[tuple[int, int]]:
    return frozenset(
        (row, at)
        for row, (top, bottom) in enumerate(pairwise(ys))
        for at, lines in enumerate(inner, start=1)
        if covered(lines, top, bottom) < _THROUGH
    )


def _largest(found: Sequence[Frame]) -> list[Frame]:
    """Return the frames that lie in no other one."""
    by_size = sorted(found, key=lambda f: -(f.xs[-1] - f.xs[0]) * (f.ys[-1] - f.ys[0]))
    kept: list[Frame] = []
    for frame in by_size:
        x, y = (frame.xs[0] + frame.xs[-1]) / 2, (frame.ys[0] + frame.ys[-1]) / 2
        if not any(other.holds(x, y) for other in kept):
            kept.append(frame)
    return kept
