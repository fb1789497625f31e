"""Pixels and words -> tables: first those that lines rule both ways, then the others.

What is sure enough to be shown is returned; a table below `bot.marks.UNSURE_BELOW` may
be another thing that stands in rows and columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readers.tables.areas import open_areas
from model_worker.readers.tables.doubts import are_boxes, confidence_of
from model_worker.readers.tables.frames import across_levels, frames
from model_worker.readers.tables.grid import Grid, framed_grid, open_grid
from model_worker.readers.tables.headers import has_header_row, with_one_header
from model_worker.readers.tables.looks import clear_space
from model_worker.readers.tables.pieces import (
    Piece,
    pieces_of,
    text_height,
    upright_lines,
)
from model_worker.readers.tables.rereading import reread
from model_worker.readers.tables.rows import rows_in
from model_worker.readers.tables.ruled_lines import Rules, ruled_lines
from model_worker.readers.tables.titles import title_above, without_title
from model_worker.readers.tables.trimming import trimmed, without_margins
from model_worker.readings import Cell, Table, TableReading

_BADGE = 1.2
"""Text heights that a badge reaches beyond its words."""

_SHOWN = 0.4
"""Tables less sure than this are not worth a word."""


def table_reading(pixels: Pixels, text: TextReading, closer: Closer) -> TableReading:
    """Return the tables of a picture from top to bottom."""
    lines = upright_lines(text)
    if not lines:
        return TableReading()
    text_px = text_height(lines, pixels)
    rules = ruled_lines(pixels, text_px)
    pieces = pieces_of(lines, pixels, rules.down)
    tables = []
    for found in _grids(pieces, rules, text_px):
        grid, title = without_title(with_one_header(found))
        if table := _table(with_one_header(grid), pixels, closer):
            title = title or title_above(grid, pieces, text_px)
            tables.append(replace(table, title=title))
    return TableReading(tuple(sorted(tables, key=lambda table: table.box.top)))


def _grids(pieces: Sequence[Piece], rules: Rules, text_px: float) -> list[Grid]:
    framed = frames(rules, text_px)
    found = [without_margins(framed_grid(frame, pieces)) for frame in framed]
    rest = [p for p in pieces if not any(f.holds(p.centre, p.middle) for f in framed)]
    levels = across_levels(rules, text_px)
    for area in open_areas(rows_in(rest, levels, text_px), text_px):
        rows = trimmed(area, rules.down, text_px)
        grid = open_grid(rows, levels, text_px) if rows else None
        if grid is not None and not are_boxes(grid, rules.down, text_px):
            found.append(grid)
    return found


def _table(grid: Grid, pixels: Pixels, closer: Closer) -> Table | None:
    has_header = has_header_row(grid, pixels)
    clean = _cleanness(grid, pixels)
    confidence = confidence_of(grid, has_header=has_header, cleanness=clean)
    if confidence < _SHOWN:
        return None
    grid = reread(grid, pixels, closer)
    height, width = pixels.shape[:2]
    return Table(
        box=_box(grid.xs[0], grid.ys[0], grid.xs[-1], grid.ys[-1], width, height),
        rows=tuple(
            tuple(
                _cell(cell, frame, grid, width, height)
                for cell, frame in zip(row, _frames(grid, place), strict=True)
            )
            for place, row in enumerate(grid.rows)
        ),
        has_header=has_header,
        confidence=round(confidence, 3),
    )


def _frames(grid: Grid, row: int) -> list[tuple[float, float, float, float]]:
    top, bottom = grid.ys[row], grid.ys[row + 1]
    return [(left, top, right, bottom) for left, right in pairwise(grid.xs)]


def _cell(
    pieces: Sequence[Piece],
    frame: tuple[float, float, float, float],
    grid: Grid,
    width: int,
    height: int,
) -> Cell:
    text = " ".join(piece.text for piece in pieces)
    confidence = min((piece.confidence for piece in pieces), default=0.9)
    if pieces and not grid.is_framed:
        frame = (
            min(piece.left for piece in pieces),
            min(piece.top for piece in pieces),
            max(piece.right for piece in pieces),
            max(piece.bottom for piece in pieces),
        )
    return Cell(text, _box(*frame, width, height), round(confidence, 3))


def _box(
    left: float, top: float, right: float, bottom: float, width: int, height: int
) -> Box:
    return Box(
        max(left, 0.0) / width,
        max(top, 0.0) / height,
        min(right, width) / width,
        min(bottom, height) / height,
    )


def _cleanness(grid: Grid, pixels: Pixels) -> float:
    """Return the share of the spaces between cells of a row that are empty.

    Close to words a badge may be drawn around them.
    """
    is_clear = clear_space(pixels)
    spaces = []
    for row in grid.rows:
        for one, other in pairwise([cell for cell in row if cell]):
            left, right = max(p.right for p in one), min(p.left for p in other)
            rim = _BADGE * one[-1].height
            if right - left > 2 * rim + one[-1].height:
                left, right = left + rim, right - rim
            spaces.append(is_clear(left + 1, one[-1].top, right - 1, one[-1].bottom))
    return sum(spaces) / len(spaces) if spaces else 0.0
