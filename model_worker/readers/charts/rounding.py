"""A measured number -> the roundest one that the measure allows. Pure.

People chart round numbers more often than not, and digits beyond what a pixel is worth
are made up either way.
"""

from __future__ import annotations

import math

_DIGITS_MAX = 12


def roundest(value: float, slack: float) -> float:
    """Return the number with the fewest digits within *slack* of *value*."""
    if not slack or not math.isfinite(slack) or not math.isfinite(value):
        return value
    most = max(abs(value), slack)
    first = -math.floor(math.log10(most)) - 1
    for digits in range(first, first + _DIGITS_MAX):
        rounded = round(value, digits)
        if abs(rounded - value) <= slack:
            return rounded + 0.0
    return value
