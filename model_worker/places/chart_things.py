"""What words can name in charts: bars, slices, curves, axes, legends, titles. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from model_worker.places.thing import Thing
from model_worker.readings import Chart, ChartKind
from model_worker.scene import Scene, around


def chart_thing(chart: Chart) -> Thing:
    name = chart.title or f"the {chart.kind} chart"
    return Thing(box=chart.box, name=name, confidence=chart.confidence)


def charts(scene: Scene) -> Iterator[Thing]:
    yield from map(chart_thing, scene.charts.charts)


def bars(scene: Scene) -> Iterator[Thing]:
    return points(scene, {"bar"})


def slices(scene: Scene) -> Iterator[Thing]:
    return points(scene, {"pie", "donut"})


def points(
    scene: Scene, kinds: Collection[ChartKind] = ("bar", "pie", "donut")
) -> Iterator[Thing]:
    for chart in scene.charts.charts:
        for point in chart.points if chart.kind in kinds else ():
            size = point.value if point.share is None else point.share
            yield Thing(
                box=point.box,
                name=point.label,
                confidence=min(chart.confidence, point.confidence),
                colour=point.colour,
                weight=size or 0.0,
            )


def curves(scene: Scene) -> Iterator[Thing]:
    for chart in scene.charts.charts:
        for series in chart.series if chart.kind == "line" else ():
            values = [point.value or 0.0 for point in series.points]
            yield Thing(
                box=around([point.box for point in series.points]),
                name=series.name or "the line",
                confidence=chart.confidence,
                colour=series.colour,
                weight=max(values, default=0.0),
            )


def axes(scene: Scene) -> Iterator[Thing]:
    for chart in scene.charts.charts:
        for name, title, box in (
            ("x", chart.x_title, chart.x_axis),
            ("y", chart.y_title, chart.y_axis),
        ):
            if box is not None:
                named = f"{name} axis {title}".strip()
                yield Thing(box=box, name=named, confidence=chart.confidence)


def legends(scene: Scene) -> Iterator[Thing]:
    for chart in scene.charts.charts:
        if chart.legend is not None:
            yield Thing(box=chart.legend, name="legend", confidence=chart.confidence)


def titles(scene: Scene) -> Iterator[Thing]:
    for chart in scene.charts.charts:
        if chart.title_box is not None:
            yield Thing(box=chart.title_box, name=chart.title, confidence=0.9)
