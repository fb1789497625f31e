"""Slanted labels -> the places they hang from. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import mean, median

from model_worker.readers.charts.margins import Label

_SHIFT, _SHIFT_STEPS = 1.5, 0.45
"""Text heights, and steps, that all names together may hang beside their places."""

_SHIFT_WEIGHT = 0.3
_HALF = 0.5


def hanging(row: Sequence[Label], places_px: Sequence[float]) -> tuple[int, float]:
    """Return by which end labels hang at their places, and how far beside them.

    Level labels hang by their middles, slanted ones by their upper ends.
    """
    most_px = min(
        _SHIFT * median(label.text_px for label in row),
        _SHIFT_STEPS * step(places_px),
    )
    best, least = (0, 0.0), float("inf")
    for anchor in range(3):
        ends = [anchors(label)[anchor] for label in row]
        if len(row) == len(places_px):
            offs = [end - place for end, place in zip(ends, places_px, strict=True)]
        else:
            offs = _near_offs(ends, places_px)
        shift = mean(offs)
        spread = max(abs(off - shift) for off in offs) + _SHIFT_WEIGHT * abs(shift)
        if abs(shift) <= most_px and spread < least:
            best, least = (anchor, shift), spread
    return best


def _near_offs(ends: Sequence[float], places_px: Sequence[float]) -> list[float]:
    """Return how far *ends* are from their places, but for those of no place."""
    offs = [end - places_px[nearest(places_px, end)] for end in ends]
    reach = _HALF * step(places_px)
    return [off for off in offs if abs(off) <= reach] or offs


def anchors(label: Label) -> tuple[float, float, float]:
    return label.middle_px, label.end_px, label.start_px


def nearest(places_px: Sequence[float], place_px: float) -> int:
    return min(range(len(places_px)), key=lambda at: abs(places_px[at] - place_px))


def step(places_px: Sequence[float]) -> float:
    return min((b - a for a, b in pairwise(places_px)), default=float("inf"))
