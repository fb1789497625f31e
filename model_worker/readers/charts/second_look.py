"""Names that were not read at first are looked for where they must stand, enlarged.

A legend's keys are found by their colour, without their names; a label stands where
its slice points to.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import NamedTuple

import cv2
import numpy as np

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.discs import Disc
from model_worker.readers.charts.rings import apart
from model_worker.readers.charts.sectors import Sector
from model_worker.readers.charts.slice_names import Names
from model_worker.readers.charts.slices import Pie
from model_worker.readers.pixels import Closer, Pixels
from model_worker.readers.tiles import MARGIN

_LOOKS_MAX = 3
_LIKE = 14
"""Steps of 255 by which a key may miss the colour of its slice."""

_KEY_PX = (5, 60)
_KEY_MAX = 0.3
_KEY_FILL = 0.8
_KEY_LONG = 4.5
_NAME_LONG = 14.0
"""Times a key's height that a name may be long."""

_ROOM = 0.6
_ALIKE = 0.3
_NEAR, _FAR = 1.0, 1.3
_LONG, _SLACK = 0.4, 0.13
"""Radii between which labels begin, how long they are, and how far they stray."""

_MIDDLE, _HALF = 0.55, 0.32
"""Radii from the middle of a pie to what is written on a slice, and around that."""

_INK = 60
_WRITTEN = 0.003, 0.25
"""Share of a slice's middle that small writing covers."""

_EDGE = 0.004
_SAME_PLACE = 0.4


class _Key(NamedTuple):
    sector: int
    left: int
    top: int
    width: int
    height: int


def looked_again(
    pixels: Pixels,
    pie: Pie,
    names: Names,
    known: Sequence[Line],
    closer: Closer,
) -> tuple[Line, ...]:
    """Return *known* with what was missed, and with what was read better enlarged."""
    lines = list(known)
    for place in _places(pixels, pie, names)[:_LOOKS_MAX]:
        for line in closer(place):
            if _is_cut(line.box, place):
                continue
            rivals = [o for o in lines if _is_one_place(line.box, o.box)]
            if all(line.confidence > other.confidence for other in rivals):
                lines = [other for other in lines if other not in rivals]
                lines.append(line)
    return tuple(lines)


def _places(pixels: Pixels, pie: Pie, names: Names) -> list[Box]:
    """Return where names are missing, then where they were hardly read."""
    size_px = pixels.shape[1], pixels.shape[0]
    named = list(zip(pie.sectors, names.slices, strict=True))
    nameless = [sector for sector, name in named if not name.name]
    keys = _keys_by_colour(pixels, pie.sectors, pie.disc) if nameless else []
    keys = [key for key in keys if pie.sectors[key.sector] in nameless]
    places = [_legend_place(keys, size_px)]
    if not keys:
        places = [
            _inside_place(sector, pixels) or _label_place(sector, size_px)
            for sector in nameless
        ]
    hardly = [name.box for _, name in named if name.box and name.is_hardly_read]
    return [place for place in (*places, *hardly) if place]


def _keys_by_colour(
    pixels: Pixels, sectors: Sequence[Sector], disc: Disc
) -> list[_Key]:
    """Return small solid areas outside of the pie in its slices' colours, alike."""
    found = []
    for place, sector in enumerate(sectors):
        mask = apart(pixels.astype(np.int16), np.array(sector.rgb, np.int16)) <= _LIKE
        count, _, stats, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8))
        for left, top, width, height, area in stats[1:count].tolist():
            key = _Key(place, left, top, width, height)
            if _may_be_key(key, area, disc):
                found.append(key)
    return _aligned(found)


def _may_be_key(key: _Key, area: int, disc: Disc) -> bool:
    low, high = _KEY_PX
    across, down = key.left + key.width / 2, key.top + key.height / 2
    return (
        low <= key.height <= min(high, _KEY_MAX * disc.radius)
        and low <= key.width <= _KEY_LONG * key.height
        and area >= _KEY_FILL * key.width * key.height
        and np.hypot(across - disc.x, down - disc.y) > disc.radius
    )


def _aligned(keys: Sequence[_Key]) -> list[_Key]:
    """Return the keys that another slice's key is as large as and in line with."""
    kept = set()
    for one, other in combinations(keys, 2):
        slack = max(2.0, _ALIKE * one.height)
        is_one_size = (
            abs(one.height - other.height) <= slack
            and abs(one.width - other.width) <= slack
        )
        is_in_line = (
            abs(one.left - other.left) <= slack or abs(one.top - other.top) <= slack
        )
        if one.sector != other.sector and is_one_size and is_in_line:
            kept |= {one, other}
    return sorted(kept, key=lambda key: (key.top, key.left))


def _legend_place(keys: Sequence[_Key], size_px: tuple[int, int]) -> Box | None:
    """Return the region in which the names of *keys* stand, None without keys."""
    if not keys:
        return None
    wide, tall = size_px
    height = float(np.median([key.height for key in keys]))
    room = _ROOM * height
    right = max(key.left + key.width for key in keys) + _NAME_LONG * height
    return _clipped(
        min(key.left for key in keys) - room,
        min(key.top for key in keys) - room,
        right,
        max(key.top + key.height for key in keys) + room,
        (wide, tall),
    )


def _label_place(sector: Sector, size_px: tuple[int, int]) -> Box | None:
    """Return the region in which a label of *sector* stands outside of the pie."""
    angle = 2 * np.pi * sector.middle
    radius = sector.disc.radius
    x, y = float(np.sin(angle)), -float(np.cos(angle))
    left, right = sorted((_NEAR * x, _FAR * x))
    top, bottom = sorted((_NEAR * y, _FAR * y))
    left -= _LONG if x < 0 else _SLACK
    right += _LONG if x > 0 else _SLACK
    return _clipped(
        sector.disc.x + radius * left,
        sector.disc.y + radius * (top - _SLACK),
        sector.disc.x + radius * right,
        sector.disc.y + radius * (bottom + _SLACK),
        size_px,
    )


def _inside_place(sector: Sector, pixels: Pixels) -> Box | None:
    """Return the middle of *sector*, None where nothing is written on its colour."""
    angle = 2 * np.pi * sector.middle
    radius = sector.disc.radius
    x = sector.disc.x + _MIDDLE * radius * float(np.sin(angle))
    y = sector.disc.y - _MIDDLE * radius * float(np.cos(angle))
    half = _HALF * radius
    size_px = pixels.shape[1], pixels.shape[0]
    place = _clipped(x - half, y - half, x + half, y + half, size_px)
    rows = slice(max(int(y - half), 0), int(y + half))
    cut = pixels[rows, max(int(x - half), 0) : int(x + half)]
    inked = apart(cut.astype(np.int16), np.array(sector.rgb, np.int16)) > _INK
    return place if _WRITTEN[0] < inked.mean() < _WRITTEN[1] else None


def _is_cut(box: Box, place: Box) -> bool:
    """Whether *box* ends where the look at *place* did: more may be written there."""
    across = MARGIN * (place.right - place.left)
    down = MARGIN * (place.bottom - place.top)
    return (
        0 < place.left - across > box.left - _EDGE
        or 0 < place.top - down > box.top - _EDGE
        or 1 > place.right + across < box.right + _EDGE
        or 1 > place.bottom + down < box.bottom + _EDGE
    )


def _is_one_place(one: Box, other: Box) -> bool:
    return one.overlap(other) > _SAME_PLACE * min(one.area, other.area)


def _clipped(
    left: float, top: float, right: float, bottom: float, size_px: tuple[int, int]
) -> Box | None:
    wide, tall = size_px
    left, right = max(left / wide, 0.0), min(right / wide, 1.0)
    top, bottom = max(top / tall, 0.0), min(bottom / tall, 1.0)
    if right - left < _EDGE or bottom - top < _EDGE:
        return None
    return Box(float(left), float(top), float(right), float(bottom))
