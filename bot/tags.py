"""Where the number of a mark goes: beside its frame, where it covers least.

A tag never leaves the canvas and never lies on another tag. One that found no room
at its frame needs a leader, which is the painter's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from msgspec import Struct

from bot.marks import Mark
from bot.rects import Rect

RINGS = 3
GAP_PX = 2
# What a tag costs that lies wholly on the thing; 1 is the busiest background.
OF_OTHER_BOX, OF_BOX_AROUND, OF_OWN_BOX, OF_LINE = 3.0, 0.3, 1.2, 1.5
OF_DISTANCE = 0.9
OF_TASTE = 0.02
MOST = 0.6


class Size(Struct, frozen=True):
    width: int
    height: int


class Busyness(Protocol):
    """How much there is to see in a place, 0 (bare) to 1."""

    def __call__(self, place: Rect) -> float: ...


def tag_places(
    marks: Sequence[Mark], sizes: Sequence[Size], canvas: Rect, busyness: Busyness
) -> list[Rect]:
    """Return places for the tags of the first marks, as large as *sizes* says.

    Tags are set in order, then once more, each knowing all the others.
    """
    places: list[Rect] = []
    for index in (*range(len(sizes)), *range(len(sizes))):
        taken = places[:index] + places[index + 1 :]
        cost = _cost_for(marks[index], marks, busyness)
        best = _best(marks[index], sizes[index], canvas, taken, cost)
        places[index : index + 1] = [best]
    return places


def _best(
    mark: Mark,
    size: Size,
    canvas: Rect,
    taken: Sequence[Rect],
    cost: Callable[[Rect], float],
) -> Rect:
    blocked = [place.grown(GAP_PX) for place in taken]

    def is_free(place: Rect) -> bool:
        return not any(place.overlap(other) for other in blocked)

    near = [
        (cost(place) + OF_DISTANCE * ring + OF_TASTE * taste, place)
        for ring in range(RINGS)
        for taste, place in enumerate(_around(mark, size, canvas, ring))
        if is_free(place)
    ]
    if near:
        return min(near, key=lambda priced: priced[0])[1]
    everywhere = list(_everywhere(size, canvas))
    free = [place for place in everywhere if is_free(place)]
    return min(free or everywhere, key=lambda place: place.distance(mark.rim))


def _cost_for(
    mark: Mark, marks: Sequence[Mark], busyness: Busyness
) -> Callable[[Rect], float]:
    others = [other for other in marks if other is not mark]

    def cost(place: Rect) -> float:
        covered = OF_OWN_BOX * place.overlap(mark.box)
        boxes = (_weight(other, mark) * place.overlap(other.box) for other in others)
        covered += max(boxes, default=0)
        for other in others:
            covered += OF_LINE * (
                place.overlap(other.outer) - place.overlap(other.frame)
            )
        return covered / place.area + busyness(place)

    return cost


def _weight(other: Mark, mark: Mark) -> float:
    """A box around most of this one cannot be kept clear without leaving for afar."""
    is_around = other.box.overlap(mark.box) > MOST * mark.box.area
    return OF_BOX_AROUND if is_around else OF_OTHER_BOX


def _around(mark: Mark, size: Size, canvas: Rect, ring: int) -> Iterator[Rect]:
    """Yield places along the frame, the usual ones first; those of ring 0 touch it."""
    rim, frame = mark.rim.grown(ring * (size.height + GAP_PX)), mark.frame
    columns = _slots(rim.left, rim.right, size.width)
    rows = _slots(rim.top, rim.bottom, size.height)
    above_below = (rim.top - size.height, rim.bottom)
    beside = (rim.left - size.width, rim.right)
    places = [(left, top) for top in above_below for left in columns]
    places += [(left, top) for left in beside for top in rows]
    if ring == 0:
        inside = (frame.top, frame.bottom - size.height)
        slots = _slots(frame.left, frame.right, size.width)
        places += [(left, top) for top in inside for left in slots]
    places += [(left, top) for top in above_below for left in beside]
    for left, top in places:
        place = Rect(left, top, left + size.width, top + size.height)
        yield place.moved_into(canvas)


def _slots(start: int, end: int, length: int) -> list[int]:
    """Return where to begin along a side: both ends, the middle, the quarters."""
    room = end - start - length
    return [start, start + room, *(start + room * part // 4 for part in (2, 1, 3))]


def _everywhere(size: Size, canvas: Rect) -> Iterator[Rect]:
    for top in range(0, canvas.height, max(size.height // 2, 1)):
        for left in range(0, canvas.width, max(size.width // 2, 1)):
            place = Rect(left, top, left + size.width, top + size.height)
            yield place.moved_into(canvas)
