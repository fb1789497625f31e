"""The ground that every line of text stands on, as far as it reaches."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from bot.text_reading import Line
from model_worker.readers.diagrams.node_islands import Area, Flood, is_convex
from model_worker.readers.diagrams.node_shapes import Mask
from model_worker.readers.pixels import Pixels

SAME_GROUND = 14
"""Steps a channel may be off where a flood still goes on: JPEG moves grounds so."""

_ARM = 0.75
"""Text heights that an arrow or its head is thick at the most."""

_FLAGS = 4 | (255 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
Spot = tuple[int, int]


def floods_of(pixels: Pixels, lines: Sequence[Line]) -> list[Flood]:
    """Flood the ground of every line; lines on one ground share it."""
    height, width = pixels.shape[:2]
    owners = np.full((height, width), -1, dtype=np.int32)
    floods: list[Flood] = []
    for line in lines:
        seed = _seed(pixels, line)
        owner = int(owners[seed[1], seed[0]])
        if owner >= 0:
            floods[owner].lines.append(line)
            continue
        area, mask = _flooded(pixels, seed)
        if area[0] > 0 and area[1] > 0 and area[2] < width and area[3] < height:
            text_px = (line.box.bottom - line.box.top) * height
            area, mask = _without_arms(area, mask, seed, int(_ARM * text_px))
        left, top, right, bottom = area
        owners[top:bottom, left:right][mask] = len(floods)
        floods.append(Flood(area, mask, [line]))
    return floods


def _flooded(pixels: Pixels, seed: Spot) -> tuple[Area, Mask]:
    height, width = pixels.shape[:2]
    filled = np.zeros((height + 2, width + 2), dtype=np.uint8)
    image, step = np.ascontiguousarray(pixels), (SAME_GROUND,) * 3
    _, _, _, rect = cv2.floodFill(image, filled, seed, (0,) * 3, step, step, _FLAGS)
    left, top, wide, high = rect
    mask = filled[top + 1 : top + high + 1, left + 1 : left + wide + 1] > 0
    return (left, top, left + wide, top + high), mask


def _without_arms(area: Area, mask: Mask, seed: Spot, arm_px: int) -> tuple[Area, Mask]:
    """Cut off what is thinner than *arm_px*: arrows in the colour of their boxes."""
    if is_convex(mask) or arm_px < 1:
        return area, mask
    kernel = np.ones((arm_px, arm_px), np.uint8)
    # Letters are holes in the ground; only when they are closed is it thick.
    closed = cv2.morphologyEx(mask.astype(np.uint8), cv2.MORPH_CLOSE, kernel)
    thick = cv2.morphologyEx(closed, cv2.MORPH_OPEN, kernel)
    _, labels = cv2.connectedComponents(thick)
    label = labels[seed[1] - area[1], seed[0] - area[0]]
    if not label:
        return area, mask
    kept = mask & (labels == label)
    rows, columns = np.flatnonzero(kept.any(axis=1)), np.flatnonzero(kept.any(axis=0))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    left, right = int(columns[0]), int(columns[-1]) + 1
    cut = (area[0] + left, area[1] + top, area[0] + right, area[1] + bottom)
    return cut, kept[top:bottom, left:right]


def _seed(pixels: Pixels, line: Line) -> tuple[int, int]:
    """Return a pixel of the commonest colour at the edge of *line*.

    At its edge, for inside an “o” the flood would go no further.
    """
    height, width = pixels.shape[:2]
    left, top = int(line.box.left * width) - 1, int(line.box.top * height) - 1
    left, top = max(left, 0), max(top, 0)
    right, bottom = int(line.box.right * width) + 2, int(line.box.bottom * height) + 2
    cut = pixels[top:bottom, left:right]
    codes = (cut >> 3).astype(np.int32) @ np.array([1024, 32, 1])
    values, counts = np.unique(codes, return_counts=True)
    is_ground = codes == values[counts.argmax()]
    is_edge = np.zeros(codes.shape, dtype=bool)
    is_edge[[0, -1]] = is_edge[:, [0, -1]] = True
    rows, columns = np.nonzero(is_ground & is_edge)
    if not len(rows):
        rows, columns = np.nonzero(is_ground)
    middle = len(rows) // 2
    return left + int(columns[middle]), top + int(rows[middle])
