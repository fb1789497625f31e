"""The boxes of a diagram: closed shapes around text, filled or outlined.

From every line of text its ground is flooded. Where the flood is stopped all around,
the text stands in a box; where it runs to the rim of the picture, it stands on the
page. Cells of a table are stopped by each other, not by the page: they are no nodes.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.readers.diagrams.labels import is_answer
from model_worker.readers.diagrams.node_islands import (
    Area,
    Flood,
    is_cell,
    is_island,
    is_page_of,
)
from model_worker.readers.diagrams.node_shapes import Mask, filled, shape
from model_worker.readers.pixels import Pixels
from model_worker.readings import Node

_FLOOD = 14
"""Steps a channel may be off where a flood still goes on: JPEG moves grounds so."""

_WIDE = 0.01
"""Share of the picture that a ground covers: an arrow head taken for text does not."""

_SOLID_PX = 9
_MOST = 80
"""With more boxes a picture is a table or a map, whatever ties them."""


class Found(Struct, frozen=True):
    """A node with the pixels of its ground, inside *area*."""

    node: Node
    area: Area
    mask: Mask


class Scene(Struct, frozen=True):
    """The boxes of a picture, and what lies around them.

    *grounds* are the colours that text outside of boxes stands on, *loose* the lines
    of that text; *text_px* is how high letters are.
    """

    boxes: tuple[Found, ...]
    grounds: tuple[NDArray[np.float32], ...]
    loose: tuple[Line, ...]
    text_px: float


def scene_of(pixels: Pixels, text: TextReading) -> Scene:
    """Return the closed shapes around text, and the page they lie on."""
    height, width = pixels.shape[:2]
    floods = _floods(pixels, text.lines)
    heights = [_height_px(line, height) for line in text.lines if not line.turned]
    text_px = float(np.median(heights)) if heights else 0.0
    size = (width, height)
    is_page = [
        is_page_of(flood, floods, size, text_px)
        or is_island(flood, size)
        or all(is_answer(line.text) for line in flood.lines)
        for flood in floods
    ]
    around = [flood for flood, is_it in zip(floods, is_page, strict=True) if is_it]
    boxes = [flood for flood, is_it in zip(floods, is_page, strict=True) if not is_it]
    loose = tuple(line for flood in around for line in flood.lines)
    kept = [flood for flood in boxes if not is_cell(flood, boxes)]
    if len(kept) > _MOST:
        kept = []
    found = tuple(_found(flood, (width, height)) for flood in kept)
    return Scene(found, _grounds(pixels, around), loose, text_px)


def _grounds(
    pixels: Pixels, floods: Sequence[Flood]
) -> tuple[NDArray[np.float32], ...]:
    """Return the colours of wide *floods* and of the picture's rim, each once."""
    rim = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    colours = [np.median(rim, axis=0).astype(np.float32)]
    least = _WIDE * pixels.shape[0] * pixels.shape[1]
    for flood in floods:
        if _solid(flood.mask) < least:
            continue
        left, top, right, bottom = flood.area
        inside = pixels[top:bottom, left:right][flood.mask]
        colour = np.median(inside, axis=0).astype(np.float32)
        if all(np.abs(colour - other).max() > _FLOOD for other in colours):
            colours.append(colour)
    return tuple(colours)


def _height_px(line: Line, height: int) -> float:
    return (line.box.bottom - line.box.top) * height


def _solid(mask: Mask) -> int:
    """Return how many pixels of *mask* lie well inside it: of strokes none do."""
    kernel = np.ones((_SOLID_PX, _SOLID_PX), np.uint8)
    return int(np.count_nonzero(cv2.erode(mask.astype(np.uint8), kernel)))


def _floods(pixels: Pixels, lines: Sequence[Line]) -> list[Flood]:
    """Flood the ground of every line; lines on one ground share it."""
    height, width = pixels.shape[:2]
    filled = np.zeros((height + 2, width + 2), dtype=np.uint8)
    owners = np.full((height, width), -1, dtype=np.int32)
    image = np.ascontiguousarray(pixels)
    floods: list[Flood] = []
    for line in lines:
        seed = _seed(pixels, line)
        owner = int(owners[seed[1], seed[0]])
        if owner >= 0:
            floods[owner].lines.append(line)
            continue
        flags = 4 | (255 << 8) | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE
        filled[:] = 0
        step = (_FLOOD,) * 3
        _, _, _, rect = cv2.floodFill(image, filled, seed, (0,) * 3, step, step, flags)
        left, top, wide, high = rect
        area = (left, top, left + wide, top + high)
        mask = filled[top + 1 : top + high + 1, left + 1 : left + wide + 1] > 0
        owners[top : top + high, left : left + wide][mask] = len(floods)
        floods.append(Flood(area, mask, [line]))
    return floods


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


def _found(flood: Flood, size: tuple[int, int]) -> Found:
    width, height = size
    left, top, right, bottom = flood.area
    whole = filled(flood.mask)
    text = " ".join(line.text for line in flood.lines)
    node = Node(
        text=text,
        box=Box(left / width, top / height, right / width, bottom / height),
        shape=shape(whole),
        confidence=min(line.confidence for line in flood.lines),
    )
    return Found(node, flood.area, whole)
