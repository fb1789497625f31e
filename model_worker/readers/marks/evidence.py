"""What tells a mark drawn over a picture from a frame that belongs to it.

What is drawn over goes on beneath: just inside and just outside of the line is the
same. A frame parts two grounds, or stands in line with other edges of its page.
"""

from __future__ import annotations

from math import exp, hypot
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.colour_names import lab
from model_worker.readers.marks.loops import Loop
from model_worker.readers.marks.strokes import Stroke
from model_worker.readers.panels.cuts import Rect, cut_out
from model_worker.readers.pixels import Pixels

_DIRECTIONS = 160
_CLEAR_PX = 3
"""Beyond the line: compression and soft edges reach so far."""

_SAME = 26
_OTHER = 48
"""Levels: two places look the same, or clearly unlike."""

_EDGE = 14
_EDGE_PX = 2
"""An edge is told from pixels so far apart: compression softens it."""

_EDGE_RUN_PX = 18
"""No letter has a stem as long as the edges of fields and cards."""

_MOST = 60
"""Percentile of a line's pixels that its own colour covers, soft edges left out."""

_BIAS = -14.77
_WEIGHTS = {
    "same": 7.13,
    "crossed": 2.79,
    "chroma": 4.09,
    "width": -0.99,
    "stoutness": -2.19,
    "unevenness": 1.13,
    "covered": 6.1,
    "is_rectangle": -1.15,
    "framing": -1.31,
    "hairline": -6.0,
    "size": 0.7,
    "boldness": 0.9,
}
"""Logistic regression over 2,000 loops on pages, charts and photographs, PNG and JPEG,
of which one in nine was drawn over them; each feature is about 0..1 or 0..2. Set for
what those lack is "hairline": a field outlined in red because of an error, thinner than
any tool draws, its sides in line with the fields above and below."""

_HAIRLINE = 0.0027
"""Of the longer side: a line as thin as that may be a page's own."""


class Scene(NamedTuple):
    """*bare* is without letters, *letter_px* how high those usually are."""

    bare: Pixels
    pixels: Pixels
    letter_px: float


def loop_confidence(scene: Scene, stroke: Stroke, loop: Loop) -> float:
    """Return how sure it is that a person drew *loop*, 0..1."""
    features = _features(scene, stroke, loop)
    score = sum(_WEIGHTS[name] * value for name, value in features.items())
    return 1 / (1 + exp(-(score + _BIAS)))


def _features(scene: Scene, stroke: Stroke, loop: Loop) -> dict[str, float]:
    own = _own(stroke, loop)
    inside, outside = _beside(scene.bare, loop.rect, own)
    is_same = np.abs(inside - outside).max(axis=1) <= _SAME
    ground = np.median(np.concatenate((inside, outside)), axis=0)
    off = np.minimum(np.abs(inside - ground), np.abs(outside - ground)).max(axis=1)
    inked = cut_out(scene.pixels, loop.rect)[own].astype(np.int16)
    uneven = np.abs(inked - np.median(inked, axis=0)).max(axis=1)
    _, a, b = lab(stroke.colour)
    side, longest = min(loop.rect.width, loop.rect.height), max(scene.bare.shape)
    is_rectangle = float(loop.shape == "rectangle")
    framing = _in_line(scene.bare, loop.rect) if is_rectangle else 0.0
    return {
        "same": float(is_same.mean()),
        "crossed": min(5 * float((is_same & (off > _OTHER)).mean()), 1) ** 0.5,
        "chroma": min(hypot(a, b), 100) / 50,
        "width": min(300 * loop.line_px / longest, 2.5),
        "stoutness": min(10 * loop.line_px / side, 2),
        "unevenness": min(float(np.percentile(uneven, _MOST)), 50) / 50,
        "covered": 5 * (loop.covered - 0.8),
        "is_rectangle": is_rectangle,
        "framing": framing,
        "hairline": framing * max(1 - loop.line_px / (_HAIRLINE * longest), 0.0),
        "size": min(20 * side / longest, 3),
        "boldness": is_rectangle * min(4 * loop.line_px / scene.letter_px, 2),
    }


def _own(stroke: Stroke, loop: Loop) -> NDArray[np.bool_]:
    """Return the stroke's pixels inside the loop's rectangle."""
    whole = np.zeros(stroke.near.shape, bool)
    cut_out(whole, stroke.rect)[:] = stroke.mask
    return cut_out(whole, loop.rect)


def _beside(
    pixels: Pixels, rect: Rect, own: NDArray[np.bool_]
) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Return the colours just inside and just outside, direction by direction."""
    down, across = np.nonzero(own)
    middle = np.array([(rect.width - 1) / 2, (rect.height - 1) / 2])
    half = np.array([rect.width / 2, rect.height / 2])
    points = np.stack((across, down), axis=1) - middle
    u, v = (points / half).T
    turns = ((np.arctan2(v, u) / (2 * np.pi) + 0.5) * _DIRECTIONS).astype(int)
    turns %= _DIRECTIONS
    order = np.lexsort((np.hypot(u, v), turns))
    firsts = np.flatnonzero(np.diff(turns[order], prepend=-1))
    lasts = np.append(firsts[1:], len(order)) - 1
    inner = points[order[firsts]] * (1 - _CLEAR_PX / half)
    outer = points[order[lasts]] * (1 + _CLEAR_PX / half)
    height, width, _ = pixels.shape
    places = [
        (each + middle + (rect.left, rect.top)).round().astype(int)
        for each in (inner, outer)
    ]
    # Where a loop leaves the picture there is nothing outside: that says nothing.
    fits = np.all([(at >= 0) & (at < (width, height)) for at in places], axis=(0, 2))
    if not fits.any():
        nothing = np.full((1, 3), 0, np.int16)
        return nothing, nothing + 255
    a, b = (pixels[at[fits, 1], at[fits, 0]].astype(np.int16) for at in places)
    return a, b


def _in_line(pixels: Pixels, rect: Rect) -> float:
    """Return how far edges elsewhere continue two sides of *rect*, 0..1."""
    turned = pixels.transpose(1, 0, 2)
    return max(
        _continued(pixels, (rect.left, rect.right - 1), (rect.top, rect.bottom)),
        _continued(turned, (rect.top, rect.bottom - 1), (rect.left, rect.right)),
    )


def _continued(pixels: Pixels, sides: tuple[int, int], span: tuple[int, int]) -> float:
    start, end = span
    margin = 2 * _CLEAR_PX
    rows = np.r_[0 : max(start - margin, 0), end + margin : pixels.shape[0]]
    found = [
        max((_edge_px(pixels, rows, at) for at in range(side - 1, side + 2)), default=0)
        for side in sides
    ]
    return min(min(found) / (end - start), 1.0)


def _edge_px(pixels: Pixels, rows: NDArray[np.int64], at: int) -> int:
    """Return how long the edges at column *at* are, the short ones left out."""
    if not _EDGE_PX <= at < pixels.shape[1] - _EDGE_PX or not len(rows):
        return 0
    beside = (-_EDGE_PX, 0, _EDGE_PX)
    left, here, right = (pixels[rows, at + off].astype(np.int16) for off in beside)
    step = np.maximum(np.abs(left - right), np.abs(here - right)).max(axis=1)
    edges = np.diff(np.r_[False, step > _EDGE, False].astype(np.int8))
    lengths = np.flatnonzero(edges < 0) - np.flatnonzero(edges > 0)
    return int(lengths[lengths >= _EDGE_RUN_PX].sum())
