"""Slices pulled out of their pie: each is measured from its own middle.

Seen from the pie's middle a slice pulled out looks too narrow, and its neighbours
seem to have ground between them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.charts.discs import Disc, fitted_circle
from model_worker.readers.charts.rims import Rim
from model_worker.readers.charts.rings import NEAR, Steps, Written, apart, ring_of
from model_worker.readers.charts.sectors import Sector
from model_worker.readers.pixels import Pixels

Floats = NDArray[np.float64]

_GROUND_LIKE = 16
_WHOLE = 0.94
"""Support of a rim from which nothing was pulled out."""

_WIDE = 0.17
"""Share from which an arc tells its middle both ways, not only how far out it is."""

_TRIMMED = 0.12
_POINTS_MIN = 5
_PULLED_MAX = 0.4
_BETTER = 0.02
_SLACK = 0.03
_HOLDS_PX = 1.6
_HOLDS = 0.014


class Pulled(NamedTuple):
    """*support* is the share of the turn whose edge lies on its own slice's circle.

    *lost* is the part of a turn that no slice was measured to cover, for each border.
    """

    sectors: tuple[Sector, ...]
    support: float
    lost: float


def is_pulled(rim: Rim, sectors: Sequence[Sector]) -> bool:
    """Whether some slices do not lie where the circle of the others says."""
    has_ground = any(_is_ground(each, rim.ground) for each in sectors)
    return has_ground or support_of(rim, sectors) < _WHOLE


def support_of(rim: Rim, sectors: Sequence[Sector]) -> float:
    """Return the share of the slices' arcs on which the edge is where it should be."""
    arcs = np.concatenate([_arc(rim, each) for each in sectors])
    return float(rim.holds[arcs].mean()) if len(arcs) else 0.0


def colours_around(sectors: Sequence[Sector], count: int) -> Steps:
    """Return the colour of the slice at each of *count* angles."""
    turns = np.arange(count) / count
    colours = np.zeros((count, 3), np.int16)
    for each in sectors:
        colours[(turns - each.start) % 1 <= each.share] = each.rgb
    return colours


def pulled_apart(
    pixels: Pixels, rim: Rim, sectors: Sequence[Sector], written: Written
) -> Pulled | None:
    """Return *sectors* measured each from its own middle, None where that fails."""
    slices = [each for each in sectors if not _is_ground(each, rim.ground)]
    if len(slices) < 2:  # noqa: PLR2004 - one slice is not pulled out of anything
        return None
    best: tuple[float, list[Disc]] | None = None
    for radius in _radii(rim, slices):
        discs = [_own_disc(rim, each, radius) for each in slices]
        support = _support(rim, slices, discs)
        if best is None or support > best[0] + _BETTER:
            best = support, discs
    if best is None:
        return None
    sight = _Sight(pixels, written, rim.ground)
    return _measured(sight, slices, best[1], best[0])


def _is_ground(each: Sector, ground: Steps) -> bool:
    return bool(apart(np.array(each.rgb, np.int16), ground) < _GROUND_LIKE)


def _radii(rim: Rim, slices: list[Sector]) -> list[float]:
    """Return what the radius may be: the widest slice's own, or the whole rim's."""
    widest = max(slices, key=lambda each: each.share)
    points = rim.points[_places(rim, widest)]
    fitted = fitted_circle(points) if len(points) >= _POINTS_MIN else None
    radius = rim.disc.radius
    own = fitted.radius if fitted else radius
    return [own, radius] if abs(own / radius - 1) < _PULLED_MAX else [radius]


def _places(rim: Rim, each: Sector) -> NDArray[np.intp]:
    """Return where on the arc of *each* the rim was seen."""
    arc = _arc(rim, each)
    return arc[rim.is_seen[arc]]


def _arc(rim: Rim, each: Sector) -> NDArray[np.intp]:
    """Return the rim's free samples on the arc of *each*, its ends left out."""
    count = len(rim.radii)
    trimmed = each.share * _TRIMMED
    first = int(np.ceil((each.start + trimmed) * count))
    last = int((each.start + each.share - trimmed) * count)
    arc = np.arange(first, max(last, first) + 1) % count
    return arc[rim.is_free[arc]]


def _own_disc(rim: Rim, each: Sector, radius: float) -> Disc:
    """Return the circle of *radius* that the arc of *each* lies on."""
    points = rim.points[_places(rim, each)]
    x, y = rim.disc.x, rim.disc.y
    if not len(points):
        return Disc(x, y, radius)
    middle = 2 * np.pi * each.middle
    outwards = np.array([np.sin(middle), -np.cos(middle)])
    for _ in range(3):
        way = points - (x, y)
        away = np.hypot(way[:, 0], way[:, 1])
        if each.share >= _WIDE:
            move = np.linalg.lstsq(way / away[:, None], away - radius, rcond=None)[0]
        else:
            move = outwards * float(np.median(away - radius))
        x, y = x + float(move[0]), y + float(move[1])
    return Disc(x, y, radius)


def _support(rim: Rim, slices: list[Sector], discs: list[Disc]) -> float:
    held = wanted = 0
    for each, disc in zip(slices, discs, strict=True):
        points = rim.points[_places(rim, each)]
        away = np.hypot(points[:, 0] - disc.x, points[:, 1] - disc.y) - disc.radius
        slack = max(_HOLDS_PX, _HOLDS * disc.radius)
        held += int((np.abs(away) < slack).sum())
        wanted += len(_arc(rim, each))
    return held / max(wanted, 1)


class _Sight(NamedTuple):
    pixels: Pixels
    written: Written
    ground: Steps


def _measured(
    sight: _Sight, slices: list[Sector], discs: list[Disc], support: float
) -> Pulled | None:
    spans = []
    for place, (each, disc) in enumerate(zip(slices, discs, strict=True)):
        others = [slices[place - 1].rgb, slices[(place + 1) % len(slices)].rgb]
        span = _span(sight, each, disc, [np.array(o, np.int16) for o in others])
        if span is None:
            return None
        spans.append(span)
    lost = (1 - sum(length for _, length in spans)) / len(spans)
    sectors = tuple(
        each._replace(
            start=(middle - (length + lost) / 2) % 1, share=length + lost, disc=disc
        )
        for each, disc, (middle, length) in zip(slices, discs, spans, strict=True)
    )
    if min(each.share for each in sectors) <= 0:
        return None
    return Pulled(sectors, support, lost)


def _span(
    sight: _Sight, each: Sector, disc: Disc, others: list[Steps]
) -> tuple[float, float] | None:
    """Return middle and length of *each* in turns, seen from the middle of *disc*."""
    ring = ring_of(sight.pixels, disc, sight.written)
    rgb = np.array(each.rgb, np.int16)
    nearest = min(int(apart(rgb, other)) for other in [*others, sight.ground])
    is_own = apart(ring.profile, rgb) < min(NEAR, max(nearest // 2, 4))
    reach = int((each.share / 2 + _SLACK) * ring.samples)
    reach = min(reach, ring.samples // 2)
    offsets = np.arange(-reach, reach)
    own = np.flatnonzero(
        is_own[(round(each.middle * ring.samples) + offsets) % ring.samples]
    )
    if not len(own):
        return None
    first, last = int(own[0]), int(own[-1]) + 1
    middle = each.middle + (first + last - 2 * reach) / 2 / ring.samples
    return middle % 1, (last - first) / ring.samples
