"""The places of a table's rows and columns, as wide and as high as the table. Pure.

Cells of tables without lines have the boxes of their words; between two rows the edge
lies in the middle of the space that parts them.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from model_worker.readings import Cell, Table


def row_box(table: Table, place: int) -> Box:
    """Return the box of a row; *place* counts from 0, from the bottom if negative."""
    spans = [_span(row, "top", "bottom") for row in table.rows]
    top, bottom = _edges(spans, place, table.box.top, table.box.bottom)
    return Box(table.box.left, top, table.box.right, bottom)


def column_box(table: Table, place: int) -> Box:
    """Return the box of a column; *place* counts from 0, from the right if negative."""
    columns = list(zip(*table.rows, strict=True))
    spans = [_span(column, "left", "right") for column in columns]
    left, right = _edges(spans, place, table.box.left, table.box.right)
    return Box(left, table.box.top, right, table.box.bottom)


def _span(cells: Sequence[Cell], start: str, end: str) -> tuple[float, float]:
    boxes = [cell.box for cell in cells if cell.text] or [cell.box for cell in cells]
    return min(getattr(b, start) for b in boxes), max(getattr(b, end) for b in boxes)


def _edges(
    spans: Sequence[tuple[float, float]], place: int, first: float, last: float
) -> tuple[float, float]:
    place = range(len(spans))[place]
    start = first if place == 0 else (spans[place - 1][1] + spans[place][0]) / 2
    is_end = place == len(spans) - 1
    end = last if is_end else (spans[place][1] + spans[place + 1][0]) / 2
    return min(start, end), max(start, end)
