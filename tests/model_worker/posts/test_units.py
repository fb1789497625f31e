from __future__ import annotations

import pytest

from model_worker.posts.units import CURRENCIES, in_base, is_unit


@pytest.mark.parametrize(
    ("value", "unit", "base"),
    [
        (7.6, "km", (7600, "metre")),
        (30, "minutes", (1800, "second")),
        (2, "Hours", (7200, "second")),
        (12, "kg", (12_000, "gram")),
        (68, "\u00b0F", (20, "\u00b0")),
        (5, "percent", (5, "%")),
        (9, "EUR", (9, "\u20ac")),
        (9, "apples", (9, "apples")),
    ],
)
def test_a_unit_is_turned_into_the_base_of_its_family(
    value: float, unit: str, base: tuple[float, str]
) -> None:
    number, family = in_base(value, unit)
    assert number == pytest.approx(base[0])
    assert family == base[1]


@pytest.mark.parametrize("word", ["km", "Euros", "%", "minutes"])
def test_words_of_measure_are_units(word: str) -> None:
    assert is_unit(word)


def test_other_words_are_no_units() -> None:
    assert not is_unit("apples")


def test_no_currency_is_turned_into_another() -> None:
    assert all(in_base(3, each) == (3, each) for each in CURRENCIES)
