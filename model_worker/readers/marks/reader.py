"""A picture -> what a person drew on it, and the place that is meant by each mark.

Rings, rectangles, loops, highlights and arrows. A page's own frames, buttons and
charts are none, however red they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

from bot.jobs import Box
from bot.text_reading import TextReading
from model_worker.readers.colour_names import colour_name
from model_worker.readers.marks.arrow_evidence import arrow_confidence
from model_worker.readers.marks.arrows import arrow_of, place_meant
from model_worker.readers.marks.evidence import Scene, loop_confidence
from model_worker.readers.marks.highlights import tints
from model_worker.readers.marks.loops import loop_of
from model_worker.readers.marks.strokes import Stroke, strokes
from model_worker.readers.panels.cuts import Rect
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readers.textless import shrunk, without_text
from model_worker.readings import Mark, MarkReading

_SIDE_PX = 1600
_LETTER = 0.02
"""Of the picture's height: where nothing was read."""

_TRACE = 36
"""Levels: at the edges of a highlight, compression leaves traces as strong as that."""

_LEAST = 0.014
_LEAST_PX = 18
_DOUBTFUL = 0.3
"""Below this confidence nothing is said to be a mark at all."""

_TINTED = 0.5
"""Interfaces tint more than they ring: a highlight has to be surer than that."""

_ONE = 0.4
"""IoU from which two marks are one, found twice."""

_MARKS_MAX = 12

_IN_LINE = 0.85
_LETTER_HIGH = 0.4
_LETTER_WIDE = 1.4
"""A letter lies in the box of its line, as high as letters are, and is not broad."""


def mark_reading(pixels: Pixels, text: TextReading, closer: Closer) -> MarkReading:
    """Return the marks on a picture, the surest first."""
    del closer
    scene = _scene(pixels, text)
    drawn = tuple(strokes(scene.pixels))
    found = [*_loops(scene, drawn, text), *_arrows(scene, drawn, text)]
    found += _highlights(scene, text)
    found.sort(key=lambda mark: -mark.confidence)
    kept: list[Mark] = []
    for mark in found:
        if not any(_is_one(mark, other) for other in kept):
            kept.append(mark)
    return MarkReading(tuple(kept[:_MARKS_MAX]))


def _is_one(mark: Mark, other: Mark) -> bool:
    """Whether two are one; an arrow may well point at what another mark is around."""
    is_arrow = mark.shape == "arrow"
    return is_arrow == (other.shape == "arrow") and mark.box.iou(other.box) >= _ONE


def _scene(pixels: Pixels, text: TextReading) -> Scene:
    small = shrunk(pixels, _SIDE_PX)
    heights = [line.box.bottom - line.box.top for line in text.lines if not line.turned]
    letter_px = (median(heights) if heights else _LETTER) * small.shape[0]
    return Scene(shrunk(without_text(pixels, text, _TRACE), _SIDE_PX), small, letter_px)


def _loops(scene: Scene, drawn: Sequence[Stroke], text: TextReading) -> list[Mark]:
    least = max(_LEAST * max(scene.pixels.shape), _LEAST_PX)
    found = []
    for stroke in drawn:
        if min(stroke.rect.width, stroke.rect.height) < least:
            continue
        loop = loop_of(stroke)
        if loop is None or min(loop.rect.width, loop.rect.height) < least:
            continue
        if _is_letter(loop.rect, text, scene.pixels):
            continue
        confidence = loop_confidence(scene, stroke, loop)
        if confidence >= _DOUBTFUL:
            box = _box(loop.rect, scene.pixels)
            name = colour_name(stroke.colour)
            found.append(
                Mark(shape=loop.shape, colour=name, box=box, confidence=confidence)
            )
    return found


def _is_letter(rect: Rect, text: TextReading, pixels: Pixels) -> bool:
    """Whether a loop is one of several letters of a line, as the noughts of 500 are."""
    box = _box(rect, pixels)
    return any(
        len(line.text.strip()) > 1
        and line.box.overlap(box) >= _IN_LINE * box.area
        and box.bottom - box.top >= _LETTER_HIGH * (line.box.bottom - line.box.top)
        and rect.width <= _LETTER_WIDE * rect.height
        for line in text.lines
    )


def _arrows(scene: Scene, drawn: Sequence[Stroke], text: TextReading) -> list[Mark]:
    found = []
    for stroke in drawn:
        arrow = arrow_of(stroke)
        confidence = arrow_confidence(scene, stroke, arrow) if arrow else 0.0
        if arrow is None or confidence < _DOUBTFUL:
            continue
        rect = place_meant(arrow, text, scene.pixels.shape[:2], scene.letter_px)
        box, name = _box(rect, scene.pixels), colour_name(stroke.colour)
        found.append(Mark(shape="arrow", colour=name, box=box, confidence=confidence))
    return found


def _highlights(scene: Scene, text: TextReading) -> list[Mark]:
    return [
        Mark(
            shape="highlight",
            colour=colour_name(tint.colour),
            box=_box(tint.rect, scene.pixels),
            confidence=tint.confidence,
        )
        for tint in tints(scene, text)
        if tint.confidence >= _TINTED
    ]


def _box(rect: Rect, pixels: Pixels) -> Box:
    height, width, _ = pixels.shape
    return Box(
        max(rect.left / width, 0.0),
        max(rect.top / height, 0.0),
        min(rect.right / width, 1.0),
        min(rect.bottom / height, 1.0),
    )
