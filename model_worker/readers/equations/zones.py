"""The text of a picture -> where in it mathematics may be printed. Pure.

Most pictures hold none: this is told from their words alone, before any pixel is
looked at. What is prose is kept out, but for an equation within a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.places.letters import part

_WORD = re.compile(
    "(?!sqrt)[A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u04ff]{2,}"
)
_UNKNOWNS = re.compile(r"[lIOoxyzabmnpqtXYkdcuvwrs]{2}|[xyz]{3}")
"""Two letters that may be a product or digits misread; more are a word."""

_SIGN = re.compile(
    "[=+*^\u00d7\u00f7\u00b7\u221a\u00b2\u00b3\u2070-\u2079\u4e8c\u5341\u4e00\u2212]"
    r"|[\da-z)]\s*[-\u2013/:xX]\s*[\da-z(]"
)
_NUMBER = re.compile(r"[-+\u2212(]?\s*[\da-z]{1,5}(?:[.,]\d+)?\)?")
_NO_PART = re.compile(r"[A-Za-z]:|.*[;{}\[\]\"'#@$%&<>|\\].*")
"""A token that no equation within a sentence goes on through."""

_RANGE = re.compile(r"\(?\d+(?:[.,]\d+)?\s*[-\u2013\u2212/:xX\u00d7]\s*\d+\S*")
LESSON = re.compile(
    r"\b(?:solve|calculate|compute|evaluate|simplify|work out|find|maths?|algebra"
    r"|equations?|arithmetic|worksheet|exercises?|homework|problems?|fractions?)\b",
    re.IGNORECASE,
)
"""Words of a sheet of tasks; without them 10 - 12 in a sentence is a range."""

_ABOVE, _LEFT, _RIGHT = 1.3, 6.0, 7.0
"""Heights of a line that a zone reaches beyond it."""

_DIGIT = 0.82
"""Share of its line's height that a digit is high."""

_STACKED = 1.1
_FRACTION = re.compile(r"[\da-z]{1,2}\s*[-_/\u2013\u2212]?\s*[\da-z]{1,2}")
_SLIM = (1.5, 4.0)
"""How many times its width a small fraction is high."""


class Zone(Struct, frozen=True):
    """Where to look, how high a digit is (a share of the picture's height), and what
    stands there that is prose.
    """

    box: Box
    digit: float
    prose: tuple[Box, ...] = ()


def zones(text: TextReading, aspect: float) -> tuple[Zone, ...]:
    """Return where mathematics may be; *aspect* is the picture's width / height."""
    lines = [line for line in text.lines if not line.turned]
    fractions = [b for line in text.lines for b in _fraction(line, aspect)]
    formulas = [box for line in lines if is_prose(line.text) for box in _within(line)]
    plain = [line for line in lines if not is_prose(line.text)]
    seeds = [line.box for line in plain if _SIGN.search(line.text)] + formulas
    seeds += _stacks([line.box for line in plain if _NUMBER.fullmatch(line.text)])
    seeds += fractions
    if not seeds:
        return ()
    boxes = [line.box for line in plain] + formulas + fractions
    usual = median(box.bottom - box.top for box in boxes)
    prose = _without([line.box for line in lines if is_prose(line.text)], formulas)
    return tuple(
        Zone(area, _digit(area, boxes), tuple(b for b in prose if b.overlap(area) > 0))
        for area in _merged([_around(seed, usual, aspect) for seed in seeds], boxes)
    )


def is_prose(text: str) -> bool:
    """Whether *text* holds a word; xy is none, nor is what OCR makes of digits."""
    return any(not _UNKNOWNS.fullmatch(word) for word in _WORD.findall(text))


def _within(line: Line) -> list[Box]:
    """Return where formulas stand in a *line* of prose."""
    found, start, end = [], -1, -1
    for token in [*re.finditer(r"\S+", line.text), None]:
        is_part = token and not is_prose(token[0]) and not _NO_PART.fullmatch(token[0])
        if token and is_part:
            start, end = (token.start() if start < 0 else start), token.end()
        elif start >= 0:
            if _is_formula(line.text[start:end], line.text):
                found.append(part(line, start, end))
            start = -1
    return found


def _is_formula(words: str, sentence: str) -> bool:
    """Whether *words* are one, and no pages 3-5, 10 x 12 cm or 8:30 of a *sentence*."""
    if _RANGE.fullmatch(words) and not LESSON.search(sentence):
        return False
    return bool(_SIGN.search(words))


def _fraction(line: Line, aspect: float) -> list[Box]:
    """Return the two halves of a small fraction that was read as one upright *line*."""
    box, middle = line.box, (line.box.top + line.box.bottom) / 2
    height, width = box.bottom - box.top, (box.right - box.left) * aspect
    is_slim = _SLIM[0] * width < height < _SLIM[1] * width
    if not is_slim or not _FRACTION.fullmatch(line.text.strip()):
        return []
    return [
        Box(box.left, box.top, box.right, middle),
        Box(box.left, middle, box.right, box.bottom),
    ]


def _stacks(boxes: Sequence[Box]) -> list[Box]:
    """Return where one short number stands right above another, as in a fraction."""
    return [
        one.union(other)
        for one in boxes
        for other in boxes
        if one.top < other.top and _are_stacked(one, other)
    ]


def _are_stacked(one: Box, other: Box) -> bool:
    height = min(one.bottom - one.top, other.bottom - other.top)
    gap = other.top - one.bottom
    shared = min(one.right, other.right) - max(one.left, other.left)
    width = min(one.right - one.left, other.right - other.left)
    return -0.3 * height < gap < _STACKED * height and shared > width / 2


def _around(seed: Box, usual: float, aspect: float) -> Box:
    """Return *seed* with room for what the text engine missed around it.

    *usual* is the height of a line: an equals sign alone is much lower.
    """
    height = max(seed.bottom - seed.top, usual)
    return Box(
        max(seed.left - _LEFT * height / aspect, 0.0),
        max(seed.top - _ABOVE * height, 0.0),
        min(seed.right + _RIGHT * height / aspect, 1.0),
        min(seed.bottom + _ABOVE * height, 1.0),
    )


def _merged(areas: Sequence[Box], boxes: Sequence[Box]) -> list[Box]:
    """Return *areas*, those that touch made one, grown around *boxes* they touch."""
    merged: list[Box] = []
    for area in areas:
        whole = area
        for box in boxes:
            if box.overlap(whole) > 0:
                whole = whole.union(box)
        for other in [m for m in merged if m.overlap(whole) > 0]:
            merged.remove(other)
            whole = whole.union(other)
        merged.append(whole)
    if len(merged) == len(areas):
        return merged
    return _merged(merged, boxes)


def _digit(area: Box, boxes: Sequence[Box]) -> float:
    heights = [box.bottom - box.top for box in boxes if box.overlap(area) > 0]
    return _DIGIT * median(heights)


def _without(boxes: Sequence[Box], formulas: Sequence[Box]) -> list[Box]:
    """Return *boxes* with *formulas* cut out of them."""
    rest = list(boxes)
    for formula in formulas:
        cut: list[Box] = []
        for box in rest:
            if box.overlap(formula) <= 0:
                cut.append(box)
                continue
            if box.left < formula.left:
                cut.append(Box(box.left, box.top, formula.left, box.bottom))
            if formula.right < box.right:
                cut.append(Box(formula.right, box.top, box.right, box.bottom))
        rest = cut
    return rest
