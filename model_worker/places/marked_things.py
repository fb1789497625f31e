"""A mark -> what it was drawn at: a text, a row, a bar, or the place itself. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.places.letters import clipped
from model_worker.places.thing import Thing
from model_worker.places.things import things
from model_worker.requests import Mention
from model_worker.scene import Scene, around, is_inside

_HELD = 0.6
"""Share of a mark that lies in the thing that is meant by it."""

_PLACES = frozenset({"area", "one", "document"})


def marked(mention: Mention, marks: Sequence[Thing], scene: Scene) -> tuple[Thing, ...]:
    """Return what *mention* names at each of *marks*: "the highlighted row"."""
    if mention.element in _PLACES:
        return tuple(marks)
    if mention.element == "text":
        return tuple(_text_in(each, scene) for each in marks)
    kind = things(Mention(element=mention.element), scene)
    found = [thing for mark in marks for thing in _at(mark, kind) or (mark,)]
    return tuple(dict.fromkeys(found))


def _at(mark: Thing, kind: Sequence[Thing]) -> tuple[Thing, ...]:
    """Return those that *mark* is around, else the smallest that it lies in."""
    inside = tuple(thing for thing in kind if is_inside(thing.box, mark.box))
    if inside:
        return inside
    least = _HELD * mark.box.area
    held = [thing for thing in kind if thing.box.overlap(mark.box) >= least]
    return (min(held, key=lambda thing: thing.box.area),) if held else ()


def _text_in(mark: Thing, scene: Scene) -> Thing:
    """Return the text that a mark is drawn at, the mark where there is none."""
    lines = [part for line in scene.text.lines if (part := clipped(line, mark.box))]
    if not lines:
        return mark
    return Thing(
        box=around([line.box for line in lines]),
        name=" ".join(line.text for line in lines),
        confidence=min(mark.confidence, *(line.confidence for line in lines)),
    )
