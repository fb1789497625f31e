"""The power of ten that plotting programs write at the end of an axis: ``1e6``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from bot.text_reading import Line
from model_worker.readers.charts.margins import Size, text_px
from model_worker.readers.charts.scales import Axis

_WRITTEN = re.compile(r"[1lI][eE]\s*([-+\u2212]?\d{1,2})")
_RAISED = re.compile(r"[x\u00d7X]\s?10(-?\d{1,2})")
"""Small raised digits, which the engine takes for plain ones."""

_SMALL_PRINT_CONFIDENCE = 0.5
_STEPS = 1.6
"""Label distances that it may stand beyond the last label."""

_ASIDE = 3
"""Text heights that it may stand beside the labels."""


def multiplied(axis: Axis, lines: Sequence[Line], size_px: Size) -> Axis:
    """Return *axis* with the power of ten taken in that stands at its end."""
    for line in lines:
        written, raised = (
            pattern.fullmatch(line.text.strip()) for pattern in (_WRITTEN, _RAISED)
        )
        match = written or raised
        if match is None or not _is_at_end(line, axis, size_px):
            continue
        scaled = _times(axis, 10.0 ** int(match[1].replace("\u2212", "-")))
        if written:
            return scaled
        return replace(
            scaled,
            confidence=min(axis.confidence, _SMALL_PRINT_CONFIDENCE),
            doubt="the power of ten of the axis is small print",
        )
    return axis


def _times(axis: Axis, factor: float) -> Axis:
    ticks = tuple(replace(tick, value=tick.value * factor) for tick in axis.ticks)
    return replace(
        axis, scale=axis.scale * factor, offset=axis.offset * factor, ticks=ticks
    )


def _is_at_end(line: Line, axis: Axis, size_px: Size) -> bool:
    """Whether *line* stands over an upright axis, or below a level one's right end."""
    width, height = size_px
    box, labels = line.box, axis.box
    aside = _ASIDE * text_px(line, size_px)
    beyond = _STEPS * axis.step_px
    if axis.is_vertical:
        over = axis.ticks[0].position_px - (box.top + box.bottom) / 2 * height
        gap = max(box.left - labels.right, labels.left - box.right) * width
        return 0 < over <= beyond and gap <= aside
    after = (box.left + box.right) / 2 * width - axis.ticks[-1].position_px
    below = (box.top - labels.bottom) * height
    return abs(after) <= beyond and box.top > labels.top and below <= aside
