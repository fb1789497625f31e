"""Towards its middle: whether slices stay slices there, and what a hole shows.

Rays that meet in the middle tell a pie from flags, balls and overlapping circles.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.charts.rings import (
    NEAR,
    Ring,
    Steps,
    Written,
    apart,
    commonest,
    unrolled,
)
from model_worker.readers.charts.sectors import Sector
from model_worker.readers.pixels import Pixels

_COUNT = 720
_DEEPEST = 0.25
_SHALLOWEST = 0.92
_RIM = 0.06
_LAYERS = 24
_HOLE = 0.85
_BORDER_PX = 3.0
"""Beside a border slices are softened, and at the middle many borders lie close."""


class Depth(NamedTuple):
    """*rays*: share of what lies inside that has its slice's colour, the border left
    out; *hole*: share of the hole that has one colour, 1 where there is none.
    """

    rays: float
    hole: float


def depth_of(
    pixels: Pixels, ring: Ring, sectors: Sequence[Sector], written: Written
) -> Depth:
    kept = [_kept(pixels, sector, ring.hole, written) for sector in sectors]
    pixels_kept = sum(int(each.sum()) for each in kept)
    rays = pixels_kept / max(sum(each.size for each in kept), 1)
    return Depth(rays, _hole_of_one_colour(pixels, ring))


def _kept(
    pixels: Pixels, sector: Sector, hole: float, written: Written
) -> NDArray[np.bool_]:
    """Return where within its borders *sector* has its colour, writing left out."""
    radii = np.linspace(max(hole + _RIM, _DEEPEST), _SHALLOWEST, _LAYERS)
    layers = unrolled(pixels, sector.disc, radii, _COUNT)
    turns = np.arange(_COUNT) / _COUNT
    off = np.abs((turns - sector.middle + 0.5) % 1 - 0.5)
    around_px = 2 * np.pi * sector.disc.radius * radii
    room = sector.share / 2 - sector.gap / 2 - _BORDER_PX / around_px
    is_within = off[:, None] < room[None]
    is_within &= unrolled(written, sector.disc, radii, _COUNT) == 0
    rgb: Steps = np.array(sector.rgb, np.int16)
    is_kept: NDArray[np.bool_] = (apart(layers, rgb) < NEAR)[is_within]
    return is_kept


def _hole_of_one_colour(pixels: Pixels, ring: Ring) -> float:
    if not ring.hole:
        return 1.0
    radii = np.linspace(0.0, _HOLE * ring.hole, _LAYERS)
    layers = unrolled(pixels, ring.disc, radii, _COUNT)
    is_like = apart(layers, commonest(layers)) < NEAR
    weights = radii / radii.sum()
    return float((is_like.mean(0) * weights).sum())
