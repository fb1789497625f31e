"""A line of text that was read across several places -> a part for each of them.

Names or numbers that stand a word's gap apart are read as one line. The widest gaps
that the pixels show part it again, and each part must then stand at its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.numbers import number_in
from model_worker.readers.pixels import Pixels
from model_worker.readers.word_places import placed_words

_THOUSANDS = re.compile(r"[1-9]\d{0,2} \d{3}")
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Names that touch are read as one word, but for the capital that begins the next."""

_SEVERAL = 2
_INKED = 0.3
"""Share of the strongest contrast above which a column holds ink."""

_AXES = 2
"""Numbers of axes, on both sides, that a line of names may hold."""

_OFF = 0.3
"""Steps that the middle of a part may stand beside its place."""


def parted(
    lines: Sequence[Line], places_px: Sequence[float], pixels: Pixels
) -> tuple[Line, ...]:
    """Return *lines*, a level one that spans several places in parts, one for each.

    *places_px* are counted from the left. What cannot be parted stays whole.
    """
    done: list[Line] = []
    for line in lines:
        done += _parts(line, places_px, pixels) or [line]
    return tuple(done)


def numbers_apart(lines: Sequence[Line], pixels: Pixels) -> tuple[Line, ...]:
    """Return *lines*, one of several numbers as one line for each of them."""
    done: list[Line] = []
    for line in lines:
        words = line.text.split()
        spans = []
        if not line.turned and _are_numbers(words):
            spans = _word_spans(line, len(words), pixels)
        if len(spans) == len(words):
            done += _grouped(line, words, spans, len(words), pixels.shape[1])
        else:
            done.append(line)
    return tuple(done)


def _are_numbers(words: Sequence[str]) -> bool:
    """Whether *words* are numbers that stand apart, unlike the two of ``1 200``."""
    if not all(number_in(word) is not None for word in words):
        return False
    is_one = len(words) == _SEVERAL and _THOUSANDS.fullmatch(" ".join(words))
    return len(words) >= _SEVERAL and not is_one


def _parts(line: Line, places_px: Sequence[float], pixels: Pixels) -> list[Line]:
    """Return the parts of *line*, none where it is one or cannot be parted.

    The first number of an axis may have been read with the names beside it.
    """
    width = pixels.shape[1]
    left, right = line.box.left * width, line.box.right * width
    spanned = [place for place in places_px if left < place < right]
    words = line.text.split()
    if line.turned or len(spanned) < _SEVERAL:
        return []
    if len(words) < len(spanned):
        words = _GLUED.sub(" ", line.text).split()
        spans = _glued_spans(line, words, pixels)
    else:
        spans = _word_spans(line, len(words), pixels)
    if not len(words) == len(spans) >= len(spanned):
        return []
    for count in range(len(spanned), min(len(spanned) + _AXES, len(words)) + 1):
        parts = list(_grouped(line, words, spans, count, width))
        if _stand_at(spanned, parts, width):
            return parts
    return []


def _stand_at(places_px: Sequence[float], parts: Sequence[Line], width: int) -> bool:
    """Whether a part stands at each place, and numbers alone stand at none."""
    reach = _OFF * min(b - a for a, b in pairwise(places_px))
    free = list(places_px)
    for part in parts:
        middle = (part.box.left + part.box.right) / 2 * width
        own = [place for place in free if abs(place - middle) <= reach]
        if own:
            free.remove(own[0])
        elif number_in(part.text) is None:
            return False
    return not free


def _glued_spans(
    line: Line, words: Sequence[str], pixels: Pixels
) -> list[tuple[float, float]]:
    """Return where *words* stand whose gaps are no wider than those of letters."""
    height, width = pixels.shape[:2]
    start = int(line.box.left * width)
    rows = slice(int(line.box.top * height), int(line.box.bottom * height) + 1)
    strip = pixels[rows, start : int(line.box.right * width) + 1]
    placed = placed_words(" ".join(words), strip)
    return [(start + word.left, start + word.right) for word in placed.words]


def _word_spans(line: Line, count: int, pixels: Pixels) -> list[tuple[float, float]]:
    """Return where *count* words begin and end, in pixels from the left."""
    height, width = pixels.shape[:2]
    start = int(line.box.left * width)
    strip = pixels[
        int(line.box.top * height) : int(line.box.bottom * height) + 1,
        start : int(line.box.right * width) + 1,
    ].astype(np.int16)
    contrast = (strip.max(axis=0) - strip.min(axis=0)).max(axis=-1)
    inked = np.flatnonzero(contrast >= _INKED * contrast.max())
    gaps = np.diff(inked)
    if len(gaps) < count:
        return []
    breaks = np.sort(np.argsort(-gaps, kind="stable")[: count - 1])
    firsts = inked[np.concatenate(([0], breaks + 1))]
    lasts = inked[np.concatenate((breaks, [len(inked) - 1]))]
    return [
        (float(start + first), float(start + last + 1))
        for first, last in zip(firsts, lasts, strict=True)
    ]


def _grouped(
    line: Line,
    words: Sequence[str],
    spans: Sequence[tuple[float, float]],
    count: int,
    width: int,
) -> Iterator[Line]:
    """Give the words in *count* groups, parted where most room lies between them."""
    gaps = [after[0] - before[1] for before, after in pairwise(spans)]
    widest = sorted(range(len(gaps)), key=lambda at: -gaps[at])[: count - 1]
    borders = [0, *sorted(at + 1 for at in widest), len(words)]
    for first, last in pairwise(borders):
        left, right = spans[first][0] / width, min(spans[last - 1][1] / width, 1.0)
        box = Box(left, line.box.top, right, line.box.bottom)
        yield replace(line, text=" ".join(words[first:last]), box=box)
