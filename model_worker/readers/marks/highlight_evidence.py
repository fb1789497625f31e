"""What tells the stroke of a highlighter from a tint that belongs to its page.

A highlighter goes close around words and square, over one ground, and ends where the
person stopped: often within a line. A button has room around its words, round corners
and light letters; tints that come in numbers, or reach an edge, are the page's own.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

import numpy as np

from model_worker.readers.colour_names import Colour
from model_worker.readers.marks.evidence import Scene
from model_worker.readers.panels.cuts import Rect, cut_out
from model_worker.readers.pixels import Pixels

_LOW, _HIGH = 0.5, 1.9
"""Line heights that the tint of one line may be high."""

_PITCH = 1.3
"""Line heights that each further line adds at most."""

_BEYOND = 0.6
"""Line heights that a line goes on beyond the tint when the tint ends within it."""

_CORNERED = 0.6
"""Share of its corners that a stroke of a marker fills at least."""

_ROOM = 0.75
"""Line heights of room at each end of the words that a highlighter leaves at most."""

_CUT, _WHOLE = 0.85, 0.7
_ROUND_COSTS, _ROUND_AND_CUT_COSTS = 0.35, 0.1
_ROOM_COSTS = 0.3
_MANY_COSTS = 0.3
_EDGE_COSTS = 0.2
_ELSEWHERE_COSTS = 0.3
_LIGHT_COSTS = 0.5
"""Confidence: where a tint ends within a line, else; and what speaks against it."""

_BESIDE_PX = 2, 5
_ONE_GROUND = 30
"""Levels that the ground around one tint may be off."""

_BEDDED = 0.6
"""Share of what is around a tint that is one ground, the tint itself left out."""

_MANY = 4


class Area(NamedTuple):
    """*size* in pixels, *of_colour* those of its colour in the whole picture."""

    colour: Colour
    rect: Rect
    size: int
    corners: float
    of_colour: int


class Words(NamedTuple):
    """A line in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def height(self) -> float:
        return self.bottom - self.top


def highlight_confidence(
    scene: Scene, area: Area, lines: Sequence[Words], alike: Sequence[Area]
) -> float:
    """Return how sure it is that a person tinted *area*; 0 for what is none.

    *lines* stand on it; *alike* are the tints like it, with it.
    """
    rect = area.rect
    height = median(words.height for words in lines)
    most = (_HIGH + (_PITCH * (_rows(lines) - 1))) * height
    if not _LOW * height <= rect.height <= most or rect.width < _LOW * height:
        return 0.0
    is_cut = any(
        words.left < rect.left - _BEYOND * height
        or words.right > rect.right + _BEYOND * height
        for words in lines
    )
    confidence = _CUT if is_cut else _WHOLE
    if area.corners < _CORNERED:
        confidence -= _ROUND_AND_CUT_COSTS if is_cut else _ROUND_COSTS
    if not is_cut and _room(rect, lines) > _ROOM * height:
        confidence -= _ROOM_COSTS
    if not is_cut and len(alike) >= _MANY:
        confidence -= _MANY_COSTS
    if area.of_colour - sum(each.size for each in alike) > area.size:
        confidence -= _ELSEWHERE_COSTS
    if not _is_bedded(area, scene.bare):
        confidence -= _EDGE_COSTS
    if _is_light_on_dark(area, scene):
        confidence -= _LIGHT_COSTS
    return max(confidence, 0.0)


def _room(rect: Rect, lines: Sequence[Words]) -> float:
    return max(
        min(words.left for words in lines) - rect.left,
        rect.right - max(words.right for words in lines),
    )


def _is_bedded(area: Area, bare: Pixels) -> bool:
    """Whether one ground is around; a page's own tints reach edges and other tints."""
    near, far = _BESIDE_PX
    around, hole = _grown(area.rect, far, bare), _grown(area.rect, near, bare)
    is_beside = np.ones(bare.shape[:2], bool)
    cut_out(is_beside, hole)[:] = False
    beside = cut_out(bare, around)[cut_out(is_beside, around)].astype(np.int16)
    is_own = np.abs(beside - np.array(area.colour)).max(axis=1) <= _ONE_GROUND
    beside = beside[~is_own]
    if not len(beside):
        return True
    off = np.abs(beside - np.median(beside, axis=0)).max(axis=1)
    return float((off <= _ONE_GROUND).mean()) >= _BEDDED


def _grown(rect: Rect, by_px: int, pixels: Pixels) -> Rect:
    return Rect(
        max(rect.left - by_px, 0),
        max(rect.top - by_px, 0),
        min(rect.right + by_px, pixels.shape[1]),
        min(rect.bottom + by_px, pixels.shape[0]),
    )


def _rows(lines: Sequence[Words]) -> int:
    count, reach = 0, -1.0
    for words in sorted(lines, key=lambda words: words.top):
        if (words.top + words.bottom) / 2 > reach:
            count, reach = count + 1, words.bottom
    return count


def _is_light_on_dark(area: Area, scene: Scene) -> bool:
    """Whether letters are lighter than the tint while the page's ground is lighter."""
    cut = cut_out(scene.pixels, area.rect).astype(int)
    off = cut.mean(axis=2) - float(np.mean(area.colour))
    ground = float(np.median(scene.bare[::7, ::7].mean(axis=2)))
    is_lighter = float(np.percentile(off, 97)) > -float(np.percentile(off, 3))
    return is_lighter and ground > float(np.mean(area.colour))
