"""Rows of text -> the stretches in which they stand in columns. Pure.

A row goes on with a stretch where its pieces stand below those of the rows before;
words across several columns, or a wide empty space, end it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from model_worker.readers.table_pieces import Piece, rows_of

Rows = list[list[Piece]]

_CLOSE = 0.4
"""Empty text heights between two lines of one cell."""

_FAR = 3.5
"""Empty text heights after which another thing begins."""

_STEPS = 2.2
"""Times the usual step from row to row after which another thing begins."""

_ROWS_MIN = 2
_PAIR = 2


def open_areas(pieces: Sequence[Piece], text_px: float) -> list[Rows]:
    """Return stretches of rows whose pieces stand below each other in columns."""
    rows = rows_of(pieces)
    found: list[Rows] = []
    at = 0
    while at < len(rows):
        area, following = _grown(rows, at, text_px)
        if len(area) >= _ROWS_MIN:
            found.append(area)
        at = max(following, at + 1)
    return found


class _Columns:
    """The stretches across that the pieces of an area's rows stand in."""

    def __init__(self, row: Sequence[Piece]) -> None:
        self._stretches = [(piece.left, piece.right) for piece in row]

    def __len__(self) -> int:
        return len(self._stretches)

    def under(self, piece: Piece) -> list[int]:
        return [
            at
            for at, (left, right) in enumerate(self._stretches)
            if min(right, piece.right) > max(left, piece.left)
        ]

    def holds(self, piece: Piece) -> bool:
        """Whether *piece* stands in a column, not beside them all."""
        left, right = self._stretches[0][0], max(end for _, end in self._stretches)
        return bool(self.under(piece)) and left <= piece.centre <= right

    def go_on_with(self, row: Sequence[Piece]) -> bool:
        """Whether two pieces, or half of them, stand alone in a column each."""
        under = [self.under(piece) for piece in row]
        taken = [at for places in under for at in places]
        fits = sum(len(places) == 1 and taken.count(places[0]) == 1 for places in under)
        return fits >= _PAIR or 2 * fits >= len(row)

    def take(self, row: Sequence[Piece]) -> None:
        for piece in row:
            match self.under(piece):
                case []:
                    self._stretches.append((piece.left, piece.right))
                case [at]:
                    left, right = self._stretches[at]
                    widest = min(left, piece.left), max(right, piece.right)
                    self._stretches[at] = widest
                case _:
                    pass  # it spans several: it says nothing of their widths
        self._stretches.sort()


def _grown(rows: Rows, start: int, text_px: float) -> tuple[Rows, int]:
    """Return the rows from *start* that make columns, and where the next begin."""
    if len(rows[start]) < _PAIR:
        return [], start + 1
    columns, area = _Columns(rows[start]), [rows[start]]
    waiting: Rows = []
    last = start
    for at in range(start + 1, len(rows)):
        row = rows[at]
        if _is_far([*area, *waiting], row, text_px):
            break
        if len(row) < _PAIR:
            if len(columns.under(row[0])) > 1:
                break
            waiting += [row] if columns.holds(row[0]) else []
            continue
        if not columns.go_on_with(row):
            if len(row) <= len(columns) or len(area) > _ROWS_MIN:
                break
            columns = _Columns(row)  # the rows before head several columns each
        columns.take(row)
        area += [*waiting, row]
        waiting, last = [], at
    close = [row for row in waiting if _is_close(area[-1], row, text_px)]
    return [*area, *close[:1]], last + 1


def _is_far(area: Rows, row: Sequence[Piece], text_px: float) -> bool:
    bottom = max(piece.bottom for piece in area[-1])
    if min(piece.top for piece in row) - bottom > _FAR * text_px:
        return True
    heights = [each[0].middle for each in area if len(each) > 1]
    steps = [below - above for above, below in pairwise(heights)]
    if len(steps) < _ROWS_MIN:
        return False
    step = row[0].middle - area[-1][0].middle
    return step > max(_STEPS * median(steps), 3 * text_px)


def _is_close(above: Sequence[Piece], row: Sequence[Piece], text_px: float) -> bool:
    gap = min(piece.top for piece in row) - max(piece.bottom for piece in above)
    return gap < _CLOSE * text_px
