"""Colours and parts of a picture -> sentences that point at them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.jobs import Box
from bot.marks import MARKS_MAX, is_unsure
from bot.rendering import short
from bot.text_reading import TextReading
from model_worker.draft import Draft
from model_worker.readings import Chart, ColourReading, Panel, PanelReading, Patch
from model_worker.requests import Request
from model_worker.scene import is_inside
from model_worker.telling.chart_words import kind_of
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
    draft: Draft,
    request: Request,
    panels: PanelReading,
    charts: Sequence[Chart],
    picture: str,
) -> bool:
    """Say how many parts a picture has and what each is; *charts* are those in it."""
    if request.intent != "count" and len(panels.panels) < 2:  # noqa: PLR2004 - one part
        return False
    if not panels.panels or request.intent not in {"count", "describe", "explain"}:
        return False
    held = [_chart_in(panel, charts) for panel in panels.panels]
    noun = "charts" if all(held) else "parts"
    are = "are" if len(held) > 1 else "is"
    draft.say(f"There {are} {len(held)} {noun if len(held) > 1 else noun[:-1]} here: ")
    sure = 0.9 if panels.is_regular else 0.5
    for place, panel in enumerate(panels.panels[:MARKS_MAX]):
        draft.say(", " if place else "")
        name, shown = _name_of(panel, held[place])
        draft.point(shown, [panel.box], picture, "measured", sure, phrase=name)
    rest = len(panels.panels) - MARKS_MAX
    draft.say(f" and {rest} more." if rest > 0 else ".")
    if is_unsure(sure):
        draft.warn("I am not sure how this picture is divided.")
    draft.offer("What does the first graph show?")
    return True


def _chart_in(panel: Panel, charts: Sequence[Chart]) -> Chart | None:
    """Return the chart that *panel* shows, if it shows one alone."""
    inside = [chart for chart in charts if is_inside(chart.box, panel.box)]
    return inside[0] if len(inside) == 1 else None


def _name_of(panel: Panel, chart: Chart | None) -> tuple[str, str]:
    """Return what *panel* is called, and that as it is said: its chart knows best."""
    title = short((chart and chart.title) or panel.title, _NAME_MAX)
    if chart is not None:
        kind = kind_of(chart)
        return title or kind, f"a {kind} {quoted(title)}" if title else f"a {kind}"
    place = f"row {panel.row}, column {panel.column}"
    return title or place, quoted(title) if title else place


def _around(place: Box, colours: ColourReading) -> Patch | None:
    """Return the smallest area of one colour that holds *place*, or fills it best."""
    holding = [p for p in colours.patches if p.box.overlap(place) > 0.8 * place.area]
    if holding:
        return min(holding, key=lambda patch: patch.box.area)
    filling = [p for p in colours.patches if p.box.overlap(place) > _PART * place.area]
    return max(filling, key=lambda patch: patch.box.overlap(place), default=None)
