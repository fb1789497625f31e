"""Bar charts drawn pixel by pixel, and the text that would be read in them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.readers.charts.bars import bar_charts
from model_worker.readers.pixels import Pixels
from model_worker.readings import Chart

WIDTH, HEIGHT = 600, 400
SIZE = (WIDTH, HEIGHT)
BASE, LEFT, STEP, BAR = 350, 110, 90, 50
PX_PER_UNIT = 3
WHITE, BLUE, RED = (255, 255, 255), (31, 119, 180), (214, 39, 40)
BLACK, GREY = (0, 0, 0), (200, 200, 200)

Rgb = tuple[int, int, int]


def nothing_more(region: Box) -> tuple[Line, ...]:
    return ()


def paper(colour: Rgb = WHITE) -> Pixels:
    return np.full((HEIGHT, WIDTH, 3), colour, dtype=np.uint8)


def middle(place: int) -> float:
    """Return the pixel that the middle of a bar stands at."""
    return LEFT + STEP * place + BAR / 2


def paint_bar(
    pixels: Pixels, place: int, value: float, colour: Rgb = BLUE, base: int = BASE
) -> None:
    top, bottom = sorted((base, base - round(value * PX_PER_UNIT)))
    left = LEFT + STEP * place
    pixels[top:bottom, left : left + BAR] = colour


def bars(values: Sequence[float], colours: Sequence[Rgb] = (BLUE,)) -> Pixels:
    """Upright bars, three pixels for each unit, on white paper."""
    pixels = paper()
    for place, value in enumerate(values):
        paint_bar(pixels, place, value, colours[place % len(colours)])
    return pixels


def a_label(text: str, x: float, y: float, *, turned: int = 0) -> Line:
    """Text with its middle at a pixel, letters of 8 x 14."""
    across, down = (7.0, 4.0 * len(text)) if turned else (4.0 * len(text), 7.0)
    box = Box(
        max(x - across, 0) / WIDTH,
        max(y - down, 0) / HEIGHT,
        min(x + across, WIDTH) / WIDTH,
        min(y + down, HEIGHT) / HEIGHT,
    )
    return Line(text, box, 0.98, turned)


def names(words: Sequence[str], y: float = BASE + 18) -> list[Line]:
    return [a_label(word, middle(place), y) for place, word in enumerate(words)]


def scale(
    values: Sequence[int] = (0, 25, 50, 75, 100), zero: float = BASE
) -> list[Line]:
    """Labels of an upright axis left of the bars."""
    return [
        a_label(str(value), LEFT - 30, zero - value * PX_PER_UNIT) for value in values
    ]


def read(lines: Sequence[Line]) -> TextReading:
    return TextReading(tuple(Block((line,)) for line in lines))


def charts(pixels: Pixels, lines: Sequence[Line]) -> tuple[Chart, ...]:
    return bar_charts(pixels, read(lines), nothing_more)


def the_chart(pixels: Pixels, lines: Sequence[Line]) -> Chart:
    (chart,) = charts(pixels, lines)
    return chart


def values(chart: Chart) -> list[float | None]:
    return [point.value for point in chart.points]


def mirrored(pixels: Pixels, lines: Sequence[Line]) -> tuple[Pixels, list[Line]]:
    """Return a chart of upright bars as one of bars that lie, as do its labels."""
    square = np.full((WIDTH, WIDTH, 3), 255, dtype=np.uint8)
    square[:HEIGHT] = pixels
    turned = square.transpose(1, 0, 2)[:, ::-1]
    moved = []
    for line in lines:
        box = line.box
        # A quarter turn to the right: what was below is at the left then.
        x = WIDTH - (box.top + box.bottom) / 2 * HEIGHT
        y = (box.left + box.right) / 2 * WIDTH
        half = 4.0 * len(line.text)
        moved.append(
            Line(
                line.text,
                Box(
                    max(x - half, 0) / WIDTH,
                    max(y - 7, 0) / WIDTH,
                    min(x + half, WIDTH) / WIDTH,
                    min(y + 7, WIDTH) / WIDTH,
                ),
                line.confidence,
            )
        )
    return np.ascontiguousarray(turned), moved
