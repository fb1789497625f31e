"""Which place each label of a slanted row means: its middle, its left or right end.

The box around slanted text does not tell. The strokes of the axis do where there are
any, and the line does: it bends at its values, and ends at the first and the last.
Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median

import numpy as np
from msgspec.structs import replace

from bot.jobs import Box
from model_worker.readers.charts.bends import bends
from model_worker.readers.charts.margins import Size
from model_worker.readers.charts.plots import Across, Plot
from model_worker.readers.charts.traces import Floats, Trace

_SLANTED = 1.7
"""Heights of the upright axis' labels from which a row of boxes holds slanted text."""

_EDGES: tuple[Callable[[Box], float], ...] = (
    lambda box: (box.left + box.right) / 2,
    lambda box: box.right,
    lambda box: box.left,
)
_OFF = 1.0
"""Text heights that the meant place may lie from an edge."""

_NEAR, _FAR = 0.06, 0.15
"""Label steps between a bend and a label that speak for the label, and against it."""

_END_PX = 9.0
"""A marker at the end of a line reaches this far beyond its value."""

_MARKED_PX = 18.0
"""So near to its end a line seems to bend where its last marker ends."""

_AGREED = 0.7
_ENOUGH = 3
_MARKED = 0.6
"""Share of labels that have strokes where an axis has any."""

_APART_PX = 5.0
_BESIDE = 0.3
"""Label steps that a place may lie outside of its label's box."""


def is_slanted(plot: Plot, size_px: Size) -> bool:
    level = [label.box for label in plot.across.labels if not label.turned]
    if not level:
        return False
    heights = [(box.bottom - box.top) * size_px[1] for box in level]
    return median(heights) > _SLANTED * _text_px(plot, size_px)


def anchored(
    plot: Plot, line: Trace, marks: Sequence[float], size_px: Size
) -> Plot | None:
    """Return *plot* with its slanted labels where they belong, None if nobody can say.

    *marks* are the columns of strokes and grid lines, and those of *line*, in pixels
    from the plot's left.
    """
    evidence = _Evidence(line, _apart(marks), len(plot.across.labels))
    spread = _spread(plot, line, size_px)
    if spread is not None and evidence.for_places(spread) >= _AGREED:
        return _moved(plot, spread)
    found = [
        (score, -abs(off), places)
        for edge in _EDGES
        for off in np.arange(-1, 1.01, 0.1) * _OFF * _text_px(plot, size_px)
        for places in (_places(plot, edge, size_px) + off,)
        if (score := evidence.for_places(places)) >= _AGREED
    ]
    if not found:
        return None
    _, _, places = max(found, key=lambda each: each[:2])
    return _moved(plot, places)


class _Evidence:
    """What speaks for places of labels: strokes of the axis, or else bends."""

    def __init__(self, line: Trace, marks: Floats, labels: int) -> None:
        self._has_marks = len(marks) >= max(_MARKED * labels, _ENOUGH)
        self._marks = marks
        turns = bends(line)
        self._ends = turns[[0, -1]]
        inner = (turns > turns[0] + _MARKED_PX) & (turns < turns[-1] - _MARKED_PX)
        self._turns = turns[inner]

    def for_places(self, places: Floats) -> float:
        """Return how well all that is known agrees with *places*: 0..1."""
        step = float(np.median(np.diff(places)))
        if self._has_marks:
            return _share_near(places, self._marks, step)
        bent = _share_near(self._turns, places, step)
        if np.abs(self._ends - places[[0, -1]]).max() <= _END_PX:
            return (2 + bent * len(self._turns)) / (2 + len(self._turns))
        return bent if len(self._turns) >= _ENOUGH else 0.0


def _spread(plot: Plot, line: Trace, size_px: Size) -> Floats | None:
    """Return the labels evenly from end to end of *line*, None if that is not theirs.

    A line has its first value at the first name and its last one at the last.
    """
    labels = plot.across.labels
    places = np.linspace(line.columns[0], line.columns[-1], len(labels))
    slack = _BESIDE * (places[1] - places[0])
    for place, label in zip(places + plot.left, labels, strict=True):
        left, right = label.box.left * size_px[0], label.box.right * size_px[0]
        if not left - slack <= place <= right + slack:
            return None
    return places


def _apart(marks: Sequence[float]) -> Floats:
    """Return *marks* with those that lie side by side made one."""
    kept: list[float] = []
    for mark in sorted(marks):
        if not kept or mark - kept[-1] > _APART_PX:
            kept.append(mark)
    return np.array(kept)


def _text_px(plot: Plot, size_px: Size) -> float:
    boxes = [tick.line.box for tick in plot.upright.ticks]
    return median((box.bottom - box.top) * size_px[1] for box in boxes)


def _places(plot: Plot, edge: Callable[[Box], float], size_px: Size) -> Floats:
    edges = [edge(label.box) * size_px[0] for label in plot.across.labels]
    return np.array(edges) - plot.left


def _share_near(some: Floats, others: Floats, step: float) -> float:
    """Return how many of *some* have one of *others* beside them."""
    if not len(some):
        return 1.0
    off = np.abs(some[:, None] - others[None, :]).min(axis=1) / step
    return float(np.clip((_FAR - off) / (_FAR - _NEAR), 0, 1).mean())


def _moved(plot: Plot, places: Floats) -> Plot:
    """Return *plot* with its labels, and the scale they make, at *places*."""
    across = plot.across
    by = float(np.median(places + plot.left - np.array(across.places)))
    scale = across.scale
    if scale is not None:
        scale = replace(scale, offset=scale.offset - scale.scale * by)
    moved = Across(
        labels=across.labels,
        places=tuple(float(place) + plot.left for place in places),
        scale=scale,
    )
    return replace(plot, across=moved)
