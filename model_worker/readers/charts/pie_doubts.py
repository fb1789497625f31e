"""Whether what was measured as a pie is one, and what about it is in doubt. Pure.

Balls, clocks, logos and wheels are round and coloured, too: their parts are equal, or
alternate, or nothing says what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model_worker.readers.charts.sectors import Sector
from model_worker.readers.charts.slice_names import READ, Names, SliceName

_ONE_COLOUR = 10
_GROUND_LIKE = 12
_EQUAL = 0.008
"""By how much shares differ at most where a designer made them equal."""

_UNEQUAL = 0.03
_WHOLE = 0.95
_SOLID = 0.7
_RAYS = 0.9
_PLAIN = 0.97
_LARGE = 0.35
_RAYS_MIN = 0.8
_HOLE_MIN = 0.6
_LOST_MAX = 0.12
_GAP_PX, _GAP_LOSSY_PX = 4.0, 6.5
"""Pixels by which the borders of a slice may be wider than the others': more, and
something thin lies there."""

_LOST_PX, _LOST_LOSSY_PX, _OVERLAP_PX = 9.0, 12.0, 2.5
"""Pixels for each slice that slices pulled out may seem to lack, or to share."""

_OFF = 0.012
"""Steps of a turn that a printed percentage may miss what was measured by."""

_SURE = 0.97
_BARELY = 0.65
_UNSURE = 0.45


Colour = tuple[int, int, int]


class Judged(NamedTuple):
    confidence: float
    doubts: tuple[str, ...]


class Shape(NamedTuple):
    """What was measured of the whole: see `rims`, `depths` and `pulled`.

    *hidden*: the share of borders that a legend or writing covers nearly whole;
    *is_overnamed*: more is named than was found.
    *lost* is the part of the turn that no slice covers, *span* the disc's diameter as
    a share of the picture's shorter side.
    """

    ground: Colour
    support: float
    is_lossy: bool
    hidden: float
    is_overnamed: bool
    rays: float
    hole: float
    lost: float
    around_px: float
    span: float


def is_pie(sectors: Sequence[Sector], names: Names, shape: Shape) -> bool:
    if shape.rays < _RAYS_MIN or shape.hole < _HOLE_MIN or abs(shape.lost) > _LOST_MAX:
        return False
    count = len(sectors)
    named = sum(bool(each.name) for each in names.slices)
    printed = sum(_is_agreed(*e) for e in zip(sectors, names.slices, strict=True))
    told = max(named, printed)
    bare = sum(_apart(sector.rgb, shape.ground) < _GROUND_LIKE for sector in sectors)
    if count == 1:
        return printed == 1 and bool(names.entries)
    if bare:
        return told >= max(count - bare - 1, 2)
    if _is_even(sectors):
        return printed >= count - 1 or len(names.entries) == count
    if count == 2:  # noqa: PLR2004 - a half and a half is also a button's shine
        return told >= count
    colours = _distinct([sector.rgb for sector in sectors])
    is_told = told >= 2 and colours > count / 2  # noqa: PLR2004 - one may be the title
    return is_told or told >= count or _is_plain(sectors, shape)


def may_be_pie(sectors: Sequence[Sector], shape: Shape) -> bool:
    """Whether two slices are worth a closer look: names tell them from shine."""
    return len(sectors) == 2 and _is_plain(sectors, shape)  # noqa: PLR2004 - two halves


def _is_even(sectors: Sequence[Sector]) -> bool:
    """Whether all slices have one size or one colour, as a wheel's have."""
    shares = [sector.share for sector in sectors]
    is_one_size = len(sectors) > 2 and max(shares) - min(shares) < _EQUAL  # noqa: PLR2004
    return is_one_size or _distinct([sector.rgb for sector in sectors]) == 1


def _is_plain(sectors: Sequence[Sector], shape: Shape) -> bool:
    """Whether it can be nothing but a pie, though nothing says what it shows."""
    shares = [sector.share for sector in sectors]
    return (
        _distinct([sector.rgb for sector in sectors]) == len(sectors)
        and max(shares) - min(shares) > _UNEQUAL
        and min(sector.solid for sector in sectors) >= _PLAIN
        and min(shape.support, shape.rays, shape.hole) >= _PLAIN
        and shape.span >= _LARGE
        and not _measuring_doubts(sectors, shape)
    )


def judged(sectors: Sequence[Sector], names: Names, shape: Shape) -> Judged:
    doubts = _measuring_doubts(sectors, shape)
    if shape.is_overnamed:
        doubts.append("more parts are named than were found")
    if _disagreeing(sectors, names.slices) > 1:
        doubts.append("printed percentages differ from the slices' sizes")
    told = sum(bool(e.name) or e.share is not None for e in names.slices)
    if doubts:
        return Judged(_UNSURE, tuple(doubts))
    return Judged(_SURE if told >= 2 else _BARELY, ())  # noqa: PLR2004


def _measuring_doubts(sectors: Sequence[Sector], shape: Shape) -> list[str]:
    doubts = []
    if len(sectors) == 1:
        doubts.append("it has one slice only")
    if shape.support < _WHOLE:
        doubts.append("its edge is partly hidden or not round")
    if shape.hidden:
        doubts.append("a legend or writing covers a part of it")
    if min(sector.solid for sector in sectors) < _SOLID or shape.rays < _RAYS:
        doubts.append("some slices are not of one colour")
    gaps = [sector.gap * shape.around_px for sector in sectors]
    lost_px = shape.lost * shape.around_px / len(sectors)
    usual = float(np.median(gaps))
    limit = usual + (_GAP_LOSSY_PX if shape.is_lossy else _GAP_PX)
    if shape.lost:
        limit = 2 * limit
    most = _LOST_LOSSY_PX if shape.is_lossy else _LOST_PX
    if max(gaps) > limit or not -_OVERLAP_PX <= lost_px <= most:
        doubts.append("something between the slices could not be measured")
    return doubts


def sureness(sector: Sector, name: SliceName) -> float:
    """Return how sure it is that the slice is called so and is so large."""
    is_denied = name.share is not None and not _is_agreed(sector, name)
    if is_denied or name.confidence < READ:
        return min(name.confidence, _UNSURE)
    return name.confidence


def _is_agreed(sector: Sector, name: SliceName) -> bool:
    if name.share is None:
        return False
    return abs(name.share - sector.share) <= name.half_step + _OFF


def _disagreeing(sectors: Sequence[Sector], names: Sequence[SliceName]) -> int:
    pairs = zip(sectors, names, strict=True)
    return sum(n.share is not None and not _is_agreed(s, n) for s, n in pairs)


def _distinct(colours: Sequence[Colour]) -> int:
    seen: list[Colour] = []
    for colour in colours:
        if all(_apart(colour, other) > _ONE_COLOUR for other in seen):
            seen.append(colour)
    return len(seen)


def _apart(one: Sequence[int], other: Sequence[int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
