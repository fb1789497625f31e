"""A picture -> what a person drew on it, and the place that is meant by each mark.

Rings, rectangles, loops, highlights and arrows. A page's own frames, buttons and
charts are none, however red they are.
"""

from __future__ import annotations

from statistics import median

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.colour_names import colour_name
from model_worker.readers.marks.evidence import Scene, loop_confidence
from model_worker.readers.marks.loops import loop_of
from model_worker.readers.marks.strokes import strokes
from model_worker.readers.panels.cuts import Rect
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readers.textless import shrunk, without_text
from model_worker.readings import Mark, MarkReading

_SIDE_PX = 1600
_LETTER = 0.02
"""Of the picture's height: where nothing was read."""

_LEAST = 0.014
_LEAST_PX = 18
_DOUBTFUL = 0.3
"""Below this confidence nothing is said to be a mark at all."""

_ONE = 0.4
"""IoU from which two marks are one, found twice."""

_MARKS_MAX = 12


def mark_reading(pixels: Pixels, text: TextReading, closer: Closer) -> MarkReading:
    """Return the marks on a picture, the surest first."""
    del closer
    scene = _scene(pixels, text)
    found = _loops(scene)
    found.sort(key=lambda mark: -mark.confidence)
    kept: list[Mark] = []
    for mark in found:
        if all(mark.box.iou(other.box) < _ONE for other in kept):
            kept.append(mark)
    return MarkReading(tuple(kept[:_MARKS_MAX]))


def _scene(pixels: Pixels, text: TextReading) -> Scene:
    small = shrunk(pixels, _SIDE_PX)
    heights = [line.box.bottom - line.box.top for line in text.lines if not line.turned]
    letter_px = (median(heights) if heights else _LETTER) * small.shape[0]
    return Scene(shrunk(without_text(pixels, text), _SIDE_PX), small, letter_px)


def _loops(scene: Scene) -> list[Mark]:
    least = max(_LEAST * max(scene.pixels.shape), _LEAST_PX)
    found = []
    for stroke in strokes(scene.pixels):
        if min(stroke.rect.width, stroke.rect.height) < least:
            continue
        loop = loop_of(stroke)
        if loop is None or min(loop.rect.width, loop.rect.height) < least:
            continue
        confidence = loop_confidence(scene, stroke, loop)
        if confidence >= _DOUBTFUL:
            box = _box(loop.rect, scene.pixels)
            name = colour_name(stroke.colour)
            found.append(
                Mark(shape=loop.shape, colour=name, box=box, confidence=confidence)
            )
    return found


def _box(rect: Rect, pixels: Pixels) -> Box:
    height, width, _ = pixels.shape
    return Box(
        max(rect.left / width, 0.0),
        max(rect.top / height, 0.0),
        min(rect.right / width, 1.0),
        min(rect.bottom / height, 1.0),
    )
