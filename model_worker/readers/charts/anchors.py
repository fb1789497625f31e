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

_NEAR_PX = 3.0
_END_PX = 9.0
"""A marker at the end of a line reaches this far beyond its value."""

_AGREED = 0.7
_ENOUGH = 3


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
    found = [
        (score, -abs(off), places + off)
        for edge in _EDGES
        for off in np.arange(-1, 1.01, 0.1) * _OFF * _text_px(plot, size_px)
        if (
            score := _agreement(
                (places := _places(plot, edge, size_px)) + off, line, marks
            )
        )
        >= _AGREED
    ]
    if not found:
        return None
    _, _, places = max(found, key=lambda each: each[:2])
    return _moved(plot, places)


def _text_px(plot: Plot, size_px: Size) -> float:
    boxes = [tick.line.box for tick in plot.upright.ticks]
    return median((box.bottom - box.top) * size_px[1] for box in boxes)


def _places(plot: Plot, edge: Callable[[Box], float], size_px: Size) -> Floats:
    edges = [edge(label.box) * size_px[0] for label in plot.across.labels]
    return np.array(edges) - plot.left


def _agreement(places: Floats, line: Trace, marks: Sequence[float]) -> float:
    """Return how well strokes, or else bends of *line*, stand at *places*: 0..1."""
    if len(marks) >= _ENOUGH:
        return _share_near(places, np.array(marks))
    turns = bends(line)
    are_ends_met = (
        abs(turns[0] - places[0]) <= _END_PX and abs(turns[-1] - places[-1]) <= _END_PX
    )
    inner = turns[1:-1]
    inner = inner[(inner > turns[0] + _END_PX) & (inner < turns[-1] - _END_PX)]
    if not are_ends_met:
        return _share_near(inner, places) if len(inner) >= _ENOUGH else 0.0
    return (2 + _share_near(inner, places) * len(inner)) / (2 + len(inner))


def _share_near(some: Floats, others: Floats) -> float:
    """Return how many of *some* have one of *others* beside them."""
    if not len(some):
        return 1.0
    off = np.abs(some[:, None] - others[None, :]).min(axis=1)
    return float(np.clip(1.5 - off / (2 * _NEAR_PX), 0, 1).mean())


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
