"""Colours and parts of a picture -> sentences that point at them. Pure."""

from __future__ import annotations

from bot.jobs import Box
from bot.marks import MARKS_MAX, is_unsure
from bot.rendering import short
from bot.text_reading import TextReading
from model_worker.draft import Draft
from model_worker.readings import ColourReading, PanelReading, Patch
from model_worker.requests import Request
from model_worker.telling.quoting import quoted

_NAME_MAX = 40
_PART = 0.1
"""Share of a place that an area of one colour must fill to be its colour."""

_SURE = 0.85


def tell_colour(
    draft: Draft,
    request: Request,  # noqa: ARG001 - every telling takes the same
    place: Box,
    colours: ColourReading,
    text: TextReading,
    picture: str,
) -> bool:
    """Say what colour the thing at *place* has; False where none was measured there."""
    patch = _around(place, colours)
    if patch is None:
        return False
    lines = [line.text for line in text.lines if patch.box.overlap(line.box) > 0]
    name = quoted(short(" ".join(lines), _NAME_MAX)) if lines else "it"
    draft.say(f"{name} is " if lines else "It is ")
    draft.point(patch.colour, [patch.box], picture, "measured", _SURE, phrase=f"{name}")
    draft.say(".")
    return True


def tell_panels(
    draft: Draft, request: Request, panels: PanelReading, picture: str
) -> bool:
    """Say how many parts a picture has and what each is called."""
    if request.intent != "count" and len(panels.panels) < 2:  # noqa: PLR2004 - one part
        return False
    if not panels.panels or request.intent not in {"count", "describe", "explain"}:
        return False
    draft.say(f"There are {len(panels.panels)} parts here: ")
    sure = 0.9 if panels.is_regular else 0.5
    for place, panel in enumerate(panels.panels[:MARKS_MAX]):
        draft.say(", " if place else "")
        name = panel.title or f"row {panel.row}, column {panel.column}"
        shown = quoted(short(name, _NAME_MAX)) if panel.title else name
        draft.point(shown, [panel.box], picture, "measured", sure, phrase=name)
    rest = len(panels.panels) - MARKS_MAX
    draft.say(f" and {rest} more." if rest > 0 else ".")
    if is_unsure(sure):
        draft.warn("I am not sure how this picture is divided.")
    draft.offer("What does the first graph show?")
    return True


def _around(place: Box, colours: ColourReading) -> Patch | None:
    """Return the smallest area of one colour that holds *place*, or fills it best."""
    holding = [p for p in colours.patches if p.box.overlap(place) > 0.8 * place.area]
    if holding:
        return min(holding, key=lambda patch: patch.box.area)
    filling = [p for p in colours.patches if p.box.overlap(place) > _PART * place.area]
    return max(filling, key=lambda patch: patch.box.overlap(place), default=None)
