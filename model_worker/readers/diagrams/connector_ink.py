"""The ink of arrows: what differs from the page between the boxes."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.text_reading import Line
from model_worker.readers.diagrams.nodes import Found, Scene
from model_worker.readers.pixels import Pixels

Mask = NDArray[np.bool_]


_OUTLINE_MOST_PX = 12


_MOSTLY_PAGE = 0.45
"""Share of a ring around a box that is page where its outline is over: arrows and a
shadow may cover the rest."""


_ANSWERS = ("Y", "N")
_WORD_PX = 2
"""Pixels that letters may reach out of the box of their line."""

_MITRE = 2.0
"""How much further than elsewhere an outline reaches at the tips of a diamond."""


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
    for ring in range(1, most):
        if (rings == ring).any() and is_page[rings == ring].mean() >= _MOSTLY_PAGE:
            return ring * (_MITRE if found.node.shape == "diamond" else 1.0)
    return float(most)


def without_words(strokes: Mask, lines: Sequence[Line]) -> Mask:
    """Return *strokes* without what lies wholly in one of *lines*: its letters.

    A word beside a stroke would widen it as a head does. Heads are read as signs now
    and then, and never as words.
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
        )
    kept: Mask = strokes & ~is_word[labels]
    return kept


def is_word_at_arrow(text: str) -> bool:
    """Whether *text* is no arrow head that was taken for a sign or a V."""
    letters = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return len(letters) > 1 or "".join(letters).upper() in _ANSWERS
