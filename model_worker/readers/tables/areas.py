"""Rows of text -> the stretches in which they stand in columns. Pure.

A row goes on with a stretch where its pieces stand below those of the rows before;
words across several columns, or a wide empty space, end it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from model_worker.readers.tables.gutters import spaces_in
from model_worker.readers.tables.pieces import Piece, parted
from model_worker.readers.tables.rows import Row, usual_gap

Rows = list[Row]

_CLOSE = 0.4
"""Empty text heights between two lines of one cell."""

_FAR = 3.5
"""Empty text heights after which another thing begins."""

_STEPS = 2.2
"""Times the usual step from row to row after which another thing begins."""

_HEADING = 1.4
"""Times the usual space between rows above the heading of another table."""

_ROWS_MIN = 2
_PAIR = 2


def open_areas(rows: Sequence[Row], text_px: float) -> list[Rows]:
    """Return stretches of rows whose pieces stand below each other in columns."""
    found: list[Rows] = []
    at = 0
    while at < len(rows):
        area, following = _grown(rows, at, text_px)
        if len(area) >= _ROWS_MIN:
            found.append(area)
        at = max(following, at + 1)
    return found


class _Columns:
    """The stretches across that an area's rows stand in."""

    def __init__(self, row: Row) -> None:
        self._stretches = row.stretches

    @classmethod
    def of_names(cls, head: Row, row: Row) -> _Columns | None:
        """Return columns where names stand beside, not above, what they name.

        Numbers end at the right of a column whose name begins at its left.
        """
        columns = cls(head)
        if len(columns) != len(row.stretches):
            return None
        columns._stretches = [
            (min(one[0], other[0]), max(one[1], other[1]))
            for one, other in zip(head.stretches, row.stretches, strict=True)
        ]
        is_apart = all(a[1] < b[0] for a, b in pairwise(columns._stretches))
        return columns if is_apart else None

    def __len__(self) -> int:
        return len(self._stretches)

    def under(self, stretch: tuple[float, float]) -> list[int]:
        return [
            at
            for at, (left, right) in enumerate(self._stretches)
            if min(right, stretch[1]) > max(left, stretch[0])
        ]

    def of(self, row: Row) -> list[int]:
        """Return the columns that *row* stands in."""
        return sorted({at for each in row.stretches for at in self.under(each)})

    def are_words_of_one(self, row: Row) -> bool:
        """Whether *row* is one piece, or several that all stand in one column."""
        under = [self.under(each) for each in row.stretches]
        return len(under) < _PAIR or all(each == under[0] != [] for each in under)

    def go_on_with(self, row: Row) -> bool:
        """Whether two columns, or half of them, hold what stands in no other one."""
        under = [self.under(stretch) for stretch in row.stretches]
        own = {places[0] for places in under if len(places) == 1}
        shared = {at for places in under if len(places) > 1 for at in places}
        fits = len(own - shared)
        return fits >= _PAIR or 2 * fits >= len(under)

    def cut(self, row: Row) -> Row:
        """Return *row* with pieces cut where they leave the space between columns."""
        between = [
            (one[1], other[0])
            for one, other in pairwise(self._stretches)
            if one[1] < other[0]
        ]
        pieces: list[Piece] = []
        for piece in row.pieces:
            cuts = spaces_in(piece, between, is_strict=True)
            pieces += parted(piece, cuts) if cuts else [piece]
        return row._replace(pieces=tuple(pieces))

    def take(self, row: Row) -> None:
        for stretch in row.stretches:
            match self.under(stretch):
                case []:
                    self._stretches.append(stretch)
                case [at]:
                    left, right = self._stretches[at]
                    widest = min(left, stretch[0]), max(right, stretch[1])
                    self._stretches[at] = widest
                case _:
                    pass  # it spans several: it says nothing of their widths
        self._stretches.sort()


def _grown(rows: Sequence[Row], start: int, text_px: float) -> tuple[Rows, int]:
    """Return the rows from *start* that make columns, and where the next begin."""
    if len(rows[start].stretches) < _PAIR:
        return [], start + 1
    columns, area = _Columns(rows[start]), [rows[start]]
    waiting: Rows = []
    last = start
    for at in range(start + 1, len(rows)):
        row = columns.cut(rows[at])
        if _is_far([*area, *waiting], row, text_px):
            break
        under = columns.of(row)
        if columns.are_words_of_one(row):
            if len(under) > 1 or (under == [0] and _is_heading(area, row, text_px)):
                break
            waiting += [row] if under else []
            continue
        if len(area) == 1 and (shared := _Columns.of_names(area[0], row)):
            columns = shared
        elif not columns.go_on_with(row):
            if len(row.stretches) <= len(columns) or len(area) > _ROWS_MIN:
                break
            columns = _Columns(row)  # the rows before head several columns each
        columns.take(row)
        area += [*waiting, row]
        waiting, last = [], at
    close = [
        row
        for row in waiting
        if row.top - area[-1].bottom < _CLOSE * text_px and columns.of(row) != [0]
    ]
    return [*area, *close[:1]], last + 1


def _is_far(area: Rows, row: Row, text_px: float) -> bool:
    if row.top - area[-1].bottom > _FAR * text_px:
        return True
    if row.band and area[-1].band and row.band.top - area[-1].band.bottom < text_px:
        return False
    heights = [each.middle for each in area if len(each.stretches) > 1]
    steps = [below - above for above, below in pairwise(heights)]
    if len(steps) < _ROWS_MIN:
        return False
    step = row.middle - area[-1].middle
    return step > max(_STEPS * median(steps), 3 * text_px)


def _is_heading(area: Rows, row: Row, text_px: float) -> bool:
    """Whether a lone piece is set apart from the rows above as a heading is."""
    usual = usual_gap(area)
    if usual is None:
        return False
    return row.top - area[-1].bottom > max(_HEADING * usual, 1.2 * text_px)
