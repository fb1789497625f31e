"""The pieces of text that cells are made of, in pixels, with the places of their words.

A detector takes two cells for one line where a number ends close to the next column.
The ink says where each word stands, so such a line can be parted between its words.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.letters import part
from model_worker.readers.pixels import Pixels

_SAME_ROW = 0.35
"""Text heights between the middles of what stands on one row."""

_FAINT = 0.3
"""Share of the strongest contrast below which a column of pixels holds no ink."""

_APART = 0.9
"""Text heights between two pieces: no space between words is so wide."""

_LETTER_GAP = 0.12
"""Text heights between two words at least."""

_DEEP = 0.4
"""Text heights by which a box may be too wide without its word being cut."""

_UNSURE = 0.5
"""How sure words are that were cut where no space was read."""


class Word(NamedTuple):
    text: str
    left: float
    right: float


class Piece(NamedTuple):
    """Words of one line, *confidence* that of the line."""

    words: tuple[Word, ...]
    top: float
    bottom: float
    confidence: float

    @property
    def text(self) -> str:
        return " ".join(word.text for word in self.words)

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def pieces_of(text: TextReading, pixels: Pixels) -> list[Piece]:
    """Return the upright lines of *text*, cut at wide spaces, from top to bottom."""
    upright = [line for line in text.lines if not line.turned and line.text.split()]
    found = [
        piece for line in upright for piece in _apart(_piece(line.text, line, pixels))
    ]
    return sorted(found, key=lambda piece: (piece.middle, piece.left))


def text_height(pieces: Sequence[Piece]) -> float:
    """Return the height of a usual line in pixels, 0 where there is no text."""
    return median(piece.height for piece in pieces) if pieces else 0.0


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Return pieces that stand on one row together, each row from the left."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        row = rows[-1] if rows else []
        if row and _are_beside(row, piece):
            row.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def parted(piece: Piece, edges: Sequence[float]) -> list[Piece]:
    """Return *piece* cut at *edges*, between words or, unsure, inside one."""
    bounds = [-np.inf, *edges, np.inf]
    deep = _DEEP * piece.height
    inside = [
        edge
        for edge in edges
        if any(word.left + deep < edge < word.right - deep for word in piece.words)
    ]
    if inside:
        piece = _cut_inside(piece, inside)
    shares = [
        tuple(w for w in piece.words if start <= (w.left + w.right) / 2 < end)
        for start, end in pairwise(bounds)
    ]
    return [piece._replace(words=share) for share in shares if share]


def _are_beside(row: Sequence[Piece], piece: Piece) -> bool:
    middle = sum(each.middle for each in row) / len(row)
    height = min(piece.height, *(each.height for each in row))
    return abs(piece.middle - middle) <= _SAME_ROW * height


def _piece(text: str, line: Line, pixels: Pixels) -> Piece:
    height, width = pixels.shape[:2]
    box = line.box
    top, bottom = box.top * height, box.bottom * height
    left, right = box.left * width, box.right * width
    cut = pixels[int(top) : max(round(bottom), int(top) + 1)]
    cut = cut[:, int(left) : max(round(right), int(left) + 1)]
    gaps = _gaps(cut)
    words = _words(text, left, right, gaps, bottom - top)
    return Piece(words, top, bottom, line.confidence)


def _gaps(cut: NDArray[np.uint8]) -> list[tuple[int, int]]:
    """Return the stretches across *cut* that hold no ink, between its ends."""
    values = cut.astype(np.int16)
    rim = np.concatenate((values[0], values[-1], values[:, 0], values[:, -1]))
    away = np.abs(values - np.median(rim, axis=0)).max(axis=(0, 2))
    inked = np.flatnonzero(away >= _FAINT * max(away.max(), 1))
    return [
        (int(one) + 1, int(other)) for one, other in pairwise(inked) if other - one > 1
    ]


def _words(
    text: str, left: float, right: float, gaps: list[tuple[int, int]], height: float
) -> tuple[Word, ...]:
    """Return the words of *text* with the widest *gaps* between them."""
    texts = text.split()
    wide = sorted(gaps, key=lambda gap: gap[0] - gap[1])[: len(texts) - 1]
    if len(wide) < len(texts) - 1 or any(
        end - start < _LETTER_GAP * height for start, end in wide
    ):
        return _guessed_words(texts, left, right)
    edges = [left]
    for start, end in sorted(wide):
        edges += [left + start, left + end]
    edges.append(right)
    ends = zip(edges[::2], edges[1::2], strict=True)
    return tuple(
        Word(t, start, end) for t, (start, end) in zip(texts, ends, strict=True)
    )


def _guessed_words(texts: Sequence[str], left: float, right: float) -> tuple[Word, ...]:
    """Return words where letters of usual widths would put them."""
    line = Line(" ".join(texts), Box(0, 0, 1, 1), 1.0)
    words, at = [], 0
    for text in texts:
        box = part(line, at, at + len(text))
        width = right - left
        words.append(Word(text, left + box.left * width, left + box.right * width))
        at += len(text) + 1
    return tuple(words)


def _cut_inside(piece: Piece, edges: Sequence[float]) -> Piece:
    words: list[Word] = []
    for word in piece.words:
        rest = word
        for edge in edges:
            if not rest.left < edge < rest.right:
                continue
            share = (edge - rest.left) / (rest.right - rest.left)
            at = min(max(round(share * len(rest.text)), 0), len(rest.text))
            if 0 < at < len(rest.text):
                words.append(Word(rest.text[:at], rest.left, edge))
                rest = Word(rest.text[at:], edge, rest.right)
        words.append(rest)
    return piece._replace(words=tuple(words), confidence=min(piece.confidence, _UNSURE))


def _apart(piece: Piece) -> list[Piece]:
    cuts = [
        (one.right + other.left) / 2
        for one, other in pairwise(piece.words)
        if other.left - one.right >= _APART * piece.height
    ]
    return parted(piece, cuts) if cuts else [piece]
