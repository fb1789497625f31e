"""Rows of bars with all that is written around them -> values, layer by layer.

Whether groups and stacks can be told apart is for whoever knows the legend to say.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.edges import sharpened
from model_worker.readers.charts.layers import Layer, Placed
from model_worker.readers.charts.printed import printed_numbers
from model_worker.readers.charts.reckoning import (
    Bar,
    Reckoning,
    reckoned,
    reckoned_segments,
)
from model_worker.readers.charts.rectangles import Area
from model_worker.readers.charts.stacks import is_topped
from model_worker.readers.charts.surroundings import Surroundings
from model_worker.readers.charts.views import View

_UNSURE = 0.55


class Measured(Struct, frozen=True):
    """*is_printed*: every value stands on its bar as well."""

    layers: tuple[Layer, ...]
    confidence: float
    doubts: tuple[str, ...] = ()
    is_stacked: bool = False
    is_printed: bool = False

    @property
    def parts(self) -> str:
        """What the bars are where there are several layers of them."""
        return "stacked bars" if self.is_stacked else "grouped bars"

    def doubted(self, doubt: str) -> Measured:
        """The same, no longer sure because of *doubt*."""
        confidence = min(self.confidence, _UNSURE)
        return replace(self, confidence=confidence, doubts=(*self.doubts, doubt))


def measured_bars(row: Row, around: Surroundings, view: View) -> Measured | None:
    """Return the bars that stand on the base themselves, in groups or one by one."""
    printed = printed_numbers(around.lines, row.bars, row.base_px, view)
    bars = [
        Bar(_tip_px(bar, row.base_px), row.base_px, said)
        for bar, said in zip(row.bars, printed, strict=True)
    ]
    reckoning = reckoned(bars, around.axis)
    if reckoning is None:
        return None
    placed = [
        Placed(_on_base(bar, row.base_px), value, around.names[at // row.in_group])
        for at, (bar, value) in enumerate(zip(row.bars, reckoning.values, strict=True))
    ]
    layers = tuple(tuple(placed[at :: row.in_group]) for at in range(row.in_group))
    measured = _weighed(Measured(layers, reckoning.confidence), reckoning, around)
    if is_topped(row, view.pixels):
        measured = measured.doubted("something stands on the bars")
    return measured


def measured_segments(
    piles: Sequence[Sequence[Area]], row: Row, around: Surroundings, view: View
) -> Measured | None:
    """Return the segments of stacked bars, one layer for each step from the base."""
    height = max(map(len, piles))
    places = [
        (segment, name, step)
        for pile, name in zip(piles, around.names, strict=False)
        for step, segment in enumerate(pile)
    ]
    sharp = [sharpened(segment, view.pixels) for segment, _, _ in places]
    printed = printed_numbers(around.lines, sharp, row.base_px, view, is_within=True)
    bars = [
        Bar(_tip_px(bar, row.base_px), _end_px(bar, row.base_px), said)
        for bar, said in zip(sharp, printed, strict=True)
    ]
    reckoning = reckoned_segments(bars, around.axis)
    if reckoning is None or row.in_group > 1:
        return None
    layers: list[list[Placed]] = [[] for _ in range(height)]
    for bar, value, (_, name, step) in zip(
        sharp, reckoning.values, places, strict=True
    ):
        layers[step].append(Placed(bar, value, name))
    found = Measured(tuple(map(tuple, layers)), reckoning.confidence, is_stacked=True)
    return _weighed(found, reckoning, around)


def _weighed(
    measured: Measured, reckoning: Reckoning, around: Surroundings
) -> Measured:
    measured = replace(measured, is_printed=reckoning.is_printed)
    if reckoning.doubt:
        measured = replace(measured, doubts=(reckoning.doubt,))
    if None in around.names:
        measured = measured.doubted("some bars have no name")
    return measured


def _tip_px(bar: Area, base_px: float) -> float:
    return max(bar.top, bar.bottom, key=lambda end: abs(end - base_px))


def _end_px(bar: Area, base_px: float) -> float:
    return min(bar.top, bar.bottom, key=lambda end: abs(end - base_px))


def _on_base(bar: Area, base_px: float) -> Area:
    top, bottom = sorted((_tip_px(bar, base_px), base_px))
    return replace(bar, top=top, bottom=bottom)
