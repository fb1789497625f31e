"""What a question names in a diagram, and what arrows say about it. Pure."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from bot.jobs import Box
from model_worker.places.matching import is_same_word, words_of
from model_worker.readings import Arrow, Diagram

_ENOUGH = 0.6
"""Share of a box' words that a question must say to mean it."""

COMMON = frozenset({"a", "an", "and", "the", "to", "of", "in", "is", "it", "for", "on"})
"""Words that name no box."""


def named_boxes(text: str, diagram: Diagram) -> tuple[int, ...]:
    """Return the boxes whose words *text* says, in the order it says them.

    A word that stands in several boxes means the one that is named best by all words.
    """
    said = words_of(text)
    found = []
    for place, node in enumerate(diagram.nodes):
        words = words_of(node.text)
        wanted = [word for word in words if word not in COMMON] or words
        heard = [_first(word, said) for word in wanted]
        hits = [each for each in heard if each is not None]
        if wanted and len(hits) / len(wanted) >= _ENOUGH:
            found.append((min(hits), len(hits), place))
    best = {
        start: max(length for at, length, _ in found if at == start)
        for start, _, _ in found
    }
    named = [
        (start, place)
        for start, length, place in sorted(found)
        if length == best[start]
    ]
    return tuple(place for _, place in named)


def _first(word: str, said: Sequence[str]) -> int | None:
    places = (at for at, each in enumerate(said) if is_same_word(word, each))
    return next(places, None)


def box_at(region: Box, diagram: Diagram) -> int | None:
    """Return the box that *region* shows, None where it shows none or several."""
    shown = [
        place
        for place, node in enumerate(diagram.nodes)
        if node.box.overlap(region) > node.box.area / 2
    ]
    return shown[0] if len(shown) == 1 else None


def onward(diagram: Diagram, place: int) -> tuple[Arrow, ...]:
    return tuple(arrow for arrow in diagram.arrows if arrow.start == place)


def back(diagram: Diagram, place: int) -> tuple[Arrow, ...]:
    return tuple(arrow for arrow in diagram.arrows if arrow.end == place)


def starts(diagram: Diagram) -> tuple[int, ...]:
    """Return the boxes no arrow leads to, in the order of the walk.

    Where a way leads back to each, the walk begins at one all the same.
    """
    found = (place for place in _ordered(diagram) if not back(diagram, place))
    return tuple(found) or diagram.order[:1]


def ends(diagram: Diagram) -> tuple[int, ...]:
    """Return the boxes no arrow leads away from, in the order of the walk."""
    return tuple(place for place in _ordered(diagram) if not onward(diagram, place))


def steps(diagram: Diagram) -> tuple[int, ...]:
    """Return all boxes in the order of the walk, else as they were found."""
    return _ordered(diagram)


def _ordered(diagram: Diagram) -> tuple[int, ...]:
    return diagram.order or tuple(range(len(diagram.nodes)))


def way(diagram: Diagram, start: int, end: int) -> tuple[Arrow, ...]:
    """Return the fewest arrows from one box to another, none where there is no way."""
    waiting = deque([start])
    came_by: dict[int, Arrow] = {}
    while waiting:
        place = waiting.popleft()
        for arrow in onward(diagram, place):
            if arrow.end not in came_by and arrow.end != start:
                came_by[arrow.end] = arrow
                waiting.append(arrow.end)
    arrows: list[Arrow] = []
    place = end
    while place in came_by:
        arrows.append(came_by[place])
        place = arrows[-1].start
    return tuple(reversed(arrows))
