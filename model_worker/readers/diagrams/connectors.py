"""What ties the boxes of a diagram: strokes from box to box, and heads at their ends.

A stroke is ink on the page that touches boxes. At each place it touches one, it either
ends plainly or widens from its tip: a head.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from bot.text_reading import Line
from model_worker.readers.diagrams.arrow_heads import (
    largest_hole,
    thick_px,
)
from model_worker.readers.diagrams.connector_ink import (
    Mask,
    diamond_outlines,
    ink_of,
    outline_px,
    without_words,
)
from model_worker.readers.diagrams.nodes import Scene
from model_worker.readers.diagrams.terminals import (
    Near,
    Terminal,
    boxes_touched,
    terminals_of,
)
from model_worker.readers.pixels import Pixels

Floats = NDArray[np.float64]

_INK = 45.0
"""How far ink stands off the page it is drawn on (Euclid, 0..441)."""

_STRONG = 75
_SOFT = 0.5
"""Share of a stroke's usual strength below which ink is its soft edge, or noise."""


_REACH = 0.5
"""Text heights that may lie between a stroke's end and the box it is meant for."""

_FAR = 1.6
"""The same where a stroke stands free and nothing else is about."""

_PAIR = 2
_STOUT = 0.7
"""Text heights from which ink is too thick for a stroke."""

_LEAST_REACH_PX = 4.0
_DASH = 0.5
"""Text heights that gaps of a dashed stroke are wide at the most."""

_LOOP = 5.0
"""Squares of a letter's height that a box holds at the least."""

_LABEL_PX = 4
_LEAST_AREA_PX = 6


class Connector(Struct, frozen=True):
    """Strokes that hang together; *rows*, *columns* are their pixels.

    *is_looped*: they enclose a place large enough for a box that nobody read.
    """

    terminals: tuple[Terminal, ...]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    is_looped: bool = False


def connectors_in(pixels: Pixels, scene: Scene) -> tuple[Connector, ...]:
    """Return what ties at least two boxes of *scene*, or one with itself."""
    if len(scene.boxes) < _PAIR:
        return ()
    near = _near(pixels, scene)
    strokes = (near.ink > _INK) & (near.off > near.outlines[near.box] + 0.5)
    strokes &= ~diamond_outlines(scene, near.outlines, strokes.shape)
    strokes = without_words(strokes, scene.loose, scene.text_px)
    parts = _parts(strokes, near, scene)
    joined = _joined_over_labels(parts, scene, strokes.shape)
    return tuple(part for part in joined if len(part.terminals) > 1)


def _near(pixels: Pixels, scene: Scene) -> Near:
    shape = pixels.shape[:2]
    inside = np.zeros(shape, dtype=np.uint8)
    numbers = np.zeros(shape, dtype=np.intp)
    for number, found in enumerate(scene.boxes):
        left, top, right, bottom = found.area
        inside[top:bottom, left:right][found.mask] = 1
        numbers[top:bottom, left:right][found.mask] = number
    measured, labels = cv2.distanceTransformWithLabels(
        1 - inside, cv2.DIST_L2, 5, labelType=cv2.DIST_LABEL_PIXEL
    )
    off = np.asarray(measured, dtype=np.float32)
    rows, columns = np.nonzero(inside)
    of_label = np.zeros(int(labels.max()) + 1, dtype=np.intp)
    of_label[labels[rows, columns]] = numbers[rows, columns]
    box = of_label[labels]
    ink = ink_of(pixels, scene)
    ink[inside > 0] = 0
    outlines = np.array(
        [
            outline_px(number, found, off, box, ink > _INK)
            for number, found in enumerate(scene.boxes)
        ]
    )
    return Near(off, box, outlines, ink)


def _parts(strokes: Mask, near: Near, scene: Scene) -> list[Connector]:
    side = max(int(_DASH * scene.text_px), 1)
    joined = cv2.dilate(strokes.astype(np.uint8), np.ones((side, side), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    reach = max(_FAR * scene.text_px, _LEAST_REACH_PX)
    touching = strokes & (near.off <= near.outlines[near.box] + reach)
    touched = set(np.unique(labels[touching]).tolist()) - {0}
    parts = []
    for place in range(1, count):
        if place not in touched:
            continue
        left, top, wide, high = map(int, stats[place, :4])
        window = (slice(top, top + high), slice(left, left + wide))
        is_part = (labels[window] == place) & strokes[window]
        strength = float(np.percentile(near.ink[window][is_part], _STRONG))
        rows, columns = np.nonzero(is_part & (near.ink[window] > _SOFT * strength))
        if len(rows) < _LEAST_AREA_PX:
            continue
        part = _part(rows + top, columns + left, near, scene)
        if part is not None:
            parts.append(part)
    return parts


def _part(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    near: Near,
    scene: Scene,
) -> Connector | None:
    """Return the stroke of these pixels, None where they touch no box or are none.

    Some arrows stand free between their boxes: where less than two are near, exactly
    two may be a little further.
    """
    points = np.stack([columns, rows], axis=1).astype(np.float64)
    if thick_px(points) > _STOUT * scene.text_px:
        return None
    reach = max(_REACH * scene.text_px, _LEAST_REACH_PX)
    terminals = terminals_of(points, near, scene, reach)
    if boxes_touched(terminals) < _PAIR:
        further = terminals_of(points, near, scene, _FAR * scene.text_px)
        terminals = further if boxes_touched(further) == _PAIR else terminals
    if not terminals:
        return None
    is_looped = largest_hole(points) > _LOOP * scene.text_px**2
    return Connector(tuple(terminals), rows, columns, is_looped)


def _joined_over_labels(
    parts: Sequence[Connector], scene: Scene, shape: tuple[int, ...]
) -> list[Connector]:
    """Return *parts*, those put together that one label on a stroke has parted."""
    parts = list(parts)
    for line in scene.loose:
        beside = [part for part in parts if _runs_into(part, line, shape)]
        if len(beside) == _PAIR:  # the stroke before and behind a label
            one, other = beside
            parts = [part for part in parts if part is not one and part is not other]
            parts.append(
                Connector(
                    one.terminals + other.terminals,
                    np.concatenate([one.rows, other.rows]),
                    np.concatenate([one.columns, other.columns]),
                    one.is_looped or other.is_looped,
                )
            )
    return parts


def _runs_into(part: Connector, line: Line, shape: tuple[int, ...]) -> bool:
    """Whether *part* ties no boxes yet, and ends at or in a line of text."""
    if boxes_touched(part.terminals) > 1:
        return False
    height, width = shape
    box = line.box
    is_there = (
        (part.columns >= box.left * width - _LABEL_PX)
        & (part.columns <= box.right * width + _LABEL_PX)
        & (part.rows >= box.top * height - _LABEL_PX)
        & (part.rows <= box.bottom * height + _LABEL_PX)
    )
    return bool(is_there.any() and not is_there.all())
