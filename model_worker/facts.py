"""What was measured or read and answers a question, the surest first. Pure.

A chart's measure comes before a table's cell, a cell before a field, a field before
plain lines; the first that holds an answer gives it.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from bot.marks import is_unsure
from model_worker.alignment import Target
from model_worker.draft import Draft
from model_worker.language import grammar
from model_worker.language.mentions import thing_in
from model_worker.places.chart_points import asked_for
from model_worker.places.charts_meant import charts_meant
from model_worker.places.things import things
from model_worker.readings import Chart, Diagram, Table
from model_worker.requests import Mention, Request
from model_worker.scene import Scene, is_inside
from model_worker.telling.chart_values import tell_values
from model_worker.telling.charts import tell_chart
from model_worker.telling.diagrams import tell_steps
from model_worker.telling.documents import tell_field
from model_worker.telling.layout import tell_colour, tell_panels
from model_worker.telling.parties import tell_party
from model_worker.telling.places import tell_count, tell_located
from model_worker.telling.tables import tell_table

_OVERVIEWS = frozenset({"describe", "explain", "summarise"})
_OF_NAMED_POINTS = frozenset({"value", "ask", "read", "locate", "count", "compare"})
_CHARTS_MAX = 4


class Facts(Struct, frozen=True):
    """A draft being written from the *scene* at one *place*."""

    draft: Draft
    request: Request
    place: Target
    scene: Scene

    @property
    def picture(self) -> str:
        return self.place.picture.name

    def tell(self) -> bool:
        """Write the answer; False where nothing measured or read holds one."""
        return any(
            telling()
            for telling in (
                self._colour,
                self._located,
                self._boxes,
                self._counted,
                self._panels,
                self._charts,
                self._tables,
                self._steps,
                self._field,
            )
        )

    def overview(self) -> bool:
        """Say what the charts, diagrams and panels show, for a glance at the whole."""
        if self.request.intent not in _OVERVIEWS:
            return self._glancing().overview()
        is_flow = not self.charts and self._has_sure_arrows()
        return (is_flow and self._steps()) or (
            self._panels() or self._charts() or self._steps()
        )

    def _glancing(self) -> Facts:
        return replace(self, request=replace(self.request, intent="describe"))

    def tables_too(self) -> bool:
        """Say the table that was asked to be read."""
        return self._tables()

    def values_too(self) -> None:
        """Give the measured values of charts to take away, as there is no table."""
        sure = [each for each in self.charts if not is_unsure(each.confidence)]
        if sure:
            tell_values(self.draft, sure[:_CHARTS_MAX], self.picture)
        else:
            self.draft.admit("I see no table here that I can read.")

    def admit(self, place: Box) -> bool:
        """Say of which unsure chart *place* is a part; False where it is of none."""
        for chart in self.charts:
            parts = [chart.box, *([chart.legend] if chart.legend else [])]
            is_part = any(is_inside(place, part) for part in parts)
            if is_part and is_unsure(chart.confidence):
                return tell_chart(self.draft, self.request, chart, self.picture)
        return False

    @property
    def charts(self) -> tuple[Chart, ...]:
        return tuple(each for each in self.scene.charts.charts if self._is_here(each))

    @property
    def tables(self) -> tuple[Table, ...]:
        return tuple(each for each in self.scene.tables.tables if self._is_here(each))

    def _is_here(self, thing: Chart | Table | Diagram) -> bool:
        """Whether *thing* is what the place shows, or the place is a part of it."""
        region = self.place.region
        return (
            region is None
            or is_inside(thing.box, region)
            or is_inside(region, thing.box)
        )

    def _colour(self) -> bool:
        if not grammar.COLOUR.search(self.request.text):
            return False
        region = self.place.region
        if region is None:
            return False
        return tell_colour(
            self.draft,
            self.request,
            region,
            self.scene.colours,
            self.scene.text,
            self.picture,
        )

    def _located(self) -> bool:
        if self.request.intent != "locate" or not self.place.things:
            return False
        tell_located(self.draft, self.place.things, self.picture)
        return True

    def _boxes(self) -> bool:
        """Count the boxes or arrows of a flow chart: they are no parts of a picture."""
        return (
            self.request.intent == "count"
            and not self.place.things
            and bool(grammar.BOXES.search(self.request.text))
            and self._steps()
        )

    def _has_sure_arrows(self) -> bool:
        return any(
            not is_unsure(diagram.confidence)
            for diagram in self.scene.diagrams.diagrams
            if self._is_here(diagram)
        )

    def _counted(self) -> bool:
        """Count what was named, or what the noun alone names: "how many rows?"."""
        element = thing_in(self.request.text)
        if self.request.intent != "count" or element is None:
            return False
        is_panel = element == "chart" and bool(self.scene.panels.panels)
        if is_panel or element in {"bar", "slice", "line", "panel", "text"}:
            return False
        found = self.place.things or things(Mention(element=element), self.scene)
        if found:
            noun = element if len(found) == 1 else f"{element}s"
            tell_count(self.draft, found, noun, self.picture)
        return bool(found)

    def _panels(self) -> bool:
        return self.place.region is None and tell_panels(
            self.draft,
            self.request,
            self.scene.panels,
            self.scene.charts.charts,
            self.picture,
        )

    def _charts(self) -> bool:
        told = False
        for chart in charts_meant(self.request, self.charts)[:_CHARTS_MAX]:
            if is_unsure(chart.confidence) and not self._is_asked(chart):
                continue
            self.draft.say("\n\n" if told else "")
            named = self.place.things
            told |= tell_chart(self.draft, self.request, chart, self.picture, named)
            if told and self.request.intent not in _OVERVIEWS:
                break
        return told

    def _is_asked(self, chart: Chart) -> bool:
        """Whether to admit that *chart* cannot be read: only if it is asked about."""
        if self.request.intent not in _OF_NAMED_POINTS:
            return True
        return bool(asked_for(self.request.text, chart) or self.place.things)

    def _tables(self) -> bool:
        return any(
            tell_table(self.draft, self.request, table, self.picture)
            for table in self.tables
        )

    def _steps(self) -> bool:
        return any(
            tell_steps(
                self.draft, self.request, diagram, self.picture, self.place.region
            )
            for diagram in self.scene.diagrams.diagrams
            if self._is_here(diagram)
        )

    def _field(self) -> bool:
        if self.request.intent not in {"ask", "value"} or self.place.region is not None:
            return False
        told = (self.draft, self.request, self.scene.text, self.picture)
        return tell_party(*told) or tell_field(*told)


Telling = Callable[[], bool]
