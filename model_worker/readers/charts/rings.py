"""A disc unrolled: its colours around and from the middle outwards. Knows no text.

Angles are turns, clockwise from the top; radii are shares of the disc's own.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readers.charts.discs import Disc
from model_worker.readers.pixels import Pixels

Steps = NDArray[np.int16]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

NEAR = 28
"""Steps of 255 within which two pixels are of one area; half of what ink differs by."""

_SAMPLES_PER_PX = 3
_SAMPLES = (720, 6000)
_LAYERS = 36
_INNERMOST = 0.6
"""Towards the middle slices are too thin to see, and their borders too near."""

_OUTERMOST = 0.95
_HOLE_MIN = 0.12
_HOLE_RIM = 0.03
_HOLE_STEP = 0.01
_OUTER_BAND = (0.86, 0.96)
_WRITTEN_WEIGHT = 0.1
_BINS = 16
_RIPPLES_PX = (4, 5, 6, 7, 8)
_RIPPLE_MAX = 16
_WAVERS = 0.25
"""Share of pixels just inside the rim that are off by little: at most 0.05 in drawn
charts, 0.5 to 0.8 after JPEG with quality 50."""


Written = NDArray[np.uint8]
"""As large as the picture, not 0 where there is text."""


class Ring(NamedTuple):
    """*layers* is angles x radii x 3; *profile* what most radii show at each angle.

    *is_bare* says which of the layers no writing covers.

    *hole* is the inner radius, 0 where slices reach the middle. *per_px* samples lie
    on one pixel of the rim. *is_lossy*: compression left ripples beside the borders.
    """

    disc: Disc
    layers: Steps
    is_bare: Flags
    profile: Steps
    hole: float
    per_px: float
    is_lossy: bool

    @property
    def samples(self) -> int:
        return len(self.profile)


def unrolled(pixels: NDArray[np.uint8], disc: Disc, radii: Floats, count: int) -> Steps:
    """Return the colours of *disc* at *count* angles and *radii*, angles first."""
    angles = np.arange(count) * (2 * np.pi / count)
    away = radii * disc.radius
    x = (disc.x + np.outer(np.sin(angles), away)).astype(np.float32)
    y = (disc.y - np.outer(np.cos(angles), away)).astype(np.float32)
    colours: Steps = cv2.remap(
        pixels, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    ).astype(np.int16)
    return colours


def apart(one: Steps, other: Steps) -> Steps:
    """Return by how much colours differ, in the channel that differs most."""
    away = np.abs(one - other)
    # Three times as fast as a maximum along an axis that is only three long.
    differences: Steps = np.maximum(
        np.maximum(away[..., 0], away[..., 1]), away[..., 2]
    )
    return differences


def commonest(colours: Steps) -> Steps:
    """Return the colour that most of *colours* are near to."""
    flat = colours.reshape(-1, 3)
    coarse = flat.astype(np.int32) // _BINS
    codes = (coarse[:, 0] * _BINS + coarse[:, 1]) * _BINS + coarse[:, 2]
    most = np.bincount(codes).argmax()
    colour: Steps = np.median(flat[codes == most], axis=0).astype(np.int16)
    return colour


def ring_of(pixels: Pixels, disc: Disc, written: Written) -> Ring:
    around_px = 2 * np.pi * disc.radius
    count = int(np.clip(np.ceil(around_px * _SAMPLES_PER_PX), *_SAMPLES))
    hole = _hole(pixels, disc)
    radii = np.linspace(max(hole + _HOLE_RIM, _INNERMOST), _OUTERMOST, _LAYERS)
    layers = unrolled(pixels, disc, radii, count)
    is_bare = unrolled(written, disc, radii, count) == 0
    return Ring(
        disc=disc,
        layers=layers,
        is_bare=is_bare,
        profile=_most_seen(layers, is_bare),
        hole=hole,
        per_px=count / around_px,
        is_lossy=_has_ripples(pixels, disc),
    )


def _has_ripples(pixels: Pixels, disc: Disc) -> bool:
    """Whether areas waver beside the rim, where a drawn one does not."""
    radii = 1 - np.array(_RIPPLES_PX) / disc.radius
    layers = unrolled(pixels, disc, radii, _SAMPLES[0])
    away = apart(layers, np.median(layers, axis=1).astype(np.int16)[:, None])
    is_like = away <= _RIPPLE_MAX
    wavers = (is_like & (away > 0)).sum() / max(int(is_like.sum()), 1)
    return bool(wavers > _WAVERS)


def _hole(pixels: Pixels, disc: Disc) -> float:
    """Return the radius within which the colours of the rim are no longer seen."""
    radii = np.arange(_HOLE_STEP, _OUTERMOST, _HOLE_STEP)
    layers = unrolled(pixels, disc, radii, _SAMPLES[0])
    in_band = (radii > _OUTER_BAND[0]) & (radii < _OUTER_BAND[1])
    outer = np.median(layers[:, in_band], axis=1).astype(np.int16)
    is_kept = (apart(layers, outer[:, None]) < NEAR).mean(0) >= 0.5  # noqa: PLR2004
    gone = np.flatnonzero(~is_kept & (radii < _OUTER_BAND[0]))
    hole = float(radii[gone[-1]]) + _HOLE_STEP if len(gone) else 0.0
    return hole if hole >= _HOLE_MIN else 0.0


def _most_seen(layers: Steps, is_bare: Flags) -> Steps:
    """Return for each angle the colour of most radii: writing is left out."""
    seen: Steps = np.median(layers, axis=1).astype(np.int16)
    agreeing = (apart(layers, seen[:, None]) < NEAR).mean(1)
    mixed = np.flatnonzero(agreeing < 0.6)  # noqa: PLR2004 - the median may be a blend
    if len(mixed):
        some, bare = layers[mixed][:, ::2], is_bare[mixed][:, ::2]
        likeness = apart(some[:, :, None], some[:, None]) < NEAR
        weights = np.where(bare, 1.0, _WRITTEN_WEIGHT)
        best = (likeness * weights[:, None]).sum(2).argmax(1)
        seen[mixed] = some[np.arange(len(mixed)), best]
    return seen
