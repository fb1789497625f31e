from __future__ import annotations

from collections.abc import Mapping

import pytest

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.axes import value_axes, value_axis
from model_worker.readers.charts.scales import Axis

SIZE = (1000, 1000)
PLOT = Box(0.2, 0.2, 0.9, 0.8)


def upright(labels: Mapping[float, str], right: float = 0.19) -> list[Line]:
    """Labels left of the plot, their middles at the pixels that are their keys."""
    return [
        Line(
            text,
            Box(right - 0.01 * len(text), y / 1000 - 0.01, right, y / 1000 + 0.01),
            0.9,
        )
        for y, text in labels.items()
    ]


def level(labels: Mapping[float, str]) -> list[Line]:
    """Labels below the plot."""
    return [
        Line(text, Box(x / 1000 - 0.01, 0.82, x / 1000 + 0.01, 0.84), 0.9)
        for x, text in labels.items()
    ]


def the_axis(lines: list[Line], *, is_vertical: bool = True) -> Axis:
    axis = value_axis(lines, PLOT, SIZE, is_vertical=is_vertical)
    assert axis is not None
    return axis


def test_four_labels_make_a_sure_scale() -> None:
    axis = the_axis(upright({800: "0", 600: "20", 400: "40", 200: "60"}))
    assert axis.value_at(500) == pytest.approx(30)
    assert axis.position_of(30) == pytest.approx(500)
    assert axis.confidence > 0.9
    assert axis.residual_px == pytest.approx(0, abs=1e-6)


def test_labels_below_the_plot_make_a_level_scale() -> None:
    axis = the_axis(level({200: "0", 400: "5", 600: "10"}), is_vertical=False)
    assert axis.value_at(500) == pytest.approx(7.5)


def test_a_misread_label_is_outvoted() -> None:
    axis = the_axis(upright({800: "0", 600: "20", 400: "70", 200: "60", 700: "10"}))
    assert axis.value_at(400) == pytest.approx(40)
    assert len(axis.ticks) == 4


def test_labels_that_contradict_each_other_are_doubted() -> None:
    axis = the_axis(upright({800: "0", 600: "20", 400: "70", 200: "60", 300: "11"}))
    assert axis.confidence < 0.6
    assert axis.doubt


def test_two_labels_are_not_enough_to_be_sure() -> None:
    assert the_axis(upright({800: "0", 200: "60"})).confidence < 0.6


def test_one_label_makes_no_scale() -> None:
    assert value_axis(upright({800: "0"}), PLOT, SIZE, is_vertical=True) is None


def test_units_are_kept_and_letters_multiply() -> None:
    axis = the_axis(upright({800: "$0", 600: "$5k", 400: "$10k"}))
    assert axis.unit == "$"
    assert axis.value_at(500) == pytest.approx(7500)


def test_decimal_commas_are_understood_from_the_whole_axis() -> None:
    axis = the_axis(upright({800: "0", 600: "0,5", 400: "1,0", 200: "1,5"}))
    assert axis.value_at(300) == pytest.approx(1.25)


def test_lost_minuses_are_given_back() -> None:
    axis = the_axis(upright({800: "10", 700: "-5", 600: "0", 500: "5", 400: "10"}))
    assert axis.value_at(800) == pytest.approx(-10)
    assert axis.confidence > 0.9


def test_an_axis_of_decades_is_logarithmic() -> None:
    axis = the_axis(upright({800: "1", 600: "10", 400: "100", 200: "1000"}))
    assert axis.is_log
    assert axis.value_at(500) == pytest.approx(10**1.5)


def test_raised_powers_read_as_hundreds_are_doubted() -> None:
    axis = the_axis(upright({800: "100", 600: "101", 400: "102", 200: "103"}))
    assert axis.confidence < 0.6


def test_an_axis_that_falls_is_doubted() -> None:
    axis = the_axis(upright({800: "60", 600: "40", 400: "20", 200: "0"}))
    assert axis.confidence < 0.6


def test_a_power_of_ten_at_the_end_multiplies() -> None:
    power = Line("1e6", Box(0.2, 0.13, 0.25, 0.15), 0.9)
    axis = the_axis([*upright({800: "0", 600: "1", 400: "2", 200: "3"}), power])
    assert axis.value_at(500) == pytest.approx(1.5e6)
    assert axis.confidence > 0.9


def test_a_small_raised_power_is_doubted() -> None:
    power = Line("\u00d7106", Box(0.2, 0.13, 0.25, 0.15), 0.9)
    axis = the_axis([*upright({800: "0", 600: "1", 400: "2", 200: "3"}), power])
    assert axis.confidence < 0.6


def test_an_axis_on_each_side_is_found() -> None:
    left = upright({800: "0", 600: "20", 400: "40"})
    right = upright({800: "0", 600: "1", 400: "2"}, right=0.95)
    axes = value_axes([*left, *right], PLOT, SIZE, is_vertical=True)
    assert sorted(axis.value_at(500) for axis in axes) == pytest.approx([1.5, 30])


def test_text_inside_the_plot_is_no_label_of_an_axis() -> None:
    inside = upright({800: "0", 600: "20", 400: "40"}, right=0.6)
    assert value_axis(inside, PLOT, SIZE, is_vertical=True) is None
