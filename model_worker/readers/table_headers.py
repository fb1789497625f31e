"""Whether the first row of a grid names its columns: by what it says and how it looks.

A name is of another kind than what stands below it, or it is bold, or on a band of its
own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from model_worker.readers.cell_values import Kind, kind_of
from model_worker.readers.pixels import Pixels
from model_worker.readers.table_grid import Grid
from model_worker.readers.table_looks import Look, differs, look
from model_worker.readers.table_pieces import Piece

_MOST = 0.7
"""Share of a column's values that are of its kind."""

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
