"""How the words of a table look: their ground, their ink, how heavy they are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.pixels import Pixels
from model_worker.readers.tables.pieces import Piece

_CLEAR = 48
"""Grey levels that differ in empty space at most: a band's edge, a lossy picture."""

_SPECKS = 0.02
"""Share of pixels of empty space that a lossy picture may have spoilt."""

_OTHER_GROUND = 7.0
_OTHER_INK = 45.0
"""Distances in RGB between colours that a person would call different."""

_BOLD = 1.14
"""Times as much ink as in the other rows."""


class Look(NamedTuple):
    """*ground* and *ink* are colours; *weight* is the share of the box that is ink."""

    ground: NDArray[np.float64]
    ink: NDArray[np.float64]
    weight: float


def look(pixels: Pixels, piece: Piece) -> Look | None:
    """Return how *piece* looks, None where its box holds nothing to see."""
    top, bottom = max(int(piece.top), 0), int(np.ceil(piece.bottom))
    left, right = max(int(piece.left), 0), int(np.ceil(piece.right))
    box = pixels[top:bottom, left:right].astype(np.float64)
    if box.size == 0:
        return None
    rim = np.concatenate((box[0], box[-1], box[:, 0], box[:, -1]))
    ground = np.median(rim, axis=0)
    away = np.abs(box - ground).max(axis=-1)
    strongest = float(away.max())
    if strongest < _CLEAR:
        return None
    inked = away > strongest / 2
    return Look(ground, box[away > 0.8 * strongest].mean(axis=0), float(inked.mean()))


def differs(first: Sequence[Look], others: Sequence[Look]) -> bool:
    """Whether the *first* looks stand out against all *others*: band, colour, bold."""
    if not first or not others:
        return False
    ground = np.median([each.ground for each in first], axis=0)
    ink = np.median([each.ink for each in first], axis=0)
    is_band = min(_far(ground, each.ground) for each in others) > _OTHER_GROUND
    usual_ink = np.median([each.ink for each in others], axis=0)
    weight = median(each.weight for each in first)
    usual = median(each.weight for each in others)
    is_other_ink = _far(ink, usual_ink) > _OTHER_INK
    return bool(is_band or is_other_ink or weight > _BOLD * usual)


def clear_space(pixels: Pixels) -> Callable[[float, float, float, float], bool]:
    """Return the question whether a part of *pixels* is empty, specks aside."""

    def is_clear(left: float, top: float, right: float, bottom: float) -> bool:
        box = pixels[int(top) : int(bottom), int(left) : int(right)]
        if box.size == 0:
            return True
        flat = box.reshape(-1, 3).astype(np.int16)
        away = np.abs(flat - np.median(flat, axis=0)).max(axis=1)
        return bool((away > _CLEAR).mean() <= _SPECKS)

    return is_clear


def _far(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(np.abs(one - other).max())
