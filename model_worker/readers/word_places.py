"""Where the words of a read line stand, by the gaps in its ink. Pure.

The text says how many gaps there are, usual widths of letters say roughly where. A gap
that no space was read for parts a word that was read as one: that is only a guess.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.places.letters import part
from model_worker.readers.pixels import Pixels

_FAINT = 0.3
"""Share of the strongest contrast below which a column of pixels holds no ink."""

_OFF = 1.2
"""Heights of the line, and..."""

_OFF_SHARE = 0.06
"""... share of its width, by which letters of another typeface misplace a gap."""

_DRIFT = 0.3
"""What a gap loses in width for each pixel that it is off its place."""

_UNREAD = 0.45
_WIDER = 1.5
"""Heights of the line, and times the widest space that was read: a space unread."""

_RULED = 0.9
"""Share of a row of pixels that only a drawn line fills."""

_WALL_PX = 2
"""Half the width of a drawn line between two cells, with its soft edges."""


class Word(NamedTuple):
    """*left* and *right* in pixels."""

    text: str
    left: float
    right: float


class Placed(NamedTuple):
    """*is_sure*: every part was a word as it was read."""

    words: tuple[Word, ...]
    is_sure: bool


class _Gap(NamedTuple):
    start: int
    end: int
    is_wall: bool = False

    @property
    def width(self) -> int:
        return self.end - self.start

    @property
    def centre(self) -> float:
        return (self.start + self.end) / 2


def placed_words(text: str, cut: Pixels, walls: Sequence[float] = ()) -> Placed:
    """Return the words of *text* in *cut*, its pixels; *walls* are lines drawn down."""
    height, width = cut.shape[:2]
    texts = text.split()
    gaps = _gaps(cut, walls)
    off = max(_OFF * height, _OFF_SHARE * width)
    chosen = _at_spaces(gaps, _expected(texts, width), off)
    if chosen is None:
        return Placed(_guessed(texts, width), is_sure=not any(g.is_wall for g in gaps))
    widest = max((gap.width for gap in chosen), default=0)
    unread = [
        gap
        for gap in gaps
        if gap not in chosen
        and (gap.is_wall or gap.width >= max(_UNREAD * height, _WIDER * widest))
    ]
    words = _cut_at(texts, chosen, width)
    for gap in unread:
        words = tuple(part for word in words for part in _split(word, gap))
    return Placed(words, is_sure=not unread)


def _gaps(cut: Pixels, walls: Sequence[float]) -> list[_Gap]:
    """Return the stretches across *cut* that hold no ink, between its ends."""
    values = cut.astype(np.int16)
    away = np.abs(values - np.median(values, axis=(0, 1))).max(axis=2)
    ink = away >= _FAINT * max(int(away.max()), 1)
    ink[ink.mean(axis=1) >= _RULED] = False
    for wall in walls:
        ink[:, max(round(wall) - _WALL_PX, 0) : round(wall) + _WALL_PX + 1] = False
    inked = np.flatnonzero(ink.any(axis=0))
    return [
        _Gap(start + 1, end, any(start < wall < end for wall in walls))
        for start, end in pairwise(inked.tolist())
        if end - start > 1
    ]


def _expected(texts: Sequence[str], width: int) -> list[float]:
    """Return where usual letters would put the middle of each space."""
    line = Line(" ".join(texts), Box(0, 0, 1, 1), 1.0)
    middles, at = [], 0
    for text in texts[:-1]:
        at += len(text)
        box = part(line, at, at + 1)
        middles.append((box.left + box.right) / 2 * width)
        at += 1
    return middles


def _at_spaces(
    gaps: Sequence[_Gap], spaces: Sequence[float], off: float
) -> list[_Gap] | None:
    """Return a gap for each of *spaces*, in order: the widest near its place.

    The best choice for all of them (dynamic programming over gaps, then spaces).
    """
    best: list[tuple[float, list[_Gap]] | None] = [(0.0, [])] * (len(gaps) + 1)
    for space in spaces:
        after: list[tuple[float, list[_Gap]] | None] = [None]
        for at, gap in enumerate(gaps):
            away = max(abs(gap.centre - space) - gap.width / 2, 0.0)
            before, found = best[at], after[at]
            if before is not None and away <= off:
                score = before[0] + gap.width - _DRIFT * away
                if found is None or score > found[0]:
                    found = score, [*before[1], gap]
            after.append(found)
        best = after
    last = best[-1]
    return None if last is None else last[1]


def _split(word: Word, gap: _Gap) -> list[Word]:
    """Return *word* parted at *gap*, where that lies inside it."""
    if not word.left < gap.centre < word.right:
        return [word]
    at = _letter_at(word, gap.centre)
    parts = [
        Word(word.text[:at], word.left, gap.start),
        Word(word.text[at:], gap.end, word.right),
    ]
    return [part for part in parts if part.text]


def _letter_at(word: Word, x: float) -> int:
    """Return the place in *word* that stands at *x*, by usual widths of letters."""
    line = Line(word.text, Box(0, 0, 1, 1), 1.0)
    share = (x - word.left) / (word.right - word.left)
    ends = [part(line, 0, at).right for at in range(1, len(word.text))]
    return min(range(len(ends)), key=lambda at: abs(ends[at] - share), default=-1) + 1


def _cut_at(texts: Sequence[str], gaps: Sequence[_Gap], width: int) -> tuple[Word, ...]:
    edges = [0.0]
    for gap in gaps:
        edges += [gap.start, gap.end]
    edges.append(width)
    ends = zip(edges[::2], edges[1::2], strict=True)
    return tuple(
        Word(text, start, end) for text, (start, end) in zip(texts, ends, strict=True)
    )


def _guessed(texts: Sequence[str], width: int) -> tuple[Word, ...]:
    line = Line(" ".join(texts), Box(0, 0, 1, 1), 1.0)
    words, at = [], 0
    for text in texts:
        box = part(line, at, at + len(text))
        words.append(Word(text, box.left * width, box.right * width))
        at += len(text) + 1
    return tuple(words)
