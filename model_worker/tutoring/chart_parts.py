"""What a chart is made of, in a tutor's words: points, scale, names, ends. Pure."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.jobs import Box
from model_worker.readings import Chart, Point
from model_worker.requests import Request
from model_worker.telling.chart_words import NOUNS
from model_worker.tutoring.guide import Sign, said_name

Shape = Literal["bar", "lying", "line", "pie"]
_ENDS: dict[Shape, tuple[str, str]] = {
    "bar": ("tallest", "shortest"),
    "lying": ("longest", "shortest"),
    "line": ("highest", "lowest"),
    "pie": ("largest", "smallest"),
}
_LARGER: dict[Shape, str] = {
    "bar": "taller",
    "lying": "longer",
    "line": "higher",
    "pie": "wider",
}
_STARTS: dict[Shape, str] = {
    "bar": "its top",
    "lying": "its end",
    "line": "there",
    "pie": "it",
}
_CHECKS: dict[Shape, tuple[str, str]] = {
    "bar": (
        "lay a ruler flat along its top. No other bar should stick out above.",
        "lay a ruler flat along its top. Every other bar should stick out above.",
    ),
    "lying": (
        "hold a ruler upright at its end. No other bar should reach past it.",
        "hold a ruler upright at its end. Every other bar should reach past it.",
    ),
    "line": (
        "lay a ruler flat through that point. No part of the line should be above.",
        "lay a ruler flat through that point. No part of the line should be below.",
    ),
    "pie": (
        "is there any slice that would cover yours? There should be none.",
        "is there any slice that yours would cover? There should be none.",
    ),
}


class Parts(Struct, frozen=True):
    request: Request
    chart: Chart

    def name(self, point: Point) -> str:
        return said_name(point.label, self.request.text)

    def all(self) -> Sign:
        plural = len(self.chart.series) > 1 or self.shape != "line"
        noun = NOUNS[self.chart.kind]
        boxes = tuple(point.box for point in self.chart.points)
        return Sign(f"the {noun}{'s' if plural else ''}", boxes or (self.chart.box,))

    @property
    def shape(self) -> Shape:
        """Return the kind, as far as it is read differently."""
        match self.chart.kind:
            case "line":
                return "line"
            case "bar":
                return "lying" if self.chart.is_horizontal else "bar"
            case _:
                return "pie"

    @property
    def end(self) -> str:
        return _ENDS[self.shape][self.request.size == "smallest"]

    @property
    def larger(self) -> str:
        return _LARGER[self.shape]

    @property
    def start(self) -> str:
        """Return what of a point is held against the scale."""
        return _STARTS[self.shape]

    @property
    def check_of_end(self) -> str:
        return _CHECKS[self.shape][self.request.size == "smallest"]

    @property
    def legend(self) -> Sign | None:
        return _sign("the legend", self.chart.legend)

    @property
    def scale(self) -> Sign | None:
        chart = self.chart
        return _sign("the scale", chart.x_axis if chart.is_horizontal else chart.y_axis)

    @property
    def names(self) -> Sign | None:
        chart = self.chart
        return _sign("the axis", chart.y_axis if chart.is_horizontal else chart.x_axis)

    @property
    def side(self) -> Literal["left", "right"]:
        scale, box = self.chart.y_axis, self.chart.box
        is_right = scale is not None and scale.left > (box.left + box.right) / 2
        return "right" if is_right else "left"


def _sign(words: str, box: Box | None) -> Sign | None:
    return None if box is None else Sign(words, (box,))
