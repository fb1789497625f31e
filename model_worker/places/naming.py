"""A mention -> the things it may mean, best first. Pure.

Each word of a mention takes away the things it does not fit: what it is called, its
colour, what it stands beside, where it stands, which one it is, how large it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from bot.jobs import Box
from model_worker.places.marked_things import marked
from model_worker.places.matching import content_words, folded, is_same_word
from model_worker.places.ranks import STRETCHES, apart, of_rank, ranks
from model_worker.places.thing import Thing
from model_worker.places.things import things
from model_worker.readers.colour_names import family
from model_worker.requests import BoxNumber, Mention
from model_worker.scene import Scene, around, is_inside

Boxes = Mapping[int, Box]
"""The boxes that earlier answers numbered."""

_ENOUGH = 0.5
"""Likeness of names, and overlap of boxes, from which two are taken for one."""

_SIDES = ("right", "left", "below", "above")
_IN_PLACE = frozenset({"area", "text", "one", "document", "field"})
"""Things that a position alone makes: "the text on the left" is all of it there."""


def meant(mention: Mention, scene: Scene, numbered: Boxes) -> tuple[Thing, ...]:
    """Return what *mention* may mean in *scene*; several are equally good."""
    anchor = _anchor(mention, scene, numbered)
    if mention.anchor is not None and anchor is None:
        return ()
    found = things(_kind(mention), scene)
    if not found and mention.mark == "rectangle" and mention.colour:
        # Nobody drew on the picture: "the red box" is a thing in it.
        area = replace(mention, element="area", mark="")
        return meant(area, scene, numbered)
    if not found and mention.element in _IN_PLACE:
        found = _standing_by(scene) if anchor else ()
        if not found and not mention.mark and not mention.colour:
            return _in_position(mention)
    found = found if mention.mark else _called(mention, found)
    found = _coloured(mention, found, scene)
    if mention.mark:
        found = marked(mention, found, scene)
    if anchor is not None:
        found = _related(mention, found, anchor)
    elif mention.element in _IN_PLACE and _is_placed(mention) and not mention.mark:
        return _in_position(mention)
    found = _positioned(mention, found)
    found = _largest(mention, found)
    return _ordinal(mention, found)


def _kind(mention: Mention) -> Mention:
    """Return *mention*, "what is left of the red bar" asking for another bar."""
    if mention.element != "one" or not isinstance(mention.anchor, Mention):
        return mention
    return Mention(element=mention.anchor.element, colour=mention.colour)


def _anchor(mention: Mention, scene: Scene, numbered: Boxes) -> Box | None:
    match mention.anchor:
        case BoxNumber(number):
            return numbered.get(number)
        case Mention() as other:
            found = meant(other, scene, numbered)
            return around([thing.box for thing in found]) if found else None
        case _:
            return None


def _standing_by(scene: Scene) -> tuple[Thing, ...]:
    return things(Mention(element="bar"), scene) or things(
        Mention(element="text"), scene
    )


def _called(mention: Mention, found: Sequence[Thing]) -> tuple[Thing, ...]:
    """Keep those whose name carries the label best, all of them without one."""
    wanted = content_words(mention.label) or tuple(folded(mention.label).split())
    if not wanted:
        return tuple(found)
    scored = [(_likeness(wanted, thing.name), thing) for thing in found]
    best = max((score for score, _ in scored), default=0.0)
    if best < _ENOUGH:
        return ()
    return tuple(thing for score, thing in scored if score == best)


def _likeness(wanted: Sequence[str], name: str) -> float:
    """Return the share of *wanted* words in *name*, a little less for other words."""
    written = [folded(word).strip(".,:;()") for word in name.split()]
    hits = sum(any(is_same_word(word, each) for word in written) for each in wanted)
    if not hits:
        return 0.0
    return hits / len(wanted) - 0.01 * max(len(written) - hits, 0)


def _coloured(
    mention: Mention, found: Sequence[Thing], scene: Scene
) -> tuple[Thing, ...]:
    if not mention.colour:
        return _of_mark(mention, found)
    if mention.element == "text" and (inked := _inked(mention, scene)):
        return inked
    exact = [thing for thing in found if thing.colour == mention.colour]
    wanted = family(mention.colour)
    alike = [t for t in found if t.colour and family(t.colour) == wanted]
    if not exact and not alike and not any(thing.colour for thing in found):
        grounds = [p.box for p in scene.colours.patches if family(p.colour) == wanted]
        alike = [t for t in found if any(is_inside(t.box, box) for box in grounds)]
    return _of_mark(mention, exact or alike)


def _inked(mention: Mention, scene: Scene) -> tuple[Thing, ...]:
    """Return the lines whose letters are in the colour that was said."""
    wanted = family(mention.colour)
    places = [ink.box for ink in scene.colours.inks if family(ink.colour) == wanted]
    return tuple(
        Thing(box=line.box, name=line.text, confidence=line.confidence)
        for line in scene.text.lines
        if line.box in places
    )


def _of_mark(mention: Mention, found: Sequence[Thing]) -> tuple[Thing, ...]:
    """Keep marks of the shape that was said, where there are any such."""
    if mention.mark in {"", "any"}:
        return tuple(found)
    shapes = {"ring": {"ring", "freehand"}, "rectangle": {"rectangle"}}
    wanted = shapes.get(mention.mark, {mention.mark})
    return tuple(t for t in found if t.mark in wanted) or tuple(found)


def _related(
    mention: Mention, found: Sequence[Thing], anchor: Box
) -> tuple[Thing, ...]:
    others = [thing for thing in found if thing.box.iou(anchor) < _ENOUGH]
    if mention.relation == "inside":
        return tuple(thing for thing in others if is_inside(thing.box, anchor))
    sides = _SIDES if mention.relation == "beside" else (mention.relation,)
    far = [(apart(side, t.box, anchor), t) for t in others for side in sides]
    nearest = min(far, key=lambda item: item[0], default=None)
    return (nearest[1],) if nearest and nearest[0] < math.inf else ()


def _positioned(mention: Mention, found: Sequence[Thing]) -> tuple[Thing, ...]:
    """Keep the rows and columns of things that the position words name."""
    if mention.vertical == "middle" and not mention.horizontal:
        if len(ranks(found, is_down=True)) > 1:
            return of_rank(found, "middle", is_down=True)
        return of_rank(found, "middle", is_down=False)
    kept = of_rank(found, mention.vertical, is_down=True)
    return of_rank(kept, mention.horizontal, is_down=False)


def _largest(mention: Mention, found: Sequence[Thing]) -> tuple[Thing, ...]:
    if not mention.size or not found:
        return tuple(found)
    pick = max if mention.size == "largest" else min
    return (pick(found, key=lambda thing: (thing.weight, thing.box.area)),)


def _ordinal(mention: Mention, found: Sequence[Thing]) -> tuple[Thing, ...]:
    if not mention.ordinal:
        return tuple(found)
    count = mention.count or 1
    if mention.ordinal < 0:
        end = len(found) + mention.ordinal + 1
        return tuple(found[max(end - count, 0) : max(end, 0)])
    return tuple(found[mention.ordinal - 1 :][:count])


def _is_placed(mention: Mention) -> bool:
    return bool(mention.vertical or mention.horizontal)


def _in_position(mention: Mention) -> tuple[Thing, ...]:
    """Return the third of the picture (the ninth, in a corner) that words name."""
    if not _is_placed(mention):
        return ()
    left, right = STRETCHES[mention.horizontal]
    top, bottom = STRETCHES[mention.vertical]
    if mention.vertical == "middle" and not mention.horizontal:
        left, right = STRETCHES["middle"]
    name = mention.words or f"{mention.vertical} {mention.horizontal}".strip()
    return (Thing(box=Box(left, top, right, bottom), name=name, confidence=0.9),)
