from __future__ import annotations

import pytest

from model_worker.readers.charts.numbers import Number, number_in


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("1,200", 1200, ""),
        ("1 200", 1200, ""),
        ("1'200.5", 1200.5, ""),
        ("12k", 12_000, ""),
        ("$3.5M", 3_500_000, "$"),
        ("1.2M\u20ac", 1_200_000, "\u20ac"),
        ("45 %", 45, "%"),
        ("1e6", 1_000_000, ""),
        ("\u22125", -5, ""),
        ("-$5", -5, "$"),
        ("(1,200)", -1200, ""),
        ("20 ms", 20, "ms"),
        ("10 km/h", 10, "km/h"),
        ("21 \u00b0C", 21, "\u00b0C"),
        (".5", 0.5, ""),
        ("0", 0, ""),
    ],
)
def test_a_label_says_a_number(text: str, value: float, unit: str) -> None:
    assert number_in(text) == Number(value, unit)


@pytest.mark.parametrize(
    "text", ["", "Q1", "2nd", "12:30", "1.2.3", "2024-01", "abc", "(5", "1,5"]
)
def test_what_is_no_number_says_none(text: str) -> None:
    assert number_in(text) is None


def test_a_decimal_comma_is_read_where_the_axis_has_them() -> None:
    assert number_in("1,5", has_decimal_comma=True) == Number(1.5)
    assert number_in("1.200", has_decimal_comma=True) == Number(1200)


def test_letters_that_look_like_digits_are_taken_for_them() -> None:
    assert number_in("1O") == Number(10)
    assert number_in("l0") == Number(10)
    assert number_in("O") == Number(0)


def test_digits_that_lost_their_point_say_nothing() -> None:
    assert number_in("05") is None
