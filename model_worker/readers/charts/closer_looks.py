"""What was not read around a row of bars is looked at again, enlarged.

Detectors lose lone digits and short words. First a whole margin is read again, then
each piece of ink that is still unread, alone; the number of looks is bounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce
from statistics import median

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.categories import Category
from model_worker.readers.charts.margins import text_px
from model_worker.readers.charts.surroundings import Surroundings, surroundings
from model_worker.readers.charts.unread import unread_ink
from model_worker.readers.charts.views import View
from model_worker.readers.pixels import Closer

_BESIDE = 0.04
"""Share of the picture that labels reach beyond the first and the last bar."""

_NAMES_BELOW, _NAMES_BEFORE, _AXIS_BESIDE, _BEYOND = 0.15, 0.3, 0.13, 0.15
"""Shares of the picture that labels take at most, below bars and beside them."""

_LEAST_SHARE, _LEAST_SHARE_MUTE = 0.01, 0.04
"""Parts of the picture that bars cover, for which it is worth to look again: where
something was read around them, and where nothing was.
"""

_LEAST_SIDE = 0.01
_LOOKS = 7
_GOOD_AXIS = 0.8
_PAD = 0.4
"""Text heights around a piece of ink that are looked at with it."""

_APART = 1.2
_BELOW = 0.45
"""Text heights between a name and its next word, or its next line."""

_SLANTED = 1.8
"""Usual text heights that no level line is high."""

_INCOMPLETE = 0.5
_HALF = 0.5


def looked_again(
    found: Surroundings, row: Row, view: View, lines: Sequence[Line], closer: Closer
) -> Surroundings:
    """Return *found*, completed where looking closer shows more."""
    if not _is_worth_it(found, row, view):
        return found
    if not found.is_complete:
        found = _margins_read(found, row, view, lines, closer)
    if found.axis is None or found.axis.confidence < _GOOD_AXIS:
        found = _ticks_read(found, row, view, closer)
    return replace(found, names=_names_read(found, row, view, closer))


def _is_worth_it(found: Surroundings, row: Row, view: View) -> bool:
    painted = sum(bar.width * bar.height for bar in row.bars)
    width, height = view.size_px
    has_text = found.axis is not None or found.named > 0
    least = _LEAST_SHARE if has_text else _LEAST_SHARE_MUTE
    return painted >= least * width * height


def _margins_read(
    found: Surroundings, row: Row, view: View, lines: Sequence[Line], closer: Closer
) -> Surroundings:
    """Return what is found when the margins that lack something are read anew."""
    regions = []
    if None in found.names:
        regions.append(_names_region(row, view))
    if found.axis is None or found.axis.confidence < _GOOD_AXIS:
        regions.append(_axis_region(row, view))
    if found.axis is None:
        regions.append(_tips_region(row, view))
    for region in filter(None, regions):
        outside = [line for line in lines if not _is_in(line.box, region)]
        lines = [*outside, *closer(region)]
    return max(found, surroundings(row, view, lines), key=_worth)


def _worth(found: Surroundings) -> tuple[int, float]:
    return found.named, 0.0 if found.axis is None else found.axis.confidence


def _ticks_read(
    found: Surroundings, row: Row, view: View, closer: Closer
) -> Surroundings:
    """Return *found* with the axis that unread labels make, each looked at alone."""
    region = _axis_region(row, view)
    if region is None:
        return found
    ticks = () if found.axis is None else tuple(t.line for t in found.axis.ticks)
    lines = [*found.lines, *ticks]
    height = _usual_px(lines, view)
    pieces = unread_ink(view.picture, region, [line.box for line in lines], height)
    for piece in pieces[:_LOOKS]:
        lines += closer(_padded(piece, height, view))
    again = surroundings(row, view, lines)
    return replace(max(found, again, key=_worth), names=found.names)


def _names_read(
    found: Surroundings, row: Row, view: View, closer: Closer
) -> tuple[Category | None, ...]:
    """Return the names, with what stands unread beside them or in their stead."""
    height = _usual_px(found.lines, view)
    if any(
        name is not None and _is_slanted(name, height, view) for name in found.names
    ):
        return found.names
    region = _names_region(row, view)
    if region is None:
        return found.names
    known = [line.box for line in found.lines if not _is_merged(line, row, view)]
    pieces = unread_ink(view.picture, region, known, height)
    names, looks = list(found.names), 0
    for at, name in enumerate(found.names):
        own = _own(pieces, name, row.centres[at], (row, view, height))
        if own and looks < _LOOKS:
            looks += 1
            read = _read_whole(own, name, _padding(height, view), closer)
            names[at] = _doubted(read) if read and _is_cut(own, pieces) else read
    return tuple(names)


def _is_cut(own: Sequence[Box], pieces: Sequence[Box]) -> bool:
    """Whether a border between two places went through a piece of ink."""
    return any(piece not in pieces for piece in own)


def _doubted(name: Category) -> Category:
    return replace(name, confidence=min(name.confidence, _INCOMPLETE))


def _own(
    pieces: Sequence[Box],
    name: Category | None,
    place_px: float,
    where: tuple[Row, View, float],
) -> list[Box]:
    """Return the pieces that belong to *name*, or stand where a name is missing."""
    row, view, height = where
    reach = _HALF * row.step_px
    slot = (place_px - reach, place_px + reach)
    at_place = [part for piece in pieces if (part := _within(piece, slot, view))]
    if name is None:
        return sorted(at_place, key=lambda piece: _distance(piece, row, view))[:1]
    return [piece for piece in at_place if _goes_on(piece, name.box, height, view)]


def _within(piece: Box, slot: tuple[float, float], view: View) -> Box | None:
    """Return the part of *piece* between the borders of its place, None if small."""
    start, end = view.across_px(piece)
    first, last = max(start, slot[0]), min(end, slot[1])
    if last - first < _HALF * min(end - start, slot[1] - slot[0]):
        return None
    if (first, last) == (start, end):
        return piece
    top, bottom = view.along_px(piece)
    return view.box(first, top, last, bottom)


def _is_merged(line: Line, row: Row, view: View) -> bool:
    """Whether *line* goes on below several places, so that no name was read there."""
    start, end = view.across_px(line.box)
    is_below = view.along_px(line.box)[0] > row.bottom
    spanned = sum(start < place < end for place in row.centres)
    return is_below and spanned > 1 and not view.is_horizontal


def _distance(piece: Box, row: Row, view: View) -> float:
    start, end = view.along_px(piece)
    return max(start - row.bottom, row.top - end)


def _goes_on(piece: Box, name: Box, height: float, view: View) -> bool:
    """Whether *piece* is the next word of *name*, or begins its next line."""
    width_px, height_px = view.size_px
    across = max(piece.left - name.right, name.left - piece.right) * width_px
    down = max(piece.top - name.bottom, name.top - piece.bottom) * height_px
    is_beside = down < -_HALF * height and across <= _APART * height
    is_below = across < 0 and down <= _BELOW * height
    return is_beside or is_below


def _read_whole(
    pieces: Sequence[Box],
    name: Category | None,
    padding: tuple[float, float],
    closer: Closer,
) -> Category | None:
    """Return what *pieces* and *name* say together; doubted if no more than before."""
    boxes = [*pieces, *([] if name is None else [name.box])]
    around = reduce(Box.union, boxes)
    lines = sorted(
        closer(_grown(around, padding)), key=lambda line: (line.box.top, line.box.left)
    )
    text = " ".join(line.text for line in lines)
    if name is not None and len(text) <= len(name.text):
        return _doubted(name)
    if not any(letter.isalnum() for letter in text):
        return name
    return Category(text, around, min(line.confidence for line in lines))


def _is_slanted(name: Category, height: float, view: View) -> bool:
    wide = (name.box.right - name.box.left) * view.size_px[0]
    high = (name.box.bottom - name.box.top) * view.size_px[1]
    return high > _SLANTED * height and (high > wide or " " not in name.text)


def _usual_px(lines: Sequence[Line], view: View) -> float:
    heights = [text_px(line, view.size_px) for line in lines if not line.turned]
    return median(heights) if heights else 0.0


def _padding(height: float, view: View) -> tuple[float, float]:
    width_px, height_px = view.size_px
    return _PAD * height / width_px, _PAD * height / height_px


def _padded(piece: Box, height: float, view: View) -> Box:
    return _grown(piece, _padding(height, view))


def _grown(box: Box, padding: tuple[float, float]) -> Box:
    across, down = padding
    return Box(
        max(box.left - across, 0.0),
        max(box.top - down, 0.0),
        min(box.right + across, 1.0),
        min(box.bottom + down, 1.0),
    )


def _names_region(row: Row, view: View) -> Box | None:
    plot = view.box(row.left, row.top, row.right, row.bottom)
    if view.is_horizontal:
        left = plot.left - _NAMES_BEFORE
        return _clipped(left, plot.top - _BESIDE, plot.left, plot.bottom + _BESIDE)
    low = plot.bottom + _NAMES_BELOW
    return _clipped(plot.left - _BESIDE, plot.bottom, plot.right + _BESIDE, low)


def _tips_region(row: Row, view: View) -> Box | None:
    """Return where numbers are printed: on the bars and beyond them."""
    plot = view.box(row.left, row.top, row.right, row.bottom)
    across, down = (_BESIDE, 0.0) if view.is_horizontal else (0.0, _BESIDE)
    return _clipped(
        plot.left - across, plot.top - down, plot.right + 2 * across, plot.bottom
    )


def _axis_region(row: Row, view: View) -> Box | None:
    plot = view.box(row.left, row.top, row.right, row.bottom)
    if view.is_horizontal:
        beyond = _BEYOND * (plot.right - plot.left)
        low = plot.bottom + _AXIS_BESIDE
        return _clipped(plot.left - _BESIDE, plot.bottom, plot.right + beyond, low)
    beyond = _BEYOND * (plot.bottom - plot.top)
    left = plot.left - _AXIS_BESIDE
    return _clipped(left, plot.top - beyond, plot.left, plot.bottom + _BESIDE)


def _clipped(left: float, top: float, right: float, bottom: float) -> Box | None:
    """Return the part inside the picture, None where hardly any is."""
    left, top = max(left, 0.0), max(top, 0.0)
    right, bottom = min(right, 1.0), min(bottom, 1.0)
    if right - left < _LEAST_SIDE or bottom - top < _LEAST_SIDE:
        return None
    return Box(left, top, right, bottom)


def _is_in(box: Box, region: Box) -> bool:
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= across <= region.right and region.top <= down <= region.bottom
