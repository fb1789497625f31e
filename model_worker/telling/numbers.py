"""Numbers as a person would say them. Pure."""

from __future__ import annotations

import math

from model_worker.readings import Chart, Point

_DIGITS = 3
"""Pixels tell a value to about one part in a hundred; more digits would be made up."""

_THOUSAND = 1000
_BEFORE = frozenset("$€£¥")


def amount(point: Point, chart: Chart) -> str:
    """Return the share or the value of *point* with its unit, as it was measured."""
    if point.share is not None:
        value = "" if point.value is None else f" ({plain(point.value, chart.unit)})"
        return f"{percent(point.share)}{value}"
    return plain(point.value, chart.unit) if point.value is not None else "unknown"


def percent(share: float) -> str:
    """Return 0.4213 as 42.1 %."""
    return f"{_trimmed(round(share * 100, 1))} %"


def plain(value: float, unit: str = "") -> str:
    """Return *value* in three digits, or in all that stand before the point."""
    if value and abs(value) < _THOUSAND:
        value = round(value, _DIGITS - 1 - math.floor(math.log10(abs(value))))
    else:
        value = round(value)
    written = _trimmed(value)
    if unit in _BEFORE:
        return f"{unit}{written}"
    return f"{written} {unit}".strip()


def times(one: float, other: float) -> str:
    """Return how many times *other* goes into *one*: "1.4 times", "" if that says no
    more than the difference.
    """
    if one * other <= 0 or not math.isfinite(one / other):
        return ""
    ratio = one / other
    return f"{_trimmed(round(ratio, 1))} times" if ratio >= 1.1 else ""  # noqa: PLR2004


def listed(words: list[str]) -> str:
    """Return "a, b and c"."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def _trimmed(value: float) -> str:
    return f"{value:,.10g}" if abs(value) < 1e10 else f"{value:.4g}"  # noqa: PLR2004
