"""Which label belongs to which slice, by where it stands. Knows no colours.

A label lies in its slice, or outside where the line from the middle through its
slice goes on. Lengths are in radii of the pie.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bot.text_reading import Line
from model_worker.readers.charts.discs import Disc
from model_worker.readers.charts.sectors import Sector
from model_worker.readers.charts.shares_in_text import Label, label_of

Floats = NDArray[np.float64]

_PERCENTAGES = re.compile(r"[^%]+%+|[^%]+$")
_INSIDE = 0.97
_REACH = 0.55
"""How far from the rim a label may begin."""

_RAY = np.linspace(1.0, 1.5, 11)
_FAR = 0.3
"""How far a label may lie beside the line that its slice points along."""

_CLOSE = 0.07
"""By how much less two labels, changing places, may fit and still be in doubt."""

_DISTANCE_WEIGHT = 0.3


class Callout(NamedTuple):
    """A line of text beside or in the pie; *place* is where its middle lies.

    *place* is a turn and a radius, *low*, *high* are corners, all in radii.
    """

    line: Line
    label: Label
    place: tuple[float, float]
    low: Floats
    high: Floats

    @property
    def is_inside(self) -> bool:
        return self.place[1] < _INSIDE

    @property
    def away(self) -> float:
        """How far its nearest point lies from the middle."""
        return float(np.hypot(*np.clip(0.0, self.low, self.high)))


class Match(NamedTuple):
    """*is_contested*: another label, or another slice, would fit about as well."""

    callout: Callout
    is_contested: bool


def callouts_of(
    lines: Sequence[Line], disc: Disc, hole: float, size_px: tuple[int, int]
) -> list[Callout]:
    """Return what is written in the pie and close around it, the hole left out."""
    found = []
    for line in (part for whole in lines for part in _parted(whole)):
        callout = _callout(line, disc, size_px)
        is_in_hole = hole > 0 and callout.place[1] < hole
        if not is_in_hole and callout.away < 1 + _REACH:
            found.append(callout)
    return found


def _parted(line: Line) -> list[Line]:
    """Return *line* cut after each percentage: two slices' were read as one line."""
    parts = [part.strip() for part in _PERCENTAGES.findall(line.text)]
    if len(parts) < 2 or line.turned:  # noqa: PLR2004
        return [line]
    wide = line.box.right - line.box.left
    ends = np.cumsum([len(part) + 1 for part in parts]) / sum(
        len(part) + 1 for part in parts
    )
    starts = [0.0, *ends[:-1].tolist()]
    return [
        replace(
            line,
            text=part,
            box=replace(
                line.box,
                left=line.box.left + start * wide,
                right=line.box.left + float(end) * wide,
            ),
        )
        for part, start, end in zip(parts, starts, ends, strict=True)
    ]


def _callout(line: Line, disc: Disc, size_px: tuple[int, int]) -> Callout:
    wide, tall = size_px
    box = line.box
    middle = np.array([disc.x, disc.y])
    low = (np.array([box.left * wide, box.top * tall]) - middle) / disc.radius
    high = (np.array([box.right * wide, box.bottom * tall]) - middle) / disc.radius
    x, y = (low + high) / 2
    turn = float(np.arctan2(x, -y) / (2 * np.pi)) % 1
    return Callout(line, label_of(line.text), (turn, float(np.hypot(x, y))), low, high)


def matched(
    callouts: Sequence[Callout], sectors: Sequence[Sector], disc: Disc
) -> list[Match | None]:
    """Return for each sector its label, each label once, the nearest pairs first."""
    costs = np.array(
        [[_cost(callout, sector, disc) for callout in callouts] for sector in sectors]
    ).reshape(len(sectors), len(callouts))
    chosen: dict[int, int] = {}
    for flat in np.argsort(costs, axis=None).tolist():
        sector, callout = divmod(flat, max(len(callouts), 1))
        if costs[sector, callout] > _FAR:
            break
        if sector not in chosen and callout not in chosen.values():
            chosen[sector] = callout
    return [
        Match(callouts[chosen[place]], _is_contested(place, chosen, costs))
        if place in chosen
        else None
        for place in range(len(sectors))
    ]


def _is_contested(sector: int, chosen: dict[int, int], costs: Floats) -> bool:
    callout = chosen[sector]
    cost = costs[sector, callout]
    for other in range(len(costs)):
        if other == sector:
            continue
        theirs = chosen.get(other)
        now = cost + (costs[other, theirs] if theirs is not None else 0.0)
        swapped = costs[other, callout]
        swapped += costs[sector, theirs] if theirs is not None else 0.0
        if swapped < now + _CLOSE:
            return True
    free = [each for each in range(costs.shape[1]) if each not in chosen.values()]
    return any(costs[sector, each] < cost + _CLOSE for each in free)


def _cost(callout: Callout, sector: Sector, disc: Disc) -> float:
    if callout.is_inside:
        return _cost_inside(callout, sector)
    angle = 2 * np.pi * sector.middle
    outwards = np.array([np.sin(angle), -np.cos(angle)])
    start = np.array([sector.disc.x - disc.x, sector.disc.y - disc.y]) / disc.radius
    ray = start + _RAY[:, None] * outwards
    beside = np.hypot(*(ray - np.clip(ray, callout.low, callout.high)).T)
    far = _DISTANCE_WEIGHT * (_RAY - 1)
    return float((beside + far).min())


def _cost_inside(callout: Callout, sector: Sector) -> float:
    """Return how far, along the arc, the label's middle lies outside of *sector*."""
    turn, radius = callout.place
    off = abs((turn - sector.middle + 0.5) % 1 - 0.5)
    beyond = max(off - sector.share / 2, 0.0)
    centred = 0.1 * off
    return (beyond + centred) * 2 * np.pi * max(radius, 0.3)
