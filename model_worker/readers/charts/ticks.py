"""Labelled places along an axis -> the straight line that most of them stand on.

Misread labels are outvoted; values may rise evenly or by powers. Pure: knows neither
boxes nor sides.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from msgspec import Struct

from bot.text_reading import Line

_LOG_LEAST = 3
"""Any two labels would fit a logarithmic axis as well as a plain one."""

_DECADE = 10


class Tick(Struct, frozen=True):
    """A label and the pixel its middle stands at, along the axis."""

    value: float
    position_px: float
    line: Line


class Fit(Struct, frozen=True):
    """*level* = scale * pixel + offset: the value, or its decimal logarithm."""

    scale: float
    offset: float
    ticks: tuple[Tick, ...]
    is_log: bool = False

    @property
    def residual_px(self) -> float:
        """How far the ticks stand from where they should: root of mean square."""
        misses = [
            self.position_of(tick.value) - tick.position_px for tick in self.ticks
        ]
        return math.sqrt(sum(miss * miss for miss in misses) / len(misses))

    def position_of(self, value: float) -> float:
        return (level_of(value, is_log=self.is_log) - self.offset) / self.scale


def best_fit(ticks: Sequence[Tick], off_px: float, *, is_falling: bool) -> Fit | None:
    """Return the line of most ticks within *off_px* of it, None where no two agree.

    *is_falling*: values usually sink as pixels rise, as they do on an upright axis;
    a minus that was lost is given back only where that holds.
    """
    above = [tick for tick in ticks if tick.value > 0]
    plain = _voted(ticks, off_px, is_falling=is_falling, is_log=False)
    curved = _voted(above, off_px, is_falling=is_falling, is_log=True)
    return curved if _is_clearer(curved, plain) else plain


def fitted(ticks: Sequence[Tick], *, is_log: bool) -> Fit:
    """Return the line with the least squared distances from all *ticks*."""
    places = np.array([tick.position_px for tick in ticks])
    levels = np.array([level_of(tick.value, is_log=is_log) for tick in ticks])
    scale, offset = np.polyfit(places, levels, 1)
    in_order = sorted(ticks, key=lambda tick: tick.position_px)
    return Fit(float(scale), float(offset), tuple(in_order), is_log)


def level_of(value: float, *, is_log: bool) -> float:
    return math.log10(value) if is_log else value


def _voted(
    ticks: Sequence[Tick], off_px: float, *, is_falling: bool, is_log: bool
) -> Fit | None:
    best: Fit | None = None
    least = _LOG_LEAST if is_log else 2
    for one, other in combinations(ticks, 2):
        line = _through(one, other, off_px, is_log=is_log)
        if line is None:
            continue
        agreed = _agreed(ticks, line, off_px, is_falling=is_falling)
        if len(agreed) >= max(least, 0 if best is None else len(best.ticks)):
            best = _better(best, fitted(agreed, is_log=is_log))
    return best


def _better(one: Fit | None, other: Fit) -> Fit:
    """Return the line of more ticks, of as many the straighter one."""
    if one is None or len(other.ticks) > len(one.ticks):
        return other
    return min(one, other, key=lambda fit: fit.residual_px)


def _through(one: Tick, other: Tick, off_px: float, *, is_log: bool) -> Fit | None:
    run = other.position_px - one.position_px
    rise = level_of(other.value, is_log=is_log) - level_of(one.value, is_log=is_log)
    if abs(run) <= 2 * off_px or not rise:
        return None
    scale = rise / run
    offset = level_of(one.value, is_log=is_log) - scale * one.position_px
    return Fit(scale, offset, (), is_log)


def _agreed(
    ticks: Sequence[Tick], line: Fit, off_px: float, *, is_falling: bool
) -> list[Tick]:
    """Return the ticks near *line*, a lost minus given back where it must stand."""
    may_negate = not line.is_log and (line.scale < 0) == is_falling
    agreed = []
    for tick in ticks:
        values = (tick.value, -tick.value) if may_negate else (tick.value,)
        for value in values:
            if abs(line.position_of(value) - tick.position_px) <= off_px:
                agreed.append(Tick(value, tick.position_px, tick.line))
                break
    return agreed


def _is_clearer(curved: Fit | None, plain: Fit | None) -> bool:
    """Whether more labels, spread wider than a decade, call the axis logarithmic."""
    if curved is None:
        return False
    values = [tick.value for tick in curved.ticks]
    is_wide = max(values) >= _DECADE * min(values)
    return is_wide and (plain is None or len(curved.ticks) > len(plain.ticks))
