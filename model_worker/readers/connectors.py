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

from model_worker.readers.arrow_heads import has_head, thick_px
from model_worker.readers.nodes import Found, Scene
from model_worker.readers.pixels import Pixels

Mask = NDArray[np.bool_]
Floats = NDArray[np.float64]

_INK = 45.0
"""How far ink stands off the page it is drawn on (Euclid, 0..441)."""

_OUTLINE_MOST_PX = 12
_REACH = 0.5
"""Text heights that may lie between a stroke's end and the box it is meant for."""

_LEAST_REACH_PX = 4.0
_DASH = 0.35
"""Text heights that gaps of a dashed stroke are wide at the most."""

_LABEL_PX = 4
_LEAST_AREA_PX = 6


class Terminal(Struct, frozen=True):
    """Where a stroke touches the box of that number; *is_head*: an arrow ends there."""

    box: int
    place: tuple[float, float]
    is_head: bool


class Connector(Struct, frozen=True):
    """Strokes that hang together; *rows*, *columns* are their pixels."""

    terminals: tuple[Terminal, ...]
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]


class _Near(Struct, frozen=True):
    """For every pixel how far the nearest box is, which one, and whether it is ink."""

    off: NDArray[np.float32]
    box: NDArray[np.intp]
    outlines: Floats
    ink: Mask


def connectors_in(pixels: Pixels, scene: Scene) -> tuple[Connector, ...]:
    """Return what ties at least two boxes of *scene*, or one with itself."""
    if len(scene.boxes) < 2:  # noqa: PLR2004 - it takes two to be tied
        return ()
    near = _near(pixels, scene)
    strokes = near.ink & (near.off > near.outlines[near.box] + 0.5)
    strokes &= ~_written(scene, strokes.shape)
    parts = _parts(strokes, near, scene)
    joined = _joined_over_labels(parts, scene, strokes.shape)
    return tuple(part for part in joined if len(part.terminals) > 1)


def _near(pixels: Pixels, scene: Scene) -> _Near:
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
    ink = _ink(pixels, scene)
    outlines = np.array(
        [
            _outline_px(number, found, off, box, ink)
            for number, found in enumerate(scene.boxes)
        ]
    )
    return _Near(off, box, outlines, ink & (inside == 0))


def _ink(pixels: Pixels, scene: Scene) -> Mask:
    colours = pixels.astype(np.float32)
    is_ink = np.ones(pixels.shape[:2], dtype=bool)
    for ground in scene.grounds:
        away = colours - ground
        is_ink &= np.einsum("ijk,ijk->ij", away, away) > _INK**2
    return is_ink


def _outline_px(
    number: int,
    found: Found,
    off: NDArray[np.float32],
    box: NDArray[np.intp],
    ink: Mask,
) -> float:
    """Return how thick the outline of a box is: how far off the page begins."""
    left, top, right, bottom = found.area
    most = _OUTLINE_MOST_PX
    window = (
        slice(max(top - most, 0), bottom + most),
        slice(max(left - most, 0), right + most),
    )
    around = (off[window] > 0) & (off[window] <= most) & (box[window] == number)
    page = off[window][around & ~ink[window]]
    return float(np.percentile(page, 5)) if len(page) else float(most)


def _written(scene: Scene, shape: tuple[int, ...]) -> Mask:
    """Tell where text stands outside of boxes."""
    height, width = shape
    written = np.zeros(shape, dtype=bool)
    for line in scene.loose:
        rows = slice(int(line.box.top * height), int(line.box.bottom * height) + 1)
        columns = slice(int(line.box.left * width), int(line.box.right * width) + 1)
        written[rows, columns] = True
    return written


def _parts(strokes: Mask, near: _Near, scene: Scene) -> list[Connector]:
    side = max(int(_DASH * scene.text_px), 1)
    joined = cv2.dilate(strokes.astype(np.uint8), np.ones((side, side), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    reach = max(_REACH * scene.text_px, _LEAST_REACH_PX)
    touching = strokes & (near.off <= near.outlines[near.box] + reach)
    touched = set(np.unique(labels[touching]).tolist()) - {0}
    parts = []
    for place in range(1, count):
        if place not in touched:
            continue
        left, top, wide, high = map(int, stats[place, :4])
        window = (slice(top, top + high), slice(left, left + wide))
        rows, columns = np.nonzero((labels[window] == place) & strokes[window])
        if len(rows) < _LEAST_AREA_PX:
            continue
        part = _part(rows + top, columns + left, near, scene, reach)
        if part.terminals:
            parts.append(part)
    return parts


def _part(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    near: _Near,
    scene: Scene,
    reach: float,
) -> Connector:
    points = np.stack([columns, rows], axis=1).astype(np.float64)
    off = near.off[rows, columns] - near.outlines[near.box[rows, columns]]
    boxes = near.box[rows, columns]
    thick = thick_px(points)
    terminals = []
    for box in np.unique(boxes[off <= reach]).tolist():
        there = (off <= reach) & (boxes == box)
        for group in _groups(points[there]):
            tips = np.flatnonzero(there)[group]
            tip = points[tips[off[tips] <= off[tips].min() + 1]].mean(axis=0)
            is_head = has_head(points, tip, thick, scene.text_px)
            terminals.append(Terminal(box, (float(tip[0]), float(tip[1])), is_head))
    return Connector(tuple(terminals), rows, columns)


def _groups(points: Floats) -> list[NDArray[np.intp]]:
    """Return the places of *points* that hang together, group by group."""
    low = points.min(axis=0).astype(int)
    wide, high = (points.max(axis=0).astype(int) - low + 1).tolist()
    mask = np.zeros((high, wide), dtype=np.uint8)
    cells = points.astype(int) - low
    mask[cells[:, 1], cells[:, 0]] = 1
    count, labels = cv2.connectedComponents(mask, connectivity=8)
    found = labels[cells[:, 1], cells[:, 0]]
    return [np.flatnonzero(found == number) for number in range(1, count)]


def _joined_over_labels(
    parts: Sequence[Connector], scene: Scene, shape: tuple[int, ...]
) -> list[Connector]:
    """Return *parts*, those put together that one label on a stroke has parted."""
    height, width = shape
    parts = list(parts)
    for line in scene.loose:
        left, right = line.box.left * width, line.box.right * width
        top, bottom = line.box.top * height, line.box.bottom * height
        beside = [
            part
            for part in parts
            if len(part.terminals) == 1
            and bool(
                (
                    (part.columns >= left - _LABEL_PX)
                    & (part.columns <= right + _LABEL_PX)
                    & (part.rows >= top - _LABEL_PX)
                    & (part.rows <= bottom + _LABEL_PX)
                ).any()
            )
        ]
        if len(beside) == 2:  # noqa: PLR2004 - the stroke before and behind a label
            one, other = beside
            parts = [part for part in parts if part is not one and part is not other]
            parts.append(
                Connector(
                    one.terminals + other.terminals,
                    np.concatenate([one.rows, other.rows]),
                    np.concatenate([one.columns, other.columns]),
                )
            )
    return parts
