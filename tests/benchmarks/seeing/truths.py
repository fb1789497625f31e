"""A plan and where its marks were painted -> what is true of the chart."""

from __future__ import annotations

from bot.jobs import Box
from tests.benchmarks.seeing.plans import BAR_GAP, LINE_GAP, PIE_GAP, Plan, ends
from tests.benchmarks.seeing.samples import ChartTruth, PointTruth, Rgb

Drawn = list[list[tuple[Rgb, Box | None]]]
"""For each series and value its colour and its box."""


def truth_of(plan: Plan, drawn: Drawn, style: str = "") -> ChartTruth:
    peak, valley = ends(plan.labels, plan.values, _gap(plan))
    is_single = len(plan.series) == 1
    return ChartTruth(
        kind=plan.kind,
        points=_points(plan, drawn),
        title=plan.title,
        x_title=plan.x_title,
        y_title=plan.y_title,
        is_horizontal=plan.is_horizontal,
        is_stacked=plan.is_stacked,
        trend=plan.trend,
        peak=peak if is_single else "",
        valley=valley if is_single else "",
        is_hard=plan.is_hard,
        style=style,
    )


def _gap(plan: Plan) -> float:
    match plan.kind:
        case "pie" | "donut":
            return PIE_GAP * sum(plan.values)
        case "bar":
            return BAR_GAP * max(plan.values)
        case _:
            return LINE_GAP * (max(plan.values) - min(plan.values))


def _points(plan: Plan, drawn: Drawn) -> tuple[PointTruth, ...]:
    is_pie = plan.kind in ("pie", "donut")
    return tuple(
        PointTruth(
            label=label,
            value=value,
            colour=colour,
            box=box,
            share=value / sum(series.values) if is_pie else None,
            series=series.name if len(plan.series) > 1 else "",
        )
        for series, row in zip(plan.series, drawn, strict=True)
        for label, value, (colour, box) in zip(
            plan.labels, series.values, row, strict=True
        )
    )
