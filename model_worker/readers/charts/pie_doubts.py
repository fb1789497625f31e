"""Whether what was measured as a pie is one, and what about it is in doubt. Pure.

Balls, clocks, logos and wheels are round and coloured, too: their parts are equal, or
alternate, or nothing says what they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from model_worker.readers.charts.sectors import Sector
from model_worker.readers.charts.slice_names import Names, SliceName

_ONE_COLOUR = 10
_GROUND_LIKE = 12
_EQUAL = 0.008
"""By how much shares differ at most where a designer made them equal."""

_UNEQUAL = 0.03
_WHOLE = 0.95
_SOLID = 0.75
_PLAIN_SOLID = 0.9
_GAP_PX = 6.0
_LOST_PX = (-2.5, 9.0)
_OFF = 0.012
"""Steps of a turn that a printed percentage may miss what was measured by."""

_SURE = 0.97
_BARELY = 0.65
_UNSURE = 0.45


class Judged(NamedTuple):
    confidence: float
    doubts: tuple[str, ...]


def is_pie(
    sectors: Sequence[Sector], names: Names, ground: tuple[int, int, int]
) -> bool:
    count = len(sectors)
    shares = [sector.share for sector in sectors]
    spread = max(shares) - min(shares)
    colours = _distinct([sector.rgb for sector in sectors])
    named = sum(bool(each.name) for each in names.slices)
    printed = sum(_is_agreed(*e) for e in zip(sectors, names.slices, strict=True))
    told = max(named, printed)
    if any(_apart(sector.rgb, ground) < _GROUND_LIKE for sector in sectors):
        return told >= count - 1
    if colours == 1 or (count > 2 and spread < _EQUAL):  # noqa: PLR2004
        return printed >= count - 1 or len(names.entries) == count
    if count == 2:  # noqa: PLR2004 - a half and a half is also a button's shine
        return told >= count
    if told >= 2 and colours > count / 2:  # noqa: PLR2004 - one name may be the title
        return True
    is_plain = min(sector.solid for sector in sectors) >= _PLAIN_SOLID
    return (is_plain and colours >= count - 1 and spread > _UNEQUAL) or told >= count


def judged(
    sectors: Sequence[Sector],
    names: Names,
    *,
    support: float,
    lost_px: float,
    around_px: float,
) -> Judged:
    doubts = []
    if support < _WHOLE:
        doubts.append("its edge is partly hidden or not round")
    if min(sector.solid for sector in sectors) < _SOLID:
        doubts.append("some slices are not of one colour")
    gaps = [sector.gap * around_px for sector in sectors]
    if max(gaps) > 2 * float(np.median(gaps)) + _GAP_PX or not (
        _LOST_PX[0] <= lost_px <= _LOST_PX[1]
    ):
        doubts.append("something between the slices could not be measured")
    if names.spare:
        doubts.append("more parts are named than were found")
    if _disagreeing(sectors, names.slices) > 1:
        doubts.append("printed percentages differ from the slices' sizes")
    confidence = _UNSURE if doubts else _SURE
    told = sum(bool(e.name) or e.share is not None for e in names.slices)
    if not doubts and told < 2:  # noqa: PLR2004 - nothing says that it is a chart
        confidence = _BARELY
    return Judged(confidence, tuple(doubts))


def sureness(sector: Sector, name: SliceName) -> float:
    """Return how sure it is that the slice is called so and is so large."""
    if name.share is None:
        return name.confidence
    if not _is_agreed(sector, name):
        return min(name.confidence, _UNSURE)
    return name.confidence


def _is_agreed(sector: Sector, name: SliceName) -> bool:
    if name.share is None:
        return False
    return abs(name.share - sector.share) <= name.half_step + _OFF


def _disagreeing(sectors: Sequence[Sector], names: Sequence[SliceName]) -> int:
    pairs = zip(sectors, names, strict=True)
    return sum(n.share is not None and not _is_agreed(s, n) for s, n in pairs)


def _distinct(colours: Sequence[tuple[int, int, int]]) -> int:
    seen: list[tuple[int, int, int]] = []
    for colour in colours:
        if all(_apart(colour, other) > _ONE_COLOUR for other in seen):
            seen.append(colour)
    return len(seen)


def _apart(one: Sequence[int], other: Sequence[int]) -> int:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))
