from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.charts.bars import bar_charts
from model_worker.readers.pixels import Pixels
from model_worker.readings import Chart

WIDTH, HEIGHT = 600, 400
BASE, LEFT = 350, 80
BLUE = (31, 119, 180)
PX_PER_UNIT = 3.0


def nothing_more(region: Box) -> tuple[Line, ...]:
    return ()


def paper(colour: tuple[int, int, int] = (255, 255, 255)) -> Pixels:
    return np.full((HEIGHT, WIDTH, 3), colour, dtype=np.uint8)


def a_label(text: str, x: float, y: float, *, turned: int = 0) -> Line:
    """Text with its middle at a pixel."""
    half = 4.0 * len(text)
    box = Box(
        (x - half) / WIDTH, (y - 7) / HEIGHT, (x + half) / WIDTH, (y + 7) / HEIGHT
    )
    return Line(text, box, 0.98, turned)


def drawn(values: Sequence[float], *, colour: tuple[int, int, int] = BLUE) -> Pixels:
    pixels = paper()
    for place, value in enumerate(values):
        left = LEFT + 30 + 90 * place
        top, bottom = sorted((BASE, BASE - round(value * PX_PER_UNIT)))
        pixels[top:bottom, left : left + 50] = colour
    return pixels


def named(names: Sequence[str], y: float = BASE + 18) -> list[Line]:
    return [a_label(name, LEFT + 55 + 90 * at, y) for at, name in enumerate(names)]


def scaled(values: Sequence[int] = (0, 25, 50, 75, 100)) -> list[Line]:
    return [
        a_label(str(value), LEFT - 30, BASE - value * PX_PER_UNIT) for value in values
    ]


def read(*lines: Line) -> TextReading:
    return TextReading(tuple(Block((line,)) for line in lines))


def the_chart(pixels: Pixels, lines: Sequence[Line]) -> Chart:
    (chart,) = bar_charts(pixels, read(*lines), nothing_more)
    return chart


def test_upright_bars_are_measured_against_their_axis() -> None:
    chart = the_chart(drawn([20, 80, 50]), [*scaled(), *named(["Ann", "Bob", "Cid"])])
    assert [point.label for point in chart.points] == ["Ann", "Bob", "Cid"]
    assert [point.value for point in chart.points] == pytest.approx(
        [20, 80, 50], rel=0.01
    )
    assert chart.confidence > 0.8
    assert not chart.is_horizontal
    assert chart.points[0].colour == "blue"
