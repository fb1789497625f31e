"""What tells an arrow that a person drew from those of a diagram, a chart or texture.

A page's own arrows run level or upright and begin at a thing: a box, an axis, a word. A
person's lies over what goes on at both of its sides, even and bold.
"""

from __future__ import annotations

from math import atan2, degrees, exp, hypot, pi

import numpy as np
from numpy.typing import NDArray

from model_worker.readers.colour_names import lab
from model_worker.readers.marks.arrows import Arrow
from model_worker.readers.marks.evidence import Scene
from model_worker.readers.marks.strokes import Stroke
from model_worker.readers.panels.cuts import cut_out

_SAME = 26
_OTHER = 20
"""Levels: two places look the same, or clearly unlike."""

_RULED = 2.0
"""Degrees off the level or upright within which a line was ruled, not drawn."""

_BODY = 0.1, 0.65
_PLACES = 16
"""Where along an arrow, from its tail on, its sides are looked at."""

_CLEAR_PX = 3
_BEHIND_PX = 2, 9
_MOST = 60
"""Percentile of an arrow's pixels that its own colour covers, soft edges left out."""

_BIAS = -7.36
_WEIGHTS = {
    "same": 2.39,
    "unevenness": -2.39,
    "contrast": 3.67,
    "chroma": 3.62,
    "width": -0.87,
    "roughness": -1.76,
    "is_ruled": -1.0,
    "is_tied": -1.0,
    "is_of_a_diagram": -8.0,
}
"""Logistic regression over 400 strokes shaped like arrows on pages, charts and photos,
of which four in ten were drawn over them; the last three are set for what those
lack: flow charts' coloured arrows, which are ruled and begin at a box."""


def arrow_confidence(scene: Scene, stroke: Stroke, arrow: Arrow) -> float:
    """Return how sure it is that a person drew *arrow*, 0..1."""
    features = _features(scene, stroke, arrow)
    score = sum(_WEIGHTS[name] * value for name, value in features.items())
    return 1 / (1 + exp(-(score + _BIAS)))


def _features(scene: Scene, stroke: Stroke, arrow: Arrow) -> dict[str, float]:
    one, other = _beside(scene, arrow)
    inked = cut_out(scene.pixels, stroke.rect)[stroke.mask].astype(np.int16)
    uneven = np.abs(inked - np.median(inked, axis=0)).max(axis=1)
    ground = np.median(np.concatenate((one, other)), axis=0)
    contrast = float(np.abs(ground - np.array(stroke.colour)).max())
    turned = degrees(atan2(arrow.ahead[1], arrow.ahead[0])) % 90
    is_ruled, is_tied = min(turned, 90 - turned) < _RULED, _is_tied(scene, arrow)
    _, a, b = lab(stroke.colour)
    longest = max(scene.bare.shape)
    return {
        "same": float((np.abs(one - other).max(axis=1) <= _SAME).mean()),
        "unevenness": min(float(np.percentile(uneven, _MOST)), 50) / 50,
        "contrast": min(contrast, 200) / 100,
        "chroma": min(hypot(a, b), 100) / 50,
        "width": min(300 * arrow.line_px / longest, 2.5),
        "is_ruled": float(is_ruled),
        "is_tied": float(is_tied),
        "is_of_a_diagram": float(is_ruled and is_tied),
        "roughness": min(3 * arrow.roughness, 2),
    }


def _across(arrow: Arrow) -> NDArray[np.float64]:
    turned = atan2(arrow.ahead[1], arrow.ahead[0]) + pi / 2
    return np.array((np.cos(turned), np.sin(turned)))


def _beside(scene: Scene, arrow: Arrow) -> tuple[NDArray[np.int16], NDArray[np.int16]]:
    """Return the grounds along both sides of the line, place by place."""
    steps = np.linspace(*_BODY, _PLACES)[:, None] * arrow.length
    body = np.array(arrow.tail) + steps * np.array(arrow.ahead)
    aside = (arrow.line_px / 2 + _CLEAR_PX) * _across(arrow)
    return _levels(scene, body + aside), _levels(scene, body - aside)


def _levels(scene: Scene, places: NDArray[np.float64]) -> NDArray[np.int16]:
    """Return the levels at *places*; those outside are taken to the rim."""
    height, width = scene.bare.shape[:2]
    x, y = places.round().astype(int).T
    rows, columns = y.clip(0, height - 1), x.clip(0, width - 1)
    return np.asarray(scene.bare[rows, columns], np.int16)


def _is_tied(scene: Scene, arrow: Arrow) -> bool:
    """Whether the line begins at something: its ground ends behind its tail."""
    tail, ahead = np.array(arrow.tail), np.array(arrow.ahead)
    aside = (arrow.line_px / 2 + _CLEAR_PX) * _across(arrow)
    start = tail + arrow.line_px * ahead
    beside = _levels(scene, np.array((start + aside, start - aside)))
    steps = np.arange(*_BEHIND_PX)[:, None]
    behind = _levels(scene, tail - steps * ahead)
    off = np.abs(behind[:, None] - beside[None]).max(axis=2).min(axis=1)
    return bool((off > _OTHER).any())
