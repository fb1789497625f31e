"""Cells that hold ink but no sure words are looked at again, enlarged, a few of them.

A dash is no word to a reader of text, a lone digit is easily passed over.
"""

from __future__ import annotations

from itertools import pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from bot.jobs import Box
from bot.marks import is_unsure
from bot.text_reading import Line
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readers.tables.grid import Grid
from model_worker.readers.tables.pieces import Piece, pieces_of
from model_worker.readers.word_places import Word

_LOOKS_MOST = 6
"""Cells that one table's reading looks at again; each costs some 0.2 s."""

_INK = 60
"""Grey levels between a letter and its ground at least."""

_MARGIN = 0.2
"""Text heights along a cell's edges that may hold its lines."""

_FLAT = 0.3
_SHORT = 1.2
"""Text heights: a dash is less high and less wide."""

_SPECKS = 3
"""Pixels of ink that are worth a look."""

_UNREAD = 0.5
"""How sure it is that a cell is empty in which something was seen."""

Frame = tuple[int, int, int, int]


def reread(grid: Grid, pixels: Pixels, closer: Closer) -> Grid:
    """Return *grid* with what a closer look found in its doubtful cells."""
    text_px = median(piece.height for piece in grid.pieces)
    left = _LOOKS_MOST
    rows = []
    for row, (top, bottom) in zip(grid.rows, pairwise(grid.ys), strict=True):
        cells = []
        for cell, (start, end) in zip(row, pairwise(grid.xs), strict=True):
            margin = round(_MARGIN * text_px)
            inside = (start + margin, top + margin, end - margin, bottom - margin)
            frame = _whole(inside, pixels)
            if not _is_doubtful(cell) or frame is None:
                cells.append(cell)
                continue
            seen, is_looked = _looked_at(cell, frame, pixels, closer, text_px, left)
            left -= is_looked
            cells.append(seen)
        rows.append(tuple(cells))
    return grid._replace(rows=tuple(rows))


def _is_doubtful(cell: tuple[Piece, ...]) -> bool:
    return not cell or any(is_unsure(piece.confidence) for piece in cell)


def _looked_at(
    cell: tuple[Piece, ...],
    frame: Frame,
    pixels: Pixels,
    closer: Closer,
    text_px: float,
    left: int,
) -> tuple[tuple[Piece, ...], bool]:
    """Return what stands in *frame*, and whether that took a closer look."""
    ink = _ink(pixels, frame)
    if ink is None:
        return cell, False
    start, top, end, bottom = ink
    if not cell and bottom - top < _FLAT * text_px and end - start < _SHORT * text_px:
        return (_piece("-", ink, 1.0),), False
    if left <= 0:
        return cell or (_piece("", ink, _UNREAD),), False
    found = _inside(closer(_box(frame, pixels)), frame, pixels)
    if not found:
        return cell or (_piece("", ink, _UNREAD),), True
    is_surer = min(piece.confidence for piece in found) > min(
        (piece.confidence for piece in cell), default=0.0
    )
    return (found if is_surer else cell), True


def _inside(lines: tuple[Line, ...], frame: Frame, pixels: Pixels) -> tuple[Piece, ...]:
    """Return the pieces that stand in *frame* and not only reach into it."""
    left, top, right, bottom = frame
    return tuple(
        piece
        for piece in pieces_of([line for line in lines if not line.turned], pixels)
        if left <= piece.left + piece.height / 2
        and piece.right - piece.height / 2 <= right
        and top <= piece.middle <= bottom
    )


def _whole(frame: tuple[float, float, float, float], pixels: Pixels) -> Frame | None:
    height, width = pixels.shape[:2]
    left, top = max(round(frame[0]), 0), max(round(frame[1]), 0)
    right, bottom = min(round(frame[2]), width), min(round(frame[3]), height)
    return (left, top, right, bottom) if left < right and top < bottom else None


def _ink(pixels: Pixels, frame: Frame) -> Frame | None:
    """Return the box around what differs from the ground of *frame*."""
    left, top, right, bottom = frame
    box = pixels[top:bottom, left:right].astype(np.int16)
    ground = np.median(box.reshape(-1, 3), axis=0)
    inked: NDArray[np.bool_] = np.abs(box - ground).max(axis=-1) > _INK
    if int(inked.sum()) <= _SPECKS:
        return None
    rows, columns = np.flatnonzero(inked.any(axis=1)), np.flatnonzero(inked.any(axis=0))
    return (
        left + int(columns[0]),
        top + int(rows[0]),
        left + int(columns[-1]) + 1,
        top + int(rows[-1]) + 1,
    )


def _piece(text: str, frame: Frame, confidence: float) -> Piece:
    left, top, right, bottom = frame
    return Piece((Word(text, left, right),), top, bottom, confidence)


def _box(frame: Frame, pixels: Pixels) -> Box:
    height, width = pixels.shape[:2]
    left, top, right, bottom = frame
    return Box(left / width, top / height, right / width, bottom / height)
