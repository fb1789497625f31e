from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.bars import bar_charts
from model_worker.readers.pixels import Pixels
from tests.model_worker.readers.charts.drawn_bars import (
    BAR,
    BASE,
    BLACK,
    BLUE,
    GREY,
    HEIGHT,
    LEFT,
    PX_PER_UNIT,
    RED,
    STEP,
    WIDTH,
    Rgb,
    a_label,
    bars,
    charts,
    middle,
    mirrored,
    names,
    paint_bar,
    paper,
    read,
    scale,
    the_chart,
    values,
)

ABC = ["Ann", "Bob", "Cid"]


def test_upright_bars_are_measured_against_their_axis() -> None:
    chart = the_chart(bars([20, 80, 50]), [*scale(), *names(ABC)])
    assert [point.label for point in chart.points] == ABC
    assert values(chart) == pytest.approx([20, 80, 50], rel=0.01)
    assert chart.confidence > 0.8
    assert not chart.is_horizontal
    assert {point.colour for point in chart.points} == {"blue"}


def test_every_bar_is_boxed_exactly() -> None:
    chart = the_chart(bars([20, 80, 50]), [*scale(), *names(ABC)])
    box = chart.points[1].box
    assert box.left * WIDTH == pytest.approx(LEFT + STEP)
    assert box.right * WIDTH == pytest.approx(LEFT + STEP + BAR)
    assert box.top * HEIGHT == pytest.approx(BASE - 80 * PX_PER_UNIT, abs=1)
    assert box.bottom * HEIGHT == pytest.approx(BASE, abs=1)


def test_bars_that_lie_are_measured_too() -> None:
    pixels, lines = mirrored(bars([20, 80, 50]), [*scale(), *names(ABC)])
    chart = the_chart(pixels, lines)
    assert chart.is_horizontal
    assert values(chart) == pytest.approx([20, 80, 50], rel=0.01)
    assert [point.label for point in chart.points] == ABC


def test_a_title_and_the_titles_of_the_axes_are_read() -> None:
    lines = [
        *scale(),
        *names(ABC),
        a_label("Parcels last week", 230, 12),
        a_label("Parcels (kg)", 30, 220, turned=1),
        a_label("Driver", middle(1), BASE + 40),
    ]
    chart = the_chart(bars([20, 80, 50]), lines)
    assert chart.title == "Parcels last week"
    assert (chart.x_title, chart.y_title) == ("Driver", "Parcels (kg)")
    assert chart.unit == "kg"


def test_numbers_printed_on_the_bars_are_taken_where_they_agree() -> None:
    printed = [
        a_label(n, middle(at), y)
        for at, (n, y) in enumerate([("20.4", 275), ("80.1", 98), ("49.8", 185)])
    ]
    chart = the_chart(bars([20, 80, 50]), [*scale(), *names(ABC), *printed])
    assert values(chart) == [20.4, 80.1, 49.8]


def test_a_number_that_contradicts_its_bar_makes_it_unsure() -> None:
    printed = [
        a_label(n, middle(at), y)
        for at, (n, y) in enumerate([("20", 275), ("88", 98), ("50", 185)])
    ]
    chart = the_chart(bars([20, 80, 50]), [*scale(), *names(ABC), *printed])
    assert [point.confidence >= 0.6 for point in chart.points] == [True, False, True]


def test_printed_numbers_are_enough_without_an_axis() -> None:
    printed = [
        a_label(n, middle(at), y)
        for at, (n, y) in enumerate([("200", 275), ("800", 98), ("500", 185)])
    ]
    chart = the_chart(bars([20, 80, 50]), [*names(ABC), *printed])
    assert values(chart) == [200, 800, 500]
    assert chart.confidence > 0.6


def test_printed_numbers_that_do_not_grow_with_the_bars_make_no_chart() -> None:
    printed = [
        a_label(n, middle(at), y)
        for at, (n, y) in enumerate([("7", 275), ("3", 98), ("9", 185)])
    ]
    assert charts(bars([20, 80, 50]), [*names(ABC), *printed]) == ()


def test_bars_below_zero_are_negative() -> None:
    pixels = paper()
    for place, value in enumerate([40, -30, 20]):
        paint_bar(pixels, place, value, base=200)
    labels = scale((-40, -20, 0, 20, 40), zero=200)
    chart = the_chart(pixels, [*labels, *names(ABC)])
    assert values(chart) == pytest.approx([40, -30, 20], rel=0.02)


def test_an_axis_may_start_above_zero() -> None:
    labels = scale((50, 75, 100, 125), zero=BASE + 50 * PX_PER_UNIT)
    chart = the_chart(bars([20, 80, 50]), [*labels, *names(ABC)])
    assert values(chart) == pytest.approx([70, 130, 100], rel=0.01)


def test_grid_lines_across_bars_do_not_part_them() -> None:
    pixels = bars([20, 80, 50])
    for y in range(BASE - 75, 60, -75):
        pixels[y : y + 2, LEFT - 20 : 380] = GREY
    chart = the_chart(pixels, [*scale(), *names(ABC)])
    assert values(chart) == pytest.approx([20, 80, 50], rel=0.02)


def test_an_upright_line_through_a_bar_does_not_halve_it() -> None:
    pixels = bars([20, 80, 50])
    for place in range(3):
        x = int(middle(place))
        pixels[60:BASE, x : x + 2] = GREY
    chart = the_chart(pixels, [*scale(), *names(ABC)])
    assert values(chart) == pytest.approx([20, 80, 50], rel=0.02)


def test_hatched_and_edged_bars_are_whole() -> None:
    pixels = bars([20, 80, 50])
    rows, columns = np.mgrid[:HEIGHT, :WIDTH]
    is_bar = (pixels == BLUE).all(axis=-1)
    pixels[is_bar & ((rows + columns) % 9 < 2)] = BLACK
    chart = the_chart(pixels, [*scale(), *names(ABC)])
    assert values(chart) == pytest.approx([20, 80, 50], rel=0.02)


def test_a_name_without_a_bar_is_a_bar_of_no_height() -> None:
    chart = the_chart(bars([20, 0, 50, 80]), [*scale(), *names([*ABC, "Dee"])])
    assert values(chart) == pytest.approx([20, 0, 50, 80], abs=0.7)
    assert chart.points[1].confidence < 0.6


def test_a_very_short_bar_is_not_called_sure() -> None:
    chart = the_chart(bars([3, 80, 50]), [*scale(), *names(ABC)])
    assert chart.points[0].confidence < 0.6
    assert chart.points[1].confidence > 0.6


def test_grouped_bars_are_told_apart_and_doubted() -> None:
    pixels = paper()
    for place, pair in enumerate([(20, 80), (50, 30), (60, 70)]):
        for half, value in enumerate(pair):
            left = LEFT + STEP * place + 25 * half
            top = BASE - value * PX_PER_UNIT
            pixels[top:BASE, left : left + 25] = (BLUE, RED)[half]
    chart = the_chart(pixels, [*scale(), *names(ABC)])
    assert [[p.value for p in series.points] for series in chart.series] == [
        pytest.approx([20, 50, 60], rel=0.02),
        pytest.approx([80, 30, 70], rel=0.02),
    ]
    assert chart.confidence < 0.6
    assert "grouped bars" in chart.doubts


def in_groups(colours: Sequence[Rgb]) -> Pixels:
    pixels = paper()
    for place, pair in enumerate([(20, 80), (50, 30), (60, 70)]):
        for half, value in enumerate(pair):
            left = LEFT + STEP * place + 25 * half
            top = BASE - value * PX_PER_UNIT
            pixels[top:BASE, left : left + 25] = colours[2 * place + half]
    return pixels


def a_legend(pixels: Pixels, words: Sequence[str]) -> list[Line]:
    """Paint keys at the top and return what is written beside them."""
    for at, colour in enumerate((BLUE, RED)[: len(words)]):
        pixels[20:32, 380 + 90 * at : 392 + 90 * at] = colour
    return [a_label(word, 425 + 90 * at, 26) for at, word in enumerate(words)]


def test_groups_that_a_legend_names_are_sure() -> None:
    pixels = in_groups([BLUE, RED] * 3)
    lines = [*scale(), *names(ABC), *a_legend(pixels, ("Shop", "Online"))]
    chart = the_chart(pixels, lines)
    told = {each.name: [p.value for p in each.points] for each in chart.series}
    assert told["Shop"] == pytest.approx([20, 50, 60], rel=0.02)
    assert told["Online"] == pytest.approx([80, 30, 70], rel=0.02)
    assert chart.confidence > 0.6


def test_groups_of_which_the_legend_names_one_are_doubted() -> None:
    pixels = in_groups([BLUE, RED] * 3)
    lines = [*scale(), *names(ABC), *a_legend(pixels, ("Shop",))]
    assert "grouped bars" in the_chart(pixels, lines).doubts


def test_groups_whose_colours_change_places_are_doubted() -> None:
    """As where a bar of no height is missing in one of the groups."""
    pixels = in_groups([BLUE, RED, RED, BLUE, BLUE, RED])
    lines = [*scale(), *names(ABC), *a_legend(pixels, ("Shop", "Online"))]
    assert the_chart(pixels, lines).confidence < 0.6


def test_stacks_that_a_legend_names_are_sure_but_for_thin_segments() -> None:
    pixels = bars([20, 50, 30])
    for place, (low, high) in enumerate([(20, 40), (50, 30), (30, 7)]):
        paint_bar(pixels, place, high, RED, base=BASE - low * PX_PER_UNIT)
    lines = [*scale(), *names(ABC), *a_legend(pixels, ("Shop", "Online"))]
    chart = the_chart(pixels, lines)
    told = {each.name: each.points for each in chart.series}
    assert [p.value for p in told["Online"]] == pytest.approx([40, 30, 7], abs=0.7)
    assert chart.confidence > 0.6
    assert told["Online"][1].confidence > 0.6
    assert told["Online"][2].confidence < 0.6


def test_a_tick_read_as_a_dash_is_no_part_of_a_name() -> None:
    lines = [*scale(), *names(["Ann -", "Bob-", "Cid"])]
    chart = the_chart(bars([20, 80, 50]), lines)
    assert [point.label for point in chart.points] == ABC


def test_stacked_bars_are_told_apart_and_doubted() -> None:
    pixels = bars([20, 50, 30])
    for place, (low, high) in enumerate([(20, 40), (50, 30), (30, 60)]):
        foot = BASE - low * PX_PER_UNIT
        paint_bar(pixels, place, high, RED, base=foot)
    chart = the_chart(pixels, [*scale(), *names(ABC)])
    assert chart.is_stacked
    assert [[p.value for p in series.points] for series in chart.series] == [
        pytest.approx([20, 50, 30], rel=0.03),
        pytest.approx([40, 30, 60], rel=0.03),
    ]
    assert chart.confidence < 0.6


def test_bars_without_names_are_no_chart() -> None:
    assert charts(bars([20, 80, 50]), scale()) == ()


def test_bars_with_nothing_to_measure_by_are_no_chart() -> None:
    assert charts(bars([20, 80, 50]), names(ABC)) == ()


def test_an_axis_that_contradicts_itself_makes_no_chart() -> None:
    places = {350: "3", 250: "50", 150: "9"}
    labels = [a_label(number, LEFT - 30, y) for y, number in places.items()]
    assert charts(bars([20, 80, 50]), [*labels, *names(ABC)]) == ()


def test_cells_of_one_height_are_no_chart() -> None:
    assert charts(bars([40, 40, 40]), [*scale(), *names(ABC)]) == ()


def test_cells_of_a_table_are_no_chart() -> None:
    pixels = paper()
    for place in range(4):
        for row in range(6):
            top = 60 + row * 45
            high = 90 if (place, row) == (1, 2) else 42
            left = LEFT + STEP * place
            pixels[top : top + high, left : left + BAR] = BLUE
    assert charts(pixels, [*scale(), *names([*ABC, "Dee"], y=345)]) == ()


def test_an_empty_page_has_no_chart() -> None:
    assert charts(paper(), []) == ()


def test_a_chart_beside_another_is_found_as_well() -> None:
    wide = np.concatenate([bars([20, 80, 50]), bars([60, 30, 90])], axis=1)
    lines = []
    for shift in (0.0, 0.5):
        for line in [*scale(), *names(ABC)]:
            left, right = line.box.left / 2 + shift, line.box.right / 2 + shift
            box = Box(left, line.box.top, right, line.box.bottom)
            lines.append(Line(line.text, box, line.confidence))
    first, second = sorted(charts(wide, lines), key=lambda chart: chart.box.left)
    assert values(first) == pytest.approx([20, 80, 50], rel=0.01)
    assert values(second) == pytest.approx([60, 30, 90], rel=0.01)


def test_what_was_not_read_is_looked_at_closer() -> None:
    pixels = bars([20, 80, 50])
    for place in range(3):
        x = int(middle(place))
        pixels[BASE + 12 : BASE + 24, x - 10 : x + 10 : 4] = BLACK
    asked = []

    def closer(region: Box) -> tuple[Line, ...]:
        asked.append(region)
        return tuple(names(ABC))

    lines = [*scale(), names(ABC)[0]]
    (chart,) = bar_charts(pixels, read(lines), closer)
    assert [point.label for point in chart.points] == ABC
    assert asked


def test_nothing_is_looked_at_closer_where_all_was_read() -> None:
    def closer(region: Box) -> tuple[Line, ...]:
        raise AssertionError(region)

    lines = [*scale(), *names(ABC)]
    assert bar_charts(bars([20, 80, 50]), read(lines), closer)


def test_two_touching_bars_of_a_group_are_not_one_bar() -> None:
    """Where both are almost as long they fill one frame together."""
    pixels = paper()
    for place, (one, other) in enumerate(((40, 12), (80, 74), (70, 66), (62, 57))):
        left = LEFT + STEP * place
        pixels[BASE - one * PX_PER_UNIT : BASE, left : left + BAR // 2] = BLUE
        pixels[BASE - other * PX_PER_UNIT : BASE, left + BAR // 2 : left + BAR] = RED
    chart = the_chart(pixels, [*scale(), *names([*ABC, "Dan"])])
    assert len(chart.series) == 2
    assert values(chart) == pytest.approx([40, 80, 70, 62, 12, 74, 66, 57], rel=0.02)
