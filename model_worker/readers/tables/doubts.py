"""How sure it is that a grid of words is a table, and what only looks like one. Pure.

Forms, lists, columns of prose, calendars, keys of a calculator, code and the labels of
charts all stand in rows and columns somewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from model_worker.places.letters import extent_of
from model_worker.readers.tables.grid import Grid
from model_worker.readers.tables.pieces import Piece
from model_worker.readers.tables.ruled_lines import Rule
from model_worker.tables.cell_values import is_nothing, is_typed

_FILLED_LEAST = 0.5
_FILLED_LEAST_FRAMED = 0.25
_TEXTS_LEAST = 4
_LINES_MOST = 4
"""Lines in the usual cell of a frame: a part of a window holds more."""

_KIND = 0.6
"""Share of a column's cells that are numbers, dates or codes."""

_CLEAN_LEAST = 0.7
"""Share of the spaces between words in which a chart draws nothing, in a table."""

_SENTENCE = 24
"""Letters of a line of prose."""

_JUSTIFIED = 0.75
"""Share of a column's width that the usual line of prose fills."""

_SKIPPED = 3
"""Lines of code, empty ones among them, from one number to the next."""

_MOST = 0.8
_BOXES = 4
"""Boxes below each other at most whose sides are long enough to count."""

_ROWS_FEW = 5
_TALLER, _TALLER_OF_FEW = 1.7, 1.45
_LARGER = 1.35
"""Times as large as their names that the numbers on a card are."""

_SPACED = 1.2
"""Text heights of an empty row or column that is none."""

_WEEK = 7
_DAYS = frozenset("mon tue wed thu fri sat sun mo tu we th fr sa su".split())  # noqa: SIM905
_BULLET = re.compile(r"[•·*\u2013-]|\(?\w{1,3}[.)]|\d{1,3}")
_CODE = re.compile(
    r"[;{}]\s*$|^\s*(def|class|import|return|for|if|else)\b|\w\(.*\)|//|#\s"
)


def confidence_of(grid: Grid, *, has_header: bool, cleanness: float) -> float:
    """Return how sure it is that *grid* is a table, 0 where it is another thing.

    *cleanness* is the share of the spaces between its words in which nothing is drawn.
    """
    texts = texts_of(grid)
    filled = sum(bool(text) for row in texts for text in row)
    share = filled / sum(map(len, texts))
    if filled < _TEXTS_LEAST or _is_calendar(texts) or _is_code(texts):
        return 0.0
    if not has_header and _are_keys(texts):
        return 0.0
    if grid.is_framed:
        return _framed_confidence(grid, share, texts)
    return _open_confidence(grid, share, texts, has_header, cleanness)


def are_boxes(grid: Grid, down: Sequence[Rule], text_px: float) -> bool:
    """Whether its columns are cards or fields of a form, each in a box of its own."""
    top, bottom = grid.ys[0], grid.ys[-1]
    through = [
        rule.at
        for rule in down
        if min(rule.end, bottom) - max(rule.start, top) > (bottom - top) / _BOXES
    ]
    apart = 0
    for left, middle, right in zip(grid.xs, grid.xs[1:], grid.xs[2:], strict=False):
        before = [x for x in through if (left + middle) / 2 < x <= middle]
        after = [x for x in through if middle < x < (middle + right) / 2]
        apart += bool(before and after) and min(after) - max(before) > text_px / 2
    return apart > (len(grid.xs) - 2) / 2


def texts_of(grid: Grid) -> list[list[str]]:
    """Return the words of each cell, its lines joined."""
    return [
        [" ".join(piece.text for piece in cell) for cell in row] for row in grid.rows
    ]


def _framed_confidence(grid: Grid, share: float, texts: list[list[str]]) -> float:
    lines = [len(cell) for row in grid.rows for cell in row if cell]
    heights = [bottom - top for top, bottom in pairwise(grid.ys)]
    widths = [right - left for left, right in pairwise(grid.xs)]
    text_px = median(piece.height for piece in grid.pieces)
    if share < _FILLED_LEAST_FRAMED or median(lines) > _LINES_MOST:
        return 0.0
    columns = list(zip(*texts, strict=True))
    if any(
        size < _SPACED * text_px and not any(cells)
        for size, cells in [
            *zip(heights, texts, strict=True),
            *zip(widths, columns, strict=True),
        ]
    ):
        return 0.0  # the space between keys or boxes of their own
    if len(texts[0]) == 2 and all(row[0].endswith(":") for row in texts):  # noqa: PLR2004
        return 0.0
    return min(0.75 + 0.2 * share, 0.95)


def _open_confidence(
    grid: Grid,
    share: float,
    texts: list[list[str]],
    has_header: bool,  # noqa: FBT001
    cleanness: float,
) -> float:
    rows, columns = len(texts), len(texts[0])
    is_banded = grid.bands >= _KIND * rows and grid.bands > 2  # noqa: PLR2004
    least = 2 if is_banded and has_header else 3
    typed = sum(map(_is_typed_column, zip(*texts[1:], strict=True)))
    if rows < least or share < _FILLED_LEAST or cleanness < _CLEAN_LEAST:
        return 0.0
    if _is_prose(grid) or _is_list(texts) or _is_uneven(grid):
        return 0.0
    if columns == 2 and not (has_header and (typed or is_banded)):  # noqa: PLR2004
        return 0.0
    sure = 0.4 + 0.2 * bool(typed) + 0.15 * has_header + 0.2 * is_banded
    sure += 0.1 * (columns > 2) + 0.05 * (rows > 3)  # noqa: PLR2004
    is_named = has_header and typed
    most = 0.95 if is_named or is_banded else 0.55
    return min(sure, most) - 0.3 * (1 - share) - 0.3 * (1 - cleanness)


def _is_typed_column(cells: tuple[str, ...]) -> bool:
    said = [text for text in cells if not is_nothing(text)]
    return bool(said) and sum(map(is_typed, said)) >= _KIND * len(said)


def _is_prose(grid: Grid) -> bool:
    """Whether every column is running text: long lines, as wide as the column."""
    return all(
        median(len(piece.text) for piece in column) >= _SENTENCE
        and median(piece.width for piece in column)
        >= _JUSTIFIED * max(piece.width for piece in column)
        for column in _columns(grid)
    )


def _columns(grid: Grid) -> list[list[Piece]]:
    return [
        pieces
        for cells in zip(*grid.rows, strict=True)
        if (pieces := [piece for cell in cells for piece in cell])
    ]


def _is_list(texts: list[list[str]]) -> bool:
    first = [row[0] for row in texts if row[0]]
    if len(texts[0]) == 2 and all(map(_BULLET.fullmatch, first)):  # noqa: PLR2004
        return True
    numbers = [int(text) for text in first if text.isdecimal()]
    steps = [later - number for number, later in pairwise(numbers)]
    are_lines = len(numbers) == len(first) and all(0 < s <= _SKIPPED for s in steps)
    others = list(zip(*texts, strict=True))[1:]
    return are_lines and not any(map(_is_typed_column, others))


def _is_uneven(grid: Grid) -> bool:
    """Whether rows are of different type sizes, as on cards and signs."""
    head, *heights = [
        median(p.height / extent_of(p.text) for cell in row for p in cell)
        for row in grid.rows
        if any(row)
    ]
    if not heights:
        return False
    usual = median(heights)
    if usual > _LARGER * head:
        return True
    if len(heights) < _ROWS_FEW:
        return max(heights) > _TALLER_OF_FEW * min(heights)
    return max(heights) > _TALLER * usual or usual > _TALLER * min(heights)


def _are_keys(texts: list[list[str]]) -> bool:
    """Whether nearly all cells hold one sign, as the keys of a telephone do."""
    lengths = [len(text) for row in texts for text in row if text]
    return sum(length == 1 for length in lengths) >= _MOST * len(lengths)


def _is_calendar(texts: list[list[str]]) -> bool:
    if len(texts[0]) != _WEEK:
        return False
    named = sum(text.casefold()[:3].strip() in _DAYS for text in texts[0])
    days = [text.split()[0] for row in texts[1:] for text in row if text]
    numbers = [int(day) for day in days if day.isdecimal()]
    steps = sum(later - day == 1 for day, later in pairwise(numbers))
    counts_up = len(numbers) > _WEEK and steps >= 0.6 * len(numbers)
    return named > _WEEK // 2 or counts_up


def _is_code(texts: list[list[str]]) -> bool:
    said = [text for row in texts for text in row if text]
    return sum(bool(_CODE.search(text)) for text in said) >= len(said) / 3
