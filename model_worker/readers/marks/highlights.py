"""Pixels and text -> what was gone over with a highlighter.

Solid tints under words, those of following lines joined; what tells them from a page's
own tints stands beside this.
"""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np

from bot.text_reading import Line, TextReading
from model_worker.readers.colour_names import Colour
from model_worker.readers.flat_colours import FlatColours, flat_colours, lab_of
from model_worker.readers.marks.evidence import Scene
from model_worker.readers.marks.highlight_evidence import (
    Area,
    Words,
    highlight_confidence,
)
from model_worker.readers.panels.cuts import Mask, Rect, cut_out
from model_worker.readers.pixels import Pixels

_TINTED = 14.0
"""CIE-Lab chroma of the palest tint."""

_SHADE, _SHADE_LIGHT = 28.0, 6.0
"""CIE-Lab: compression scatters a vivid tint more in its hue than in its lightness."""

_SOLID = 0.7
_LEAST_PX = 8
_UNDER = 0.3
_JOINED = 0.8
_CORNER_PX = 3


class Tint(NamedTuple):
    colour: Colour
    rect: Rect
    confidence: float


def tints(scene: Scene, text: TextReading) -> list[Tint]:
    """Return highlighted places, those of following lines as one."""
    bare = scene.bare
    flat = flat_colours(np.asarray(cv2.medianBlur(bare, 3), np.uint8))
    areas = _areas(flat)
    found: list[Tint] = []
    for area in areas:
        lines = _lines_on(area.rect, text, bare)
        if not lines:
            continue
        alike = [other for other in areas if _is_alike(area, other)]
        confidence = highlight_confidence(scene, area, lines, alike)
        if confidence > 0:
            found.append(Tint(area.colour, area.rect, confidence))
    return _joined(found)


def _areas(flat: FlatColours) -> list[Area]:
    areas = []
    for colour, labels_of in _shades(flat):
        ink = np.isin(flat.labels, labels_of).astype(np.uint8)
        mask = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((5, 5)))
        of_colour = int(mask.sum())
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        for label, (left, top, wide, high, size) in enumerate(stats.tolist()):
            if not label or min(wide, high) < _LEAST_PX:
                continue
            rect = Rect(left, top, left + wide, top + high)
            if size >= _SOLID * rect.area:
                corners = _corners(cut_out(np.asarray(labels), rect) == label)
                areas.append(Area(colour, rect, size, corners, of_colour))
    return areas


def _shades(flat: FlatColours) -> list[tuple[Colour, list[int]]]:
    """Return each tint with the labels that are it: compression makes several."""
    shades: list[tuple[Colour, list[int]]] = []
    if not flat.colours:
        return shades
    lab = lab_of(np.array(flat.colours, np.uint8))
    for index, colour in enumerate(flat.colours):
        if np.hypot(*lab[index, 1:]) < _TINTED:
            continue
        for _, others in shades:
            off = lab[index] - lab[others[0]]
            if np.hypot(*off[1:]) <= _SHADE and abs(off[0]) <= _SHADE_LIGHT:
                others.append(index)
                break
        else:
            shades.append((colour, [index]))
    return shades


def _corners(mask: Mask) -> float:
    """Return how much of the four corners is filled."""
    k = _CORNER_PX
    parts = (mask[:k, :k], mask[:k, -k:], mask[-k:, :k], mask[-k:, -k:])
    return float(np.mean([part.mean() for part in parts]))


def _lines_on(rect: Rect, text: TextReading, bare: Pixels) -> list[Words]:
    height, width = bare.shape[:2]
    lines = [_placed(line, width, height) for line in text.lines if not line.turned]
    return [words for words in lines if _is_on(words, rect)]


def _placed(line: Line, width: int, height: int) -> Words:
    box = line.box
    return Words(
        box.left * width, box.top * height, box.right * width, box.bottom * height
    )


def _is_on(words: Words, rect: Rect) -> bool:
    across = min(words.right, rect.right) - max(words.left, rect.left)
    down = min(words.bottom, rect.bottom) - max(words.top, rect.top)
    if across <= 0 or down < 0.5 * words.height:
        return False
    return across >= _UNDER * min(words.right - words.left, rect.width)


def _is_alike(one: Area, other: Area) -> bool:
    return (
        one.colour == other.colour
        and abs(one.rect.height - other.rect.height) <= 0.2 * one.rect.height
    )


def _joined(found: list[Tint]) -> list[Tint]:
    """Return tints with those of following lines made one."""
    done: list[Tint] = []
    for tint in sorted(found, key=lambda tint: tint.rect.top):
        for place, other in enumerate(done):
            if _follows(other, tint):
                rect = Rect(
                    min(other.rect.left, tint.rect.left),
                    min(other.rect.top, tint.rect.top),
                    max(other.rect.right, tint.rect.right),
                    max(other.rect.bottom, tint.rect.bottom),
                )
                sure = max(other.confidence, tint.confidence)
                done[place] = Tint(other.colour, rect, sure)
                break
        else:
            done.append(tint)
    return done


def _follows(one: Tint, other: Tint) -> bool:
    gap = other.rect.top - one.rect.bottom
    shared = min(one.rect.right, other.rect.right) - max(one.rect.left, other.rect.left)
    return (
        one.colour == other.colour and gap <= _JOINED * other.rect.height and shared > 0
    )
