"""Pieces of one row that belong together -> whole lines. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.text_reading import Block, Line
from model_worker.readers.sides import sides

_WORD_GAP = 0.7
"""Line heights between two words; columns and buttons stand further apart."""


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
    height = min(one.height, other.height)
    gap = -one.shared_width(other)
    return (
        -0.5 * height <= gap <= _WORD_GAP * height
        and one.is_beside(other)
        and one.is_as_high_as(other, 1.5)
    )


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
