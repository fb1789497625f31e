"""A picture -> the areas of one colour that a person would name, and its background.

Letters, lines and textures are no areas. On a drawn picture an area has one flat
colour; elsewhere, as on a photograph, it is where soft colours have one name.
"""

from __future__ import annotations

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.colour_names import Colour, colour_name
from model_worker.readers.flat_colours import NONE, flat_colours
from model_worker.readers.inks import inks
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readers.textless import shrunk, without_text
from model_worker.readings import ColourReading, Patch

_SIDE_PX = 1280
_SOFT_SIDE_PX = 320
_SPECK_PX = 5
_THIN = 1 / 250
"""Of the longer side: what is thinner is a line."""

_SMALL = 2e-4
_SMALL_SOFT = 0.004
"""Of the picture: smaller areas are specks."""

_GROUND = 0.3
"""Of the picture: a background covers at least this much."""

_SOFT = 0.2
"""Of the picture: where so much has no flat colour there is a photograph."""

_ALL_OVER = 0.5
_PATCHES_MAX = 200

Mask = NDArray[np.uint8]


def colour_reading(pixels: Pixels, text: TextReading, closer: Closer) -> ColourReading:
    """Return the background and the areas of one colour, the largest first."""
    del closer
    bare = shrunk(without_text(pixels, text), _SIDE_PX)
    # The median keeps edges, and takes what compression leaves around letters.
    bare = np.asarray(cv2.medianBlur(bare, _SPECK_PX), np.uint8)
    flat = flat_colours(bare)
    sizes = np.bincount(flat.labels.ravel(), minlength=NONE + 1)[: len(flat.colours)]
    ground = int(sizes.argmax()) if len(sizes) else NONE
    has_ground = ground != NONE and sizes[ground] >= _GROUND * flat.labels.size
    patches: list[Patch] = []
    for index, colour in enumerate(flat.colours):
        areas = list(_areas(flat.mask(index), _SMALL, _thin_px(bare)))
        if has_ground and index == ground:
            areas = [area for area in areas if area[0].area < _ALL_OVER]
        patches += [Patch(colour_name(colour), box, share) for box, share in areas]
    if (flat.labels == NONE).mean() >= _SOFT:
        patches += _soft_patches(bare, flat.labels == NONE)
    patches.sort(key=lambda patch: -patch.share)
    name = colour_name(flat.colours[ground]) if has_ground else ""
    return ColourReading(name, tuple(patches[:_PATCHES_MAX]), inks(pixels, text))


def _thin_px(pixels: Pixels) -> int:
    height, width, _ = pixels.shape
    return max(int(_THIN * max(height, width)), 3)


def _areas(mask: Mask, small: float, thin_px: int) -> Iterator[tuple[Box, float]]:
    """Yield the box and share of each connected area of *mask* that is no line."""
    brush = np.ones((thin_px, thin_px), np.uint8)
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, brush)
    _, _, stats, _ = cv2.connectedComponentsWithStats(solid, connectivity=4)
    height, width = mask.shape
    for left, top, wide, high, size in stats[1:].tolist():
        if size >= small * mask.size:
            right, bottom = (left + wide) / width, (top + high) / height
            box = Box(left / width, top / height, min(right, 1.0), min(bottom, 1.0))
            yield box, size / mask.size


def _soft_patches(pixels: Pixels, soft: NDArray[np.bool_]) -> Iterator[Patch]:
    """Yield the areas of one name where the picture is a photograph."""
    small = shrunk(pixels, _SOFT_SIDE_PX)
    height, width = small.shape[:2]
    share = cv2.resize(soft.astype(np.uint8) * 255, (width, height), interpolation=3)
    blurred = np.asarray(cv2.medianBlur(small, _SPECK_PX), np.uint8)
    codes = (blurred >> 3).astype(np.int32) @ np.array([1024, 32, 1], np.int32)
    codes[np.asarray(share) < 128] = -1  # noqa: PLR2004 - mostly flat
    named = {int(code): _name_of(int(code)) for code in np.unique(codes) if code >= 0}
    for name in sorted(set(named.values())):
        wanted = [code for code, its_name in named.items() if its_name == name]
        mask = np.isin(codes, wanted).astype(np.uint8)
        for box, size in _areas(mask, _SMALL_SOFT, 3):
            yield Patch(name, box, size)


def _name_of(code: int) -> str:
    level: Colour = (code >> 10, code >> 5 & 31, code & 31)
    red, green, blue = (round(part * 255 / 31) for part in level)
    return colour_name((red, green, blue))
