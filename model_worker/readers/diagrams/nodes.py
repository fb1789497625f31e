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
from model_worker.readers.diagrams.labels import are_answers
from model_worker.readers.diagrams.node_floods import SAME_GROUND, floods_of
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
    floods = floods_of(pixels, text.lines)
    heights = [_height_px(line, height) for line in text.lines if not line.turned]
    text_px = float(np.median(heights)) if heights else 0.0
    size = (width, height)
    is_page = [
        is_page_of(flood, floods, size, text_px)
        or is_island(flood, size)
        or are_answers([line.text for line in flood.lines])
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
        if all(np.abs(colour - other).max() > SAME_GROUND for other in colours):
            colours.append(colour)
    return tuple(colours)


def _height_px(line: Line, height: int) -> float:
    return (line.box.bottom - line.box.top) * height


def _solid(mask: Mask) -> int:
    """Return how many pixels of *mask* lie well inside it: of strokes none do."""
    kernel = np.ones((_SOLID_PX, _SOLID_PX), np.uint8)
    return int(np.count_nonzero(cv2.erode(mask.astype(np.uint8), kernel)))


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
