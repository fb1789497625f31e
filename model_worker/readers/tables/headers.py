"""The head of a grid: whether its first row names the columns, and in how many rows.

A name is of another kind than what stands below it, or it is bold, or on a band of its
own. A name above several columns joins the names of each.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from model_worker.readers.pixels import Pixels
from model_worker.readers.tables.grid import Grid
from model_worker.readers.tables.looks import Look, differs, look
from model_worker.readers.tables.pieces import Piece
from model_worker.tables.cell_values import Kind, kind_of

_MOST = 0.7
"""Share of a column's values that are of its kind."""

_HEADS = 2
_VALUES: frozenset[Kind] = frozenset(("number", "date", "code"))


def has_header_row(grid: Grid, pixels: Pixels) -> bool:
    rows = [[kind_of(text_of(cell)) for cell in row] for row in grid.rows]
    first, body = rows[0], rows[1:]
    named = [kind for kind in first if kind != "nothing"]
    if not body or 2 * len(named) < len(first):
        return False
    columns = [_kind_of_column(column) for column in zip(*body, strict=True)]
    pairs = list(zip(first, columns, strict=True))
    if any(_is_value(head, column) for head, column in pairs):
        return False
    if any(_is_name(head, column) for head, column in pairs):
        return True
    return differs(_looks(pixels, grid.rows[:1]), _looks(pixels, grid.rows[1:]))


def with_one_header(grid: Grid) -> Grid:
    """Return *grid* with names above several columns joined to those below them."""
    if len(grid.rows) <= _HEADS or not _is_head_of_two(grid):
        return grid
    above, below, *body = grid.rows
    names = [
        (*(above[first] if first is not None else ()), *cell)
        for first, cell in zip(_over(grid), below, strict=True)
    ]
    gaps = frozenset((row - 1, edge) for row, edge in grid.gaps if row > 1)
    ys = (grid.ys[0], *grid.ys[2:])
    return grid._replace(rows=(tuple(names), *body), ys=ys, gaps=gaps)


def _is_head_of_two(grid: Grid) -> bool:
    """Whether the first row has fewer names than the second, which has no values."""
    above, below = ([kind_of(text_of(c)) for c in row] for row in grid.rows[:2])
    filled = sum(kind != "nothing" for kind in above)
    body = [[kind_of(text_of(cell)) for cell in row] for row in grid.rows[2:]]
    columns = [_kind_of_column(column) for column in zip(*body, strict=True)]
    heads = {"words", "code", "year", "nothing"}
    return (
        (0 if grid.is_framed else 1) < filled < len(above)
        and filled < sum(kind != "nothing" for kind in below)
        and heads.issuperset([*above, *below])
        and any(map(_is_name, below, columns))
        and (bool(grid.gaps) or not grid.is_framed)
    )


def _over(grid: Grid) -> list[int | None]:
    """Return for each column the cell of the first row that stands over it."""
    over: list[int | None] = [None] * (len(grid.xs) - 1)
    for at, cell in enumerate(grid.rows[0]):
        if cell:
            for column in _spanned(grid, at, cell):
                over[column] = at
    return over


def _spanned(grid: Grid, at: int, cell: Sequence[Piece]) -> range:
    """Return the columns that a name stands over: to the next line, or around it."""
    last = len(grid.xs) - 2
    if grid.is_framed:
        end = at
        while end < last and (0, end + 1) in grid.gaps:
            end += 1
        return range(at, end + 1)
    middle = (min(p.left for p in cell) + max(p.right for p in cell)) / 2
    spans = [(first, end) for first in range(at + 1) for end in range(at, last + 1)]
    first, end = min(
        spans,
        key=lambda span: (
            abs((grid.xs[span[0]] + grid.xs[span[1] + 1]) / 2 - middle)
            + (span[1] == span[0]) * (grid.xs[-1] - grid.xs[0])
        ),
    )
    return range(first, end + 1)


def text_of(cell: Sequence[Piece]) -> str:
    return " ".join(piece.text for piece in cell)


def _kind_of_column(kinds: Sequence[Kind]) -> Kind:
    """Return what most of a column's cells are, *words* where they are mixed."""
    said = [kind for kind in kinds if kind != "nothing"]
    counts = Counter(said).most_common(1)
    return counts[0][0] if counts and counts[0][1] >= _MOST * len(said) else "words"


def _is_value(head: Kind, column: Kind) -> bool:
    """Whether the first cell is one of its column's values; names may hold digits."""
    return head == column and head in {"number", "date", "year"}


def _is_name(head: Kind, column: Kind) -> bool:
    if head == "words":
        return column in _VALUES or column == "year"
    return head in {"year", "code"} and column in {"number", "date"}


def _looks(pixels: Pixels, rows: Sequence[Sequence[Sequence[Piece]]]) -> list[Look]:
    pieces = [piece for row in rows for cell in row for piece in cell]
    return [seen for piece in pieces if (seen := look(pixels, piece))]
