"""Charts as plotly draws them in a real browser, each with its exact truth.

Run as `python -m tests.benchmarks.seeing.charts_plotly --seed 1 --count 20
--out FOLDER` to look at some.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from msgspec import json
from playwright.sync_api import Browser, Page

from tests.benchmarks.seeing.browser import a_browser, shot
from tests.benchmarks.seeing.dumping import dump_charts
from tests.benchmarks.seeing.plans import (
    KINDS,
    Kinds,
    Plan,
    Series,
    kind_of,
    planned,
    written,
)
from tests.benchmarks.seeing.plotly_places import PLACES, drawn_of
from tests.benchmarks.seeing.samples import Sample, chance_of
from tests.benchmarks.seeing.truths import truth_of

PLOTLY = files("plotly") / "package_data"
TEMPLATES = (
    "plotly",
    "plotly_dark",
    "plotly_white",
    "simple_white",
    "ggplot2",
    "seaborn",
    "presentation",
)
FONTS = ("", "", "DejaVu Serif", "DejaVu Sans Condensed")
COLOURS = ("#636efa", "#00cc96", "#b6413c", "#7f5fa0", "#2a9d8f", "#e07a2f")
SCALES = (1, 1, 1, 2)


def charts(
    seed: int, count: int, *, hard: bool = False, kinds: Kinds = KINDS
) -> Iterator[Sample]:
    """Yield charts of every kind and template in turn, all from one browser."""
    with a_browser() as browser:
        pages = {scale: _page(browser, scale) for scale in sorted(set(SCALES))}
        for number in range(count):
            chance = chance_of(seed, "plotly", hard, number)
            kind = kind_of(number, kinds, is_hard=hard)
            template = TEMPLATES[number % len(TEMPLATES)]
            plan = planned(chance, kind, is_hard=hard)
            page = pages[chance.choice(SCALES) if plan.size_px[0] < 1000 else 1]
            name = f"plotly-{seed}-{number:03}-{kind}"
            yield chart(page, name, plan, template, chance)


def chart(
    page: Page, name: str, plan: Plan, template: str, chance: random.Random
) -> Sample:
    """Return *plan* drawn by the page's plotly."""
    width, height = plan.size_px
    page.set_viewport_size({"width": width, "height": height})
    traces, layout = _traces(plan, chance), _layout(plan, template, chance)
    config = {"displayModeBar": False, "staticPlot": True}
    page.evaluate(
        "([traces, layout, config]) => Plotly.newPlot('chart', traces, layout, config)",
        [traces, layout, config],
    )
    drawn = drawn_of(plan, page.evaluate(PLACES))
    truth = truth_of(plan, drawn, template)
    return Sample(name=name, source="plotly", content=shot(page), truth=truth)


def _page(browser: Browser, scale: int) -> Page:
    page = browser.new_page(device_scale_factor=scale)
    page.set_content("<body style='margin:0'><div id='chart'></div></body>")
    page.add_script_tag(content=(PLOTLY / "plotly.min.js").read_text("utf-8"))
    return page


def _traces(plan: Plan, chance: random.Random) -> list[dict[str, Any]]:
    match plan.kind:
        case "pie" | "donut":
            return [_pie(plan, chance)]
        case "bar":
            colour = chance.choice((None, None, *COLOURS))
            return [_bar(plan, series, colour) for series in plan.series]
        case _:
            return _lines(plan, chance)


def _pie(plan: Plan, chance: random.Random) -> dict[str, Any]:
    percent = "" if plan.percents == "none" else "percent"
    has_names = plan.names == "outside"
    told = "+".join(filter(None, ("label" if has_names else "", percent)))
    return {
        "type": "pie",
        "labels": plan.labels,
        "values": plan.values,
        "hole": chance.choice((0.35, 0.5, 0.6)) if plan.kind == "donut" else 0,
        "sort": chance.random() < 0.5,
        "rotation": chance.choice((0, 0, 45, 120)),
        "direction": chance.choice(("clockwise", "counterclockwise")),
        "textinfo": told or "none",
        "textposition": "outside" if has_names and chance.random() < 0.6 else "auto",
        "showlegend": not has_names or chance.random() < 0.3,
        "marker": {"line": {"color": "white", "width": chance.choice((0, 0, 2))}},
    }


def _bar(plan: Plan, series: Series, colour: str | None) -> dict[str, Any]:
    across, along = ("y", "x") if plan.is_horizontal else ("x", "y")
    trace: dict[str, Any] = {
        "type": "bar",
        "name": series.name,
        across: plan.labels,
        along: series.values,
        "orientation": "h" if plan.is_horizontal else "v",
    }
    if colour and not plan.is_hard:
        trace["marker"] = {"color": colour}
    if plan.has_value_labels:
        trace["text"] = [written(value, plan.places) for value in series.values]
        trace["textposition"] = "auto" if plan.is_stacked else "outside"
        trace["cliponaxis"] = False
    return trace


def _lines(plan: Plan, chance: random.Random) -> list[dict[str, Any]]:
    places: Any = [int(x) for x in plan.labels] if plan.is_numeric else plan.labels
    line = {
        "width": chance.choice((2, 2, 3)),
        "shape": "spline" if chance.random() < 0.15 else "linear",
    }
    fill = "tozeroy" if chance.random() < 0.12 and not plan.is_hard else "none"
    mode = "lines+markers" if plan.has_marks else "lines"
    return [
        {
            "type": "scatter",
            "mode": mode,
            "name": series.name,
            "x": places,
            "y": series.values,
            "line": line,
            "fill": fill,
        }
        for series in plan.series
    ]


def _layout(plan: Plan, template: str, chance: random.Random) -> dict[str, Any]:
    values = {"title": {"text": plan.y_title}, **_ticks(plan)}
    if plan.trend == "flat":
        values["rangemode"] = "tozero"
    labels: dict[str, Any] = {"automargin": True}
    if not plan.is_numeric:
        labels["type"] = "category"
    if plan.is_horizontal and chance.random() < 0.5:
        labels["autorange"] = "reversed"
    values["automargin"] = True
    width, height = plan.size_px
    return {
        "template": json.decode(
            (PLOTLY / "templates" / f"{template}.json").read_text()
        ),
        "width": width,
        "height": height,
        "title": {"text": plan.title, "x": chance.choice((0.05, 0.5))},
        "xaxis": values if plan.is_horizontal else labels,
        "yaxis": labels if plan.is_horizontal else values,
        "barmode": "stack" if plan.is_stacked else "group",
        "bargap": chance.choice((0.2, 0.3, 0.5)),
        "font": {"family": chance.choice(FONTS)} if chance.random() < 0.4 else {},
        "legend": {"orientation": "h"} if chance.random() < 0.25 else {},
        "margin": {"t": 70 if plan.title else 30, "r": 40, "b": 60, "l": 70},
    }


def _ticks(plan: Plan) -> dict[str, Any]:
    match plan.ticks:
        case "comma":
            return {"tickformat": ",", "separatethousands": True}
        case "percent":
            return {"ticksuffix": "%"}
        case "dollar":
            return {"tickprefix": "$", "tickformat": ","}
        case "short":
            return {"tickformat": "~s"}
        case _:
            return {}


if __name__ == "__main__":
    dump_charts(charts)
