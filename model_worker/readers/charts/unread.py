"""Ink that looks like text where none was read: what the engine did not find.

Detectors pass over lone digits and the second word of a small label.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.margins import Size, text_px
from model_worker.readers.pixels import Pixels

Mask = NDArray[np.uint8]

_INK = 45
"""Steps that a letter stands off the paper."""

_LETTER = (0.45, 1.6)
"""Text heights that something is high to be a letter, or several that touch."""

_WORD_GAP = 0.4
"""Text heights between the letters of one label, bridged."""

_LONG = 12
_NARROW = 0.3
"""Text heights that a letter is wide at the least, on the mean of a label."""

_INSIDE = 2.0
"""Pixels that letters may reach beyond the box they were read in."""


def unread_ink(
    pixels: Pixels, region: Box, read: Sequence[Box], text_px: float
) -> tuple[Box, ...]:
    """Return the boxes of what stands in *region* like text, and was not *read*.

    *text_px* is how high a line of text is here.
    """
    height, width = pixels.shape[:2]
    left, top = int(region.left * width), int(region.top * height)
    part = pixels[top : int(region.bottom * height), left : int(region.right * width)]
    if not part.size:
        return ()
    ink = _letters(part, text_px)
    for box in read:
        _erase(ink, box, (width, height), (left, top))
    reach = max(int(_WORD_GAP * text_px), 1)
    joined = cv2.dilate(ink, np.ones((1, 2 * reach + 1), np.uint8))
    count, labels, _, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found = []
    for place in range(1, count):
        rows, columns = np.nonzero((labels == place) & (ink > 0))
        if len(rows) and np.ptp(rows) + 1 >= _LETTER[0] * text_px:
            found.append(
                Box(
                    (left + columns.min()) / width,
                    (top + rows.min()) / height,
                    (left + columns.max() + 1) / width,
                    (top + rows.max() + 1) / height,
                )
            )
    return tuple(found)


def usual_text_px(lines: Sequence[Line], size_px: Size) -> float:
    """Return how high most level lines are, 0 where there are none."""
    upright = [line for line in lines if not line.turned]
    level = [line for line in upright if not _is_aslant(line, size_px)]
    heights = [text_px(line, size_px) for line in level or upright]
    return median(heights) if heights else 0.0


def _is_aslant(line: Line, size_px: Size) -> bool:
    """Whether *line* is too high for its letters to stand side by side."""
    wide = (line.box.right - line.box.left) * size_px[0]
    return wide < _NARROW * len(line.text) * text_px(line, size_px)


def _letters(part: Pixels, text_px: float) -> Mask:
    """Return a mask of what may be letters: neither lines, nor frames, nor marks."""
    ground = np.median(part.reshape(-1, 3), axis=0)
    off = np.abs(part.astype(np.int16) - ground.astype(np.int16)).max(axis=-1)
    ink = (off > _INK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    high = stats[:, cv2.CC_STAT_HEIGHT]
    wide = stats[:, cv2.CC_STAT_WIDTH]
    low, most = (share * text_px for share in _LETTER)
    is_letter = (high >= low) & (high <= most) & (wide <= _LONG * text_px)
    is_letter[0] = False
    letters: Mask = is_letter[labels].astype(np.uint8)
    return letters


def _erase(
    ink: Mask, box: Box, size_px: tuple[int, int], corner_px: tuple[int, int]
) -> None:
    width, height = size_px
    left, top = corner_px
    first = max(int(box.left * width - left - _INSIDE), 0)
    last = max(int(box.right * width - left + _INSIDE) + 1, 0)
    high = max(int(box.top * height - top - _INSIDE), 0)
    low = max(int(box.bottom * height - top + _INSIDE) + 1, 0)
    ink[high:low, first:last] = 0
