"""What charts and their points are called in an answer, and how they are pointed at."""

from __future__ import annotations

from bot.rendering import short
from model_worker.draft import Draft
from model_worker.readings import Chart, Point
from model_worker.telling.numbers import amount
from model_worker.telling.quoting import quoted

_NAME_MAX = 60
_KINDS = {
    "pie": "pie chart",
    "donut": "donut chart",
    "bar": "bar chart",
    "line": "line chart",
}
NOUNS = {"pie": "slice", "donut": "slice", "bar": "bar", "line": "line"}


def kind_of(chart: Chart) -> str:
    return f"{'stacked ' if chart.is_stacked else ''}{_KINDS[chart.kind]}"


def titled(chart: Chart) -> str:
    title = short(" ".join(chart.title.split()), 2 * _NAME_MAX)
    return f", {quoted(title)}" if title else ""


def name_of(point: Point, chart: Chart) -> str:
    """Return the label of *point*, with its series' name where there are several."""
    name = short(" ".join(point.label.split()), _NAME_MAX)
    if len(chart.series) > 1:
        owner = next((s.name for s in chart.series if point in s.points), "")
        name = ", ".join(filter(None, (name, owner)))
    return name


def say_point(draft: Draft, point: Point, chart: Chart, picture: str) -> None:
    """Say a point with its amount and its number: “March” (42)."""
    name = name_of(point, chart)
    bare = f"the {point.colour} {NOUNS[chart.kind]}".replace("  ", " ")
    draft.point(
        f"{quoted(name) if name else bare} ({amount(point, chart)})",
        [point.box],
        picture,
        "measured",
        min(point.confidence, chart.confidence),
        phrase=name or bare,
    )


def say_chart(draft: Draft, words: str, chart: Chart, picture: str) -> None:
    draft.point(words, [chart.box], picture, "measured", chart.confidence)
