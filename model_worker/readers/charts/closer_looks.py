"""What was not read around a row of bars is looked at again, enlarged.

Detectors lose lone digits and short words. First a whole margin is read again, then
each piece of ink that is still unread, alone. Every look costs a tenth of a second and
more, so only what is likely to be a chart is worth them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.margin_regions import (
    axis_region,
    grown,
    is_in,
    names_region,
    power_region,
    tips_region,
)
from model_worker.readers.charts.name_looks import names_completed
from model_worker.readers.charts.scales import Axis
from model_worker.readers.charts.surroundings import Surroundings, surroundings
from model_worker.readers.charts.unread import unread_ink, usual_text_px
from model_worker.readers.charts.views import View
from model_worker.readers.pixels import Closer

_LEAST_SHARE, _LEAST_SHARE_MUTE = 0.01, 0.04
"""Parts of the picture that bars cover, for which it is worth to look again: where
something was read around them, and where nothing was.
"""

_FEW = 3
_NAMED = 0.5
_LOOKS = 7
_GOOD_AXIS = 0.8
_PAD = 0.9
"""Text heights around a piece of ink that are looked at with it."""


_TIMES = 5
"""Times that a scale must change for a power of ten to have done it."""


class Looks:
    """A closer that is blind after *most* looks: a picture has only so much time."""

    def __init__(self, closer: Closer, most: int) -> None:
        self._closer = closer
        self._left = most

    def __call__(self, region: Box) -> tuple[Line, ...]:
        self._left -= 1
        return self._closer(region) if self._left >= 0 else ()


def looked_again(
    found: Surroundings, row: Row, view: View, lines: Sequence[Line], closer: Closer
) -> Surroundings:
    """Return *found*, completed where looking closer shows more."""
    if not _is_worth_it(found, row, view):
        return found
    known = _Known(found, tuple(lines))
    if None in found.names:
        known = _read_anew(known, names_region(row, view), row, view, closer)
    if not _is_named(known.found):
        return known.found
    if not _has_axis(known.found):
        known = _read_anew(known, axis_region(row, view), row, view, closer)
    if known.found.axis is None:
        known = _read_anew(known, tips_region(row, view), row, view, closer)
    found = _pieces_read(known, row, view, closer)
    return replace(found, names=names_completed(found, row, view, closer))


class _Known(NamedTuple):
    found: Surroundings
    lines: tuple[Line, ...]


def _is_worth_it(found: Surroundings, row: Row, view: View) -> bool:
    width, height = view.size_px
    if found.axis is not None or found.named:
        return row.paint >= _LEAST_SHARE * width * height
    return len(row.bars) >= _FEW and row.paint >= _LEAST_SHARE_MUTE * width * height


def _is_named(found: Surroundings) -> bool:
    return found.named >= max(2, _NAMED * len(found.names))


def _has_axis(found: Surroundings) -> bool:
    return found.axis is not None and found.axis.confidence >= _GOOD_AXIS


def _read_anew(
    known: _Known, region: Box | None, row: Row, view: View, closer: Closer
) -> _Known:
    """Return what is known when all text of *region* is read again, if any was not."""
    if region is None or not _unread(known, region, view):
        return known
    outside = [line for line in known.lines if not is_in(line.box, region)]
    lines = (*outside, *closer(region))
    again = _Known(surroundings(row, view, lines), lines)
    return max(known, again, key=_worth)


def _unread(known: _Known, region: Box | None, view: View) -> tuple[Box, ...]:
    if region is None:
        return ()
    height = usual_text_px(known.lines, view.size_px)
    read = [line.box for line in known.lines]
    return unread_ink(view.picture, region, read, height)


def _is_alike(one: Axis, other: Axis) -> bool:
    """Whether two scales are of one power of ten."""
    return 1 / _TIMES < abs(one.scale / other.scale) < _TIMES


def _worth(known: _Known) -> tuple[int, float]:
    axis = known.found.axis
    return known.found.named, 0.0 if axis is None else axis.confidence


def _pieces_read(known: _Known, row: Row, view: View, closer: Closer) -> Surroundings:
    """Return what is found with the unread ink of the axis, each piece read alone."""
    axis = known.found.axis if _has_axis(known.found) else None
    region = power_region(axis, row, view) if axis else axis_region(row, view)
    pieces = _unread(known, region, view)[:_LOOKS]
    pad_px = _PAD * usual_text_px(known.lines, view.size_px)
    fresh = [line for piece in pieces for line in closer(grown(piece, pad_px, view))]
    if not fresh:
        return known.found
    lines = (*known.lines, *fresh)
    again = _Known(surroundings(row, view, lines), lines)
    if axis is not None:
        fresh_axis = again.found.axis
        is_scaled = fresh_axis is not None and not _is_alike(axis, fresh_axis)
        return replace(known.found, axis=fresh_axis if is_scaled else axis)
    better = max(known, again, key=_worth).found
    return replace(better, names=known.found.names)
