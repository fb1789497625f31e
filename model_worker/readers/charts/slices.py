"""The pies and donuts of a picture as they were measured, before anything is named."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from bot.jobs import Box
from model_worker.readers.charts.depths import Depth, depth_of
from model_worker.readers.charts.discs import Disc, round_outlines
from model_worker.readers.charts.pulled import (
    colours_around,
    is_pulled,
    pulled_apart,
    support_of,
)
from model_worker.readers.charts.rims import fitted_rim, rim_around
from model_worker.readers.charts.rings import Ring, Written, ring_of
from model_worker.readers.charts.sectors import Sector, sectors_of
from model_worker.readers.pixels import Pixels

_TRIED = 8
_HELD_MIN = 0.35
_SUPPORT_MIN = 0.6
"""Share of the turn on which the edge must be seen before and after slices that were
pulled out are put back."""

_SEEN_MIN = 0.15
_HIDDEN_MAX = 0.2
_SLICES_MAX = 16
_WITHIN = 1.05
_BESIDE = 0.8


class Pie(NamedTuple):
    """*support* is how much of its edge lies on its slices' circles; *lost* the part
    of the turn that no slice covers, *hidden* the share of borders under something.
    """

    disc: Disc
    sectors: tuple[Sector, ...]
    hole: float
    support: float
    lost: float
    hidden: float
    is_lossy: bool
    ground: tuple[int, int, int]
    depth: Depth

    @property
    def around_px(self) -> float:
        return float(2 * np.pi * self.disc.radius)


def measured_pies(pixels: Pixels, hidden: Sequence[Box]) -> list[Pie]:
    """Return the pies in *pixels*, none inside another.

    What lies in *hidden* is writing or a legend, and may cover what is measured.
    """
    outlines = round_outlines(pixels)
    written = _written(pixels, hidden) if outlines else np.zeros((1, 1), np.uint8)
    found: list[Pie] = []
    for disc in outlines[:_TRIED]:
        if any(_is_within(disc, pie) for pie in found):
            continue
        pie = _pie(pixels, disc, written)
        if pie:
            found.append(pie)
    found.sort(key=_rank, reverse=True)
    apart: list[Pie] = []
    for pie in found:
        if not any(_overlap(pie.disc, other.disc) for other in apart):
            apart.append(pie)
    return apart


def _written(pixels: Pixels, hidden: Sequence[Box]) -> Written:
    tall, wide = pixels.shape[:2]
    mask = np.zeros((tall, wide), np.uint8)
    for box in hidden:
        rows = slice(int(box.top * tall), round(box.bottom * tall) + 1)
        columns = slice(int(box.left * wide), round(box.right * wide) + 1)
        mask[rows, columns] = 1
    return mask


def _rank(pie: Pie) -> tuple[bool, float]:
    """Prefer slices to a plain disc, which may be their hole; then what is larger."""
    return len(pie.sectors) > 1, pie.support * pie.disc.radius


def _is_within(disc: Disc, pie: Pie) -> bool:
    away = np.hypot(disc.x - pie.disc.x, disc.y - pie.disc.y)
    return len(pie.sectors) > 1 and away + disc.radius < _WITHIN * pie.disc.radius


def _overlap(one: Disc, other: Disc) -> bool:
    away = np.hypot(one.x - other.x, one.y - other.y)
    return bool(away < _BESIDE * (one.radius + other.radius))


def _pie(pixels: Pixels, disc: Disc, written: Written) -> Pie | None:
    rim = fitted_rim(pixels, disc)
    if rim is None or rim.holds.mean() < _HELD_MIN:
        return None
    ring = ring_of(pixels, rim.disc, written)
    sectors = tuple(sectors_of(pixels, ring, rim.ground))
    if not 0 < len(sectors) <= 2 * _SLICES_MAX:
        return None
    rim = rim_around(pixels, rim, colours_around(sectors, len(rim.radii)), written)
    support, lost = support_of(rim, sectors), 0.0
    if is_pulled(rim, sectors):
        pulled = pulled_apart(pixels, rim, sectors, written)
        if pulled and pulled.support > support:
            sectors, support = pulled.sectors, pulled.support
            lost = pulled.lost * len(sectors)
    if support < _SUPPORT_MIN or len(sectors) > _SLICES_MAX:
        return None
    red, green, blue = (int(value) for value in rim.ground)
    return Pie(
        disc=rim.disc,
        sectors=sectors,
        hole=ring.hole,
        support=support,
        lost=lost,
        hidden=_hidden(ring, sectors),
        is_lossy=ring.is_lossy,
        ground=(red, green, blue),
        depth=depth_of(pixels, ring, sectors, written),
    )


def _hidden(ring: Ring, sectors: Sequence[Sector]) -> float:
    """Return the share of the borders that writing or a legend covers nearly whole."""
    is_hidden = ring.is_bare.mean(1) < _SEEN_MIN
    if is_hidden.mean() > _HIDDEN_MAX:
        return 1.0
    places = [round(each.start * ring.samples) % ring.samples for each in sectors]
    return float(is_hidden[places].mean())
