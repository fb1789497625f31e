"""The way to what is neither in a chart nor in a table nor in an equation. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from bot.jobs import Box, Finding
from model_worker.language.mentions import thing_in
from model_worker.requests import Request
from model_worker.tutoring.guide import Guide, Part, Sign

_PLACES_MAX = 3


def guide_to_places(
    request: Request, findings: Sequence[Finding], picture: str
) -> Guide:
    """Return the way to what *findings* point at; without any, through the whole."""
    source = findings[0].source if findings else "seen"
    sureness = min((finding.confidence for finding in findings), default=1.0)
    guide = Guide(picture, source, sureness)
    boxes = tuple(reduce(Box.union, each.boxes) for each in findings if each.boxes)
    if request.intent == "count":
        _count(guide, request, boxes)
    else:
        _read(guide, boxes)
    return guide


def _count(guide: Guide, request: Request, boxes: tuple[Box, ...]) -> None:
    thing = thing_in(request.text)
    things = f"the {thing}s" if thing and thing != "one" else "them"
    guide.aim(f"Let's count {things} together.")
    where: Part = Sign("this part of the picture", boxes) if boxes else "the picture"
    guide.step("Start at the top left of ", where, ".")
    guide.step("Go along row by row and tick each one off, so that none counts twice.")
    guide.check("count again from the other end. Do you get the same number?")


def _read(guide: Guide, boxes: tuple[Box, ...]) -> None:
    guide.aim("You can find this in the picture itself.")
    if not boxes:
        guide.step("Go over the picture slowly, from top to bottom.")
    for place, box in enumerate(boxes[:_PLACES_MAX]):
        guide.step("Then look " if place else "Look ", Sign("here", (box,)), ".")
    guide.step("Read what stands there, and the words beside it or above it.")
    guide.check("do those words name what you are looking for? Mind the unit.")
