"""Where the plot of a line chart lies, and the title above it. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.margins import Size
from model_worker.readers.charts.plots import Plot
from model_worker.readers.charts.titles import title_above

_LEAST = 0.01


def frame(plot: Plot, size_px: Size) -> Box:
    width, height = size_px
    return Box(
        plot.left / width,
        plot.top / height,
        min(plot.right / width, 1.0),
        min(plot.bottom / height, 1.0),
    )


def labelled(plot: Plot, size_px: Size) -> Box:
    """Return the part of *plot* over its labels: another scale may stand beside it."""
    width, height = size_px
    first, last = (plot.across.places[end] for end in (0, -1))
    return Box(first / width, plot.top / height, last / width, plot.bottom / height)


def title_of(box: Box, upright: Box, lines: Sequence[Line]) -> Line | None:
    """Return the title above the topmost number: the plot is sought farther up."""
    top = min(max(upright.top, box.top), box.bottom - _LEAST)
    return title_above(Box(box.left, top, box.right, box.bottom), lines)
