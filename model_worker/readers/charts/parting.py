"""Labels that were read as one line -> the labels, each at its own place.

``Q1 2023 Q2 2023 Q3 2023`` below an axis is three labels. What repeats its shape
(letters, digits) is parted, and so are names of months and days; any other words may
be one name, and stay together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.calendars import is_calendar_word
from model_worker.readers.pixels import Pixels

_MOST_WORDS = 3
"""Words that one label has at most: ``Week 12``, ``Q1 2023``, ``1 Jan 24``."""

_FAINT = 0.3
"""Share of the strongest contrast below which a column holds no ink."""

_FLAT = 3.0
"""Text this many times wider than high is level; slanted labels are not parted here."""

_OFF = 0.6
"""Letter widths that a gap may lie from where letters of one width would leave it."""

_DIGIT = re.compile(r"\d")
_LEAST_PERIOD = 2
_TIMES = 3
"""What repeats less often may be a name like ``A1 A2``."""

_GLUED = re.compile(r"(?:\d{4}\.\d){3,}")
"""Years as plotting programs write them on a narrow axis: ``2014.02014.52015.0``."""


def parted(lines: Sequence[Line], pixels: Pixels) -> list[Line]:
    """Return *lines* with those that hold several labels taken apart."""
    return [part for line in lines for part in _parts(line, pixels)]


def _parts(line: Line, pixels: Pixels) -> list[Line]:
    height, width = pixels.shape[:2]
    box = line.box
    wide = (box.right - box.left) * width
    if line.turned or wide < _FLAT * (box.bottom - box.top) * height:
        return [line]
    texts = _labels_in(line.text)
    if len(texts) < 2:  # noqa: PLR2004 - one label is a label
        return [line]
    rows = slice(int(box.top * height), int(box.bottom * height) + 1)
    strip = pixels[rows, int(box.left * width) : int(box.right * width) + 1]
    spans = _spans(texts, strip)
    start = int(box.left * width)
    return [
        replace(
            line,
            text=text,
            box=Box(
                (start + left) / width,
                box.top,
                min((start + right) / width, 1.0),
                box.bottom,
            ),
        )
        for text, (left, right) in zip(texts, spans, strict=True)
    ]


def _labels_in(text: str) -> list[str]:
    """Return the labels that *text* is made of, itself alone if it is one."""
    if _GLUED.fullmatch(text):
        return re.findall(r"\d{4}\.\d", text)
    words = text.split()
    if len(words) > 1 and all(map(is_calendar_word, words)):
        return words
    for count in range(1, _MOST_WORDS + 1):
        if len(words) % count or len(words) == count:
            continue
        groups = [words[n : n + count] for n in range(0, len(words), count)]
        shapes = {tuple(map(_shape, group)) for group in groups}
        if len(shapes) == 1 and any(character.isdigit() for character in text):
            return [" ".join(group) for group in groups]
    return _repeated(text)


def _repeated(text: str) -> list[str]:
    """Return the labels in ``Q1 2023Q2 2023Q3 2023``, whose blanks are lost between."""
    shape = _DIGIT.sub("9", "".join(text.split()))
    for length in range(_LEAST_PERIOD, len(shape) // _TIMES + 1):
        if len(shape) % length == 0 and shape == shape[:length] * (
            len(shape) // length
        ):
            if not {"9", *shape[:length]} - {"9"}:
                break
            return _cut(text, length)
    return [text]


def _cut(text: str, length: int) -> list[str]:
    """Return *text* in pieces of *length* letters, blanks inside them not counted."""
    pieces, piece, letters = [], "", 0
    for letter in text:
        piece += letter
        letters += not letter.isspace()
        if letters == length and not letter.isspace():
            pieces.append(piece.strip())
            piece, letters = "", 0
    return pieces


def _shape(word: str) -> str:
    """Return *word* with every number as 9: ``Q1`` and ``Q3`` are of one shape."""
    return re.sub(r"\d+", "9", word)


def _spans(texts: Sequence[str], strip: Pixels) -> list[tuple[float, float]]:
    """Return where each of *texts* begins and ends in *strip*, in its pixels."""
    width = strip.shape[1]
    letters = sum(map(len, texts)) + len(texts) - 1
    letter = width / letters
    ends = list(accumulate((len(text) + 1) * letter for text in texts[:-1]))
    gaps = _gaps(strip)
    cuts = [_nearest_gap(end - letter / 2, letter, gaps) for end in ends]
    starts = [0.0, *(after for _, after in cuts)]
    stops = [*(before for before, _ in cuts), float(width)]
    return [
        (start, max(stop, start + 1)) for start, stop in zip(starts, stops, strict=True)
    ]


def _gaps(strip: Pixels) -> list[tuple[float, float]]:
    """Return the stretches of columns without ink."""
    values = strip.astype(np.int16)
    contrast = (values.max(axis=0) - values.min(axis=0)).max(axis=-1)
    is_inked = np.concatenate([[True], contrast >= _FAINT * contrast.max(), [True]])
    steps = np.diff(is_inked.astype(np.int8))
    starts, stops = np.flatnonzero(steps == -1), np.flatnonzero(steps == 1)
    return [(float(a), float(b)) for a, b in zip(starts, stops, strict=True)]


def _nearest_gap(
    place: float, letter: float, gaps: Sequence[tuple[float, float]]
) -> tuple[float, float]:
    """Return the widest gap about *place*, or what a blank there would leave free."""
    near = [gap for gap in gaps if _distance(place, gap) <= (1 + _OFF) * letter]
    if not near:
        return place - letter / 2, place + letter / 2
    return max(near, key=lambda gap: gap[1] - gap[0])


def _distance(place: float, gap: tuple[float, float]) -> float:
    return max(gap[0] - place, place - gap[1], 0.0)
