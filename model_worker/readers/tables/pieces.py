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

from bot.text_reading import Line, TextReading
from model_worker.places.letters import extent_of
from model_worker.readers.pixels import Pixels
from model_worker.readers.tables.ruled_lines import Rule
from model_worker.readers.word_places import Word, placed_words

_SAME_ROW = 0.35
"""Text heights between the middles of what stands on one row."""

_APART = 0.9
"""Full heights of a line: no space between words is so wide."""

_DEEP = 0.4
"""Text heights by which a box may be too wide without its word being cut."""

_UNSURE = 0.5
"""How sure words are that were cut where no space was read."""


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


def upright_lines(text: TextReading) -> list[Line]:
    return [line for line in text.lines if not line.turned and line.text.split()]


def pieces_of(
    lines: Sequence[Line], pixels: Pixels, walls: Sequence[Rule] = ()
) -> list[Piece]:
    """Return *lines* cut at wide spaces and at *walls*, from top to bottom."""
    found = [
        part for line in lines for part in _apart(_piece(line, pixels, walls), walls)
    ]
    return sorted(found, key=lambda piece: (piece.middle, piece.left))


def text_height(lines: Sequence[Line], pixels: Pixels) -> float:
    """Return the height of a usual line in pixels, 0 where there is no text."""
    heights = [line.box.bottom - line.box.top for line in lines]
    return median(heights) * pixels.shape[0] if heights else 0.0


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


def _piece(line: Line, pixels: Pixels, walls: Sequence[Rule]) -> Piece:
    height, width = pixels.shape[:2]
    top, bottom = line.box.top * height, line.box.bottom * height
    left, right = int(line.box.left * width), line.box.right * width
    crossed = [wall.at - left for wall in walls if _crosses(wall, line, pixels)]
    cut = pixels[int(top) : max(round(bottom), int(top) + 1)]
    cut = cut[:, left : max(round(right), left + 1)]
    placed = placed_words(line.text, cut, crossed)
    words = tuple(
        word._replace(left=left + word.left, right=left + word.right)
        for word in placed.words
    )
    confidence = line.confidence if placed.is_sure else min(line.confidence, _UNSURE)
    return Piece(words, top, bottom, confidence)


def _crosses(wall: Rule, line: Line, pixels: Pixels) -> bool:
    """Whether *wall* runs through *line* from above to below it."""
    height, width = int(pixels.shape[0]), int(pixels.shape[1])
    box = line.box
    rim = _DEEP * (box.bottom - box.top) * height
    if not box.left * width + rim < wall.at < box.right * width - rim:
        return False
    return wall.start <= box.top * height and wall.end >= box.bottom * height


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


def _apart(piece: Piece, walls: Sequence[Rule]) -> list[Piece]:
    cuts = []
    wide = _APART * piece.height / extent_of(piece.text)
    for one, other in pairwise(piece.words):
        is_walled = any(
            one.right <= wall.at <= other.left
            and wall.start <= piece.top
            and wall.end >= piece.bottom
            for wall in walls
        )
        if is_walled or other.left - one.right >= wide:
            cuts.append((one.right + other.left) / 2)
    return parted(piece, cuts) if cuts else [piece]
