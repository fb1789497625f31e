"""The lines of a page and how they stand to each other. Pure.

A reading knows no pixels: widths are measured in usual letters, heights in lines.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bot.text_reading import Line

ALIGNED = 2.0
"""Letters by which lines that begin below each other may be apart."""

_INDENT = 4.0
"""Letters by which what belongs to the line above may stand further in."""

_BELOW = 3.2
"""Line heights to the next line below, frames of fields between."""

_SAME_ROW = 0.3
"""Share of the lower line's height that both have in common on one row."""

_FRAMED = 0.6
"""Letters that the frame of a field moves what is in it."""


class PageLines:
    """*letter* is the usual width of a letter, *line* the usual height of a line."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = sorted(lines, key=lambda line: (line.box.top, line.box.left))
        self.line = median(height_of(line) for line in lines)
        self.letter = median(
            (line.box.right - line.box.left) / len(line.text) for line in lines
        )
        self.rows = self._in_rows()

    def beside(self, line: Line) -> Line | None:
        row = next(row for row in self.rows if any(each is line for each in row))
        right = [each for each in row if each.box.left >= line.box.right - self.letter]
        return right[0] if right else None

    def below(self, line: Line) -> Line | None:
        near = _BELOW * self.line
        found = [
            other
            for other in self.lines
            if line.box.bottom - _SAME_ROW * self.line <= other.box.top
            and middle_of(other) - middle_of(line) <= near
            and self._starts_below(line, other)
        ]
        return min(found, key=middle_of, default=None)

    def above(self, line: Line) -> Line | None:
        found = [
            other
            for other in self.lines
            if middle_of(other) < line.box.top and self._starts_below(other, line)
        ]
        return max(found, key=middle_of, default=None)

    def is_further_in(self, line: Line, other: Line) -> bool:
        return line.box.left - other.box.left > _FRAMED * self.letter

    def are_in_line(self, one: Line, other: Line) -> bool:
        are_below = abs(one.box.left - other.box.left) <= ALIGNED * self.letter
        return (
            are_below or abs(middle_of(one) - middle_of(other)) <= _SAME_ROW * self.line
        )

    def _starts_below(self, line: Line, other: Line) -> bool:
        indent = (other.box.left - line.box.left) / self.letter
        return -ALIGNED <= indent <= _INDENT

    def _in_rows(self) -> list[list[Line]]:
        rows: list[list[Line]] = []
        for line in sorted(self.lines, key=middle_of):
            if rows and _shared_height(rows[-1][0], line) >= _SAME_ROW:
                rows[-1].append(line)
            else:
                rows.append([line])
        return [sorted(row, key=lambda line: line.box.left) for row in rows]


def height_of(line: Line) -> float:
    return line.box.bottom - line.box.top


def middle_of(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2


def _shared_height(one: Line, other: Line) -> float:
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return shared / min(height_of(one), height_of(other))
