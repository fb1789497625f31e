"""Lines of text in the margins of a plot, seen along one of its sides.

Turns up, down, left and right into two lengths: how far along the side, and how far
away from the plot. What works on these needs no case for each direction.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Line

_SLACK = 0.015
"""Share of the picture that a label may reach into the plot."""

_CORNER = 0.15
"""Share of its lesser side that a label may do so."""

_FAR = 0.12
"""Share of the picture that labels may stand away from the plot they belong to."""

Size = tuple[int, int]
"""Width and height in pixels."""


class Label(Struct, frozen=True):
    """*start_px*, *end_px* lie along the side, *near_px*, *far_px* away from it."""

    line: Line
    start_px: float
    end_px: float
    near_px: float
    far_px: float
    text_px: float

    @property
    def middle_px(self) -> float:
        return (self.start_px + self.end_px) / 2


def beside(
    lines: Sequence[Line],
    plot: Box,
    size_px: Size,
    *,
    is_vertical: bool,
    is_opposite: bool = False,
    far: float = _FAR,
) -> tuple[Label, ...]:
    """Return what stands left of *plot* (*is_vertical*) or below it, along that side.

    *is_opposite*: right of it, or above; *far* is the most that may lie between, as a
    share of the picture. Neighbours along the side come in its order.
    """
    length_px = size_px[1] if is_vertical else size_px[0]
    across_px = size_px[0] if is_vertical else size_px[1]
    start, end = _along(plot, is_vertical=is_vertical)
    labels = []
    for line in lines:
        near, far_end = _away(line.box, plot, (is_vertical, is_opposite))
        first, last = _along(line.box, is_vertical=is_vertical)
        is_there = start - _SLACK <= (first + last) / 2 <= end + _SLACK
        if is_there and -_slack(line.box, size_px, across_px) <= near <= far:
            lengths = (first * length_px, last * length_px)
            away = (near * across_px, far_end * across_px)
            labels.append(Label(line, *lengths, *away, text_px(line, size_px)))
    return tuple(sorted(labels, key=lambda label: label.middle_px))


def _slack(box: Box, size_px: Size, across_px: int) -> float:
    """Return the share of the picture that *box* may reach into the plot.

    Slanted text leaves the corners of its box empty.
    """
    wide = (box.right - box.left) * size_px[0]
    high = (box.bottom - box.top) * size_px[1]
    return max(_SLACK, _CORNER * min(wide, high) / across_px)


def text_px(line: Line, size_px: Size) -> float:
    """Return how high the letters of *line* are, however it is turned."""
    across = (line.box.right - line.box.left) * size_px[0]
    down = (line.box.bottom - line.box.top) * size_px[1]
    return across if line.turned % 2 else down


def _along(box: Box, *, is_vertical: bool) -> tuple[float, float]:
    return (box.top, box.bottom) if is_vertical else (box.left, box.right)


def _away(box: Box, plot: Box, side: tuple[bool, bool]) -> tuple[float, float]:
    """Return how far the near and the far edge of *box* lie from *plot*."""
    match side:
        case True, False:
            return plot.left - box.right, plot.left - box.left
        case True, True:
            return box.left - plot.right, box.right - plot.right
        case False, False:
            return box.top - plot.bottom, box.bottom - plot.bottom
        case _:
            return plot.top - box.bottom, plot.top - box.top
