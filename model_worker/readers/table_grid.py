"""Pieces of text in an area -> rows and columns of them. Pure.

What spans several columns stands in the first of them; what a reader joined across
the clear space between two columns is parted there.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, pairwise
from statistics import median
from typing import NamedTuple

from model_worker.readers.cell_values import is_date, is_typed, quantity
from model_worker.readers.table_areas import Rows
from model_worker.readers.table_frames import NEAR, Frame, Level
from model_worker.readers.table_pieces import Piece, parted, rows_of

_FULL = 0.6
"""Share of the cells of the fullest row that a row of its own holds."""

_BANDS_FEW = 3
"""Head, body and foot: bands that hold rows, not cells of several lines."""

_GUTTER = 0.3
"""Text heights between two columns, as boxes of text are a little wide."""

_SPACE = 0.25
"""Text heights between two words, where none are seen."""

_WIDER = 1.6
"""Times the space between two words that parts two columns."""

_STRAY = 0.15
"""Share of rows in which words may run across the space between columns."""


class Grid(NamedTuple):
    """Pieces by row and column; *xs* and *ys* are the edges, one more than cells."""

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    rows: tuple[tuple[tuple[Piece, ...], ...], ...]
    bands: int
    spans: int
    is_framed: bool

    @property
    def pieces(self) -> list[Piece]:
        return [piece for row in self.rows for cell in row for piece in cell]


def framed_grid(frame: Frame, pieces: Sequence[Piece]) -> Grid:
    """Return what stands in the cells of *frame*."""
    inside = [piece for piece in pieces if frame.holds(piece.centre, piece.middle)]
    rows, spans = [], 0
    for place, (top, bottom) in enumerate(pairwise(frame.ys)):
        row = [piece for piece in inside if top <= piece.middle < bottom]
        walls = frame.walls(place)
        cells, wide = _dealt(row, frame.xs, [walls] * len(row))
        rows.append(cells)
        spans += wide
    return Grid(frame.xs, frame.ys, tuple(rows), len(rows), spans, is_framed=True)


def open_grid(area: Rows, levels: Sequence[Level], text_px: float) -> Grid | None:
    """Return the rows and columns of an *area*, None where it has but one column."""
    gutters = _gutters(area, text_px)
    if not gutters:
        return None
    left = min(piece.left for row in area for piece in row)
    right = max(piece.right for row in area for piece in row)
    inside = [
        level.at
        for level in levels
        if min(level.end, right) - max(level.start, left) >= _FULL * (right - left)
    ]
    xs = (left, *((start + end) / 2 for start, end in gutters), right)
    rows, spans = [], 0
    merged = _merged(area, inside, len(xs) - 1, text_px)
    for row in merged:
        cells, wide = _dealt(row, xs, [_spaces(piece, gutters) for piece in row])
        rows.append(cells)
        spans += wide
    ys, bands = _heights(merged, inside, text_px)
    edges = (left - NEAR * text_px, *xs[1:-1], right + NEAR * text_px)
    return Grid(edges, ys, tuple(rows), bands, spans, is_framed=False)


def _dealt(
    row: Sequence[Piece], xs: Sequence[float], walls: Sequence[Sequence[float]]
) -> tuple[tuple[tuple[Piece, ...], ...], int]:
    """Return the cells of a row, and how many pieces span several.

    *walls* are for each piece the edges at which it is cut, where it crosses them.
    """
    cells: list[list[Piece]] = [[] for _ in xs[1:]]
    spans = 0
    for piece, cuts in zip(row, walls, strict=True):
        crossed = [x for x in xs[1:-1] if piece.left + 1 < x < piece.right - 1]
        edges = [x for x in cuts if x in crossed]
        spans += bool(crossed) and not edges
        for part in parted(piece, edges) if edges else [piece]:
            at = part.centre if edges or not crossed else part.left + 1
            cells[sum(x <= at for x in xs[1:-1])].append(part)
    return tuple(tuple(chain.from_iterable(rows_of(cell))) for cell in cells), spans


def _spaces(piece: Piece, gutters: Sequence[tuple[float, float]]) -> list[float]:
    """Return the middles of the *gutters* that *piece* leaves about as empty."""
    return [
        (start + end) / 2
        for start, end in gutters
        if any(
            one.right <= (start + end) / 2 <= other.left
            and other.left - one.right >= _FULL * (end - start)
            for one, other in pairwise(piece.words)
        )
    ]


def _gutters(area: Rows, text_px: float) -> list[tuple[float, float]]:
    """Return the stretches across that hardly any of the fuller rows stands in."""
    most = max(map(len, area))
    full = [row for row in area if len(row) >= _FULL * most]
    stray = int(_STRAY * len(full))
    pieces = [(p.left, p.right) for row in full for p in row]
    found = [
        gap for gap in _empty(pieces, stray) if gap[1] - gap[0] >= _GUTTER * text_px
    ]
    words = [(w.left, w.right) for row in full for p in row for w in p.words]
    space = _word_space(full, text_px)
    for start, end in _empty(words, stray):
        is_known = any(start < known[1] and known[0] < end for known in found)
        if not is_known and (
            end - start >= _WIDER * space or _parts_kinds(full, (start + end) / 2)
        ):
            found.append((start, end))
    return sorted(found)


def _empty(
    stretches: Sequence[tuple[float, float]], stray: int
) -> list[tuple[float, float]]:
    """Return where at most *stray* of the *stretches* lie, between all others."""
    ends = [(left, 1) for left, _ in stretches] + [
        (right, -1) for _, right in stretches
    ]
    depth, found, begin = 0, [], None
    for x, change in sorted(ends):
        was, depth = depth, depth + change
        if was > stray >= depth:
            begin = x
        elif was <= stray < depth and begin is not None:
            found.append((begin, x))
            begin = None
    return found


def _word_space(rows: Rows, text_px: float) -> float:
    """Return the space between two words, which is narrower than most found gaps."""
    gaps = sorted(
        other.left - one.right
        for row in rows
        for piece in row
        for one, other in pairwise(piece.words)
    )
    return max(gaps[len(gaps) // 4] if gaps else 0.0, _SPACE * text_px)


def _parts_kinds(rows: Rows, edge: float) -> bool:
    """Whether *edge* parts a number, date or code from another one in each row."""
    crossing = [p for row in rows for p in row if p.left < edge < p.right]
    sides = [parted(piece, [edge]) for piece in crossing]
    return len(sides) > 1 and all(
        not _is_one(piece.text)
        and (place == 0 or all(is_typed(side.text) for side in pair))
        for place, (piece, pair) in enumerate(zip(crossing, sides, strict=True))
    )


def _is_one(text: str) -> bool:
    return quantity(text) is not None or is_date(text)


def _merged(
    area: Rows, inside: Sequence[float], columns: int, text_px: float
) -> list[list[Piece]]:
    """Return the rows with the further lines of a cell joined to its first ones."""
    rows: list[list[Piece]] = []
    for row in area:
        if rows and _continues(rows, row, inside, columns, text_px):
            rows[-1] = [*rows[-1], *row]
        else:
            rows.append(row)
    return rows


def _continues(
    rows: Rows,
    row: Sequence[Piece],
    inside: Sequence[float],
    columns: int,
    text_px: float,
) -> bool:
    above = rows[-1]
    middle, before = row[0].middle, max(piece.middle for piece in above)
    if any(before < at < middle for at in inside):
        return False
    gap = min(piece.top for piece in row) - max(piece.bottom for piece in above)
    is_banded = _is_banded(before, middle, inside)
    if is_banded:
        return len(row) < _FULL * columns or len(above) < _FULL * columns
    is_part = len(row) < columns and len(row) <= len(above)
    stands_under = all(
        any(min(p.right, a.right) > max(p.left, a.left) for a in above) for p in row
    )
    is_first = bool(row) and row[0].left <= min(p.left for p in above) + text_px
    return is_part and stands_under and gap < NEAR * text_px and not is_first


def _is_banded(first: float, second: float, inside: Sequence[float]) -> bool:
    """Whether both heights lie in one band among several."""
    over = [at for at in inside if at < first]
    under = [at for at in inside if at > second]
    return bool(over and under) and len(inside) > _BANDS_FEW


def _heights(
    rows: Sequence[Sequence[Piece]], inside: Sequence[float], text_px: float
) -> tuple[tuple[float, ...], int]:
    """Return the edges of the rows, and how many of them are drawn."""
    tops = [min(piece.top for piece in row) for row in rows]
    bottoms = [max(piece.bottom for piece in row) for row in rows]
    edges, drawn = [], 0
    for bottom, top in zip(bottoms, tops[1:], strict=False):
        middle = (bottom + top) / 2
        slack = NEAR * text_px
        between = [at for at in inside if bottom - slack < at < top + slack]
        edges.append(min(between, key=lambda at: abs(at - middle), default=middle))
        drawn += bool(between)
    gaps = [top - bottom for bottom, top in zip(bottoms, tops[1:], strict=False)]
    margin = max(median(gaps) / 2 if gaps else text_px / 2, 1.0)
    first, last = tops[0] - margin, bottoms[-1] + margin
    upper = [
        at for at in inside if first - margin - text_px / 2 < at < tops[0] + text_px / 4
    ]
    lower = [
        at
        for at in inside
        if bottoms[-1] - text_px / 4 < at < last + margin + text_px / 2
    ]
    drawn += bool(upper) + bool(lower)
    return (max(upper, default=first), *edges, min(lower, default=last)), drawn
