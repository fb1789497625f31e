"""The ink of arrows: what differs from the page between the boxes."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.text_reading import Line
from model_worker.readers.diagrams.labels import is_word_at_arrow
from model_worker.readers.diagrams.nodes import Found, Scene
from model_worker.readers.pixels import Pixels

Mask = NDArray[np.bool_]


_OUTLINE_MOST_PX = 12


_MOSTLY_PAGE = 0.45
"""Share of a ring around a box that is page where its outline is over: arrows and a
shadow may cover the rest."""


_TALLEST = 1.3
_WORD_PX = 2
"""Pixels that letters may reach out of the box of their line."""


def ink_of(pixels: Pixels, scene: Scene) -> NDArray[np.float32]:
    """Return how far every pixel is off the nearest ground."""
    colours = pixels.astype(np.float32)
    squares = [
        np.einsum("ijk,ijk->ij", away, away)
        for ground in scene.grounds
        for away in (colours - ground,)
    ]
    ink: NDArray[np.float32] = np.sqrt(np.minimum.reduce(squares))
    return ink


def outline_px(
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
    rings = np.floor(off[window][around]).astype(int)
    is_page = ~ink[window][around]
    is_over = [
        bool((rings == ring).any() and is_page[rings == ring].mean() >= _MOSTLY_PAGE)
        for ring in range(1, most + 1)
    ]
    # The soft inner edge of an outline may look like page, but page goes on.
    for ring, (here, beyond) in enumerate(pairwise(is_over), start=1):
        if here and beyond:
            return float(ring)
    return float(most)


def diamond_outlines(
    scene: Scene, outlines: NDArray[np.float64], shape: tuple[int, ...]
) -> Mask:
    """Return where the outlines of diamonds lie: at their tips they reach further.

    A diamond of half axes a, b is where abs(x) / a + abs(y) / b is less than 1.
    """
    inside = np.zeros(shape, dtype=bool)
    for found, outline in zip(scene.boxes, outlines, strict=True):
        if found.node.shape != "diamond":
            continue
        left, top, right, bottom = found.area
        half = (right - left) / 2, (bottom - top) / 2
        most = 1 + (outline + 1) * float(np.hypot(1 / half[0], 1 / half[1]))
        across = np.abs(np.arange(shape[1]) - (left + right - 1) / 2) / half[0]
        down = np.abs(np.arange(shape[0]) - (top + bottom - 1) / 2) / half[1]
        inside |= down[:, None] + across[None, :] <= most
    return inside


def without_words(strokes: Mask, lines: Sequence[Line], text_px: float) -> Mask:
    """Return *strokes* without what lies wholly in one of *lines*: its letters.

    A word beside a stroke would widen it as a head does. Heads are read as signs now
    and then, and never as words. A frame around a word may hold a whole arrow, too:
    what is higher than letters (*text_px*) is none.
    """
    height, width = strokes.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(
        strokes.astype(np.uint8), connectivity=8
    )
    left, top = stats[:, 0], stats[:, 1]
    right, bottom = left + stats[:, 2], top + stats[:, 3]
    is_word = np.zeros(len(stats), dtype=bool)
    for line in lines:
        if not is_word_at_arrow(line.text):
            continue
        box = line.box
        is_word |= (
            (left >= box.left * width - _WORD_PX)
            & (right <= box.right * width + _WORD_PX)
            & (top >= box.top * height - _WORD_PX)
            & (bottom <= box.bottom * height + _WORD_PX)
            & (stats[:, 3] <= _TALLEST * text_px)
        )
    kept: Mask = strokes & ~is_word[labels]
    return kept
