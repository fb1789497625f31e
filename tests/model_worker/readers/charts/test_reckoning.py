from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.printed import Printed
from model_worker.readers.charts.reckoning import (
    Bar,
    Reckoning,
    reckoned,
    reckoned_segments,
)
from model_worker.readers.charts.scales import Axis
from model_worker.readers.charts.ticks import Tick

LINE = Line("", Box(0, 0, 0.1, 0.1), 0.99)


def said(*values: float) -> Printed:
    return Printed(values, "", LINE)


def an_axis(zero_px: float = 400, **fields: object) -> Axis:
    """Two pixels for each unit, upwards."""
    ticks = tuple(Tick(v, zero_px - 2 * v, LINE) for v in (150, 100, 50, 0))
    settings: dict[str, object] = {
        "scale": -0.5,
        "offset": zero_px / 2,
        "residual_px": 0.2,
        "unit": "",
        "ticks": ticks,
        "confidence": 0.95,
        "is_vertical": True,
    }
    return Axis(**(settings | fields))  # type: ignore[arg-type]


def the_reckoning(bars: list[Bar], axis: Axis | None) -> Reckoning:
    found = reckoned(bars, axis)
    assert found is not None
    return found


def test_lengths_are_measured_by_the_axis() -> None:
    found = the_reckoning([Bar(300, 400), Bar(200, 400)], an_axis())
    assert [value.number for value in found.values] == [50, 100]
    assert found.confidence > 0.9


def test_an_axis_a_pixel_off_is_moved_to_the_base() -> None:
    found = the_reckoning([Bar(301, 401), Bar(201, 401)], an_axis())
    assert [value.number for value in found.values] == [50, 100]


def test_an_axis_on_lines_is_believed_more_than_the_base() -> None:
    found = the_reckoning([Bar(301, 401)] * 2, an_axis(is_on_lines=True))
    assert found.values[0].number == pytest.approx(49.5)


def test_a_short_bar_is_unsure() -> None:
    found = the_reckoning([Bar(390, 400), Bar(200, 400)], an_axis())
    assert [value.confidence > 0.6 for value in found.values] == [False, True]


def test_a_printed_number_makes_a_short_bar_sure() -> None:
    bars = [Bar(390, 400, said(5.1)), Bar(200, 400, said(100))]
    found = the_reckoning(bars, an_axis())
    assert found.values[0].number == 5.1
    assert found.values[0].confidence > 0.9
    assert found.is_printed


def test_a_printed_number_may_have_a_decimal_comma() -> None:
    bars = [Bar(300, 400, said(50_100, 50.1)), Bar(200, 400, said(100))]
    assert the_reckoning(bars, an_axis()).values[0].number == 50.1


def test_printed_numbers_overrule_an_axis_that_none_of_them_fits() -> None:
    bars = [Bar(300, 400, said(5)), Bar(200, 400, said(10)), Bar(100, 400, said(15))]
    found = the_reckoning(bars, an_axis())
    assert [value.number for value in found.values] == [5, 10, 15]


def test_printed_numbers_that_fit_nothing_make_the_axis_doubtful() -> None:
    bars = [Bar(300, 400, said(7)), Bar(200, 400, said(3)), Bar(100, 400, said(99))]
    found = the_reckoning(bars, an_axis())
    assert found.confidence < 0.6
    assert found.doubt


def test_nothing_is_reckoned_from_nothing() -> None:
    assert reckoned([Bar(300, 400), Bar(200, 400)], None) is None


def test_two_printed_numbers_prove_nothing_by_themselves() -> None:
    assert reckoned([Bar(300, 400, said(5)), Bar(200, 400, said(10))], None) is None


def test_hanging_bars_are_negative_when_printed_so() -> None:
    bars = [Bar(300, 400, said(50)), Bar(440, 400, said(-20)), Bar(350, 400, said(25))]
    found = the_reckoning(bars, None)
    assert [value.number for value in found.values] == [50, -20, 25]


def test_a_column_of_numbers_far_from_the_base_is_no_axis() -> None:
    assert reckoned([Bar(300, 420), Bar(200, 420)], an_axis()) is None


def test_a_base_on_a_tick_above_zero_is_an_axis() -> None:
    found = the_reckoning([Bar(200, 300), Bar(150, 300)], an_axis())
    assert [value.number for value in found.values] == [100, 125]


def test_an_axis_through_the_bars_is_doubted() -> None:
    found = the_reckoning([Bar(200, 500), Bar(150, 500)], an_axis(is_on_lines=True))
    assert found.confidence < 0.6


def test_a_logarithmic_axis_is_doubted() -> None:
    axis = an_axis(is_log=True, scale=-0.01, offset=4)
    assert the_reckoning([Bar(300, 400), Bar(200, 400)], axis).confidence < 0.6


def test_segments_are_measured_from_end_to_end_and_thin_ones_doubted() -> None:
    bars = [Bar(300, 400), Bar(200, 300), Bar(190, 200)]
    found = reckoned_segments(bars, an_axis())
    assert found is not None
    assert [value.number for value in found.values] == [50, 50, 5]
    assert [value.confidence > 0.6 for value in found.values] == [True, True, False]


def test_segments_that_do_not_stand_on_zero_are_doubted() -> None:
    found = reckoned_segments([Bar(300, 400), Bar(200, 300)], an_axis(zero_px=440))
    assert found is not None
    assert found.confidence < 0.6
    assert found.doubt == "the bars do not start at zero"


def test_segments_with_their_numbers_printed_are_sure() -> None:
    bars = [Bar(300, 400, said(50)), Bar(200, 300, said(49.5))]
    found = reckoned_segments(bars, an_axis())
    assert found is not None
    assert [value.number for value in found.values] == [50, 49.5]
    assert found.confidence > 0.6
