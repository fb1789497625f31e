"""The title of a chart: the line above it that is meant for all of it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from bot.text_reading import Line

_REACH = 0.28
"""Share of the picture's height between a title and its chart at most."""

_LARGE = 1.2
"""Times the usual height of the other lines from which a line above is a title."""

_LETTERS_MIN = 3
_CONFIDENT = 0.5
_TOUCHING = 0.35
"""Of a line's height: the topmost number of an axis reaches into the title's row."""


def large_title(box: Box, lines: Sequence[Line]) -> Line | None:
    """Return the topmost line above *box* where it is larger than most."""
    above = _above(box, lines)
    first = min(above, key=lambda line: line.box.top, default=None)
    is_large = first and _height(first) >= _LARGE * _usual_height(lines)
    return first if is_large else None


def topmost_above(box: Box, lines: Sequence[Line]) -> Line | None:
    """Return the topmost line above *box*, whatever it says."""
    return min(_above(box, lines), key=lambda line: line.box.top, default=None)


def title_above(
    box: Box, lines: Sequence[Line], taken: Sequence[Line] = ()
) -> Line | None:
    """Return the title of what *box* surrounds, None where nothing reads like one.

    *taken* are lines known to say something else: labels, names in a legend. Below
    one of them stands no title.
    """
    above = _above(box, lines)
    first = min(above, key=lambda line: line.box.top, default=None)
    if first is None or first in taken:
        return None
    return (
        first if first is large_title(box, lines) or _is_apart(first, lines) else None
    )


def _above(box: Box, lines: Sequence[Line]) -> list[Line]:
    return [
        line
        for line in lines
        if not line.turned
        and line.box.bottom <= box.top + _slack(line)
        and box.top - line.box.bottom < _REACH
        and line.confidence >= _CONFIDENT
        and sum(letter.isalpha() for letter in line.text) >= _LETTERS_MIN
        and _is_over(line.box, box)
    ]


def _slack(line: Line) -> float:
    return 0.5 * _height(line)


def _height(line: Line) -> float:
    return line.box.bottom - line.box.top


def _usual_height(lines: Sequence[Line]) -> float:
    heights = sorted(_height(line) for line in lines if not line.turned)
    return heights[len(heights) // 2] if heights else 0.0


def _is_over(title: Box, box: Box) -> bool:
    """Whether *title* begins or is centred over *box*, or stands at the left edge."""
    middle = (title.left + title.right) / 2
    is_within = box.left <= middle <= box.right
    return is_within or title.left <= max(box.left, 0.12)


def _is_apart(line: Line, lines: Sequence[Line]) -> bool:
    """Whether nothing else stands on the row of *line*; boxes of rows may touch."""
    return not any(other is not line and _share_a_row(other, line) for other in lines)


def _share_a_row(one: Line, other: Line) -> bool:
    shared = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return shared > _TOUCHING * min(_height(one), _height(other))
