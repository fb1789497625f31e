"""Line charts drawn on paper: a scale at the left, names below, lines between them."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw

from model_worker.readers.charts.lines import line_charts
from model_worker.readings import Chart
from tests.model_worker.readers.charts.paper import (
    BLUE,
    FINE,
    FONT,
    Colour,
    Paper,
    closer_to_nothing,
)

LEFT, BASE, STEP = 80, 320, 80
PX_PER_UNIT = 2.5
DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat")


class LinePaper(Paper):
    """Paper with both axes labelled: 0 to 100 upwards, names every STEP pixels."""

    def __init__(
        self, names: Sequence[str] = DAYS, ground: str | Colour = "white"
    ) -> None:
        super().__init__(600, 400, ground)
        self.ink = "black" if ground == "white" else "white"
        for value in range(0, 101, 20):
            text = str(value)
            x = LEFT - 12 - FONT.getlength(text)
            self.write(text, x, level(value) - 8, self.ink)
        for place, name in enumerate(names):
            x = column(place) - FONT.getlength(name) / 2
            self.write(name, x, BASE + 12, self.ink)

    def line(
        self,
        values: Sequence[float],
        colour: Colour = BLUE,
        *,
        width: float = 2,
        start: float = 0,
    ) -> None:
        corners = [
            (column(start + place), level(value)) for place, value in enumerate(values)
        ]
        self.stroke(corners, colour, width)

    def stroke(
        self, corners: Sequence[tuple[float, float]], colour: Colour, width: float
    ) -> None:
        """Draw through *corners*, in pixels, with soft edges."""
        fine = self.image.resize((self.wide * FINE, self.tall * FINE), 0)
        ImageDraw.Draw(fine).line(
            [(x * FINE, y * FINE) for x, y in corners],
            fill=colour,
            width=round(width * FINE),
            joint="curve",
        )
        self.image = fine.resize((self.wide, self.tall), Image.Resampling.BOX)

    def dots(self, values: Sequence[float], colour: Colour = BLUE) -> None:
        for place, value in enumerate(values):
            x, y = column(place), level(value)
            self.pen.ellipse((x - 5, y - 5, x + 5, y + 5), fill=colour)

    def grid(self, colour: Colour = (220, 220, 220)) -> None:
        for value in range(0, 101, 20):
            y = round(level(value))
            self.pen.line((LEFT, y, column(5) + 30, y), fill=colour)
        for place in range(6):
            x = round(column(place))
            self.pen.line((x, level(105), x, BASE), fill=colour)

    @property
    def charts(self) -> tuple[Chart, ...]:
        return line_charts(self.pixels, self.text, closer_to_nothing)

    @property
    def chart(self) -> Chart:
        (chart,) = self.charts
        return chart


def column(place: float) -> float:
    return LEFT + 30 + STEP * place


def level(value: float) -> float:
    return BASE - PX_PER_UNIT * value


def values(chart: Chart) -> list[float | None]:
    return [point.value for point in chart.points]
