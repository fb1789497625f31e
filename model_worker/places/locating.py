"""Mentions -> the region of a picture they name, or one question back. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from bot.marks import MARKS_MAX, is_unsure
from bot.rendering import short
from model_worker.alignment import Target, Unclear
from model_worker.places.chart_things import chart_thing
from model_worker.places.charts_meant import are_ambiguous, charts_meant
from model_worker.places.naming import Boxes, meant
from model_worker.places.thing import Thing
from model_worker.places.things import things
from model_worker.readings import Chart
from model_worker.requests import Element, Mention, Request
from model_worker.scene import Scene, around, is_inside

_NAME_MAX = 40
_CHOICES_MAX = 4
_TOGETHER = frozenset({"text", "area", "one", "field", "line", "message", "document"})
"""Several of these in one place are read as one."""

_BY_WORDS = frozenset({*_TOGETHER, "button", "title", "equation", "step", "axis"})
"""What is not found as a thing may still be found by the words of the question."""

_PLURALS: dict[Element, str] = {
    "panel": "graphs",
    "axis": "axes",
    "area": "areas",
    "one": "things",
    "text": "texts",
}


class Place(Struct, frozen=True):
    """A *target* and what was read in its picture."""

    target: Target
    scene: Scene


def located(
    request: Request, place: Target, scene: Scene, numbered: Boxes
) -> Target | Unclear:
    """Return *place* narrowed to what the mentions of *request* name in *scene*."""
    if place.region is not None:
        return place
    sure = [c for c in scene.charts.charts if not is_unsure(c.confidence)]
    charts = charts_meant(request, sure or scene.charts.charts)
    if all(map(_is_plain, request.mentions)) and are_ambiguous(request, charts):
        return _spoken_of(charts, numbered, place) or _which_chart(charts, place)
    return _narrowed(request, place, scene, numbered)


def _is_plain(mention: Mention) -> bool:
    """Whether *mention* says no more than the kind and the end: "the tallest bar"."""
    return mention == Mention(
        element=mention.element, words=mention.words, size=mention.size
    )


def _spoken_of(
    charts: Sequence[Chart], numbered: Boxes, place: Target
) -> Target | None:
    """Return *place* narrowed to the one chart that the last answer was about."""
    recent = [c for c in charts if any(is_inside(b, c.box) for b in numbered.values())]
    return replace(place, region=recent[0].box) if len(recent) == 1 else None


def _narrowed(
    request: Request, place: Target, scene: Scene, numbered: Boxes
) -> Target | Unclear:
    if not request.mentions:
        return place
    found: list[Thing] = []
    for mention in request.mentions:
        those = meant(mention, scene, numbered)
        if not those:
            missing = _missing(mention, place, scene)
            if missing is not None:
                return missing
        elif mention.element == "panel" and is_unsure(those[0].confidence):
            return _which_part(place, scene)
        elif _is_ambiguous(mention, those, request):
            return _which(mention, those, place)
        found += those
    if not found:
        return place
    is_one = request.intent not in {"count", "compare"}
    region = around([thing.box for thing in found]) if is_one else None
    return replace(place, region=region, things=tuple(found))


def _is_ambiguous(mention: Mention, those: Sequence[Thing], request: Request) -> bool:
    is_all_wanted = request.intent in {"count", "locate", "compare"}
    return len(those) > 1 and mention.element not in _TOGETHER and not is_all_wanted


def _which(mention: Mention, those: Sequence[Thing], place: Target) -> Unclear:
    """Ask which of *those* is meant, each drawn with its number."""
    shown = tuple(those[:MARKS_MAX])
    named = f"“{mention.words}”" if mention.words else "this"
    return _choice(
        f"I see {len(those)} {_plural(mention.element)} that {named} may mean. "
        "Which one do you mean?",
        shown,
        place,
    )


def _which_chart(charts: Sequence[Chart], place: Target) -> Unclear:
    """Ask which of *charts* is meant, where any of them could answer."""
    shown = tuple(chart_thing(chart) for chart in charts[:MARKS_MAX])
    return _choice(
        f"I see {len(charts)} charts that this may be about. Which one do you mean?",
        shown,
        place,
    )


def _which_part(place: Target, scene: Scene) -> Unclear:
    """Ask which part of a picture is meant that does not divide into a clear grid."""
    shown = things(Mention(element="panel"), scene)[:MARKS_MAX]
    return _choice(
        "I am not sure how this picture is divided. Which part do you mean?",
        shown,
        place,
    )


def _missing(mention: Mention, place: Target, scene: Scene) -> Unclear | None:
    """Say that there is no such thing, unless plain words may still find it."""
    if mention.mark:
        return _no_mark(mention, scene, place)
    if mention.element == "text" and mention.colour and scene.text.lines:
        return Unclear(
            f"I see no {mention.colour} text here.",
            ("Read all the text",),
            place.picture.name,
        )
    if mention.element in _BY_WORDS:
        return None
    bare = Mention(element=mention.element)
    there = things(bare, scene)
    if not there:
        return None
    named = f"“{mention.words}”" if mention.words else "that"
    count = len(there)
    plural = _plural(mention.element) if count > 1 else mention.element
    return _choice(
        f"I cannot tell what {named} is here: I see {count} {plural}. "
        "Which one do you mean?",
        tuple(there[:MARKS_MAX]),
        place,
    )


def _no_mark(mention: Mention, scene: Scene, place: Target) -> Unclear | None:
    """Say which marks there are, where the one that was named is not.

    "The red circle" may be a thing in the picture itself: then the model is asked.
    """
    there = scene.marks.marks
    if not there:
        return None
    spoken = mention.words or "such a mark"
    names = tuple(things(Mention(element="area", mark="any"), scene))
    return _choice(
        f"I do not see “{spoken}” here, but I see "
        + " and ".join(short(thing.name, _NAME_MAX) for thing in names[:_CHOICES_MAX])
        + ". Which one do you mean?",
        names[:MARKS_MAX],
        place,
    )


def _choice(question: str, shown: tuple[Thing, ...], place: Target) -> Unclear:
    """Ask *question*, what may be chosen drawn with its numbers."""
    return Unclear(question, _choices(shown), place.picture.name, shown)


def _choices(shown: Sequence[Thing]) -> tuple[str, ...]:
    """Return what a person may choose, by its number and what it is called."""
    names = (short(" ".join(thing.name.split()), _NAME_MAX) for thing in shown)
    return tuple(f"{number}: {name}" for number, name in enumerate(names, start=1))


def _plural(element: Element) -> str:
    return _PLURALS.get(element, f"{element}s")
