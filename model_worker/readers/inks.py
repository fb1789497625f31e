"""Lines of text in a colour of their own -> that colour: "the green text"."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bot.text_reading import Line, TextReading
from model_worker.readers.colour_names import colour_name, family
from model_worker.readers.pixels import Pixels
from model_worker.readings import Patch

_PLAIN = frozenset({"black", "white", "grey", "brown", "beige"})
"""What most letters are: nobody calls them by it, and brown is what black fades to."""

_FAINT = 90.0
"""How far ink stands off its ground at the least (Euclid, 0..441)."""

_CORE = 0.8
"""Of the strongest contrast: the middle of strokes, not their soft edges."""


def inks(pixels: Pixels, text: TextReading) -> tuple[Patch, ...]:
    """Return the lines of *text* whose letters are neither black, grey nor white."""
    return tuple(_inked(pixels, text))


def _inked(pixels: Pixels, text: TextReading) -> Iterator[Patch]:
    for line in text.lines:
        name = _ink(pixels, line)
        if name and family(name) not in _PLAIN:
            yield Patch(name, line.box, line.box.area)


def _ink(pixels: Pixels, line: Line) -> str:
    """Return the name of the colour that letters of *line* are in, "" if unclear."""
    height, width = pixels.shape[:2]
    rows = slice(int(line.box.top * height), int(line.box.bottom * height) + 1)
    columns = slice(int(line.box.left * width), int(line.box.right * width) + 1)
    cut = pixels[rows, columns].reshape(-1, 3).astype(np.float32)
    codes = (cut.astype(np.int32) >> 4) @ np.array([256, 16, 1])
    values, counts = np.unique(codes, return_counts=True)
    ground = cut[codes == values[counts.argmax()]].mean(axis=0)
    away = np.linalg.norm(cut - ground, axis=1)
    if away.max() < _FAINT:
        return ""
    red, green, blue = np.median(cut[away >= _CORE * away.max()], axis=0).tolist()
    return colour_name((round(red), round(green), round(blue)))
