"""Rectangles of one thickness on a common base: the rows of bars in a picture.

Works on upright bars; whoever has level ones mirrors the picture first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from model_worker.readers.charts.rectangles import Area

_BASE_OFF_PX = 3.0
"""A line along the base, or its blur, hides that much of some bars."""

_WIDTH_OFF_PX = 2.0
_WIDTH_OFF = 0.06
_LEAST_WIDTH_PX = 4
_LEAST_HEIGHT_PX = 6
"""What is flatter may be a piece of a line; `slots` finds the lowest bars."""
_EVEN = 0.07
"""Steps that a bar may stand off its place."""

_TOUCHING = 0.12
"""Widths between two bars of one group."""

_MUCH = 0.5
"""Share of the most painted row's paint."""

_PAIR = 2
_APART = 3.5
"""Usual steps from one bar to the next of the same chart at the most."""

_CELLS = 3
_CELL_OFF_PX = 2.0
_SERIES_MOST = 8


class Row(Struct, frozen=True):
    """Bars from left to right, standing on *base_px* or hanging from it.

    *in_group* counts the bars that stand together at one place, 1 in a plain chart;
    0 where their distances make no sense.
    """

    base_px: float
    bars: tuple[Area, ...]
    in_group: int

    @property
    def left(self) -> float:
        return self.bars[0].left

    @property
    def right(self) -> float:
        return self.bars[-1].right

    @property
    def top(self) -> float:
        return min(self.base_px, *(bar.top for bar in self.bars))

    @property
    def bottom(self) -> float:
        return max(self.base_px, *(bar.bottom for bar in self.bars))

    @property
    def paint(self) -> float:
        """The area of all bars."""
        return sum(bar.width * bar.height for bar in self.bars)

    @property
    def centres(self) -> tuple[float, ...]:
        """The middles of the groups; those of the bars in a plain chart."""
        return tuple((group[0].left + group[-1].right) / 2 for group in self.groups)

    @property
    def groups(self) -> tuple[tuple[Area, ...], ...]:
        size = max(self.in_group, 1)
        starts = range(0, len(self.bars), size)
        return tuple(self.bars[start : start + size] for start in starts)

    @property
    def step_px(self) -> float:
        return min(after - before for before, after in pairwise(self.centres))


def rows_of_bars(areas: Sequence[Area]) -> tuple[Row, ...]:
    """Return every row that at least two of *areas* make.

    The longest first, of those with much paint; then slivers, letters and the like.
    """
    seen: set[frozenset[Area]] = set()
    rows = []
    for bars, base_px in _on_a_base(areas):
        key = frozenset(bars)
        if key not in seen:
            seen.add(key)
            rows.append(Row(base_px, tuple(bars), _in_group(bars)))
    most = max((row.paint for row in rows), default=0.0)
    rows.sort(key=lambda row: (row.paint < _MUCH * most, -len(row.bars), -row.paint))
    return tuple(rows)


def is_of_a_table(row: Row, areas: Sequence[Area]) -> bool:
    """Whether the bars of *row* are cells: most of their width are of one height."""
    width = median(bar.width for bar in row.bars)
    off = max(_WIDTH_OFF_PX, _WIDTH_OFF * width)
    heights = [area.height for area in areas if abs(area.width - width) <= off]
    usual = median(heights)
    alike = sum(abs(height - usual) <= _CELL_OFF_PX for height in heights)
    return len(heights) > len(row.bars) and alike > max(_CELLS, _MUCH * len(heights))


def _on_a_base(areas: Sequence[Area]) -> Iterator[tuple[list[Area], float]]:
    stout = [
        area
        for area in areas
        if area.width >= _LEAST_WIDTH_PX and area.height >= _LEAST_HEIGHT_PX
    ]
    for seed in stout:
        width_off = max(_WIDTH_OFF_PX, _WIDTH_OFF * seed.width)
        alike = [area for area in stout if abs(area.width - seed.width) <= width_off]
        for base_px in {seed.bottom, seed.top}:
            standing = [a for a in alike if abs(a.bottom - base_px) <= _BASE_OFF_PX]
            hanging = [a for a in alike if abs(a.top - base_px) <= _BASE_OFF_PX]
            for bars in _neighbours(_side_by_side([*standing, *hanging])):
                yield bars, median(_end_at(bar, base_px) for bar in bars)


def _neighbours(bars: Sequence[Area]) -> Iterator[list[Area]]:
    """Give *bars* in parts where they stand too far apart to be of one chart."""
    if len(bars) < _PAIR:
        return
    steps = [after.left - before.left for before, after in pairwise(bars)]
    most = _APART * median(steps)
    part = [bars[0]]
    for bar, step in zip(bars[1:], steps, strict=True):
        if step > most:
            if len(part) >= _PAIR:
                yield part
            part = []
        part.append(bar)
    if len(part) >= _PAIR:
        yield part


def _end_at(bar: Area, base_px: float) -> float:
    return min(bar.top, bar.bottom, key=lambda end: abs(end - base_px))


def _side_by_side(areas: Sequence[Area]) -> list[Area]:
    """Return *areas* from left to right; of two in one place the first is kept."""
    kept: list[Area] = []
    for area in areas:
        if all(_do_not_overlap(area, other) for other in kept):
            kept.append(area)
    return sorted(kept, key=lambda area: area.left)


def _do_not_overlap(one: Area, other: Area) -> bool:
    return min(one.right, other.right) - max(one.left, other.left) <= _WIDTH_OFF_PX


def _in_group(bars: Sequence[Area]) -> int:
    """Return how many bars stand together, 0 where distances are of no kind."""
    middles = [(bar.left + bar.right) / 2 for bar in bars]
    gaps = [after.left - before.right for before, after in pairwise(bars)]
    width = median(bar.width for bar in bars)
    is_touching = [gap <= max(_TOUCHING * width, 2) for gap in gaps]
    if all(is_touching) == any(is_touching) and _are_even(middles):
        return 1
    for size in range(2, _SERIES_MOST + 1):
        if len(bars) % size or len(bars) == size:
            continue
        groups = [middles[at : at + size] for at in range(0, len(bars), size)]
        inner = [
            after - before for group in groups for before, after in pairwise(group)
        ]
        outer = [group[0] for group in groups]
        if _are_even(outer) and max(inner) - min(inner) <= _WIDTH_OFF_PX + 1:
            return size
    return 1 if _are_even(middles) else 0


def _are_even(middles: Sequence[float]) -> bool:
    """Whether all distances are whole multiples of the least one."""
    steps = [after - before for before, after in pairwise(middles)]
    least = min(steps)
    count = round((middles[-1] - middles[0]) / least)
    step = (middles[-1] - middles[0]) / max(count, 1)
    places = [(middle - middles[0]) / step for middle in middles]
    off = max(abs(place - round(place)) for place in places)
    return off * step <= max(_EVEN * step, 1.5)
