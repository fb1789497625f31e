"""A plot's pixels -> the lines drawn across it, one for each colour.

Knows nothing of values: a trace is where ink is, column by column.
"""

from __future__ import annotations

import cv2
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from model_worker.readers.charts.grounds import Ground, commonest
from model_worker.readers.charts.paths import Runs, path_through, runs_of
from model_worker.readers.charts.rules import Colours, Flat, Mask, Whole, distance
from model_worker.readers.pixels import Pixels

Floats = NDArray[np.float64]

_INK = 40.0
"""Ink stands off its ground at least this far, and ..."""

_NOISES = 4.0
"""... at least this many times the ground's own noise."""

_BIN_BITS = 4
_ALIKE = 52.0
"""Distance up to which ink is of one colour."""

_MOST_INKS = 6
_LEAST_COVER = 0.3
"""Share of the columns that an ink must be seen in to be looked at as a trace."""

_STRAY = 0.3
"""Part of the way from ground to ink that a blend of both may stand aside."""

_SAME = 0.5
"""Share of columns in which two traces run together where they are one."""

_SAME_PX = 2.5
_HALO = 2.5
"""Times that a line stands off its ground more than the halo JPEG paints around it."""

_HALO_PX = 9.0
_TAIL = 0.15
_TAIL_LEAP_PX = 3
_TAIL_LEVEL_PX = 3
_LETTER = 0.2
"""What a column of a path is worth where text stands, to one elsewhere."""

_HALF = 0.45
"""A pixel belongs to the ink that covers this much of it."""


class Trace(Struct, frozen=True):
    """A line across a plot: for each of its columns its middle, upper and lower edge.

    All in pixels of the area. *thick_px* is the line's own width, *cover* the share of
    columns with ink between its ends, *strength* how much of the pixels in its core
    the colour usually covers, *contrast* how far it is off its ground, *leap_px* the
    longest way up or down between neighbouring columns that do not touch.
    """

    colour: tuple[int, int, int]
    columns: Floats
    middles: Floats
    tops: Floats
    ends: Floats
    thick_px: float
    cover: float
    strength: float
    contrast: float
    leap_px: float


def traces(area: Pixels, ground: Ground, hidden: Mask) -> tuple[Trace, ...]:
    """Return the traces in *area*; *hidden* is where text stands."""
    colours = area.astype(np.float32)
    found: list[Trace] = []
    for ink in _inks(colours, ground, hidden):
        trace = _trace(colours, ground, ink, hidden)
        if trace is not None:
            found.append(trace)
    return tuple(
        trace
        for place, trace in enumerate(found)
        if not any(
            _is_shadow(trace, other, is_later=place > number)
            for number, other in enumerate(found)
            if number != place
        )
    )


def _is_shadow(trace: Trace, other: Trace, *, is_later: bool) -> bool:
    """Whether *trace* follows the ink of *other*, whose colour is the truer one."""
    columns, ours, theirs = np.intersect1d(
        trace.columns, other.columns, return_indices=True
    )
    if len(columns) < _SAME * min(len(trace.columns), len(other.columns)):
        return False
    off = np.abs(trace.middles[ours] - other.middles[theirs])
    is_halo = _HALO * trace.contrast < other.contrast
    if np.mean(off <= (_HALO_PX if is_halo else _SAME_PX)) < _SAME:
        return False
    if is_halo:
        return True
    return (trace.strength, not is_later) < (other.strength, is_later)


def _inks(colours: Colours, ground: Ground, hidden: Mask) -> list[Colours]:
    """Return the colours of what is neither ground nor text, the commonest first."""
    off = ground.off
    ridge = (off > max(_INK, _NOISES * ground.noise)) & ~hidden
    ridge[1:] &= off[1:] >= off[:-1]
    ridge[:-1] &= off[:-1] >= off[1:]
    rows, columns = np.nonzero(ridge)
    pixels = colours[rows, columns]
    inks: list[Colours] = []
    for _ in range(_MOST_INKS):
        if not len(pixels):
            break
        ink = _centre(pixels)
        is_ink = distance(pixels, ink) <= _ALIKE
        if len(np.unique(columns[is_ink])) >= _LEAST_COVER * off.shape[1]:
            inks.append(ink)
            for flat in ground.flats:
                is_ink |= _is_pale(pixels, flat, ink)
        pixels, columns = pixels[~is_ink], columns[~is_ink]
    return inks


def _centre(pixels: Colours) -> Colours:
    near = distance(pixels, commonest(pixels, _BIN_BITS)) <= _ALIKE / 2
    centre: Colours = np.median(pixels[near], axis=0)
    return centre


def _is_pale(pixels: Colours, flat: Colours, ink: Colours) -> Mask:
    """Tell which *pixels* are a little of *ink* over much of *flat*."""
    way = float(np.sqrt(((ink - flat) ** 2).sum()))
    to_flat, to_ink = distance(pixels, flat), distance(pixels, ink)
    is_blend = to_flat + to_ink <= (1 + _STRAY) * max(way, 1.0)
    is_pale: Mask = is_blend & (to_flat < to_ink)
    return is_pale


def _cover_of(colours: Colours, ground: Ground, ink: Colours) -> Flat:
    """Return how much of each pixel *ink* covers, 0 where other colours stand."""
    to_ink = distance(colours, ink)
    flats = np.stack(ground.flats)
    way = np.sqrt(((flats - ink) ** 2).sum(axis=1))[ground.nearest]
    detour = ground.off + to_ink
    cover = ground.off / np.maximum(detour, 1.0)
    cover[detour > (1 + _STRAY) * way + _NOISES * ground.noise] = 0.0
    return np.asarray(cover, dtype=np.float32)


def _trace(
    colours: Colours, ground: Ground, ink: Colours, hidden: Mask
) -> Trace | None:
    cover = _cover_of(colours, ground, ink)
    mask = cover > _HALF
    runs = runs_of(mask)
    path = path_through(runs, _worth(runs, hidden), mask.shape[1])
    path = _without_tails(runs, path)
    if len(path) < _LEAST_COVER * mask.shape[1]:
        return None
    columns, tops, ends = (part[path] for part in runs)
    on_path = np.zeros(mask.shape, dtype=bool)
    for column, top, end in zip(columns, tops, ends, strict=True):
        on_path[top:end, column] = True
    red, green, blue = (round(float(part)) for part in ink)
    return Trace(
        colour=(red, green, blue),
        columns=columns.astype(np.float64) + 0.5,
        middles=_middles(cover, columns, tops, ends),
        tops=tops.astype(np.float64),
        ends=ends.astype(np.float64),
        thick_px=_thick_px(mask, on_path),
        cover=len(columns) / float(columns[-1] - columns[0] + 1),
        leap_px=_longest_leap(tops, ends),
        contrast=float(min(distance(ink, flat) for flat in ground.flats)),
        strength=float(np.median(np.where(on_path, cover, 0).max(axis=0)[columns])),
    )


def _without_tails(runs: Runs, path: Whole) -> Whole:
    """Return *path* without short level pieces at its ends that it had to leap to.

    What is left of an axis lies there, or the key of a legend.
    """
    tops, ends = runs.top[path], runs.end[path]
    leaps = np.maximum(tops[1:] - ends[:-1], tops[:-1] - ends[1:])
    cuts = np.flatnonzero(leaps > _TAIL_LEAP_PX) + 1
    most = int(_TAIL * len(path))
    start = max((cut for cut in cuts if cut <= most), default=0)
    stop = min((cut for cut in cuts if cut >= len(path) - most), default=len(path))
    if _height(tops[:start]) > _TAIL_LEVEL_PX:
        start = 0
    if _height(tops[stop:]) > _TAIL_LEVEL_PX:
        stop = len(path)
    return path[start:stop]


def _height(rows: Whole) -> int:
    return int(np.ptp(rows)) if len(rows) else 0


def _worth(runs: Runs, hidden: Mask) -> Floats:
    """Return how likely each run is a line's: ink on text may be that of letters."""
    middles = (runs.top + runs.end) // 2
    return np.where(hidden[middles, runs.column], _LETTER, 1.0)


def _longest_leap(tops: Whole, ends: Whole) -> float:
    leaps = np.maximum(tops[1:] - ends[:-1], tops[:-1] - ends[1:])
    return float(max(leaps.max(initial=0), 0))


def _middles(cover: Flat, columns: Whole, tops: Whole, ends: Whole) -> Floats:
    """Return the middle of the ink in each run and a pixel around it."""
    tall = cover.shape[0]
    levels = np.arange(tall, dtype=np.float64)[:, None] + 0.5
    weights, moments = (
        np.concatenate([[0.0], np.cumsum(part.T, dtype=np.float64)])
        for part in (cover, cover * levels)
    )
    start = columns * tall + np.maximum(tops - 1, 0)
    stop = columns * tall + np.minimum(ends + 1, tall)
    middles: Floats = (moments[stop] - moments[start]) / (
        weights[stop] - weights[start]
    )
    return middles


def _thick_px(mask: Mask, on_path: Mask) -> float:
    """Return how thick the line is where it is thickest but for its markers."""
    depth = cv2.distanceTransform(mask.astype(np.uint8), cv2.DIST_L2, 3)
    deepest = np.where(on_path, depth, 0).max(axis=0)
    return max(2 * float(np.median(deepest[deepest > 0])) - 1, 1.0)
