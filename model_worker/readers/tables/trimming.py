"""What does not belong to a table is cut off: side bars, headings, a sheet's letters.

Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from model_worker.readers.tables.areas import Rows
from model_worker.readers.tables.grid import Grid
from model_worker.readers.tables.pieces import Piece
from model_worker.readers.tables.rows import Row, usual_step
from model_worker.readers.tables.ruled_lines import Rule

_ALONE = 0.25
"""Share of a column's pieces that stand on no row of the others, in a side bar."""

_FULL = 0.75
"""Share of the rows that a column of the table has a piece in."""

_FURTHER = 2.0
"""Text heights that a line runs on above or below the table that it parts from."""

_WIDER = 1.8
"""Times the usual space between rows that parts a table from what is above it."""

_APART = 0.5
"""Text heights between a heading and its table at least."""

_NEXT_LINE = 1.3
"""Empty text heights between two lines of one cell at most."""

_LETTERS_LEAST = 2


def trimmed(area: Rows, down: Sequence[Rule], text_px: float) -> Rows:
    """Return *area* without the columns beside and the rows above its table."""
    area = _within_bands(area)
    for from_left in (True, False):
        area = _without_side(area, down, text_px, from_left=from_left)
    return _without_headings(area, text_px)


def without_margins(grid: Grid) -> Grid:
    """Return *grid* without a spreadsheet's own names and empty rows and columns."""
    if _is_sheet(grid):
        grid = part(grid, 1, len(grid.rows), 1, len(grid.xs) - 1)
    rows = [place for place, row in enumerate(grid.rows) if any(row)]
    columns = [
        place
        for place, column in enumerate(zip(*grid.rows, strict=True))
        if any(column)
    ]
    if not rows:
        return grid
    return part(grid, rows[0], rows[-1] + 1, columns[0], columns[-1] + 1)


def part(grid: Grid, top: int, bottom: int, left: int, right: int) -> Grid:
    """Return the rows from *top* and the columns from *left*, without the last."""
    return grid._replace(
        xs=grid.xs[left : right + 1],
        ys=grid.ys[top : bottom + 1],
        rows=tuple(row[left:right] for row in grid.rows[top:bottom]),
        gaps=frozenset((row - top, edge - left) for row, edge in grid.gaps),
    )


def _is_sheet(grid: Grid) -> bool:
    """Whether the first row says A, B, C and the first column 1, 2, 3."""
    letters = ["".join(piece.text for piece in cell) for cell in grid.rows[0]]
    numbers = ["".join(piece.text for piece in row[0]).strip() for row in grid.rows[1:]]
    named = [(at, text) for at, text in enumerate(letters) if text]
    counted = [(at, int(text)) for at, text in enumerate(numbers) if text.isdecimal()]
    starts = [ord(text.upper()) - at for at, text in named if len(text) == 1]
    offsets = [number - at for at, number in counted]
    return _are_one(starts, len(named)) and _are_one(
        offsets, len([text for text in numbers if text])
    )


def _are_one(offsets: Sequence[int], count: int) -> bool:
    """Whether most of *count* names follow each other as in the alphabet."""
    usual = Counter(offsets).most_common(1)
    return bool(usual) and count >= _LETTERS_LEAST and usual[0][1] >= _FULL * count


def _within_bands(area: Rows) -> Rows:
    """Return *area* without what stands beside the bands that most of it is on."""
    bands = [row.band for row in area if row.band]
    if 2 * len(bands) < len(area):
        return area
    left, right = min(b.left for b in bands), max(b.right for b in bands)
    inside = [
        row._replace(pieces=tuple(p for p in row.pieces if left <= p.centre <= right))
        for row in area
    ]
    return [row for row in inside if row.pieces]


def _without_side(
    area: Rows, down: Sequence[Rule], text_px: float, *, from_left: bool
) -> Rows:
    """Return *area* without what stands beside the table, on rows of its own."""
    edge = _outer_gutter(area, from_left=from_left)
    if edge is None:
        return area
    start, end = edge

    def is_side(piece: Piece) -> bool:
        return piece.right <= start if from_left else piece.left >= end

    side = [row for row in area if any(map(is_side, row.pieces))]
    rest = [row for row in area if not all(map(is_side, row.pieces))]
    alone = sum(
        all(map(is_side, row.pieces)) and not _goes_on(row, side, text_px)
        for row in side
    )
    together = sum(row in rest for row in side)
    is_apart = alone >= _ALONE * len(side) and together < _FULL * len(rest)
    if not is_apart and not _is_walled(area, down, edge, text_px):
        return area
    kept = [
        row._replace(pieces=tuple(p for p in row.pieces if not is_side(p)))
        for row in rest
    ]
    return _without_side(kept, down, text_px, from_left=from_left)


def _goes_on(row: Row, side: Sequence[Row], text_px: float) -> bool:
    """Whether *row* may be one of several lines of a cell."""
    near = _NEXT_LINE * text_px
    return any(
        row.top < other.bottom + near and row.bottom > other.top - near
        for other in side
        if other is not row
    )


def _outer_gutter(area: Rows, *, from_left: bool) -> tuple[float, float] | None:
    """Return the space beside the outermost pieces, none where there is no column."""
    stretches = [s for row in area for s in row.stretches]
    if all(len(row.stretches) == 1 for row in area):
        return None
    if from_left:
        stretches.sort()
        reach = stretches[0][1]
        for left, right in stretches:
            if left > reach:
                return reach, left
            reach = max(reach, right)
        return None
    stretches.sort(key=lambda stretch: -stretch[1])
    reach = stretches[0][0]
    for left, right in stretches:
        if right < reach:
            return right, reach
        reach = min(reach, left)
    return None


def _is_walled(
    area: Rows, down: Sequence[Rule], edge: tuple[float, float], text_px: float
) -> bool:
    """Whether a line that is longer than the table runs through the space."""
    top, bottom = area[0].top, area[-1].bottom
    further = _FURTHER * text_px
    return any(
        edge[0] <= rule.at <= edge[1]
        and rule.start <= top
        and rule.end >= bottom
        and rule.length > bottom - top + 2 * further
        for rule in down
    )


def _without_headings(area: Rows, text_px: float) -> Rows:
    """Return *area* from the row on that begins the table."""
    several = [at for at, row in enumerate(area) if len(row.stretches) > 1]
    if not several:
        return []
    area = area[several[0] :]
    for at in (1, 2):
        if at + 1 < len(area) and len(area[at].stretches) == 1:
            above = area[at].top - area[at - 1].bottom
            below = area[at + 1].top - area[at].bottom
            if above > text_px and below > _APART * text_px:
                return _without_headings(area[at + 1 :], text_px)
    usual = usual_step(area[1:])
    if usual is not None and area[1].middle - area[0].middle > _WIDER * usual:
        return _without_headings(area[1:], text_px)
    return area
