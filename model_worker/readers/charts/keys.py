"""The small solid things before a word that may be keys of a legend."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from model_worker.readers.pixels import Pixels

_APART = 26
"""Steps of 255 by which ink differs from its ground; JPEG's ripples stay below."""

_UNIFORM = 20.0
"""Mean deviation within one key; letters, being thin, vary more."""

_SOLID = 0.72
"""Filled share of a patch's frame: a disc fills 0.785, letters less."""

_PATCH_HEIGHT = (0.3, 1.5)
_PATCH_WIDTH = (0.35, 4.6)
_LINE_HEIGHT = (0.0, 0.32)
_LINE_WIDTH = (0.9, 4.8)
_LINE_FILL = 0.55
"""Shares of the text's height, and of its frame: a line may carry a marker."""

_LONG = 1.2
"""A marker on a line: longer than high, its middle row inked."""

_CORE = 0.8
_RIM = 0.3
"""Contrast from which a pixel is the key's own, and from which it is of its rim."""

_DASH_GAP = 0.75
_MARGIN = 0.7
_ASIDE = 0.5
"""Text heights above and below the text that are looked at; a key's middle is nearer
to the text's."""

_BINS = 16

_RIPPLE = 1.5
"""Times a key's sides that compression may seem to add."""

_HALF = 0.45

Range = tuple[float, float]
Bounds = tuple[float, float, float, float]


class Key(NamedTuple):
    """In pixels of the whole picture; right and bottom lie outside."""

    left: int
    top: int
    right: int
    bottom: int
    rgb: tuple[int, int, int]

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def keys_in(pixels: Pixels, place: Bounds, text_px: float) -> list[Key]:
    """Return the keys that lie wholly in *place*, from the left.

    *text_px* is the height of the text beside them: keys are about as high.
    """
    tall, wide = pixels.shape[:2]
    grown = _MARGIN * text_px
    left, right = max(int(place[0]), 0), min(int(place[2]) + 1, wide)
    top, bottom = max(int(place[1] - grown), 0), min(int(place[3] + grown) + 1, tall)
    window = pixels[top:bottom, left:right]
    if min(window.shape[:2]) < 3:  # noqa: PLR2004 - too small to hold a frame
        return []
    ground = most_common_colour(window)
    ink = np.abs(window.astype(np.int16) - ground).max(-1) > _APART
    count, _, stats, _ = cv2.connectedComponentsWithStats(
        ink.astype(np.uint8), connectivity=8
    )
    boxes = [
        Key(left + x, top + y, left + x + w, top + y + h, (0, 0, 0))
        for x, y, w, h in stats[1:count, :4].tolist()
        if x > 0 and x + w < right - left and y > 0 and y + h < bottom - top
    ]
    parts = _dashes_joined(boxes, text_px)
    sizes = _PATCH_WIDTH, (0.0, _PATCH_HEIGHT[1])
    keys = [
        _painted(part, pixels, ground, text_px)
        for part in parts
        if _has_sides(part, text_px, *sizes, slack=_RIPPLE)
    ]
    middle = (place[1] + place[3]) / 2
    beside = [k for k in keys if k and abs(k.middle - middle) < _ASIDE * text_px]
    return sorted(beside, key=lambda key: key.left)


def most_common_colour(window: Pixels) -> NDArray[np.int16]:
    """Return the colour that most of *window* is near to: its ground."""
    flat = window.reshape(-1, 3)
    coarse = (flat // _BINS).astype(np.int32)
    codes = (coarse[:, 0] * _BINS + coarse[:, 1]) * _BINS + coarse[:, 2]
    most = np.bincount(codes).argmax()
    ground: NDArray[np.int16] = np.median(flat[codes == most], axis=0).astype(np.int16)
    return ground


def _has_sides(
    part: Key, text_px: float, widths: Range, heights: Range, slack: float = 1.0
) -> bool:
    across, down = part.width / text_px, part.height / text_px
    return (
        widths[0] / slack <= across <= widths[1] * slack
        and heights[0] / slack <= down <= heights[1] * slack
    )


def _painted(
    part: Key, pixels: Pixels, ground: NDArray[np.int16], text_px: float
) -> Key | None:
    """Return *part* with its colour, None where it is no key: letters, pictures."""
    part = _trimmed(part, pixels, ground)
    cut = pixels[part.top : part.bottom, part.left : part.right].astype(np.int16)
    away = np.abs(cut - ground).max(-1)
    if _has_sides(part, text_px, _PATCH_WIDTH, _PATCH_HEIGHT) and _is_patch(away):
        core = _kernel(cut)
    elif _is_stroke(part, away, text_px):
        core = cut[away > _CORE * away.max()]
    else:
        return None
    middle = np.median(core.reshape(-1, 3), axis=0)
    if np.abs(core - middle).mean() > _UNIFORM:
        return None
    red, green, blue = (int(value) for value in middle)
    return part._replace(rgb=(red, green, blue))


def _trimmed(part: Key, pixels: Pixels, ground: NDArray[np.int16]) -> Key:
    """Return *part* without the ripples that compression leaves around it."""
    cut = pixels[part.top : part.bottom, part.left : part.right].astype(np.int16)
    away = np.abs(cut - ground).max(-1)
    rows, columns = np.nonzero(away > _HALF * away.max())
    return part._replace(
        left=part.left + int(columns.min()),
        top=part.top + int(rows.min()),
        right=part.left + int(columns.max()) + 1,
        bottom=part.top + int(rows.max()) + 1,
    )


def _is_patch(away: NDArray[np.int16]) -> bool:
    """Whether it is filled: bold letters have gaps, mostly within."""
    is_filled = (away > _RIM * np.median(_kernel(away))).mean() >= _SOLID
    return bool(is_filled and (_kernel(away) > _APART).all())


def _is_stroke(part: Key, away: NDArray[np.int16], text_px: float) -> bool:
    """Whether it is a line, or a longer one through a marker."""
    ink = away > _RIM * away.max()
    if _has_sides(part, text_px, _LINE_WIDTH, _LINE_HEIGHT):
        return bool(ink.mean() >= _LINE_FILL)
    return part.width > _LONG * part.height and bool(ink[len(ink) // 2].all())


def _kernel(cut: NDArray[np.int16]) -> NDArray[np.int16]:
    """Return the middle half both ways: inside of an outline."""
    down, across = (side // 4 for side in cut.shape[:2])
    return cut[down : cut.shape[0] - down, across : cut.shape[1] - across]


def _dashes_joined(parts: Sequence[Key], text_px: float) -> list[Key]:
    """Return *parts* with the dashes of one dashed line made one."""
    joined: list[Key] = []
    for part in sorted(parts, key=lambda part: part.left):
        last = joined[-1] if joined else None
        if last and _goes_on(last, part, text_px):
            joined[-1] = Key(
                last.left,
                min(last.top, part.top),
                part.right,
                max(last.bottom, part.bottom),
                last.rgb,
            )
        else:
            joined.append(part)
    return joined


def _goes_on(last: Key, part: Key, text_px: float) -> bool:
    is_flat = max(last.height, part.height) <= _LINE_HEIGHT[1] * text_px
    return (
        is_flat
        and part.left - last.right <= _DASH_GAP * text_px
        and abs(part.middle - last.middle) <= 1
    )
