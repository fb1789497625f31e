"""The numbers printed on bars or at their ends, each given to its bar.

Seen along the bars, so that it is all one whether they stand or lie.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.text_reading import Line
from model_worker.readers.charts.margins import text_px
from model_worker.readers.charts.numbers import number_in
from model_worker.readers.charts.rectangles import Area
from model_worker.readers.charts.views import View
from model_worker.readers.charts.words import parted

_FAR = 1.6
"""Text heights between the end of a bar and the number printed at it."""

_ASIDE = 0.5
"""Widths of a bar that the middle of its number may stand aside."""

_INTO = 1.0
"""Text heights that a number may reach into the bar beside it."""


class Printed(Struct, frozen=True):
    """A number at a bar; *values* are what it says with either decimal mark."""

    values: tuple[float, ...]
    unit: str
    line: Line


def printed_numbers(
    lines: Sequence[Line],
    bars: Sequence[Area],
    base_px: float,
    view: View,
    *,
    is_within: bool = False,
) -> tuple[Printed | None, ...]:
    """Return the number printed at each of *bars*, the one nearest to its tip.

    *is_within*: only what stands inside a bar is its own, as where bars are stacked.
    """
    if not view.is_horizontal:
        middles = [(bar.left + bar.right) / 2 for bar in bars]
        lines = parted(lines, middles, view.pixels)
    numbers = [number for line in lines if (number := _printed(line)) is not None]
    if is_within:
        return tuple(_inside(bar, numbers, view) for bar in bars)
    return tuple(_at(bar, base_px, numbers, view) for bar in bars)


def _printed(line: Line) -> Printed | None:
    plain = number_in(line.text)
    comma = number_in(line.text, has_decimal_comma=True)
    found = [number for number in (plain, comma) if number is not None]
    if not found:
        return None
    values = tuple(dict.fromkeys(number.value for number in found))
    return Printed(values, found[0].unit, line)


def _at(
    bar: Area, base_px: float, numbers: Sequence[Printed], view: View
) -> Printed | None:
    near = [
        (distance, number)
        for number in numbers
        if (distance := _distance(bar, base_px, number.line, view)) is not None
    ]
    return min(near, key=lambda pair: pair[0])[1] if near else None


def _inside(bar: Area, numbers: Sequence[Printed], view: View) -> Printed | None:
    """Return the number in *bar*, None where there is none or more than one."""
    held = [number for number in numbers if _holds(bar, number.line, view)]
    return held[0] if len(held) == 1 else None


def _holds(bar: Area, line: Line, view: View) -> bool:
    across, along = view.across_px(line.box), view.along_px(line.box)
    return (
        bar.left < (across[0] + across[1]) / 2 < bar.right
        and bar.top < (along[0] + along[1]) / 2 < bar.bottom
    )


def _distance(bar: Area, base_px: float, line: Line, view: View) -> float | None:
    """Return how far *line* stands from the tip of *bar*, None where it is not its."""
    height_px = text_px(line, view.size_px)
    first, last = view.across_px(line.box)
    aside = abs((first + last) / 2 - (bar.left + bar.right) / 2)
    if aside > max(_ASIDE * bar.width, _ASIDE * height_px):
        return None
    start, end = view.along_px(line.box)
    is_hanging = abs(bar.top - base_px) < abs(bar.bottom - base_px)
    tip_px = bar.bottom if is_hanging else bar.top
    beyond = start - tip_px if is_hanging else tip_px - end
    is_outside = -_INTO * height_px <= beyond <= _FAR * height_px
    is_inside = bar.top - 1 <= start and end <= bar.bottom + 1
    return abs(beyond) if is_outside or is_inside else None
