"""A plain answer that was found -> the way to find it oneself. Pure.

Of the plain answer only its places are looked at, never its words: they tell whether it
rests on a chart, a table, an equation or plain text.
"""

from __future__ import annotations

from collections.abc import Collection

from bot.jobs import Box
from bot.marks import is_unsure
from model_worker.draft import Draft
from model_worker.looking import EYES_FAILED, NO_EYES
from model_worker.maths.grammar import parsed
from model_worker.maths.terms import MathsError
from model_worker.maths.typed import typed, wanted
from model_worker.places.locating import Place
from model_worker.readings import Chart
from model_worker.requests import Request
from model_worker.scene import is_inside
from model_worker.telling.maths import TYPE_IT
from model_worker.telling.quoting import HARD_TO_READ
from model_worker.telling.tables import UNSURE_TABLE
from model_worker.tutoring.charts import guide_through_chart
from model_worker.tutoring.exercises import is_exercise
from model_worker.tutoring.guide import Guide
from model_worker.tutoring.maths import guide_through_equations, guide_through_typed
from model_worker.tutoring.places import guide_to_places
from model_worker.tutoring.revealing import REVEAL
from model_worker.tutoring.tables import guide_through_table

_SAFE = frozenset({NO_EYES, EYES_FAILED, TYPE_IT, HARD_TO_READ, UNSURE_TABLE})
"""Caveats that say nothing of the result."""

_SYSTEM = 2


def guided(plain: Draft, request: Request, place: Place) -> Draft:
    """Return the way to what *plain* says; *plain* itself where that is no exercise,
    or where it says no more than what cannot be seen.
    """
    if plain.is_admission:
        return plain
    guide = _guide(plain, request, place)
    if guide is None:
        return plain
    for caveat in plain.caveats:
        if caveat in _SAFE:
            guide.draft.warn(caveat)
    guide.draft.offer_last(REVEAL)
    return guide.draft


def _guide(plain: Draft, request: Request, place: Place) -> Guide | None:
    boxes = {box for finding in plain.findings for box in finding.boxes}
    equations, picture = place.scene.equations, place.target.picture.name
    if request.intent == "solve" and (lines := typed(request.text)):
        return _through_typed(lines[:_SYSTEM], request)
    if boxes & {equation.box for equation in equations.equations}:
        return guide_through_equations(request, equations, picture)
    if request.intent in {"solve", "explain"}:
        return None  # an error's advice, which is no exercise
    return _through_what_is_there(plain, request, place, boxes)


def _through_what_is_there(
    plain: Draft, request: Request, place: Place, boxes: Collection[Box]
) -> Guide | None:
    picture = place.target.picture.name
    for chart in place.scene.charts.charts:
        if _places_in(chart).intersection(boxes):
            return _through_chart(request, chart, boxes, picture)
    for table in place.scene.tables.tables:
        if any(is_inside(box, table.box) for box in boxes):
            return guide_through_table(request, table, picture)
    if not is_exercise(request):
        return None
    return guide_to_places(request, plain.findings, picture)


def _through_typed(lines: Collection[str], request: Request) -> Guide | None:
    try:
        statements = [parsed(line) for line in lines]
        return guide_through_typed(statements, wanted(request.text))
    except MathsError:
        return None  # it cannot be worked out, and the plain answer says why


def _through_chart(
    request: Request, chart: Chart, boxes: Collection[Box], picture: str
) -> Guide | None:
    if is_unsure(chart.confidence) or not chart.points:
        return None
    is_overview = request.intent == "ask" and chart.box in boxes
    return None if is_overview else guide_through_chart(request, chart, boxes, picture)


def _places_in(chart: Chart) -> set[Box]:
    return {chart.box, *(point.box for point in chart.points)}
