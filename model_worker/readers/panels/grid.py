"""Boxes -> rows of boxes, and whether rows and columns are beyond doubt. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box

_SAME_ROW = 0.5
_IN_LINE = 0.8
"""Of a box's side that must lie within the longest of its row or column."""

_EQUAL = 0.25
"""Of the largest area: a pie beside bars takes less room than they do."""

Rows = list[list[Box]]


def rows_of(boxes: Sequence[Box]) -> Rows:
    """Return the boxes in rows from the top, each from the left."""
    rows: Rows = []
    for box in sorted(boxes, key=lambda box: box.top + box.bottom):
        if rows and all(_is_beside(box, other) for other in rows[-1]):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [sorted(row, key=lambda box: box.left) for row in rows]


def is_regular(rows: Rows) -> bool:
    """Whether every row fills the same columns; the last may end early."""
    columns = len(rows[0])
    if any(len(row) != columns for row in rows[:-1]) or len(rows[-1]) > columns:
        return False
    stacks = [[row[at] for row in rows if at < len(row)] for at in range(columns)]
    across = [[(box.left, box.right) for box in stack] for stack in stacks]
    down = [[(box.top, box.bottom) for box in row] for row in rows]
    areas = [box.area for row in rows for box in row]
    are_equal = min(areas) >= _EQUAL * max(areas)
    return are_equal and all(map(_are_in_line, across + down))


def _is_beside(one: Box, other: Box) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared >= _SAME_ROW * min(one.bottom - one.top, other.bottom - other.top)


def _are_in_line(stretches: list[tuple[float, float]]) -> bool:
    first, last = max(stretches, key=lambda stretch: stretch[1] - stretch[0])
    return all(
        min(end, last) - max(start, first) >= _IN_LINE * (end - start)
        for start, end in stretches
    )
