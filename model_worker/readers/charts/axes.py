"""The scale beside a plot, from the labels of its ticks and the places they stand at.

Works on read text alone, in pixels of the picture; what pixels know better about the
ticks' places is for `sharpening`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.margins import Label, Size, beside
from model_worker.readers.charts.numbers import number_in
from model_worker.readers.charts.powers import multiplied
from model_worker.readers.charts.scales import Axis
from model_worker.readers.charts.strokes import without_strokes
from model_worker.readers.charts.ticks import Fit, Tick, best_fit

_ALIGNED = 0.7
"""Text heights that the edges of labels of one axis may lie apart."""

_OFF = 0.25
"""Text heights that a label may stand from where its value belongs."""

_LEAST_OFF_PX = 1.5
_ENOUGH = 3
"""Two labels fit any line; a third one can contradict."""

_SURE, _GOOD, _WEAK, _POOR = 0.95, 0.85, 0.5, 0.3
_OUTVOTED = 0.34
"""Share of labels that may be misread before the others are doubted too."""

_ODD_STEP = 0.02
_PARTS = (1, 2, 3)
"""Steps that the least distance between two labels may span."""


def value_axis(
    lines: Sequence[Line], plot: Box, size_px: Size, *, is_vertical: bool
) -> Axis | None:
    """Return the scale beside *plot* (*is_vertical*) or below it, None without one."""
    axes = value_axes(lines, plot, size_px, is_vertical=is_vertical)
    return axes[0] if axes else None


def value_axes(
    lines: Sequence[Line], plot: Box, size_px: Size, *, is_vertical: bool
) -> tuple[Axis, ...]:
    """Return the scales on both sides of *plot*, the surer one first."""
    axes = []
    for is_opposite in (False, True):
        labels = beside(
            lines, plot, size_px, is_vertical=is_vertical, is_opposite=is_opposite
        )
        axis = _best_axis(labels, is_vertical=is_vertical)
        if axis is not None:
            axes.append(multiplied(axis, lines, size_px))
    return tuple(sorted(axes, key=lambda axis: -axis.confidence))


def _best_axis(labels: Sequence[Label], *, is_vertical: bool) -> Axis | None:
    """Return the axis most labels make; where commas mean either, the English way."""
    found = [
        axis
        for column in _aligned(labels)
        for group in [_bare(column) if is_vertical else column]
        for has_comma in (False, True)
        if (axis := _axis(group, is_vertical=is_vertical, has_comma=has_comma))
    ]
    return max(found, key=lambda axis: (len(axis.ticks), axis.confidence), default=None)


def _bare(group: Sequence[Label]) -> list[Label]:
    """Return *group* without the strokes of ticks that were read as digits: 12.5-."""
    lines = without_strokes([label.line for label in group])
    return [replace(old, line=line) for old, line in zip(group, lines, strict=True)]


def _aligned(labels: Sequence[Label]) -> Iterator[list[Label]]:
    """Give every set of labels that share an edge or their middles, once."""
    seen: set[frozenset[int]] = set()
    edges = [
        [(label.near_px, label) for label in labels],
        [(label.far_px, label) for label in labels],
        [((label.near_px + label.far_px) / 2, label) for label in labels],
    ]
    for placed in edges:
        for place, seed in placed:
            reach = _ALIGNED * seed.text_px
            group = [label for other, label in placed if abs(other - place) <= reach]
            key = frozenset(map(id, group))
            if len(group) > 1 and key not in seen:
                seen.add(key)
                yield group


def _axis(group: Sequence[Label], *, is_vertical: bool, has_comma: bool) -> Axis | None:
    read = [
        (label, number)
        for label in group
        if (number := number_in(label.line.text, has_decimal_comma=has_comma))
    ]
    if not read:
        return None
    ticks = [Tick(number.value, label.middle_px, label.line) for label, number in read]
    off_px = max(_OFF * median(label.text_px for label, _ in read), _LEAST_OFF_PX)
    fit = best_fit(ticks, off_px, is_falling=is_vertical)
    if fit is None:
        return None
    confidence, doubt = _judged(fit, len(group), is_vertical=is_vertical)
    units = [number.unit for _, number in read if number.unit]
    return Axis(
        scale=fit.scale,
        offset=fit.offset,
        residual_px=fit.residual_px,
        unit=max(sorted(set(units)), key=units.count, default=""),
        ticks=fit.ticks,
        confidence=confidence,
        is_vertical=is_vertical,
        is_log=fit.is_log,
        doubt=doubt,
    )


def _judged(fit: Fit, labels: int, *, is_vertical: bool) -> tuple[float, str]:
    """Return how sure *fit* to some of *labels* is, and what speaks against it."""
    count = len(fit.ticks)
    if _are_powers(fit):
        return _POOR, "the axis may be logarithmic"
    if count < _ENOUGH:
        return _WEAK, "only two tick labels were read"
    if 1 - count / labels > _OUTVOTED:
        return _WEAK, "tick labels contradict each other"
    if not fit.is_log and not _has_even_steps(fit):
        return _WEAK, "tick labels are unevenly spaced"
    if (fit.scale > 0) == is_vertical:
        return _WEAK, "the axis runs the other way"
    return (_SURE if count > _ENOUGH else _GOOD), ""


def _are_powers(fit: Fit) -> bool:
    """Whether 100, 101, 102 may be ten to the power of 0, 1 and 2."""
    values = [tick.value for tick in fit.ticks]
    return all(value in range(100, 110) for value in values)


def _has_even_steps(fit: Fit) -> bool:
    """Whether all steps are multiples of one, though labels may be missing."""
    values = sorted(tick.value for tick in fit.ticks)
    steps = [after - before for before, after in pairwise(values)]
    if min(steps) <= 0:
        return False
    return any(
        all(abs(step / least - round(step / least)) < _ODD_STEP for step in steps)
        for least in (min(steps) / parts for parts in _PARTS)
    )
