"""Pixels -> the filled rectangles in them: flat by colour, others by their ground.

A rectangle may be crossed by grid lines, written on, hatched or shaded; whether it is
a bar is for others to say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from model_worker.readers.pixels import Pixels

Rgb = tuple[int, int, int]
Mask = NDArray[np.uint8]

_BITS = 3
"""Bits that are dropped before colours are counted: lossy pictures scatter them."""

_ALIKE, _ALIKE_LOSSY = 14, 24
"""Difference of a channel up to which two pixels are of one colour."""

_CLEAN = 800
"""Different colours in a picture that was drawn and never compressed with loss."""

_SAMPLED_ROW = 3

_COLOURS = 32
_LEAST_SHARE = 0.0002
_LEAST_PIXELS = 40
_THIN_PX, _THIN_MIXED_PX = 3, 5
"""Lines of a grid, letters and frames are mostly thinner; on a ground they are joined
to what they frame, so that all of them must go.
"""

_FILLED = 0.9
"""Share of its frame that a rectangle's outline encloses."""

_LARGEST = 0.5
"""Share of the picture above which it is paper, not a bar."""

_RIM_PX = 5
"""What an outline and its blur leave between a rectangle and the parts of it."""

_SHADES, _SHADE = 4, 60
"""Parts that a shaded rectangle falls into, and how little their colours differ."""

_GROUNDS = 2
_SPECK_PX = 400
"""Pieces of ground no larger than this are what a hatching leaves over."""


class Area(Struct, frozen=True):
    """A filled rectangle in pixels; right and bottom lie outside."""

    left: float
    top: float
    right: float
    bottom: float
    colour: Rgb

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def turned(self) -> Area:
        """The same in the picture mirrored at its falling diagonal."""
        return Area(self.top, self.left, self.bottom, self.right, self.colour)


def rectangles(pixels: Pixels) -> tuple[Area, ...]:
    """Return the filled rectangles, those of one flat colour first."""
    alike = _ALIKE if _is_clean(pixels) else _ALIKE_LOSSY
    colours = _colours(pixels, alike)
    masks = [_near(pixels, colour, alike) for colour in colours]
    flat = [
        area
        for colour, mask in zip(colours, masks, strict=True)
        for area in _boxes(mask, colour, _THIN_PX)
    ]
    mixed = [
        area
        for mask in masks[:_GROUNDS]
        for area in _areas_on(pixels, mask)
        if not any(_is_same(area, other) for other in flat)
        and not _is_of_several(area, flat)
    ]
    return tuple(flat + mixed)


def _is_clean(pixels: Pixels) -> bool:
    red, green, blue = (
        pixels[::_SAMPLED_ROW, :, channel].astype(np.int32) for channel in range(3)
    )
    return len(np.unique((red << 16) | (green << 8) | blue)) < _CLEAN


def _colours(pixels: Pixels, alike: int) -> list[Rgb]:
    """Return the commonest colours that differ, the most spread first."""
    coarse = (pixels >> _BITS).astype(np.int32)
    side = 256 >> _BITS
    codes = (coarse[..., 0] * side + coarse[..., 1]) * side + coarse[..., 2]
    counts = np.bincount(codes.ravel(), minlength=side**3)
    least = max(_LEAST_PIXELS, int(_LEAST_SHARE * codes.size))
    found: list[Rgb] = []
    for code in np.argsort(-counts):
        if counts[code] < least or len(found) == _COLOURS:
            break
        middle = np.array([code // side**2, code // side % side, code % side])
        colour = _exact(pixels, middle << _BITS)
        if not any(_is_alike(colour, other, alike) for other in found):
            found.append(colour)
    return found


def _exact(pixels: Pixels, corner: NDArray[np.int64]) -> Rgb:
    """Return the mean of the pixels in the cell of colours that starts at *corner*."""
    mask = cv2.inRange(pixels, corner, corner + (1 << _BITS) - 1)
    red, green, blue, _ = cv2.mean(pixels, mask)
    return round(red), round(green), round(blue)


def _is_alike(one: Rgb, other: Rgb, alike: int) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= alike


def _near(pixels: Pixels, colour: Rgb, alike: int) -> Mask:
    middle = np.array(colour)
    mask = cv2.inRange(pixels, middle - alike, middle + alike)
    return np.asarray(mask, dtype=np.uint8)


def _areas_on(pixels: Pixels, ground: Mask) -> Iterator[Area]:
    """Give what stands on *ground*, whatever it is filled with."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ground, connectivity=4)
    if count <= 1:
        return
    is_speck = stats[:, cv2.CC_STAT_AREA] <= _SPECK_PX
    is_speck[0] = True
    left, top, width, height = stats[1 + stats[1:, cv2.CC_STAT_AREA].argmax(), :4]
    on_ground = is_speck[labels].astype(np.uint8)[
        top : top + height, left : left + width
    ]
    for area in _boxes(on_ground * 255, (0, 0, 0), _THIN_MIXED_PX):
        part = pixels[
            int(top + area.top) : int(top + area.bottom),
            int(left + area.left) : int(left + area.right),
        ]
        red, green, blue = np.median(part.reshape(-1, 3), axis=0)
        yield Area(
            area.left + float(left),
            area.top + float(top),
            area.right + float(left),
            area.bottom + float(top),
            (int(red), int(green), int(blue)),
        )


def _boxes(mask: Mask, colour: Rgb, thin_px: int) -> Iterator[Area]:
    """Give the parts of *mask* that fill their frames, thin ones taken away."""
    kernel = np.ones((thin_px, thin_px), np.uint8)
    solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, kernel)
    contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for contour in contours:
        left, top, width, height = cv2.boundingRect(contour)
        # A contour runs through the middles of the outermost pixels.
        inner = (width - 1) * (height - 1)
        if inner and cv2.contourArea(contour) < _FILLED * inner:
            continue
        if width * height <= _LARGEST * mask.size:
            right, bottom = float(left + width), float(top + height)
            yield Area(float(left), float(top), right, bottom, colour)


def _is_of_several(area: Area, flat: Sequence[Area]) -> bool:
    """Whether *area* is a stack of flat ones, each as wide or as high as itself."""
    inside = [other for other in flat if _is_inside(other, area)]
    across = [o for o in inside if _is_near(o.left, area.left, o.right, area.right)]
    along = [o for o in inside if _is_near(o.top, area.top, o.bottom, area.bottom)]
    across.sort(key=lambda part: part.top)
    along.sort(key=lambda part: part.left)
    return any(_are_stacked(parts) for parts in (across, along))


def _are_stacked(parts: Sequence[Area]) -> bool:
    """Whether the colour changes at once from one part to the next, not by shades."""
    steps = [
        max(abs(a - b) for a, b in zip(one.colour, other.colour, strict=True))
        for one, other in pairwise(parts)
    ]
    if len(parts) >= _SHADES and max(steps) <= _SHADE:
        return False
    return any(steps)


def _is_inside(one: Area, other: Area) -> bool:
    return (
        one.left >= other.left - _THIN_PX
        and one.right <= other.right + _THIN_PX
        and one.top >= other.top - _THIN_PX
        and one.bottom <= other.bottom + _THIN_PX
    )


def _is_near(start: float, other: float, end: float, last: float) -> bool:
    return abs(start - other) <= _RIM_PX and abs(end - last) <= _RIM_PX


def _is_same(one: Area, other: Area) -> bool:
    offs = (
        one.left - other.left,
        one.top - other.top,
        one.right - other.right,
        one.bottom - other.bottom,
    )
    return max(map(abs, offs)) <= _THIN_PX
