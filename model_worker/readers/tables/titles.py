"""What a table is called: the words above it, or in a first row of their own. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.readers.tables.grid import Grid
from model_worker.readers.tables.headers import text_of
from model_worker.readers.tables.pieces import Piece, rows_of
from model_worker.readers.tables.trimming import part

_FAR = 3.0
"""Empty text heights between a table and its title at most."""

_INDENT = 1.5
"""Text heights by which a title may begin, or be centred, elsewhere than its table."""

_LINES, _PITCH = 2, 1.6
"""So many lines above, so many text heights each, make the title one of theirs."""

_LONGEST = 80
_COLUMNS_LEAST = 3


def without_title(grid: Grid) -> tuple[Grid, str]:
    """Return *grid* and the words that alone fill its first row, if they do."""
    first = [cell for cell in grid.rows[0] if cell]
    if (
        len(first) != 1
        or len(grid.xs) <= _COLUMNS_LEAST
        or len(grid.rows) <= _COLUMNS_LEAST
        or not all(grid.rows[1])
    ):
        return grid, ""
    rest = part(grid, 1, len(grid.rows), 0, len(grid.xs) - 1)
    return rest, text_of(first[0])


def title_above(grid: Grid, pieces: Sequence[Piece], text_px: float) -> str:
    """Return the line above *grid* that stands alone and at its edge or middle."""
    left, right, top = grid.xs[0], grid.xs[-1], grid.ys[0]
    above = [
        piece
        for piece in pieces
        if top - _FAR * text_px <= piece.bottom <= top + text_px / 2
        and piece.right > left
        and piece.left < right
    ]
    if not above:
        return ""
    row = rows_of(above)[-1]
    title, slack = row[0], _INDENT * text_px
    is_at_edge = abs(title.left - left) < slack
    is_centred = abs(title.centre - (left + right) / 2) < slack
    is_alone = len(row) == 1 and (is_at_edge or is_centred)
    is_name = len(title.text) <= _LONGEST and not title.text.endswith((".", ",", ":"))
    is_name = is_name and not _ends_lines(title, pieces, text_px)
    return title.text if is_alone and is_name else ""


def _ends_lines(title: Piece, pieces: Sequence[Piece], text_px: float) -> bool:
    """Whether *title* is the last of several lines: an address, or a paragraph."""
    reach = _LINES * _PITCH * text_px
    before = [
        piece
        for piece in pieces
        if piece.bottom < title.bottom
        and title.top - piece.top < reach
        and abs(piece.left - title.left) < text_px / 2
        and abs(piece.height - title.height) < text_px / 4
    ]
    return len(before) >= _LINES
