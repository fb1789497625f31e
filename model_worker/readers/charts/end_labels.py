"""The first and the last label of an axis, read again where a line goes on past them.

They stand in the corners of a plot, close to the numbers of the other axis, and are
the ones that go unread.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.label_rows import middle
from model_worker.readers.charts.margins import Size
from model_worker.readers.charts.plots import Plot
from model_worker.readers.charts.traces import Trace
from model_worker.readers.pixels import Closer

_LONG_STEPS = 0.75
"""Label steps beyond the first and the last name at which another one belongs."""

_HALF = 0.5
_OFF = 0.3
"""Label steps that such a label may stand off its place."""


def places_unnamed(lines: Sequence[Trace], plot: Plot) -> tuple[float, ...]:
    """Return the pixels before the first name, or after the last, that *lines* reach.

    None where the labels are numbers: those need not stand at every value.
    """
    if plot.across.scale is not None:
        return ()
    step = plot.across.step_px
    first, last = (plot.across.places[end] for end in (0, -1))
    start = min(float(line.columns[0]) for line in lines) + plot.left
    end = max(float(line.columns[-1]) for line in lines) + plot.left
    before = (first - step,) if start < first - _LONG_STEPS * step else ()
    after = (last + step,) if end > last + _LONG_STEPS * step else ()
    return before + after


def end_labels(
    lines: Sequence[Trace], plot: Plot, size_px: Size, closer: Closer
) -> tuple[Line, ...]:
    """Return the labels that a closer look finds at the ends of *lines*."""
    return tuple(
        line
        for place in places_unnamed(lines, plot)
        if (region := _region(place, plot, size_px)) is not None
        for line in closer(region)
        if _is_label(line, place, plot, size_px)
    )


def _region(place_px: float, plot: Plot, size_px: Size) -> Box | None:
    width = size_px[0]
    reach = _HALF * plot.across.step_px
    row = plot.across.box
    left, right = (place_px - reach) / width, (place_px + reach) / width
    if right <= 0 or left >= 1:
        return None
    return Box(max(left, 0.0), row.top, min(right, 1.0), row.bottom)


def _is_label(line: Line, place_px: float, plot: Plot, size_px: Size) -> bool:
    """Whether *line* stands at its place, in one row with the others."""
    row = plot.across.box
    level = (line.box.top + line.box.bottom) / 2
    off = abs(middle(line.box) * size_px[0] - place_px)
    return row.top <= level <= row.bottom and off <= _OFF * plot.across.step_px
