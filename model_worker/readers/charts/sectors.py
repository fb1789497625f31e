"""Around a ring: which stretches are slices, and where one ends and the next begins.

A line between slices is as wide in pixels at every radius and has the colour of the
ground or of the rim; its middle is the border. Knows no text.
"""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.charts.discs import Disc
from model_worker.readers.charts.rings import NEAR, Ring, Steps, apart, unrolled
from model_worker.readers.pixels import Pixels

_LAG, _LEVEL = 2, 5
_LAG_LOSSY_PX, _LEVEL_LOSSY = 2.0, 14
"""Samples (pixels) to both sides between which so many steps of 255 are a border."""

_LENGTH_MIN_PX = 0.8
_LENGTH_MIN = 2
_SOLID = 0.5
"""Share of a stretch that has its colour at all radii; letters do not."""

_LEAST_PX = 1.4
_CRUMB_PX = 2.5
_CRUMB_LOSSY_PX = 6.0
_CLEAR = 0.8
_BLEND = 16
"""Pixels of the rim that a softened border may look like a stretch of its own, and
steps of 255 by which it misses a blend of its sides."""

_BARE_MIN = 0.2
_ONE_COLOUR = 12
_SMUDGE = 0.5
_KEPT = 0.85
_PASSAGE = 0.12
"""Share of the radii at which one colour passes a gap: letters lie there, no line."""

_LINE_PX = 9.0
_LINE = 0.04
_GROUND_LIKE = 40
_EDGE_PX = 7.0
_EDGE = 0.03
_EDGE_SEEN = 0.6
"""Pixels and radii that a line in the ground's colour, or one in the rim's, may be
wide, and the share of the rim on which that colour is seen."""


class Stretch(NamedTuple):
    """A run of samples of one colour; *solid* is the share of it that has it."""

    first: int
    length: int
    rgb: Steps
    solid: float


class Sector(NamedTuple):
    """*start* and *share* are turns; the end may lie past the top again.

    *gap* is the width of the borders on both sides that hold no slice's colour, *disc*
    the circle whose part this is: a slice pulled out has its own.
    """

    start: float
    share: float
    rgb: tuple[int, int, int]
    solid: float
    gap: float
    disc: Disc

    @property
    def middle(self) -> float:
        return (self.start + self.share / 2) % 1


def sectors_of(pixels: Pixels, ring: Ring, ground: Steps) -> list[Sector]:
    """Return the slices of *ring* clockwise; one alone is a plain disc."""
    slices = _joined(_without_crumbs(_stretches(ring), ring, ground), ring)
    edge = unrolled(pixels, ring.disc, np.linspace(0.93, 1.03, 24), 720)
    slices = [each for each in slices if not _is_line(each, ring, ground, edge)]
    slices = _joined(slices, ring)
    if len(slices) == 1:
        only = slices[0]
        return [_sector(only, ring.disc, 0.0, 1.0, 0.0)]
    borders = []
    for one, other in pairwise([slices[-1], *slices] if slices else []):
        last = one.first + one.length - 1
        gap = (other.first - last) % ring.samples
        borders.append(((last + gap / 2) / ring.samples, gap / ring.samples))
    return [
        _sector(each, ring.disc, start % 1, (end - start) % 1, gap + next_gap)
        for each, ((start, gap), (end, next_gap)) in zip(
            slices, pairwise([*borders, *borders[:1]]), strict=True
        )
    ]


def _sector(
    each: Stretch, disc: Disc, start: float, share: float, gap: float
) -> Sector:
    red, green, blue = (int(value) for value in each.rgb)
    return Sector(start, share, (red, green, blue), each.solid, gap, disc)


def _stretches(ring: Ring) -> list[Stretch]:
    """Return the solid stretches on which the colour does not change."""
    profile = ring.profile
    lag = round(_LAG_LOSSY_PX * ring.per_px) if ring.is_lossy else _LAG
    steps = apart(np.roll(profile, -lag, 0), np.roll(profile, lag, 0))
    level = _LEVEL_LOSSY if ring.is_lossy else _LEVEL
    least = max(_LENGTH_MIN, _LENGTH_MIN_PX * ring.per_px)
    found = []
    for first, length in runs(steps <= level):
        if length < least:
            continue
        places = (first + np.arange(length)) % ring.samples
        rgb = np.median(profile[places], axis=0).astype(np.int16)
        solid = _solidity(ring, places, rgb)
        if solid >= _SOLID:
            found.append(Stretch(first, length, rgb, solid))
    return found


def _solidity(ring: Ring, places: NDArray[np.intp], rgb: Steps) -> float:
    """Return the share that has the colour, writing left out where that leaves any."""
    is_like = apart(ring.layers[places], rgb) < NEAR
    is_bare = ring.is_bare[places]
    if is_bare.mean() > _BARE_MIN:
        is_like = is_like[is_bare]
    return float(is_like.mean())


def runs(flags: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return start and length of every run that is true; the end meets the start."""
    if flags.all():
        return [(0, len(flags))]
    if not flags.any():
        return []
    offset = int(np.flatnonzero(~flags)[0])
    turned = np.roll(flags, -offset).astype(np.int8)
    changes = np.flatnonzero(np.diff(np.concatenate(([0], turned, [0]))))
    return [
        ((int(first) + offset) % len(flags), int(end - first))
        for first, end in zip(changes[::2], changes[1::2], strict=True)
    ]


def _without_crumbs(
    stretches: list[Stretch], ring: Ring, ground: Steps
) -> list[Stretch]:
    """Leave out narrow stretches in a blend of what lies on both sides."""
    narrow = (_CRUMB_LOSSY_PX if ring.is_lossy else _CRUMB_PX) * ring.per_px
    wide = [each for each in stretches if each.length >= narrow]
    return [each for each in stretches if not _is_crumb(each, wide, ring, ground)]


def _is_crumb(each: Stretch, wide: list[Stretch], ring: Ring, ground: Steps) -> bool:
    others = [other for other in wide if other is not each]
    if not others:
        return False
    after = min(others, key=lambda other: (other.first - each.first) % ring.samples)
    before = min(others, key=lambda other: (each.first - other.first) % ring.samples)
    if any(each is other for other in wide):
        return before is not after and _is_smudge(each, before, after)
    sides = (before.rgb, after.rgb)
    is_unclear = ring.is_lossy or each.solid < _CLEAR
    is_alike = min(apart(each.rgb, side) for side in sides) < NEAR
    return (
        each.length < _LEAST_PX * ring.per_px
        or each.solid < _CLEAR
        or (is_alike and is_unclear)
        or _is_between(each.rgb, sides)
        or any(_is_between(each.rgb, (side, ground)) for side in sides)
    )


def _is_smudge(each: Stretch, before: Stretch, after: Stretch) -> bool:
    """Whether writing blurred one slice in its middle, so that it seems to be three."""
    return bool(
        apart(before.rgb, after.rgb) <= _ONE_COLOUR
        and apart(each.rgb, before.rgb) < NEAR
        and each.length < _SMUDGE * min(before.length, after.length)
    )


def _is_between(rgb: Steps, ends: tuple[Steps, Steps]) -> bool:
    start, end = (np.asarray(each, dtype=float) for each in ends)
    way = end - start
    along = float(np.clip(((rgb - start) @ way) / max(float(way @ way), 1.0), 0, 1))
    return bool(np.abs(rgb - (start + along * way)).max() <= _BLEND)


def _joined(stretches: list[Stretch], ring: Ring) -> list[Stretch]:
    """Join neighbours of one colour that only writing parts."""
    joined = list(stretches)
    place = 0
    while place < len(joined) and len(joined) > 1:
        one, other = joined[place], joined[(place + 1) % len(joined)]
        if _is_one(one, other, ring):
            gap = (other.first - one.first - one.length) % ring.samples
            length = one.length + gap + other.length
            longer = max(one, other, key=lambda each: each.length)
            places = (one.first + np.arange(length)) % ring.samples
            solid = _solidity(ring, places, longer.rgb)
            whole = Stretch(one.first, length, longer.rgb, solid)
            del joined[(place + 1) % len(joined)]
            joined[place % len(joined)] = whole
            place = 0
        else:
            place += 1
    return joined


def _is_one(one: Stretch, other: Stretch, ring: Ring) -> bool:
    if apart(one.rgb, other.rgb) > _ONE_COLOUR:
        return False
    after = one.first + one.length
    gap = (other.first - after) % ring.samples
    places = (after + np.arange(gap)) % ring.samples
    is_kept = apart(ring.layers[places], one.rgb) < NEAR
    return bool((is_kept.mean(0) >= _KEPT).mean() >= _PASSAGE)


def _is_line(each: Stretch, ring: Ring, ground: Steps, edge: Steps) -> bool:
    """Whether *each* is no slice but the line between two."""
    width_px, radius = each.length / ring.per_px, ring.disc.radius
    if width_px < max(_LINE_PX, _LINE * radius):
        if apart(each.rgb, ground) < _GROUND_LIKE:
            return True
        if width_px < max(_EDGE_PX, _EDGE * radius):
            seen = (apart(edge, each.rgb) < _GROUND_LIKE).any(1).mean()
            return bool(seen > _EDGE_SEEN)
    return False
