"""Text -> its headings: blocks in larger letters than the rest. Pure.

A reading knows no typeface: how large letters are is told by the height of their lines
and by their width together, as either alone hangs on which letters they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.places.letters import extent_of, widths_of

LEVELS = 3
_LARGER = 1.24
"""Times the size of the text that most letters are in."""

_CLEARLY = 1.5
_ALIKE = 1.12
"""Times by which the sizes of headings of one level differ at most."""

_WORDS_MAX = 14
_LINES_MAX = 3
_LETTERS_LEAST = 3
_NUMBERED = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){1,2}\.?\s+[A-Z][a-z]|(?:Chapter|Section|Part) \w+"
)
_SHAPES = 1.6
_SENTENCE = (".", ",", ";", ":")


class Heading(Struct, frozen=True):
    """*level* counts from 1, the largest letters of the reading."""

    text: str
    box: Box
    level: int
    confidence: float


def headings(reading: TextReading) -> tuple[Heading, ...]:
    """Return the headings of *reading* in its order; none where all is of one size."""
    usual = _usual_size(reading.lines)
    if usual is None:
        return ()
    found = [
        (block, block_size.over(usual))
        for block in reading.blocks
        if _is_heading(block, block_size := _size(block.lines), usual)
    ]
    tiers = _tiers([size for _, size in found])
    return tuple(
        Heading(
            text=" ".join(block.text.split()),
            box=block.box,
            level=min(_tier(size, tiers) + 1, LEVELS),
            confidence=min(block.confidence, _sureness(size)),
        )
        for block, size in found
    )


class _Size(Struct, frozen=True):
    """How high and wide letters are, in units of the picture's height and width."""

    high: float
    wide: float

    def over(self, usual: _Size) -> float:
        return float((self.high / usual.high * self.wide / usual.wide) ** 0.5)

    def is_of_one_shape(self, usual: _Size) -> bool:
        """Whether letters are as slim as usual; the box of a slanted line is not."""
        ratio = self.high / usual.high / (self.wide / usual.wide)
        return 1 / _SHAPES < ratio < _SHAPES


def _is_heading(block: Block, size: _Size, usual: _Size) -> bool:
    text = " ".join(block.text.split())
    is_short = len(block.lines) <= _LINES_MAX and len(text.split()) <= _WORDS_MAX
    letters = sum(map(str.isalpha, text))
    is_name = letters >= _LETTERS_LEAST and 2 * letters >= len(text.replace(" ", ""))
    is_upright = not any(line.turned for line in block.lines)
    if not (is_short and is_name and is_upright) or text.endswith(_SENTENCE):
        return False
    is_numbered = bool(_NUMBERED.match(text)) and len(block.lines) == 1
    larger = size.over(usual)
    is_larger = larger >= _LARGER and size.is_of_one_shape(usual)
    return is_larger or (is_numbered and larger > 1 / _ALIKE)


def _sureness(size: float) -> float:
    """Return how sure a heading is by how much larger it is: 0.6 to 0.95."""
    share = (size - _LARGER) / (_CLEARLY - _LARGER)
    return 0.6 + 0.35 * min(max(share, 0.0), 1.0)


def _usual_size(lines: Sequence[Line]) -> _Size | None:
    """Return the size in the middle of all letters, None where there are none."""
    upright = [line for line in lines if not line.turned]
    if not upright:
        return None
    sized = [(_size([line]), len(line.text)) for line in upright]
    return _Size(
        _middle_of([(size.high, count) for size, count in sized]),
        _middle_of([(size.wide, count) for size, count in sized]),
    )


def _middle_of(sized: Sequence[tuple[float, int]]) -> float:
    """Return the value that half of all letters have or are below."""
    total, seen = sum(count for _, count in sized), 0
    middle = 0.0
    for value, count in sorted(sized):
        if 2 * seen < total:
            middle = value
        seen += count
    return middle


def _size(lines: Sequence[Line]) -> _Size:
    """Return the size of the letters, whichever letters they are."""
    highs = [(line.box.bottom - line.box.top) / extent_of(line.text) for line in lines]
    wides = [
        (line.box.right - line.box.left) / max(widths_of(line.text), 1.0)
        for line in lines
    ]
    return _Size(sum(highs) / len(highs), sum(wides) / len(wides))


def _tiers(sizes: Sequence[float]) -> list[float]:
    """Return the sizes that levels begin with, the largest first."""
    tiers: list[float] = []
    for size in sorted(sizes, reverse=True):
        if not tiers or size * _ALIKE < tiers[-1]:
            tiers.append(size)
    return tiers


def _tier(size: float, tiers: Sequence[float]) -> int:
    return max(at for at, largest in enumerate(tiers) if size <= largest)
