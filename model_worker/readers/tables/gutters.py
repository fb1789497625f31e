"""Where the columns of rows without upright lines part. Pure.

A column ends where an empty stretch runs down through the rows. Between the words of
one column such stretches happen, too: they are narrow, and part nothing of a kind.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from math import inf

from model_worker.readers.tables.pieces import Piece, parted
from model_worker.readers.tables.rows import Row
from model_worker.tables.cell_values import is_date, is_typed, quantity

Gutter = tuple[float, float]

_FULL = 0.6
"""Share of the fullest row's pieces in rows that say where columns part."""

_GUTTER = 0.3
"""Text heights between two columns, as boxes of text are a little wide."""

_AS_WIDE = 0.6
"""Share of the space between columns that a piece leaves empty to be cut there."""

_ENOUGH = 0.22
"""Text heights that are enough for that below a table's first row."""

_SPACE = 0.25
"""Text heights between two words, where none are seen."""

_WIDER = 1.6
"""Times the space between two words that parts two columns."""

_MOST = 0.8
"""Share of rows that have to part where the space is no wider than between words."""

_ITEM = re.compile(r"\(?\w{1,3}[.)]")
_ROWS_LEAST = 2
_STRAY = 0.15
"""Share of rows in which words may run across the space between columns."""


def gutters(area: Sequence[Row], text_px: float) -> list[Gutter]:
    """Return the stretches across that hardly any of the fuller rows stands in."""
    most = max(len(row.stretches) for row in area)
    full = [row for row in area if len(row.stretches) >= _FULL * most]
    stray = int(_STRAY * len(full))
    stretches = [stretch for row in full for stretch in row.stretches]
    found = [
        gap for gap in _empty(stretches, stray) if gap[1] - gap[0] >= _GUTTER * text_px
    ]
    pieces = [piece for row in full for piece in row.pieces]
    words = [(word.left, word.right) for piece in pieces for word in piece.words]
    space = _word_space(pieces, text_px)
    for start, end in _empty(words, stray):
        if any(start < known[1] and known[0] < end for known in found):
            continue
        is_wide = end - start >= _WIDER * space
        if _parts_cells(full, (start, end), found) and (
            is_wide or _parts_kinds(full, (start + end) / 2)
        ):
            found.append((start, end))
    return _of_whole_columns(area, sorted(found))


def _of_whole_columns(area: Sequence[Row], found: list[Gutter]) -> list[Gutter]:
    """Return *found* without those that part a column's name from its cells.

    Numbers end at the right of a column whose name begins at its left.
    """
    kept: list[Gutter] = []
    for place, gap in enumerate(found):
        before = kept[-1][1] if kept else -inf
        after = found[place + 1][0] if place + 1 < len(found) else inf
        left = _rows_between(area, before, gap[0])
        right = _rows_between(area, gap[1], after)
        is_name = (left == {0} or right == {0}) and not left & right
        kept += [] if is_name else [gap]
    return kept


def _rows_between(area: Sequence[Row], start: float, end: float) -> set[int]:
    return {
        place
        for place, row in enumerate(area)
        if any(
            start <= (word.left + word.right) / 2 <= end
            for piece in row.pieces
            for word in piece.words
        )
    }


def spaces_in(
    piece: Piece, between: Sequence[Gutter], *, is_strict: bool
) -> list[float]:
    """Return the middles of the spaces of *piece* that lie in gutters.

    In the first row a name may stand across several columns: there the space must be
    about as wide as in the others.
    """
    found = []
    for start, end in between:
        wide = _AS_WIDE * (end - start)
        enough = wide if is_strict else min(wide, _ENOUGH * piece.height)
        spaces = [
            (one.right, other.left)
            for one, other in pairwise(piece.words)
            if min(other.left, end) > max(one.right, start)
            and other.left - one.right >= enough
        ]
        if spaces:
            left, right = max(spaces, key=lambda space: space[1] - space[0])
            found.append((left + right) / 2)
    return found


def _empty(stretches: Sequence[Gutter], stray: int) -> list[Gutter]:
    """Return where at most *stray* of the *stretches* lie, between all others."""
    ends = [(left, 1) for left, _ in stretches]
    ends += [(right, -1) for _, right in stretches]
    found: list[Gutter] = []
    depth, begin = 0, None
    for x, change in sorted(ends):
        was, depth = depth, depth + change
        if was > stray >= depth:
            begin = x
        elif was <= stray < depth and begin is not None:
            found.append((begin, x))
            begin = None
    return found


def _word_space(pieces: Sequence[Piece], text_px: float) -> float:
    """Return the space between two words, which is narrower than most found gaps."""
    gaps = sorted(
        other.left - one.right
        for piece in pieces
        for one, other in pairwise(piece.words)
    )
    return max(gaps[len(gaps) // 4] if gaps else 0.0, _SPACE * text_px)


def _parts_cells(rows: Sequence[Row], gap: Gutter, known: Sequence[Gutter]) -> bool:
    """Whether most rows have words on both sides of *gap*, before the next gutter."""
    left = max((end for _, end in known if end <= gap[0]), default=-inf)
    right = min((start for start, _ in known if start >= gap[1]), default=inf)
    sides = 0
    for row in rows:
        middles = [(w.left + w.right) / 2 for p in row.pieces for w in p.words]
        sides += any(left < x < gap[0] for x in middles) and any(
            gap[1] < x < right for x in middles
        )
    return sides > len(rows) / 2


def _parts_kinds(rows: Sequence[Row], edge: float) -> bool:
    """Whether most rows have pieces apart at *edge*, or in one what is no one value."""
    across = [[p for p in row.pieces if p.left < edge < p.right] for row in rows]
    is_headed = all(len(parted(piece, [edge])) > 1 for piece in across[0])
    parting = sum(
        not pieces or all(_is_of_two(piece, edge, is_headed) for piece in pieces)
        for pieces in across[1:]
    )
    return len(rows) > _ROWS_LEAST and parting >= _MOST * (len(rows) - 1)


def _is_of_two(piece: Piece, edge: float, is_headed: bool) -> bool:  # noqa: FBT001
    """Whether *edge* parts a value from another one, or from words of another name."""
    sides = parted(piece, [edge])
    if len(sides) == 1 or _is_one(piece.text) or not _is_value(sides[0].text):
        return False
    return is_headed or is_typed(sides[1].text)


def _is_value(text: str) -> bool:
    """Whether *text* is typed, and not what items of a list begin with."""
    return is_typed(text) and not _ITEM.fullmatch(text.strip())


def _is_one(text: str) -> bool:
    return quantity(text) is not None or is_date(text)
