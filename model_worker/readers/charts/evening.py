"""Places that stand evenly but for a few whose boxes were read too wide. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

_ENOUGH = 4
_ON_PX = 1.5
"""How far an evenly spaced place may lie off, measured by the middle of its label."""

_FEW = 0.34
"""Share of the places that may stray, such as the names at both ends of an axis."""

_OFF = 0.1
"""Steps that one may be off and still be of the same row."""


def evened(places_px: Sequence[float]) -> tuple[float, ...]:
    """Return *places_px*, the few that stray moved to where the others say they are."""
    if len(places_px) < _ENOUGH:
        return tuple(places_px)
    step = median(after - before for before, after in pairwise(places_px))
    start = median(place - step * at for at, place in enumerate(places_px))
    even = [start + step * at for at in range(len(places_px))]
    off = [abs(a - b) for a, b in zip(places_px, even, strict=True)]
    strays = [at for at, away in enumerate(off) if away > _ON_PX]
    if len(strays) > len(off) * _FEW or max(off) > _OFF * step:
        return tuple(places_px)
    return tuple(
        even[at] if at in strays else place for at, place in enumerate(places_px)
    )


def are_even(places_px: Sequence[float], slack: float) -> bool:
    """Whether the steps between *places_px* differ by no more than *slack* of one."""
    steps = [after - before for before, after in pairwise(places_px)]
    return max(steps) - min(steps) <= slack * median(steps)
