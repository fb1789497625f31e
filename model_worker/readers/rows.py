"""Pieces of one row that belong together -> whole lines. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.text_reading import Block, Line
from model_worker.readers.sides import Sides, sides

_WORD_GAP = 0.7
"""Line heights between two words; columns and buttons stand further apart."""

_LETTERS = 1.6
"""Letters between two words, where letters are as wide as on a typewriter."""

_LONG = 16
"""Letters that tell how wide one is."""

_LOW = re.compile("[acemnorsuvwxz.,_-]+")
_LOW_SHARE = 0.7
"""How high letters are that do not reach up, as a share of others."""


def whole_lines(lines: Sequence[Line], aspect: float) -> list[Line]:
    """Join what the detector cut at a wide space.

    *lines* are upright and come from left to right; rows are returned from the top.
    """
    rows: list[list[Line]] = []
    for line in lines:
        fits = [row for row in rows if _goes_on(row[-1], line, aspect)]
        if fits:
            min(fits, key=lambda row: _gap(row[-1], line, aspect)).append(line)
        else:
            rows.append([line])
    return sorted((_joined(row) for row in rows), key=_from_the_top)


def _goes_on(before: Line, line: Line, aspect: float) -> bool:
    one, other = sides(before.box, aspect), sides(line.box, aspect)
    heights = _height(before, one), _height(line, other)
    height = min(heights)
    gap = -one.shared_width(other)
    letters = _LETTERS * one.width / len(before.text) if _is_long(before) else 0.0
    return (
        -0.5 * height <= gap <= max(_WORD_GAP * height, letters)
        and one.is_beside(other)
        and max(heights) <= 1.5 * height
    )


def _height(line: Line, place: Sides) -> float:
    """Return how high a line is, as if some letter in it reached up."""
    is_low = _LOW.fullmatch(line.text) is not None
    return place.height / _LOW_SHARE if is_low else place.height


def _is_long(line: Line) -> bool:
    return len(line.text) >= _LONG


def _gap(before: Line, line: Line, aspect: float) -> float:
    one, other = sides(before.box, aspect), sides(line.box, aspect)
    return abs(one.shared_width(other)) + abs(one.top - other.top)


def _joined(row: list[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    whole = Block(tuple(row))
    text = " ".join(line.text for line in row)
    return Line(text, whole.box, whole.confidence)


def _from_the_top(line: Line) -> tuple[float, float, str]:
    return line.box.top, line.box.left, line.text
