"""Which filled areas of a diagram are boxes of their own. Pure."""

from __future__ import annotations

Area = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels; right and bottom lie outside."""


def is_inside(inner: Area, outer: Area) -> bool:
    return (
        inner[0] > outer[0]
        and inner[1] > outer[1]
        and inner[2] < outer[2]
        and inner[3] < outer[3]
    )


def gap(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    """Return the way between two stretches, negative where they overlap."""
    return max(one[0], other[0]) - min(one[1], other[1])
