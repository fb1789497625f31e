"""Straight level lines across a plot: grid lines, axes, frames.

Colours and distances live here, too, for all that look for ink in plots.
"""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Whole = NDArray[np.intp]
Colours = NDArray[np.float32]
"""Height x width x 3, or places x 3: red, green, blue, 0..255 each."""

Flat = NDArray[np.float32]
"""Height x width."""

_FAINT = 12.0
"""The palest grid lines stand off their ground by this much."""

_GAP_PX = 25
"""Dots and dashes of a grid line lie nearer to each other than this."""

_THICK_PX = 6
_WOBBLE_PX = 3
"""How far a line drawn by hand leaves its row to each side."""

_LONG = 0.6
"""Share of a plot's side that a grid line covers at the least."""

_GREY = 28.0
"""Difference of channels up to which a colour counts as grey."""

_DARK = 64.0
"""Nobody sees a hue in colours as dark as this."""

_NOISES = 4.0
"""The same in a lossy picture, in steps of its noise."""

_OWN_ROW = 0.3
_CORE = 70
_LIKE_LINE = 25.0
"""How far a pixel may stand aside of the way from the ground to a line's colour."""


def distance(area: Colours, colour: Colours) -> Flat:
    """Return how far each pixel is from *colour* (Euclid, 0..441)."""
    away = area - colour
    off: Flat = np.sqrt(np.einsum("...i,...i->...", away, away))
    return off


class Rule(Struct, frozen=True):
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
        return float(np.ptp(self.shade)) <= _GREY or float(self.shade.max()) <= _DARK

    def is_twin(self, other: Rule) -> bool:
        """Whether *other* is another line of the same colour."""
        off = float(np.abs(self.shade - other.shade).max())
        return other is not self and off <= _GREY

    def crossed(self, off: Flat) -> Mask:
        """Tell the pixels of the line that have ink both above and below it."""
        rows, columns = self.where
        if rows.start == 0 or rows.stop == off.shape[0]:
            return np.zeros(self.marks.shape, dtype=bool)
        is_inked = off[[rows.start - 1, rows.stop], columns] > _FAINT
        return np.broadcast_to(is_inked.all(axis=0), self.marks.shape)


def rules_in(colours: Colours, off: Flat, noise: float) -> list[Rule]:
    """Return the level lines among what is *off* the ground."""
    inked = off > _FAINT
    straight = _straight(inked).astype(np.uint8)
    count, labels, stats, _ = cv2.connectedComponentsWithStats(straight, connectivity=8)
    rules = []
    for place in range(1, count):
        left, top, width, height = map(int, stats[place, :4])
        where = (slice(top, top + height), slice(left, left + width))
        there = (labels[where] == place) & inked[where]
        if not there.any():
            continue
        shade = _shade(colours[where], off[where], there)
        to_shade = distance(colours[where], shade)
        full = float(off[where][to_shade <= _GREY].max(initial=0.0))
        is_like = off[where] + to_shade <= full + _LIKE_LINE + _NOISES * noise
        rules.append(Rule(where, shade, there & is_like))
    return rules


def _shade(colours: Colours, off: Flat, marks: Mask) -> Colours:
    """Return the colour of the line's core: the rest are its soft edges.

    A row with few marks is not the line's own: a trace passes there.
    """
    counts = marks.sum(axis=1)
    own = marks & (counts >= _OWN_ROW * counts.max())[:, None]
    core = own & (off >= np.percentile(off[own], _CORE))
    shade: Colours = np.median(colours[core], axis=0)
    return shade


def _straight(inked: Mask) -> Mask:
    """Return level runs that are long and thin, the gaps of dashes filled."""
    long_px = max(int(_LONG * inked.shape[1]), 2 * _GAP_PX)
    # What lies outside counts as ink here, and would make a frame thick.
    padded = np.pad(inked, _THICK_PX).astype(np.uint8)
    marks = cv2.dilate(padded, np.ones((2 * _WOBBLE_PX + 1, 1), np.uint8))
    joined = cv2.morphologyEx(marks, cv2.MORPH_CLOSE, np.ones((1, _GAP_PX), np.uint8))
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, long_px), np.uint8))
    tall = np.ones((_THICK_PX + 2 * _WOBBLE_PX + 1, 1), np.uint8)
    thick = cv2.morphologyEx(runs, cv2.MORPH_OPEN, tall)
    inside = slice(_THICK_PX, -_THICK_PX)
    thin: Mask = (np.asarray(runs) > 0) & (np.asarray(thick) == 0)
    return thin[inside, inside]
