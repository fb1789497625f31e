"""Charts -> their slices, bars and points as facts that can be compared. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.marks import is_unsure
from model_worker.posts.facts import Fact, Group, Label
from model_worker.posts.moments import moments
from model_worker.posts.quantities import Quantity, quantities
from model_worker.posts.words import stems, telling_stems
from model_worker.readings import Chart, Point, Series

SLACK = 0.03
"""What a bar or a point is measured to, as a share of its value."""

SHARE_SLACK = 0.01
_COURSE = 3
_LONG = 1e3
"""Numbers from here on are told to the unit, shorter ones to three digits."""


def groups_in_chart(chart: Chart) -> Iterator[Group]:
    """Yield each series of a chart that may be spoken of; none of an unsure one."""
    if is_unsure(chart.confidence):
        return
    for series in chart.series:
        facts = tuple(
            fact
            for point in series.points
            if (fact := _fact(chart, series, point)) is not None
        )
        if facts:
            yield Group(
                facts=facts,
                name=(*stems(series.name), *stems(chart.title), *stems(chart.y_title)),
                noun=(
                    *stems(chart.title),
                    *stems(chart.x_title),
                    *stems(chart.y_title),
                ),
                is_course=chart.kind == "line" or _is_course(series.points),
                is_whole=len(facts) == len(series.points),
                confidence=chart.confidence,
            )


def _fact(chart: Chart, series: Series, point: Point) -> Fact | None:
    quantity = _quantity(chart, point)
    if quantity is None:
        return None
    labels = [
        Label(
            stems=telling_stems(point.label),
            role="row",
            text=point.label,
            colour=point.colour if len(chart.series) == 1 else "",
        )
    ]
    if len(chart.series) > 1:
        labels.append(
            Label(
                stems=telling_stems(series.name),
                role="column",
                text=series.name,
                colour=series.colour,
            )
        )
    return Fact(
        text=_shown(quantity),
        labels=tuple(labels),
        box=point.box,
        confidence=min(point.confidence, chart.confidence),
        is_sure=not is_unsure(min(point.confidence, chart.confidence)),
        quantity=quantity,
        source="measured",
        slack=SHARE_SLACK / max(point.share or 1.0, SHARE_SLACK)
        if point.value is None
        else SLACK,
    )


def _quantity(chart: Chart, point: Point) -> Quantity | None:
    if point.value is not None:
        unit = quantities(f"1{chart.unit}") if chart.unit else ()
        return Quantity(value=point.value, unit=unit[0].unit if unit else "", step=0.0)
    if point.share is not None:
        return Quantity(value=100 * point.share, unit="%", step=0.0)
    return None


def _shown(quantity: Quantity) -> str:
    if quantity.unit == "%":
        return f"{quantity.value:.0f} %"
    is_long = abs(quantity.value) >= _LONG
    return f"{quantity.value:,.0f}" if is_long else f"{quantity.value:,.3g}"


def _is_course(points: Sequence[Point]) -> bool:
    return len(points) >= _COURSE and all(
        len(moments(point.label)) == 1 for point in points
    )
