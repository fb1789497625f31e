"""The names below bars, completed by what stands unread beside them or in their stead.

A name of which ink is left over was cut short: read whole, or doubted.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.baselines import Row
from model_worker.readers.charts.categories import Category
from model_worker.readers.charts.margin_regions import grown, names_region
from model_worker.readers.charts.surroundings import Surroundings
from model_worker.readers.charts.unread import unread_ink, usual_text_px
from model_worker.readers.charts.views import View
from model_worker.readers.pixels import Closer

_LOOKS = 7
_PAD = 0.6
"""Text heights around a piece of ink that are looked at with it."""

_LETTER = 0.8
"""Of that: how far text may reach beyond what it was looked for."""

_APART = 1.2
_BELOW = 0.45
"""Text heights between a name and its next word, or its next line."""

_SLANTED = 1.8
"""Usual text heights that no level line is high."""

_INCOMPLETE = 0.5
_HALF = 0.5


def names_completed(
    found: Surroundings, row: Row, view: View, closer: Closer
) -> tuple[Category | None, ...]:
    """Return the names of *found*, whole where more of them can be read."""
    height = usual_text_px(found.lines, view.size_px)
    region = names_region(row, view)
    if region is None or any(
        name is not None and _is_slanted(name, height, view) for name in found.names
    ):
        return found.names
    known = [line.box for line in found.lines if not _is_merged(line, row, view)]
    pieces = unread_ink(view.picture, region, known, height)
    names, looks = list(found.names), 0
    for at, name in enumerate(found.names):
        own = _own(pieces, name, row.centres[at], (row, view, height))
        if own and looks < _LOOKS:
            looks += 1
            read = _read_whole(own, name, (_PAD * height, view), closer)
            names[at] = _doubted(read) if read and _is_cut(own, pieces) else read
    return tuple(names)


def _is_slanted(name: Category, height: float, view: View) -> bool:
    wide = (name.box.right - name.box.left) * view.size_px[0]
    high = (name.box.bottom - name.box.top) * view.size_px[1]
    return high > _SLANTED * height and (high > wide or " " not in name.text)


def _is_merged(line: Line, row: Row, view: View) -> bool:
    """Whether *line* goes on below several places, so that no name was read there."""
    start, end = view.across_px(line.box)
    is_below = view.along_px(line.box)[0] > row.bottom
    spanned = sum(start < place < end for place in row.centres)
    return is_below and spanned > 1 and not view.is_horizontal


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
    margin: tuple[float, View],
    closer: Closer,
) -> Category | None:
    """Return what *pieces* and *name* say together; doubted if no more than before."""
    boxes = [*pieces, *([] if name is None else [name.box])]
    around = reduce(Box.union, boxes)
    lines = sorted(
        closer(grown(around, *margin)), key=lambda line: (line.box.top, line.box.left)
    )
    text = " ".join(line.text for line in lines)
    if name is not None and len(text) <= len(name.text):
        return _doubted(name)
    if not any(letter.isalnum() for letter in text):
        return name
    found = Category(text, around, min(line.confidence for line in lines))
    return _doubted(found) if _goes_beyond(lines, around, margin) else found


def _goes_beyond(
    lines: Sequence[Line], around: Box, margin: tuple[float, View]
) -> bool:
    """Whether a letter of the next name was read along with what is *around*."""
    pad_px, view = margin
    read = reduce(Box.union, [line.box for line in lines])
    beyond = max(around.left - read.left, read.right - around.right)
    return beyond * view.size_px[0] > _LETTER * pad_px


def _is_cut(own: Sequence[Box], pieces: Sequence[Box]) -> bool:
    """Whether a border between two places went through a piece of ink."""
    return any(piece not in pieces for piece in own)


def _doubted(name: Category) -> Category:
    return replace(name, confidence=min(name.confidence, _INCOMPLETE))
