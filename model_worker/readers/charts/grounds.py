"""What a plot is painted on: its flat colours, without the straight lines across it.

A trace is whatever is left when both are taken away.
"""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct

from model_worker.readers.charts.rules import (
    Colours,
    Flat,
    Mask,
    Rule,
    Whole,
    distance,
    rules_in,
)
from model_worker.readers.pixels import Pixels

_BITS = 3
"""Bits that are dropped before colours are counted: JPEG moves them that much."""

_ALIKE = 16.0
"""Distance up to which pixels are of one flat colour."""

_SOLID_PX = 7
_LEAST_SHARE = 0.05
"""A flat colour covers this part of a plot in solid pieces; a dense trace does not."""

_MOST_GROUNDS = 3
_SPARSE = 7
"""Every seventh pixel tells the colour of an area as well as all of them."""

_ON_TICK_PX = 3.0
_STROKE_PX = 4
_INK = 40.0


class Ground(Struct, frozen=True):
    """The flat colours of a plot, and how far each of its pixels is off them.

    *off* is 0 where a straight line was taken away; *noise* is the usual distance of
    ground pixels: 0 in a clean picture, some steps in a lossy one. *marks* are the
    columns of upright grid lines and of the strokes that point at labels.
    """

    flats: tuple[Colours, ...]
    nearest: Whole
    off: Flat
    noise: float
    marks: tuple[float, ...] = ()


def ground_of(
    area: Pixels, page: Colours, ticks: tuple[list[float], list[float]]
) -> Ground | None:
    """Return what *area* is painted on, None where nothing flat is there.

    *page* is the colour at the rim of the picture: a plot's margins show it. *ticks*
    are the rows and the columns of the plot's labels: grid lines stand at those.
    """
    colours = area.astype(np.float32)
    flats = _flats(colours, page)
    if not flats:
        return None
    offs = np.stack([distance(colours, flat) for flat in flats])
    off: Flat = offs.min(axis=0)
    noise = float(np.sqrt(np.mean(off[off <= _ALIKE] ** 2)))
    level = _grid(rules_in(colours, off, noise), ticks[0])
    off = _without(off, level)
    turned = colours.transpose(1, 0, 2)
    upright = _grid(rules_in(turned, off.T, noise), ticks[1])
    off = _without(off.T, upright).T
    marks = [rule.middle for rule in upright] + _strokes(off, level)
    return Ground(flats, offs.argmin(axis=0), off, noise, tuple(marks))


def _grid(rules: list[Rule], ticks: list[float]) -> list[Rule]:
    """Return those of *rules* that are grid or frame: a level trace is neither."""
    return [
        rule
        for rule in rules
        if rule.is_grey
        or (
            any(abs(rule.middle - tick) <= _ON_TICK_PX for tick in ticks)
            and any(map(rule.is_twin, rules))
        )
    ]


def _without(off: Flat, rules: list[Rule]) -> Flat:
    """Return *off* as if *rules* were not there, but for what crosses them."""
    bare = off.copy()
    for rule in rules:
        bare[rule.where][rule.marks & ~rule.crossed(off)] = 0
    return bare


def _strokes(off: Flat, level: list[Rule]) -> list[float]:
    """Return the columns of short strokes right below the lowest level line."""
    if not level:
        return []
    base = max(rule.where[0].stop for rule in level)
    if base + 1 >= len(off):
        return []
    is_inked = (off[base : base + 2] > _INK).all(axis=0)
    steps = np.diff(np.concatenate([[0], is_inked.astype(np.int8), [0]]))
    starts, stops = np.flatnonzero(steps == 1), np.flatnonzero(steps == -1)
    return [
        float(start + stop) / 2
        for start, stop in zip(starts, stops, strict=True)
        if stop - start <= _STROKE_PX
    ]


def _flats(colours: Colours, page: Colours) -> tuple[Colours, ...]:
    left = np.ones(colours.shape[:2], dtype=bool)
    found: list[Colours] = []
    while len(found) < _MOST_GROUNDS and left.any():
        colour = commonest(colours[left][::_SPARSE], _BITS)
        alike = distance(colours, colour) <= _ALIKE
        if _solid(alike & left).mean() < _LEAST_SHARE:
            break
        found.append(np.median(colours[alike][::_SPARSE], axis=0))
        left &= ~alike
    is_page = distance(colours, page) <= _ALIKE
    if found and _solid(is_page & left).any():
        found.append(page)
    return tuple(found)


def commonest(pixels: Colours, bits: int) -> Colours:
    """Return the middle of the commonest colour, *bits* of each channel dropped."""
    coarse = pixels.astype(np.int32) >> bits
    side = 256 >> bits
    codes = (coarse[:, 0] * side + coarse[:, 1]) * side + coarse[:, 2]
    most = int(np.bincount(codes).argmax())
    middle: Colours = np.median(pixels[codes == most], axis=0)
    return middle


def _solid(mask: Mask) -> Mask:
    kernel = np.ones((_SOLID_PX, _SOLID_PX), np.uint8)
    return np.asarray(cv2.erode(mask.astype(np.uint8), kernel), dtype=bool)
