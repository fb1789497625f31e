"""Lengths of bars, an axis, printed numbers -> the values, and how sure they are. Pure.

Two of the three must agree: bars with their axis, or bars with what is printed on them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from model_worker.readers.charts.printed import Printed
from model_worker.readers.charts.rounding import roundest
from model_worker.readers.charts.scales import Axis

_END_PX = 1.0
"""How far the end of a bar may be from where it was measured."""

_BASE_PX = 0.6
_PRINTED_PX = 1.0
_PRINTED_SHARE = 0.01
"""Pixels, and share of a value, that a printed number may be off its bar."""

_EXACT_ENOUGH = 0.03
"""Share of a value up to which its error does not matter."""

_ON_ZERO_PX = 2.5
_GOOD = 0.8
_CONFIRMING = 2
"""Printed numbers that agree with their bars: a wrong axis agrees with none."""

_FEW_AGREE = 0.3
_LEAST_PRINTED = 3
_SURE, _PRINTED_ALONE, _FROM_ELSEWHERE, _UNSURE = 0.95, 0.8, 0.75, 0.5


class Bar(Struct, frozen=True):
    """Where a bar ends, along it, and the number printed on it."""

    tip_px: float
    base_px: float
    printed: Printed | None = None

    @property
    def length_px(self) -> float:
        return abs(self.tip_px - self.base_px)


class Value(Struct, frozen=True):
    """*error* is how far the number may be off, in its own unit."""

    number: float | None
    confidence: float
    error: float = 0.0


class Reckoning(Struct, frozen=True):
    """Values in the order of the bars; *confidence* is that of their scale.

    *doubt* says in a few words why it is low; *is_printed* that all are printed.
    """

    values: tuple[Value, ...]
    confidence: float
    doubt: str = ""
    is_printed: bool = False


def reckoned(bars: Sequence[Bar], axis: Axis | None) -> Reckoning | None:
    """Return the values of *bars*, None where nothing says what they measure."""
    if axis is None:
        return _by_print(bars, _PRINTED_ALONE)
    axis = _on_base(axis, bars)
    measured = [axis.value_at(bar.tip_px) for bar in bars]
    agreed = [
        _agreed(bar.printed, value, _error(axis, bar.tip_px, _PRINTED_PX))
        for bar, value in zip(bars, measured, strict=True)
    ]
    has_print = sum(bar.printed is not None for bar in bars)
    count = sum(said is not None for said in agreed)
    if has_print >= _LEAST_PRINTED and count < _FEW_AGREE * has_print:
        by_print = _by_print(bars, _PRINTED_ALONE)
        if by_print is not None:
            return by_print
    if count < _CONFIRMING and not _is_credible(axis, bars):
        return None
    confidence, doubt = _trust(axis, bars)
    if count == len(bars):
        confidence, doubt = max(confidence, _SURE), ""
    elif has_print >= _LEAST_PRINTED and count < _CONFIRMING:
        confidence = min(confidence, _UNSURE)
        doubt = "printed numbers contradict the axis"
    values = tuple(
        _value(bar, axis, (level, said), confidence)
        for bar, level, said in zip(bars, measured, agreed, strict=True)
    )
    is_printed = all(said is not None for said in agreed)
    return Reckoning(values, confidence, doubt, is_printed)


def reckoned_segments(bars: Sequence[Bar], axis: Axis | None) -> Reckoning | None:
    """Return the values of *bars* that stand on each other, thin ones unsure."""
    by_print = _by_print(bars, _PRINTED_ALONE)
    if axis is None or axis.is_log:
        return by_print
    values = []
    agreed = []
    confidence, doubt = axis.confidence, axis.doubt
    zero_px = axis.position_of(0.0)
    if min(abs(bar.base_px - zero_px) for bar in bars) > _ON_ZERO_PX:
        confidence, doubt = _UNSURE, "the bars do not start at zero"
    for bar in bars:
        measured = axis.value_at(bar.tip_px) - axis.value_at(bar.base_px)
        error = abs(axis.scale) * 2 * _END_PX
        said = _agreed(bar.printed, measured, error)
        agreed.append(said is not None)
        is_exact = said is not None or error <= _EXACT_ENOUGH * abs(measured)
        is_denied = bar.printed is not None and said is None
        sure = confidence if is_exact and not is_denied else _UNSURE
        number = _rounded(measured, error) if said is None else said
        values.append(Value(number, min(confidence, sure), error))
    return Reckoning(tuple(values), confidence, doubt, is_printed=all(agreed))


def _on_base(axis: Axis, bars: Sequence[Bar]) -> Axis:
    """Return *axis* with its zero at the base of the bars, where it nearly is anyway.

    Labels stand a pixel above or below their ticks, all of them alike.
    """
    base_px = median(bar.base_px for bar in bars)
    if axis.is_on_lines or axis.is_log:
        return axis
    if abs(axis.position_of(0.0) - base_px) > _ON_ZERO_PX:
        return axis
    return replace(axis, offset=-axis.scale * base_px)


def _value(
    bar: Bar, axis: Axis, found: tuple[float, float | None], confidence: float
) -> Value:
    """Return the printed number where it agrees, else the measured one."""
    measured, said = found
    if said is not None and bar.printed is not None:
        return Value(said, min(confidence, bar.printed.line.confidence))
    off_px = _END_PX + (0.0 if axis.is_on_lines else _BASE_PX)
    error = _error(axis, bar.tip_px, off_px)
    if bar.printed is not None:
        confidence = min(confidence, _UNSURE)
    if error > _EXACT_ENOUGH * abs(measured):
        confidence = min(confidence, _UNSURE)
    return Value(_rounded(measured, error), confidence, error)


def _is_credible(axis: Axis, bars: Sequence[Bar]) -> bool:
    """Whether numbers that rise evenly can be the axis of *bars*, and no column."""
    has_lines = axis.is_on_lines and not axis.is_log
    is_good = axis.confidence >= _GOOD
    if axis.is_log:
        return is_good
    base_px = median(bar.base_px for bar in bars)
    if abs(axis.position_of(0.0) - base_px) <= _ON_ZERO_PX:
        return is_good or has_lines
    is_on_tick = any(
        abs(tick.position_px - base_px) <= _ON_ZERO_PX for tick in axis.ticks
    )
    return is_good and (has_lines or is_on_tick)


def _trust(axis: Axis, bars: Sequence[Bar]) -> tuple[float, str]:
    """Return how far *axis* may be believed about *bars*, and why no further."""
    if axis.is_log:
        return min(axis.confidence, _UNSURE), "the axis is logarithmic"
    base_px = median(bar.base_px for bar in bars)
    zero_px = axis.position_of(0.0)
    if abs(zero_px - base_px) <= _ON_ZERO_PX:
        return axis.confidence, axis.doubt
    tips = [bar.tip_px for bar in bars]
    if min(*tips, base_px) < zero_px < max(*tips, base_px):
        return min(axis.confidence, _UNSURE), "the bars do not start at zero"
    return min(axis.confidence, _FROM_ELSEWHERE), axis.doubt


def _by_print(bars: Sequence[Bar], confidence: float) -> Reckoning | None:
    """Return the printed numbers where they grow as the bars do, else None."""
    said = [bar.printed for bar in bars]
    if len(bars) < _LEAST_PRINTED or None in said:
        return None
    longest = max(bars, key=lambda bar: bar.length_px)
    if longest.printed is None:
        return None
    for value in longest.printed.values:
        per_px = abs(value) / longest.length_px
        numbers = [
            _agreed(
                bar.printed, _sign(bar, value, longest) * bar.length_px * per_px, per_px
            )
            for bar in bars
        ]
        if None not in numbers:
            values = [
                Value(number, min(confidence, each.line.confidence))
                for number, each in zip(numbers, said, strict=True)
                if each is not None
            ]
            return Reckoning(tuple(values), confidence, is_printed=True)
    return None


def _sign(bar: Bar, value: float, longest: Bar) -> float:
    is_same_way = (bar.tip_px < bar.base_px) == (longest.tip_px < longest.base_px)
    return math.copysign(1.0, value) if is_same_way else -math.copysign(1.0, value)


def _agreed(printed: Printed | None, measured: float, error: float) -> float | None:
    """Return what *printed* says if that is what was *measured*."""
    if printed is None:
        return None
    for value in printed.values:
        if abs(value - measured) <= error + _PRINTED_SHARE * abs(measured):
            return value
    return None


def _error(axis: Axis, place_px: float, off_px: float) -> float:
    """Return how much the value changes *off_px* beside *place_px*."""
    there = axis.value_at(place_px)
    return max(abs(axis.value_at(place_px + off) - there) for off in (off_px, -off_px))


def _rounded(value: float, error: float) -> float:
    """Return *value* without digits that its *error* makes meaningless."""
    return roundest(value, error / 2)
