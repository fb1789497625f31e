"""Pieces of text -> rows; where lines or stripes part rows, all between two is one.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from model_worker.readers.tables.frames import Level, of_one_width
from model_worker.readers.tables.pieces import Piece, rows_of
from model_worker.tables.cell_values import kind_of

_CLOSE = 0.45
"""Empty text heights between two lines of one cell."""

_FULL = 0.6
"""Share of the pieces of the fullest row that a row of its own holds."""

_BANDS_FEW = 3
"""Head, body and foot: bands that hold rows, not cells of several lines."""

_LINES_MOST = 5
"""Lines in a cell between two lines of a table."""

_CLEARLY = 1.4
"""Times wider that the space between rows is than that between lines of a cell."""

_PAIR = 2


class Band(NamedTuple):
    """What lies between two lines, or on a stripe."""

    left: float
    top: float
    right: float
    bottom: float


class Row(NamedTuple):
    """*band*: between which drawn lines the row stands."""

    pieces: tuple[Piece, ...]
    band: Band | None = None

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def stretches(self) -> list[tuple[float, float]]:
        """Where the row's pieces stand from left to right, those of a cell as one."""
        found: list[tuple[float, float]] = []
        for piece in sorted(self.pieces, key=lambda piece: piece.left):
            if found and piece.left < found[-1][1]:
                found[-1] = found[-1][0], max(found[-1][1], piece.right)
            else:
                found.append((piece.left, piece.right))
        return found


def rows_in(
    pieces: Sequence[Piece], levels: Sequence[Level], text_px: float
) -> list[Row]:
    """Return *pieces* as rows from the top, those in a band of their own as one."""
    banded: list[Row] = []
    rest = list(pieces)
    groups = of_one_width(levels, text_px)
    for group in sorted(groups, key=lambda group: group[0].start - group[0].end):
        bands = [_band(above, below) for above, below in pairwise(group)]
        for band in bands if len(bands) > 1 else []:
            inside = [piece for piece in rest if _is_in(band, piece)]
            if inside and _is_one_row(inside, len(bands)):
                banded.append(Row(tuple(inside), band))
                rest = [piece for piece in rest if piece not in inside]
    rows = [*banded, *(Row(tuple(row)) for row in rows_of(rest))]
    return sorted(rows, key=lambda row: row.middle)


def joined_rows(rows: Sequence[Row], text_px: float) -> list[Row]:
    """Return *rows* with the further lines of their cells joined to them."""
    loose = [row for row in rows if row.band is None]
    groups = _by_gaps(loose, text_px)
    if groups is None:
        return _with_continuations(rows, text_px)
    whole = [_joined(group) for group in groups]
    whole += [row for row in rows if row.band is not None]
    return sorted(whole, key=lambda row: row.middle)


def _band(above: Level, below: Level) -> Band:
    left, right = min(above.start, below.start), max(above.end, below.end)
    return Band(left, above.at, right, below.at)


def _is_in(band: Band, piece: Piece) -> bool:
    is_across = band.left <= piece.centre <= band.right
    return is_across and band.top <= piece.middle < band.bottom


def _is_one_row(inside: Sequence[Piece], bands: int) -> bool:
    rows = [len(Row(tuple(row)).stretches) for row in rows_of(inside)]
    full = [count for count in rows if count >= max(_PAIR, _FULL * max(rows))]
    if len(full) >= _PAIR and (bands <= _BANDS_FEW or len(rows) > _LINES_MOST):
        return False
    is_heading = rows[0] == 1 and max(rows) > 1 and _is_set_apart(inside)
    return not is_heading and not (max(rows) == 1 and len(rows) > 1)


def _is_set_apart(inside: Sequence[Piece]) -> bool:
    """Whether the topmost line stands alone above the rest."""
    first, *others = rows_of(inside)
    bottom = max(piece.bottom for piece in first)
    top = min(piece.top for row in others for piece in row)
    return top - bottom > 2 * _CLOSE * first[0].height


def _by_gaps(rows: Sequence[Row], text_px: float) -> list[list[Row]] | None:
    """Return *rows* grouped where they stand close, None where that means nothing."""
    order = sorted(rows, key=lambda row: row.top)
    gaps, bottom = [], 0.0
    for row in order:
        gaps.append(row.top - bottom)
        bottom = max(bottom, row.bottom)
    steps = sorted(max(gap, 0.0) for gap in gaps[1:])
    within = [
        below
        for below, above in pairwise(steps)
        if below < text_px and above >= _CLEARLY * max(below, text_px / 10)
    ]
    for widest in reversed(within):
        groups: list[list[Row]] = []
        for row, gap in zip(order, gaps, strict=True):
            if groups and gap <= widest:
                groups[-1].append(row)
            else:
                groups.append([row])
        if _are_cells(groups):
            return groups
    return None


def _are_cells(groups: Sequence[Sequence[Row]]) -> bool:
    """Whether each group is one row of cells with a few lines each."""
    most = max(len(row.stretches) for group in groups for row in group)
    full = max(_PAIR, _FULL * most)
    return all(
        len(group) <= _LINES_MOST
        and sum(len(row.stretches) >= full for row in group) <= 1
        and not _has_stacked_values(group)
        for group in groups
    )


def _has_stacked_values(group: Sequence[Row]) -> bool:
    """Whether numbers or dates stand below each other: they are no lines of a cell."""
    values = [
        piece
        for row in group
        for piece in row.pieces
        if kind_of(piece.text) in {"number", "date"}
    ]
    return any(
        other.left < one.right and one.left < other.right and one.bottom < other.middle
        for one in values
        for other in values
    )


def _joined(group: Sequence[Row]) -> Row:
    return Row(tuple(piece for row in group for piece in row.pieces))


def _with_continuations(rows: Sequence[Row], text_px: float) -> list[Row]:
    done: list[Row] = []
    most = max(len(row.stretches) for row in rows)
    for row in rows:
        if (
            done
            and _continues(done[-1], row, most, text_px)
            and not _has_stacked_values((done[-1], row))
        ):
            done[-1] = _joined((done[-1], row))
        else:
            done.append(row)
    return done


def _continues(above: Row, row: Row, columns: int, text_px: float) -> bool:
    """Whether *row* holds only further lines of some cells of the row above."""
    if above.band or row.band:
        return False
    starts = [left for left, _ in above.stretches]
    stands_under = all(
        any(min(right, end) > max(left, start) for start, end in above.stretches)
        for left, right in row.stretches
    )
    is_first = row.stretches[0][0] <= min(starts) + text_px
    is_part = len(row.stretches) < columns and stands_under and not is_first
    return is_part and row.top - above.bottom < _CLOSE * text_px


def usual_gap(rows: Sequence[Row]) -> float | None:
    """Return the empty space between rows that hold several cells."""
    full = [row for row in rows if len(row.stretches) > 1]
    gaps = [below.top - above.bottom for above, below in pairwise(full)]
    return median(gaps) if len(gaps) >= _PAIR else None


def usual_step(rows: Sequence[Row]) -> float | None:
    """Return how far the middles of rows that hold several cells are apart."""
    full = [row for row in rows if len(row.stretches) > 1]
    steps = [below.middle - above.middle for above, below in pairwise(full)]
    return median(steps) if len(steps) >= _PAIR else None
