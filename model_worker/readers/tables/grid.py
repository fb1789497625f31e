"""Pieces of text in an area -> rows and columns of them. Pure.

What spans several columns stands in the first of them; what a reader joined across
the clear space between two columns is parted there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from model_worker.readers.tables.frames import NEAR, Frame, Level
from model_worker.readers.tables.gutters import gutters, spaces_in
from model_worker.readers.tables.pieces import Piece, parted, rows_of
from model_worker.readers.tables.rows import Row, joined_rows

Cells = tuple[tuple[Piece, ...], ...]

_ACROSS = 0.6
"""Share of an area's width that a line between its rows covers."""

_UNEVEN = 0.12
"""Part of a row's height by which a line that was not seen may be misplaced."""

_PAIR = 2
_MOSTLY = 0.7
"""Share of a piece's width in the one column that it stands in."""


class Grid(NamedTuple):
    """Pieces by row and column; *xs* and *ys* are the edges, one more than cells.

    *bands* counts the edges of rows that are drawn; *gaps* are the places (row, edge)
    where no line parts two columns that lines part elsewhere.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rows: tuple[Cells, ...]
    bands: int
    is_framed: bool
    gaps: frozenset[tuple[int, int]] = frozenset()

    @property
    def pieces(self) -> list[Piece]:
        return [piece for row in self.rows for cell in row for piece in cell]


def framed_grid(frame: Frame, pieces: Sequence[Piece]) -> Grid:
    """Return what stands in the cells of *frame*."""
    inside = [piece for piece in pieces if frame.holds(piece.centre, piece.middle)]
    frame = _with_faint_lines(frame, inside)
    rows = []
    for place, (top, bottom) in enumerate(pairwise(frame.ys)):
        row = [piece for piece in inside if top <= piece.middle < bottom]
        rows.append(_dealt(row, frame.xs, [frame.walls(place)] * len(row)))
    bands = len(rows) + 1
    return Grid(frame.xs, frame.ys, tuple(rows), bands, is_framed=True, gaps=frame.gaps)


def _with_faint_lines(frame: Frame, pieces: Sequence[Piece]) -> Frame:
    """Return *frame* with lines where rows of text are as far apart as its others."""
    steps = [bottom - top for top, bottom in pairwise(frame.ys)]
    usual = median(steps)
    ys, gaps = [frame.ys[0]], set()
    for at, (top, bottom) in enumerate(pairwise(frame.ys)):
        inside = rows_of([p for p in pieces if top <= p.middle < bottom])
        count = round((bottom - top) / usual)
        is_even = abs((bottom - top) / usual - count) < _UNEVEN * count
        full = [row for row in inside if len(row) >= (len(frame.xs) - 1) / 2]
        if count < _PAIR or not is_even or not len(inside) == len(full) == count:
            count = 1
        gaps |= {
            (len(ys) - 1 + k, x)
            for row, x in frame.gaps
            if row == at
            for k in range(count)
        }
        ys += [top + (bottom - top) * (k + 1) / count for k in range(count)]
    return frame._replace(ys=tuple(ys), gaps=frozenset(gaps))


def open_grid(
    area: Sequence[Row], levels: Sequence[Level], text_px: float
) -> Grid | None:
    """Return the rows and columns of an *area*, None where it has but one column."""
    merged = joined_rows(area, text_px)
    between = gutters(merged, text_px)
    if not between:
        return None
    left = min(stretch[0] for row in merged for stretch in row.stretches)
    right = max(stretch[1] for row in merged for stretch in row.stretches)
    xs = (left, *((start + end) / 2 for start, end in between), right)
    rows = []
    for row in merged:
        cuts = [
            spaces_in(piece, between, is_strict=row is merged[0])
            for piece in row.pieces
        ]
        rows.append(_dealt(row.pieces, xs, cuts))
    across = [
        level.at
        for level in levels
        if min(level.end, right) - max(level.start, left) >= _ACROSS * (right - left)
    ]
    ys, bands = _heights(merged, across, text_px)
    edges = (left - NEAR * text_px, *xs[1:-1], right + NEAR * text_px)
    return Grid(edges, ys, tuple(rows), bands, is_framed=False)


def _dealt(
    row: Sequence[Piece], xs: Sequence[float], cuts: Sequence[Sequence[float]]
) -> Cells:
    """Return the cells of a row; *cuts* are for each piece where it is cut.

    What spans several cells stands in the first of them.
    """
    cells: list[list[Piece]] = [[] for _ in xs[1:]]
    for piece, places in zip(row, cuts, strict=True):
        inside = [x for x in places if piece.left < x < piece.right]
        for part in parted(piece, inside) if inside else [piece]:
            shares = [
                min(part.right, end) - max(part.left, start)
                for start, end in pairwise(xs)
            ]
            covered = [at for at, share in enumerate(shares) if share > part.height]
            is_wide = len(covered) > 1 and max(shares) < _MOSTLY * part.width
            at = (
                covered[0]
                if is_wide
                else max(range(len(shares)), key=shares.__getitem__)
            )
            cells[at].append(part)
    return tuple(tuple(chain.from_iterable(rows_of(cell))) for cell in cells)


def _heights(
    rows: Sequence[Row], across: Sequence[float], text_px: float
) -> tuple[tuple[float, ...], int]:
    """Return the edges of the rows, and how many of them are drawn."""
    edges: list[float] = []
    drawn = 0
    for above, below in pairwise(rows):
        middle = (above.bottom + below.top) / 2
        slack = NEAR * text_px
        near = [y for y in across if above.bottom - slack < y < below.top + slack]
        edge = min(near, key=lambda y: abs(y - middle), default=middle)
        edges.append(max(edge, edges[-1] + 1) if edges else edge)
        drawn += bool(near)
    gaps = [below.top - above.bottom for above, below in pairwise(rows)]
    margin = max(median(gaps) / 2 if gaps else text_px / 2, 1.0)
    reach = 2 * margin + text_px / 2
    top, bottom = rows[0].top, rows[-1].bottom
    over = [y for y in across if top - reach < y < top + text_px / 4]
    under = [y for y in across if bottom - text_px / 4 < y < bottom + reach]
    first, last = max(over, default=top - margin), min(under, default=bottom + margin)
    drawn += bool(over) + bool(under)
    ends = [first, *edges, last]
    return (min(first, ends[1] - 1), *edges, max(last, ends[-2] + 1)), drawn
