"""What a plot is painted on: its flat colours, and the straight lines across it.

A trace is whatever is left when both are taken away.
"""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from model_worker.readers.pixels import Pixels

Mask = NDArray[np.bool_]
Colours = NDArray[np.float32]
"""Height x width x 3, or places x 3: red, green, blue, 0..255 each."""

Flat = NDArray[np.float32]
"""Height x width."""

_BITS = 3
"""Bits that are dropped before colours are counted: JPEG moves them that much."""

_ALIKE = 16.0
"""Distance up to which pixels are of one flat colour."""

_SOLID_PX = 7
_LEAST_SHARE = 0.05
"""A flat colour covers this part of a plot in solid pieces; a dense trace does not."""

_MOST_GROUNDS = 3
_FAINT = 12.0
"""The palest grid lines stand off their ground by this much."""

_GAP_PX = 13
"""Dots and dashes of a grid line lie nearer to each other than this."""

_THICK_PX = 6
_LONG = 0.6
"""Share of a plot's side that a grid line covers at the least."""

_GREY = 28.0
"""Difference of channels up to which a colour counts as grey."""

_ON_TICK_PX = 3.0
_SPARSE = 7
"""Every seventh pixel tells the colour of an area as well as all of them."""

_LIKE_LINE = 60.0
"""Distance up to which a pixel on a straight line is of the line's colour."""


class Ground(Struct, frozen=True):
    """The flat colours of a plot, and how far each of its pixels is off them.

    *off* is 0 where a straight line was taken away; *noise* is the usual distance of
    ground pixels: 0 in a clean picture, some steps in a lossy one.
    """

    flats: tuple[Colours, ...]
    nearest: NDArray[np.intp]
    off: Flat
    noise: float


def ground_of(area: Pixels, ticks: tuple[list[float], list[float]]) -> Ground | None:
    """Return what *area* is painted on, None where nothing flat is there.

    *ticks* are the rows and the columns of its labels: grid lines stand at those.
    """
    colours = area.astype(np.float32)
    flats = _flats(colours)
    if not flats:
        return None
    offs = np.stack([distance(colours, flat) for flat in flats])
    nearest = offs.argmin(axis=0)
    off: Flat = offs.min(axis=0)
    is_near = off <= _ALIKE
    noise = float(np.sqrt(np.mean(off[is_near] ** 2)))
    for is_level, places in ((True, ticks[0]), (False, ticks[1])):
        ruled = _ruled(colours, off, places, is_level=is_level)
        off = np.where(ruled, 0.0, off).astype(np.float32)
    return Ground(flats, nearest, off, noise)


def distance(area: Colours, colour: Colours) -> Flat:
    """Return how far each pixel is from *colour* (Euclid, 0..441)."""
    away = area - colour
    off: Flat = np.sqrt(np.einsum("...i,...i->...", away, away))
    return off


def _flats(colours: Colours) -> tuple[Colours, ...]:
    left = np.ones(colours.shape[:2], dtype=bool)
    found: list[Colours] = []
    while len(found) < _MOST_GROUNDS and left.any():
        colour = commonest(colours[left][::_SPARSE], _BITS)
        alike = distance(colours, colour) <= _ALIKE
        if _solid(alike & left).mean() < _LEAST_SHARE:
            break
        found.append(np.median(colours[alike][::_SPARSE], axis=0))
        left &= ~alike
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


def _ruled(colours: Colours, off: Flat, ticks: list[float], *, is_level: bool) -> Mask:
    """Return the pixels of grid lines and frames, those of a trace left out."""
    if not is_level:
        turned = colours.transpose(1, 0, 2)
        return _ruled(turned, off.T, ticks, is_level=True).T
    gone = np.zeros(off.shape, dtype=bool)
    rules = _rules(colours, off)
    for rule in rules:
        is_on_tick = any(abs(rule.middle - tick) <= _ON_TICK_PX for tick in ticks)
        if rule.is_grey or (is_on_tick and any(map(rule.is_twin, rules))):
            gone[rule.where] |= rule.marks & ~_crossed(off, rule)
    return gone


class _Rule(Struct, frozen=True):
    """One straight level line: *marks* are its pixels inside *where*."""

    where: tuple[slice, slice]
    shade: Colours
    marks: Mask

    @property
    def middle(self) -> float:
        rows = self.where[0]
        return float(rows.start + rows.stop - 1) / 2

    @property
    def is_grey(self) -> bool:
        return float(np.ptp(self.shade)) <= _GREY

    def is_twin(self, other: _Rule) -> bool:
        """Whether *other* is another line of the same colour."""
        off = float(np.abs(self.shade - other.shade).max())
        return other is not self and off <= _GREY


def _rules(colours: Colours, off: Flat) -> list[_Rule]:
    inked = off > _FAINT
    straight = _straight(inked).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(straight, connectivity=8)
    rules = []
    for place in range(1, count):
        left, top, width, height = map(int, stats[place, :4])
        where = (slice(top, top + height), slice(left, left + width))
        there = labels[where] == place
        shade = _shade(colours[where], off[where], there & inked[where])
        to_shade = distance(colours[where], shade)
        full = float(off[where][to_shade <= _GREY].max(initial=0.0))
        is_like = off[where] + to_shade <= full + _LIKE_LINE
        rules.append(_Rule(where, shade, there & is_like))
    return rules


def _shade(colours: Colours, off: Flat, marks: Mask) -> Colours:
    """Return the colour of the line's strongest row: the others are its soft edges."""
    usual = [np.median(off[n][row]) if row.any() else 0 for n, row in enumerate(marks)]
    strongest = int(np.argmax(usual))
    shade: Colours = np.median(colours[strongest][marks[strongest]], axis=0)
    return shade


def _crossed(off: Flat, rule: _Rule) -> Mask:
    """Tell the pixels of *rule* that have ink both above and below the line."""
    rows, columns = rule.where
    if rows.start == 0 or rows.stop == off.shape[0]:
        return np.zeros(rule.marks.shape, dtype=bool)
    is_inked = off[[rows.start - 1, rows.stop], columns] > _FAINT
    return np.broadcast_to(is_inked.all(axis=0), rule.marks.shape)


def _straight(inked: Mask) -> Mask:
    """Return level runs that are long and thin, the gaps of dashes filled."""
    long_px = max(int(_LONG * inked.shape[1]), 2 * _GAP_PX)
    # What lies outside counts as ink here, and would make a frame thick.
    marks = np.pad(inked, _THICK_PX).astype(np.uint8)
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, _GAP_PX), np.uint8))
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, long_px), np.uint8))
    tall = np.ones((_THICK_PX + 1, 1), np.uint8)
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, tall)
    inside = slice(_THICK_PX, -_THICK_PX)
    thin: Mask = (np.asarray(runs) > 0) & (np.asarray(thick) == 0)
    return thin[inside, inside]
