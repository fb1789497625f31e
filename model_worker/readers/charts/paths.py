"""A mask -> the one path that runs from left to right through most of it. Pure.

Every column is parted into its runs of marked pixels. The path takes at most one run
a column; it may leap over the gaps of dashes and crossings, at a price.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Mask = NDArray[np.bool_]
Whole = NDArray[np.intp]
Floats = NDArray[np.float64]

_GAP = 0.03
"""Share of the width that may be without a mark: a dash's gap, a marker's inside."""

_LEAST_GAP_PX = 16
_SKIPPED = 0.6
"""Price of a column without a mark, in columns with one."""

_LEAP = 0.2
_FAR_LEAP = 0.03
"""Price of a pixel up or down between two runs that do not touch, and of its square:
dashes of a steep line lie some pixels apart, other lines many."""


class Runs(NamedTuple):
    """Vertical runs of marked pixels, column by column: *end* lies outside."""

    column: Whole
    top: Whole
    end: Whole


def runs_of(mask: Mask) -> Runs:
    """Return the vertical runs of *mask*, from left to right, from top to bottom."""
    edged = np.zeros((mask.shape[1], mask.shape[0] + 2), dtype=np.int8)
    edged[:, 1:-1] = mask.T
    steps = np.diff(edged, axis=1)
    column, top = np.nonzero(steps == 1)
    _, end = np.nonzero(steps == -1)
    return Runs(column, top, end)


def path_through(runs: Runs, worth: Floats, width_px: int) -> Whole:
    """Return the places in *runs* of the best path, from left to right.

    *worth* is what each run is worth to the path: 1 for one that is surely ink of a
    line, less for one that may be a letter's.
    """
    if not len(runs.column):
        return np.zeros(0, dtype=np.intp)
    gap_px = max(int(_GAP * width_px), _LEAST_GAP_PX)
    columns, tops, ends = (part.tolist() for part in runs)
    worths = worth.tolist()
    first = np.searchsorted(runs.column, np.arange(width_px + 1)).tolist()
    scores: list[float] = []
    before: list[int] = []
    for place, column in enumerate(columns):
        best, source = 0.0, -1
        for back in range(1, min(gap_px, column) + 1):
            start, stop = first[column - back], first[column - back + 1]
            is_touched = False
            for other in range(start, stop):
                leap = max(tops[place] - ends[other], tops[other] - ends[place], 0)
                price = leap * (_LEAP + _FAR_LEAP * leap) + _SKIPPED * (back - 1)
                score = scores[other] - price
                is_touched = is_touched or (back == 1 and leap == 0)
                if score > best:
                    best, source = score, other
            if is_touched:
                break
        scores.append(best + worths[place])
        before.append(source)
    place = int(np.argmax(scores))
    path = []
    while place >= 0:
        path.append(place)
        place = before[place]
    return np.array(path[::-1], dtype=np.intp)
