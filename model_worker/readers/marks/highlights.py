"""Pixels and text -> what was gone over with a highlighter.

A highlighter tints the ground under words, close around them and square, and ends
where the person stopped: often in the middle of a line. A button has room around its
words, round corners, light letters; tints that come in numbers are the page's own.
"""

from __future__ import annotations

from statistics import median
from typing import NamedTuple

import cv2
import numpy as np

from bot.text_reading import Line, TextReading
from model_worker.readers.colour_names import Colour
from model_worker.readers.flat_colours import FlatColours, flat_colours, lab_of
from model_worker.readers.panels.cuts import Mask, Rect
from model_worker.readers.pixels import Pixels

_TINTED = 14.0
"""CIE-Lab chroma of the palest tint."""

_SOLID = 0.7
_LEAST_PX = 8
_HIGH = 1.9
"""Line heights that the tint of one line may be high."""

_TALL = 4.0
_UNDER = 0.3
_BEYOND = 0.6
"""Line heights that a line goes on beyond the tint when the tint ends within it."""

_CORNERED = 0.75
"""Share of its corners that a stroke of a marker fills at least."""

_ROOM = 0.75
"""Line heights of room at each end of the words that a highlighter leaves at most."""

_MANY = 4
_JOINED = 0.8
_CORNER_PX = 3


class Tint(NamedTuple):
    colour: Colour
    rect: Rect
    confidence: float


class _Area(NamedTuple):
    colour: Colour
    rect: Rect
    fill: float
    corners: float


def tints(bare: Pixels, pixels: Pixels, text: TextReading) -> list[Tint]:
    """Return highlighted places; *bare* is *pixels* without the letters of *text*."""
    flat = flat_colours(np.asarray(cv2.medianBlur(bare, 3), np.uint8))
    areas = _areas(flat)
    found: list[Tint] = []
    for area in areas:
        lines = _lines_on(area.rect, text, bare)
        if not lines:
            continue
        alike = sum(_is_alike(area, other) for other in areas)
        confidence = _confidence(area, lines, alike, bare, pixels)
        if confidence > 0:
            found.append(Tint(area.colour, area.rect, confidence))
    return _joined(found)


def _areas(flat: FlatColours) -> list[_Area]:
    areas = []
    for index, colour in enumerate(flat.colours):
        _, a, b = lab_of(np.array([colour], np.uint8))[0].tolist()
        if np.hypot(a, b) < _TINTED:
            continue
        mask = cv2.morphologyEx(flat.mask(index), cv2.MORPH_OPEN, np.ones((5, 5)))
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        for label, (left, top, wide, high, size) in enumerate(stats.tolist()):
            if not label or min(wide, high) < _LEAST_PX:
                continue
            rect = Rect(left, top, left + wide, top + high)
            cut = labels[top : rect.bottom, left : rect.right] == label
            fill = size / rect.area
            if fill >= _SOLID:
                areas.append(_Area(colour, rect, fill, _corners(cut)))
    return areas


def _corners(mask: Mask) -> float:
    """Return how much of the four corners is filled."""
    k = _CORNER_PX
    parts = (mask[:k, :k], mask[:k, -k:], mask[-k:, :k], mask[-k:, -k:])
    return float(np.mean([part.mean() for part in parts]))


class _Words(NamedTuple):
    """A line in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def _lines_on(rect: Rect, text: TextReading, bare: Pixels) -> list[_Words]:
    height, width = bare.shape[:2]
    lines = [_placed(line, width, height) for line in text.lines if not line.turned]
    return [words for words in lines if _is_on(words, rect)]


def _placed(line: Line, width: int, height: int) -> _Words:
    box = line.box
    return _Words(
        box.left * width, box.top * height, box.right * width, box.bottom * height
    )


def _is_on(words: _Words, rect: Rect) -> bool:
    across = min(words.right, rect.right) - max(words.left, rect.left)
    down = min(words.bottom, rect.bottom) - max(words.top, rect.top)
    if across <= 0 or down < 0.5 * words.height:
        return False
    return across >= _UNDER * min(words.right - words.left, rect.width)


def _is_alike(one: _Area, other: _Area) -> bool:
    return (
        one.colour == other.colour
        and abs(one.rect.height - other.rect.height) <= 0.2 * one.rect.height
    )


def _confidence(
    area: _Area, lines: list[_Words], alike: int, bare: Pixels, pixels: Pixels
) -> float:
    """Return how sure it is that a person tinted *area*; 0 for what is none."""
    rect = area.rect
    height = median(words.height for words in lines)
    rows = _rows(lines)
    if rect.height > (_HIGH + 1.3 * (rows - 1)) * height:
        return 0.0
    if rect.height < 0.5 * height:
        return 0.0
    is_cut = any(
        words.left < rect.left - _BEYOND * height
        or words.right > rect.right + _BEYOND * height
        for words in lines
    )
    room = max(
        min(words.left for words in lines) - rect.left,
        rect.right - max(words.right for words in lines),
    )
    confidence = 0.85 if is_cut else 0.7
    if not is_cut and room > _ROOM * height:
        confidence -= 0.3
    if area.corners < _CORNERED:
        confidence -= 0.35
    if not is_cut and alike >= _MANY:
        confidence -= 0.3
    if _is_light_on_dark(area, bare, pixels):
        confidence -= 0.5
    return max(confidence, 0.0)


def _rows(lines: list[_Words]) -> int:
    count, reach = 0, -1.0
    for words in sorted(lines, key=lambda words: words.top):
        if (words.top + words.bottom) / 2 > reach:
            count, reach = count + 1, words.bottom
    return count


def _is_light_on_dark(area: _Area, bare: Pixels, pixels: Pixels) -> bool:
    """Whether letters are lighter than the tint while the page's ground is lighter."""
    rect = area.rect
    cut = pixels[rect.top : rect.bottom, rect.left : rect.right].astype(int)
    off = cut.mean(axis=2) - float(np.mean(area.colour))
    ground = float(np.median(bare[::7, ::7].mean(axis=2)))
    is_lighter = float(np.percentile(off, 97)) > -float(np.percentile(off, 3))
    return is_lighter and ground > float(np.mean(area.colour))


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
