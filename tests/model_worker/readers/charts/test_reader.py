from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bot.jobs import Box
from bot.marks import is_unsure
from bot.text_reading import Line
from model_worker.readers.charts.reader import chart_reading
from model_worker.readers.pixels import Pixels
from model_worker.readings import Chart
from tests.model_worker.readers.charts.drawn_bars import (
    BASE,
    BLUE,
    HEIGHT,
    PX_PER_UNIT,
    WHITE,
    WIDTH,
    a_label,
    bars,
    names,
    nothing_more,
    paint_bar,
    paper,
    read,
    scale,
)
from tests.model_worker.readers.charts.drawn_lines import LinePaper
from tests.model_worker.readers.charts.paper import BLUE as LINE_BLUE
from tests.model_worker.readers.charts.paper import RED, Paper, closer_to_nothing

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")


def charts(pixels: Pixels, lines: Sequence[Line]) -> tuple[Chart, ...]:
    return chart_reading(pixels, read(lines), nothing_more).charts


def test_bars_with_wide_gaps_are_one_chart_and_no_panels() -> None:
    (chart,) = charts(bars((20, 80, 50, 95, 40)), [*scale(), *names(DAYS)])
    assert [point.label for point in chart.points] == list(DAYS)


def test_the_soft_edges_of_bars_are_no_line() -> None:
    """Between paint and paper lies a blend that goes along tops and base."""
    pixels = paper()
    soft = (143, 187, 218)
    for place, value in enumerate((20, 80, 50, 95, 40)):
        paint_bar(pixels, place, value + 0.7, soft)
        paint_bar(pixels, place, value, BLUE)
    pixels[BASE : BASE + 2, 60:WIDTH] = soft
    (chart,) = charts(pixels, [*scale(), *names(DAYS)])
    assert chart.kind == "bar"
    assert not is_unsure(chart.confidence)


def test_a_line_over_bars_makes_both_unsure() -> None:
    drawn = LinePaper()
    for place, value in enumerate((20, 60, 40, 80, 30, 50)):
        x, top = 110 + 80 * place, 320 - 2.5 * value
        drawn.pen.rectangle((x - 20, top, x + 20, 320), fill=LINE_BLUE)
    drawn.line((90, 20, 75, 30, 95, 10), RED, width=3)
    found = chart_reading(drawn.pixels, drawn.text, closer_to_nothing).charts
    assert all(is_unsure(chart.confidence) for chart in found)


def test_a_bar_that_was_read_as_a_letter_hides_no_name() -> None:
    bar_as_letter = Line("1", Box(0.18, 0.2, 0.42, 0.97), 0.6)
    lines = [*scale(), *names(DAYS), bar_as_letter]
    (chart,) = charts(bars((20, 80, 50, 95, 40)), lines)
    assert [point.label for point in chart.points] == list(DAYS)
    assert not is_unsure(chart.confidence)


def test_an_empty_sheet_holds_no_chart() -> None:
    blank = np.full((HEIGHT, WIDTH, 3), WHITE, dtype=np.uint8)
    assert charts(blank, []) == ()


def test_bars_beside_a_second_scale_are_doubted() -> None:
    other = [
        a_label(str(value), 560, BASE - value * PX_PER_UNIT / 2)
        for value in (0, 50, 100, 150, 200)
    ]
    lines = [*scale(), *names(DAYS), *other]
    (chart,) = charts(bars((20, 80, 50, 95, 40)), lines)
    assert is_unsure(chart.confidence)
    assert "there are two scales" in chart.doubts


def test_the_same_scale_at_both_sides_is_one() -> None:
    other = [
        a_label(str(value), 560, BASE - value * PX_PER_UNIT)
        for value in (0, 25, 50, 75, 100)
    ]
    (chart,) = charts(bars((20, 80, 50, 95, 40)), [*scale(), *names(DAYS), *other])
    assert not is_unsure(chart.confidence)


def test_a_line_beside_a_second_scale_is_doubted() -> None:
    drawn = LinePaper()
    drawn.line((20, 60, 40, 80, 30, 50), RED)
    for value in range(0, 31, 5):
        drawn.write(str(value), 545, 320 - 8 * value - 8)
    (chart,) = chart_reading(drawn.pixels, drawn.text, closer_to_nothing).charts
    assert is_unsure(chart.confidence)
    assert "there are two scales" in chart.doubts


def test_swatches_read_as_a_sign_name_no_slice() -> None:
    kinds = ["Rent", "Food", "Travel", "Other"]
    drawn = Paper()
    drawn.wheel((0.4, 0.3, 0.2, 0.1))
    drawn.legend(kinds, at=(300, 60))
    drawn.has_read("\u4e8c", (296, 60, 306, 84))
    (chart,) = charts(np.asarray(drawn.image), drawn.lines)
    assert not is_unsure(chart.confidence)
    assert [point.label for point in chart.points] == [
        "Rent",
        "Food",
        "Travel",
        "Other",
    ]
