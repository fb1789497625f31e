"""A picture without its letters: areas and lines as if nothing were written on them.

Letters are strokes thinner than a third of their height: a grey-scale closing takes
dark ones away, an opening light ones, and every edge behind them stays where it was.
What leaves the place of the letters is a line of something else, and is put back.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.pixels import Pixels
from model_worker.readers.tiles import Tile

_STROKE = 0.34
"""Of a line's height: wider than any stroke of its letters, with their blur."""

_MARGIN = 0.25
"""Of a line's height, around its box: accents and boxes drawn too tight."""

_RIM = 0.1
_CONFIDENCE = 0.5
_LETTER_MAX = 0.2
"""Of the picture's height; what is less sure, or larger, is texture read as letters."""

_TRACE = 12
"""Levels that a pixel changes by where something was taken away."""


def without_text(pixels: Pixels, text: TextReading, trace: int = _TRACE) -> Pixels:
    """Return a copy of *pixels* whose lines of *text* are filled with their ground.

    What is fainter than *trace* does not tie letters to what passes them.
    """
    bare = pixels.copy()
    height, width = pixels.shape[:2]
    for line in text.lines:
        tile, letter_px = _around(line.box, width, height)
        if line.confidence < _CONFIDENCE or letter_px > _LETTER_MAX * height:
            continue
        cut = bare[tile.top : tile.bottom, tile.left : tile.right]
        if cut.size:
            brush_px = max(round(_STROKE * letter_px), 3)
            is_dark = _is_dark_on_light(cut, round(_MARGIN * letter_px + 1))
            cut[:] = _filled(cut, brush_px, trace, is_dark=is_dark)
    return bare


def shrunk(pixels: Pixels, side_px: int) -> Pixels:
    """Return *pixels* no longer than *side_px*, each the mean of those it stands for.

    What is shorter comes back as it is.
    """
    height, width = pixels.shape[:2]
    scale = side_px / max(height, width)
    if scale >= 1:
        return pixels
    size = (max(round(width * scale), 1), max(round(height * scale), 1))
    return np.asarray(cv2.resize(pixels, size, interpolation=cv2.INTER_AREA), np.uint8)


def _around(box: Box, width: int, height: int) -> tuple[Tile, float]:
    """Return the pixels of a line with a margin, and how high its letters are."""
    wide, high = (box.right - box.left) * width, (box.bottom - box.top) * height
    letter_px = min(wide, high)
    margin = _MARGIN * letter_px + 1
    tile = Tile(
        max(int(box.left * width - margin), 0),
        max(int(box.top * height - margin), 0),
        min(int(box.right * width + margin) + 1, width),
        min(int(box.bottom * height + margin) + 1, height),
    )
    return tile, letter_px


def _is_dark_on_light(cut: Pixels, margin_px: int) -> bool:
    """Whether the letters are darker than their ground, margins left out.

    Beyond a label or a highlight lies the ground of something else, and the boxes of
    lines that were read often reach there.
    """
    off = margin_px + round(_RIM * cut.shape[0])
    inner = cut[off:-off, margin_px:-margin_px]
    grey = (inner if inner.size else cut).mean(axis=2)
    return float(np.median(grey)) >= float(grey.mean())


def _filled(cut: Pixels, stroke_px: int, trace: int, *, is_dark: bool) -> Pixels:
    change = cv2.MORPH_CLOSE if is_dark else cv2.MORPH_OPEN
    brush = cv2.getStructuringElement(cv2.MORPH_RECT, (stroke_px, stroke_px))
    filled = np.asarray(cv2.morphologyEx(cut, change, brush), np.uint8)
    passing = _passing(cv2.absdiff(cut, filled).max(axis=2) > trace)
    filled[passing] = cut[passing]
    return filled


def _passing(taken: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return what of *taken* goes on beyond the cut."""
    _, labels = cv2.connectedComponents(taken.astype(np.uint8), connectivity=8)
    rim = np.concatenate((labels[0], labels[-1], labels[:, 0], labels[:, -1]))
    return np.isin(labels, rim[rim > 0])
