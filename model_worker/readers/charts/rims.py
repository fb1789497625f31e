"""The edge of a disc against its ground, and the circle that fits it best."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.charts.discs import Disc, fitted_circle
from model_worker.readers.charts.rings import Steps, apart, commonest, unrolled
from model_worker.readers.pixels import Pixels

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_COUNT = 720
_FROM, _TO = 0.84, 1.4
_STEP_PX, _STEP = 0.5, 0.004
_INNER_BAND = (0.84, 0.92)
_GROUND_BAND = (1.08, 1.4)
_CONTRAST_MIN = 20
_EDGE = 0.3
"""Share of the way from a slice's colour to the ground at which its edge lies; a
shadow, darker than both, is past it too."""

_NEAR = (0.2, 0.08, 0.04)
"""Radii by which an edge may miss the circle in each round of fitting."""

_POINTS_MIN = 40
_HOLDS_PX = 1.5
_HOLDS = 0.012
"""Pixels and radii within which the edge is on the circle."""


class Rim(NamedTuple):
    """*radii* is where the edge lies at each of 720 angles, in radii of *disc*.

    *is_free*: no writing lies there; *is_seen*: slice and ground differ enough.
    """

    disc: Disc
    radii: Floats
    is_seen: Flags
    is_free: Flags
    ground: Steps

    @property
    def holds(self) -> Flags:
        """Where around the edge lies as far out as the circle says."""
        slack = max(_HOLDS_PX / self.disc.radius, _HOLDS)
        return self.is_seen & (np.abs(self.radii - 1) < slack)

    @property
    def points(self) -> Floats:
        """The edge in pixels of the picture, x before y."""
        angles = np.arange(_COUNT) * (2 * np.pi / _COUNT)
        away = self.radii * self.disc.radius
        return np.column_stack(
            (self.disc.x + np.sin(angles) * away, self.disc.y - np.cos(angles) * away)
        )


def rim_of(pixels: Pixels, disc: Disc) -> Rim:
    """Return the rim where it is seen from what lies just within it."""
    radii, layers = _unrolled(pixels, disc)
    in_band = (radii > _INNER_BAND[0]) & (radii < _INNER_BAND[1])
    inner = np.median(layers[:, in_band], axis=1).astype(np.int16)
    ground = commonest(layers[:, radii > _GROUND_BAND[0]])
    return _rim(disc, (radii, layers), inner, ground, np.ones(_COUNT, bool))


def rim_around(
    pixels: Pixels, rim: Rim, inner: Steps, written: NDArray[np.uint8]
) -> Rim:
    """Return *rim* seen anew, *inner* the slices' true colours at its 720 angles."""
    radii, layers = _unrolled(pixels, rim.disc)
    at_rim = radii[(radii > _INNER_BAND[1]) & (radii < _GROUND_BAND[0])]
    is_free: Flags = unrolled(written, rim.disc, at_rim, _COUNT).max(1) == 0
    return _rim(rim.disc, (radii, layers), inner, rim.ground, is_free)


def _unrolled(pixels: Pixels, disc: Disc) -> tuple[Floats, Steps]:
    radii = np.arange(_FROM, _TO, max(_STEP_PX / disc.radius, _STEP))
    return radii, unrolled(pixels, disc, radii, _COUNT)


def _rim(
    disc: Disc,
    seen: tuple[Floats, Steps],
    inner: Steps,
    ground: Steps,
    is_free: Flags,
) -> Rim:
    radii, layers = seen
    contrast = apart(inner, ground)
    is_past = apart(layers, inner[:, None]) > _EDGE * contrast[:, None]
    is_past &= radii[None] > _INNER_BAND[1]
    is_seen = is_past.any(1) & (contrast > _CONTRAST_MIN)
    return Rim(disc, radii[is_past.argmax(1)], is_seen, is_free, ground)


def fitted_rim(pixels: Pixels, disc: Disc) -> Rim | None:
    """Return the rim of the circle near *disc* that fits most of the edge."""
    for near in _NEAR:
        rim = rim_of(pixels, disc)
        fitted = _fitted(rim, near)
        if fitted is None:
            return None
        disc = fitted
    return rim_of(pixels, disc)


def _fitted(rim: Rim, near: float) -> Disc | None:
    points = rim.points
    is_used = rim.is_seen & (np.abs(rim.radii - 1) < near)
    disc = rim.disc
    for _ in range(4):
        if is_used.sum() < _POINTS_MIN:
            return None
        fitted = fitted_circle(points[is_used])
        if fitted is None:
            return None
        disc = fitted
        away = np.hypot(points[:, 0] - disc.x, points[:, 1] - disc.y) - disc.radius
        slack = max(1.0, 2.5 * float(np.median(np.abs(away[is_used]))))
        is_used = rim.is_seen & (np.abs(away) < slack)
    return disc
