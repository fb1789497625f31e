"""Where strokes come near to boxes, and how they end there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from model_worker.readers.diagrams.arrow_heads import (
    Ending,
    Floats,
    ending_at,
    groups,
    thick_px,
)
from model_worker.readers.diagrams.nodes import Scene

_STEM = 0.5
"""Text heights that two strokes at one box are apart at the least."""


class Terminal(Struct, frozen=True):
    """Where and how a stroke ends at the box of that number."""

    box: int
    place: tuple[float, float]
    ending: Ending


class Near(Struct, frozen=True):
    """For every pixel how far the nearest box is, which one, and how strong its ink."""

    off: NDArray[np.float32]
    box: NDArray[np.intp]
    outlines: Floats
    ink: NDArray[np.float32]


def boxes_touched(terminals: Sequence[Terminal]) -> int:
    return len({terminal.box for terminal in terminals})


def terminals_of(
    points: Floats, near: Near, scene: Scene, reach: float
) -> list[Terminal]:
    """Return where the stroke of *points* comes within *reach* of boxes."""
    columns, rows = points.astype(np.intp).T
    boxes = near.box[rows, columns]
    off = near.off[rows, columns] - near.outlines[boxes]
    thick = thick_px(points)
    terminals = []
    for box in np.unique(boxes[off <= reach]).tolist():
        there = (off <= reach) & (boxes == box)
        tips = [
            _tip(points, off, np.flatnonzero(there)[group])
            for group in groups(points[there])
        ]
        for tip in _apart(tips, _STEM * scene.text_px):
            ending = ending_at(points, tip, thick, scene.text_px)
            terminals.append(Terminal(box, (float(tip[0]), float(tip[1])), ending))
    return terminals


def _tip(points: Floats, off: Floats, group: NDArray[np.intp]) -> Floats:
    """Return where the points of *group* come nearest to their box."""
    tip: Floats = points[group[off[group] <= off[group].min() + 1]].mean(axis=0)
    return tip


def _apart(tips: Sequence[Floats], least_px: float) -> list[Floats]:
    """Return *tips*, the middle of those near to each other: arms of one open head."""
    together: list[list[Floats]] = []
    for tip in tips:
        for others in together:
            if np.hypot(*(tip - others[0])) <= least_px:
                others.append(tip)
                break
        else:
            together.append([tip])
    return [np.mean(each, axis=0) for each in together]
