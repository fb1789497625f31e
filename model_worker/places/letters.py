"""Where in a line its letters stand: the widths of letters in a usual typeface. Pure.

Readers give a box a line. A name inside the line is pointed at by the share of the
width that the letters before it take, which is right to about half a letter.
"""

from __future__ import annotations

import re

from bot.jobs import Box
from bot.text_reading import Line

_NARROW = frozenset("ijl|!.,:;'`()[]{}/\\ ")
_SLIM = frozenset('fIrt"-*')
_WIDE = frozenset("mwMWQO@%&")
_HIGH = frozenset("bdfhiklt")
_LOW = frozenset("gjpqy,;()[]{}|@$\u00e7Q")
_SMALL, _RISE, _FALL = 0.56, 0.22, 0.22
"""Parts of a line's height: small letters, what rises above them, what hangs below."""

_NEARLY, _HALF = 0.9, 0.5
"""Share of a line that is as good as the whole of it, and the larger part."""

_WORD = re.compile(r"\S+")
_MARGIN = 0.35
"""Letters' widths by which a part is taken larger, as the estimate is not exact."""


def part(line: Line, start: int, end: int) -> Box:
    """Return the box of the characters *start* to *end* of *line*; a turned line's is
    the whole line's.
    """
    if line.turned:
        return line.box
    whole = widths_of(line.text) or 1.0
    left = widths_of(line.text[:start]) - (_MARGIN if start else 0)
    right = widths_of(line.text[:end])
    right += _MARGIN if end < len(line.text) else 0
    across = line.box.right - line.box.left
    return Box(
        line.box.left + across * max(left, 0) / whole,
        line.box.top,
        min(line.box.left + across * right / whole, line.box.right),
        line.box.bottom,
    )


def clipped(line: Line, region: Box) -> Line | None:
    """Return *line* where it lies in *region*, cut down to the words that do.

    Nearly the whole line is the whole line; None where nothing of it is there.
    """
    middle = (line.box.top + line.box.bottom) / 2
    if not region.top <= middle <= region.bottom:
        return None
    width = line.box.right - line.box.left
    across = min(line.box.right, region.right) - max(line.box.left, region.left)
    if line.turned or across >= _NEARLY * width:
        return line if across >= _HALF * width else None
    inside = [word for word in _WORD.finditer(line.text) if _is_in(word, line, region)]
    if not inside:
        return None
    start, end = inside[0].start(), inside[-1].end()
    return Line(line.text[start:end], part(line, start, end), line.confidence)


def _is_in(word: re.Match[str], line: Line, region: Box) -> bool:
    box = part(line, word.start(), word.end())
    return region.left <= (box.left + box.right) / 2 <= region.right


def widths_of(text: str) -> float:
    """Return how wide *text* is in widths of a digit, as in common typefaces."""
    return sum(map(_width, text))


def extent_of(text: str) -> float:
    """Return how much of a line's height the letters of *text* take, up to 1."""
    has_high = any(letter in _HIGH or not letter.islower() for letter in text)
    has_low = any(letter in _LOW for letter in text)
    return _SMALL + _RISE * has_high + _FALL * has_low


def _width(letter: str) -> float:
    """Return a letter's width in widths of a digit, as in common sans-serif faces."""
    if letter in _NARROW:
        return 0.5
    if letter in _SLIM:
        return 0.62
    if letter in _WIDE:
        return 1.4
    return 1.18 if letter.isupper() else 1.0
