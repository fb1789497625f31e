"""Where a trace turns: it is straight between values, so these are places of values."""

from __future__ import annotations

import numpy as np

from model_worker.readers.charts.traces import Floats, Trace

_ARM_PX = 10
"""The stretch on each side of a place whose direction is compared."""

_HIDDEN_PX = 3
"""A marker or a soft corner hides the bend itself."""

_TURN = 0.21
"""Radians: noise turns a thin line by a third of that."""

_APART_PX = 16
"""Two turns nearer than this are one, seen on both sides of a marker."""

_STEEP = 12.0
"""Directions steeper than this are alike: columns cannot tell them apart."""


def bends(trace: Trace) -> Floats:
    """Return the columns at which *trace* turns, its two ends among them."""
    first, last = trace.columns[0], trace.columns[-1]
    places = np.arange(first, last + 1)
    levels = np.interp(places, trace.columns, trace.middles)
    arm = _ARM_PX + _HIDDEN_PX
    if len(places) < 2 * arm + 1:
        return np.array([first, last])
    before = _slopes(levels, -arm, -_HIDDEN_PX)
    after = _slopes(levels, _HIDDEN_PX, arm)
    turns = np.abs(np.arctan(after) - np.arctan(before))
    turns[(np.minimum(np.abs(before), np.abs(after)) > _STEEP)] = 0
    found = [first, *_tops(places, turns), last]
    return np.array(found)


def _slopes(levels: Floats, start: int, stop: int) -> Floats:
    """Return the mean slope from *start* to *stop* columns beside each place."""
    padded = np.pad(levels, _ARM_PX + _HIDDEN_PX, mode="edge")
    middle = _ARM_PX + _HIDDEN_PX
    count = len(levels)
    begins = padded[middle + start : middle + start + count]
    ends = padded[middle + stop : middle + stop + count]
    slopes: Floats = (ends - begins) / (stop - start)
    return slopes


def _tops(places: Floats, turns: Floats) -> list[float]:
    """Return the middles of the strongest turns, apart from each other."""
    inside = slice(_HIDDEN_PX + _ARM_PX, -_HIDDEN_PX - _ARM_PX)
    places, turns = places[inside], turns[inside].copy()
    found = []
    while len(turns) and turns.max() > _TURN:
        around = np.abs(places - places[int(turns.argmax())]) <= _ARM_PX
        found.append(float(np.average(places[around], weights=turns[around])))
        turns[np.abs(places - found[-1]) <= _APART_PX] = 0
    return sorted(found)
