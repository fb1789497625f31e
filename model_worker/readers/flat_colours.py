"""The few colours a drawn picture is made of, and which of them each pixel has.

Screens and drawings repeat exact colours; compression scatters each around itself.
A photograph repeats none: its pixels belong to no flat colour.
"""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from model_worker.readers.colour_names import Colour
from model_worker.readers.pixels import Pixels

NONE = 255
"""The label of a pixel that has none of the flat colours."""

_COLOURS_MAX = 48
_SHARE = 2e-4
"""Of the picture: a flat colour covers at least this much, edges not counted."""

_SAME = 7.0
"""CIE-Lab distance below which two flat colours are one."""

_NEAR = 12.0
"""CIE-Lab distance up to which a pixel belongs to its nearest flat colour."""

_STEP = 3
"""Levels between neighbours that still count as flat."""

_BITS = 6
_BINS = 1 << (3 * _BITS)


class FlatColours(Struct, frozen=True):
    """*colours* from the most common on; *labels* index them, `NONE` for no one."""

    colours: tuple[Colour, ...]
    labels: NDArray[np.uint8]

    def mask(self, index: int) -> NDArray[np.uint8]:
        """Return 1 where a pixel has the colour at *index*, else 0."""
        return np.asarray(self.labels == index, np.uint8)


def flat_colours(pixels: Pixels) -> FlatColours:
    bins = _binned(pixels)
    flat = np.bincount(bins[_is_flat(pixels)], minlength=_BINS)
    least = max(_SHARE * bins.size, 1)
    chosen: list[NDArray[np.float32]] = []
    names: list[Colour] = []
    candidates = np.argsort(flat)[::-1][: 16 * _COLOURS_MAX]
    for place, colour in zip(candidates, lab_of(_centres(candidates)), strict=True):
        if flat[place] < least or len(chosen) == _COLOURS_MAX:
            break
        if not chosen or _distances(colour, chosen).min() > _SAME:
            chosen.append(colour)
            names.append(_mean_colour(pixels, bins == place))
    return FlatColours(tuple(names), _labelled(bins, chosen))


def lab_of(colours: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return CIE-Lab for N x 3 or H x W x 3 values of red, green, blue."""
    shape = colours.shape if colours.ndim > 2 else (-1, 1, 3)  # noqa: PLR2004
    scaled = (colours.reshape(shape) / 255).astype(np.float32)
    converted = cv2.cvtColor(scaled, cv2.COLOR_RGB2LAB)
    return np.asarray(converted, np.float32).reshape(colours.shape)


def _binned(pixels: Pixels) -> NDArray[np.int32]:
    shifted = (pixels >> (8 - _BITS)).astype(np.int32)
    return (shifted[..., 0] << 2 * _BITS) + (shifted[..., 1] << _BITS) + shifted[..., 2]


def _centres(bins: NDArray[np.int64]) -> NDArray[np.uint8]:
    parts = [bins >> 2 * _BITS, (bins >> _BITS) & (2**_BITS - 1), bins & (2**_BITS - 1)]
    levels = np.stack(parts, axis=1) * 255 / (2**_BITS - 1)
    return np.asarray(levels.round(), np.uint8)


def _is_flat(pixels: Pixels) -> NDArray[np.bool_]:
    """Return where a pixel is like those to its right and below it."""
    padded = np.pad(pixels, ((0, 1), (0, 1), (0, 0)), mode="edge").astype(np.int16)
    here = padded[:-1, :-1]
    right = np.abs(here - padded[:-1, 1:]).max(axis=2)
    below = np.abs(here - padded[1:, :-1]).max(axis=2)
    return np.asarray((right <= _STEP) & (below <= _STEP))


def _mean_colour(pixels: Pixels, mask: NDArray[np.bool_]) -> Colour:
    red, green, blue = (int(level) for level in np.median(pixels[mask], axis=0))
    return red, green, blue


def _distances(
    colour: NDArray[np.float32], others: list[NDArray[np.float32]]
) -> NDArray[np.float32]:
    return np.asarray(np.linalg.norm(np.stack(others) - colour, axis=1), np.float32)


def _labelled(
    bins: NDArray[np.int32], chosen: list[NDArray[np.float32]]
) -> NDArray[np.uint8]:
    table = np.full(_BINS, NONE, np.uint8)
    used = np.flatnonzero(np.bincount(bins.ravel(), minlength=_BINS))
    best = np.full(len(used), _NEAR, np.float32)
    seen = lab_of(_centres(used))
    for label, colour in enumerate(chosen):
        distance = np.linalg.norm(seen - colour, axis=1)
        nearer = distance < best
        best[nearer] = distance[nearer]
        table[used[nearer]] = label
    return table[bins]
