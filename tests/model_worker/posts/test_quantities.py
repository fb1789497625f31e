from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_worker.posts.quantities import Quantity, quantities


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("12,000", 12_000, ""),
        ("12k", 12_000, ""),
        ("twelve thousand", 12_000, ""),
        ("1.5 million", 1_500_000, ""),
        ("$3.4M", 3_400_000, "$"),
        ("7.00 EUR", 7, "\u20ac"),
        ("1.234,50 \u20ac", 1234.5, "\u20ac"),
        ("-3 \u00b0C", -3, "\u00b0"),
        ("5 km", 5000, "metre"),
        ("1h 30min", 90, "min"),
        ("half", 50, "%"),
        ("three quarters", 75, "%"),
        ("a third", 100 / 3, "%"),
        ("forty-two", 42, ""),
        ("two dozen", 24, ""),
    ],
)
def test_a_number_is_one_number_however_it_is_written(
    text: str, value: float, unit: str
) -> None:
    (found,) = quantities(text)
    expected = value * 60 if unit == "min" else value
    assert found.value == pytest.approx(expected)
    assert found.unit == ("second" if unit == "min" else unit)


@pytest.mark.parametrize(
    "text",
    [
        "this one is better",
        "the third time",
        "at half-time",
        "the second half",
        "v1.2.3",
    ],
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert not quantities(text)


@pytest.mark.parametrize(
    "text", ["only one bar", "it has one line", "there is one slice"]
)
def test_one_counts_where_it_is_said_to(text: str) -> None:
    (found,) = quantities(text)
    assert found.value == 1


@given(st.integers(0, 10**7))
def test_thousands_marks_change_no_number(number: int) -> None:
    (plain,), (marked,) = quantities(str(number)), quantities(f"{number:,}")
    assert plain.value == marked.value == number


def test_round_and_distinctive_numbers_are_told_apart() -> None:
    assert Quantity(value=50).is_round
    assert not Quantity(value=48).is_round
    assert Quantity(value=3_000).round_to == 1_000
    assert Quantity(value=3.4, step=0.1).round_to == 0
    assert Quantity(value=417).is_distinctive
    assert not Quantity(value=40).is_distinctive


def test_numbers_come_in_their_order_and_none_lies_within_another() -> None:
    text = "from $2.5M to 12 % in 3 weeks"
    found = quantities(text)
    assert [each.unit for each in found] == ["$", "%", "second"]
    assert all(one.end <= two.start for one, two in pairwise(found))
