"""Where boxes stand: in rows and columns, and on which side of one another. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence

from bot.jobs import Box
from model_worker.places.thing import Thing
from model_worker.scene import middle

STRETCHES = {
    "": (0.0, 1.0),
    "top": (0.0, 0.4),
    "left": (0.0, 0.4),
    "middle": (0.3, 0.7),
    "bottom": (0.6, 1.0),
    "right": (0.6, 1.0),
}
"""The part of a picture's width or height that a word for a position means."""

_IN_LINE = 0.5
"""Share of the lesser height that two things must have in common to be in one row."""

_CLOSE = 0.02


def of_rank(found: Sequence[Thing], said: str, *, is_down: bool) -> tuple[Thing, ...]:
    if not said or not found:
        return tuple(found)
    groups = ranks(found, is_down=is_down)
    if len(groups) == 1:
        return _farthest(found, said, is_down=is_down)
    if said == "middle":
        return groups[len(groups) // 2] if len(groups) % 2 else ()
    return groups[0] if said in {"top", "left"} else groups[-1]


def ranks(found: Sequence[Thing], *, is_down: bool) -> list[tuple[Thing, ...]]:
    """Return *found* in rows (or columns), each of things that share most of it."""
    groups: list[tuple[Thing, ...]] = []
    for thing in sorted(found, key=lambda each: _stretch(each.box, is_down)):
        if groups and _shares(groups[-1][0].box, thing.box, is_down=is_down):
            groups[-1] = (*groups[-1], thing)
        else:
            groups.append((thing,))
    return groups


def _farthest(found: Sequence[Thing], said: str, *, is_down: bool) -> tuple[Thing, ...]:
    """Of things in one row that overlap it, as slices do, keep the one farthest out.

    A single thing is kept only where it stands on that side of the picture at all.
    """
    places = [middle(thing.box)[is_down] for thing in found]
    start, end = STRETCHES[said]
    if len(found) == 1 or max(places) - min(places) < _CLOSE:
        return tuple(found) if start <= sum(places) / len(places) <= end else ()
    wanted = {"top": 0.0, "left": 0.0, "middle": 0.5}.get(said, 1.0)
    spot = min(places) + wanted * (max(places) - min(places))
    nearest = min(range(len(found)), key=lambda at: abs(places[at] - spot))
    return (found[nearest],)


def _stretch(box: Box, is_down: bool) -> tuple[float, float]:  # noqa: FBT001
    return (box.top, box.bottom) if is_down else (box.left, box.right)


def _shares(one: Box, other: Box, *, is_down: bool) -> bool:
    start, end = _stretch(one, is_down)
    begin, stop = _stretch(other, is_down)
    return min(end, stop) - max(start, begin) > _IN_LINE * min(
        end - start, stop - begin
    )


def apart(side: str, box: Box, anchor: Box) -> float:
    """Return how far *box* is on that *side* of *anchor*; infinite if it is not.

    What stands askew counts as farther: "left of" means on the same height first.
    """
    across, down = middle(box)
    aside = max(box.top - anchor.bottom, anchor.top - box.bottom, 0.0)
    beside = max(box.left - anchor.right, anchor.left - box.right, 0.0)
    match side:
        case "left":
            far, askew = anchor.left - across, aside
        case "right":
            far, askew = across - anchor.right, aside
        case "above":
            far, askew = anchor.top - down, beside
        case _:
            far, askew = down - anchor.bottom, beside
    return far + 2 * askew if far > 0 else math.inf
