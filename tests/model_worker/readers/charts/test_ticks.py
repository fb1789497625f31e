from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.text_reading import Line
from model_worker.readers.charts.ticks import Fit, Tick, best_fit, fitted

LINE = Line("", Box(0, 0, 0.1, 0.1), 1.0)


def ticks(*pairs: tuple[float, float]) -> list[Tick]:
    return [Tick(value, place, LINE) for value, place in pairs]


def the_fit(*pairs: tuple[float, float], off_px: float = 2.0) -> Fit:
    fit = best_fit(ticks(*pairs), off_px, is_falling=True)
    assert fit is not None
    return fit


def test_the_line_of_most_ticks_wins() -> None:
    fit = the_fit((0, 400), (10, 300), (20, 200), (30, 100), (77, 150))
    assert fit.position_of(25) == pytest.approx(150)
    assert len(fit.ticks) == 4


def test_of_as_many_ticks_the_straighter_line_wins() -> None:
    places = (25, 25.5), (20, 83.5), (15, 139.5), (10, 195.5), (5, 251.5)
    fit = the_fit(*places, off_px=0.8)
    assert fit.residual_px == pytest.approx(0, abs=0.01)


def test_a_lost_minus_is_given_back_below_zero() -> None:
    fit = the_fit((10, 100), (0, 200), (10, 300), (20, 400))
    assert [tick.value for tick in fit.ticks] == [10, 0, -10, -20]


def test_decades_make_a_logarithmic_line() -> None:
    assert the_fit((1, 400), (10, 300), (100, 200), (1000, 100)).is_log


def test_two_decades_are_taken_for_a_plain_line() -> None:
    assert not the_fit((1, 400), (10, 300)).is_log


def test_ticks_on_one_spot_make_no_line() -> None:
    assert best_fit(ticks((1, 100), (2, 101)), 2.0, is_falling=True) is None


def test_a_fit_has_the_least_squares() -> None:
    fit = fitted(ticks((0, 0), (1, 10), (2, 23)), is_log=False)
    assert fit.residual_px == pytest.approx(0.71, abs=0.02)
