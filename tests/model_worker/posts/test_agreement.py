from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_worker.posts.agreement import (
    Agreement,
    agreement,
    are_comparable,
    best_agreement,
)
from model_worker.posts.quantities import Quantity, quantities


def said(text: str) -> Quantity:
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("claim", "found", "answer"),
    [
        ("7.00 EUR", "7.00", "same"),
        ("7 EUR", "7.20", "same"),
        ("7.00 EUR", "9.00", "other"),
        ("50", "48", "near"),
        ("50", "40", "other"),
        ("about 50", "46", "same"),
        ("about 50", "20", "other"),
        ("over 40", "42", "same"),
        ("over 40", "40", "near"),
        ("over 40", "30", "other"),
        ("at least 40", "40", "same"),
        ("under 40", "42", "near"),
        ("under 40", "60", "other"),
        ("nearly 50", "47", "same"),
        ("nearly 50", "30", "other"),
        ("half", "48 %", "same"),
        ("half", "42 %", "near"),
        ("half", "20 %", "other"),
        ("3,000", "3,050", "same"),
        ("3,000", "3,120", "near"),
        ("3,012", "3,120", "other"),
    ],
)
def test_people_round_and_a_hedge_leaves_room(
    claim: str, found: str, answer: Agreement
) -> None:
    assert agreement(said(claim), said(found)) == answer


def test_what_was_measured_leaves_as_much_room_as_its_measure() -> None:
    assert agreement(said("45"), Quantity(value=42, step=0)) == "other"
    assert agreement(said("43"), Quantity(value=42, step=0), 0.03) == "same"
    assert agreement(said("44"), Quantity(value=42, step=0), 0.03) == "near"
    assert agreement(said("60"), Quantity(value=42, step=0), 0.03) == "other"


def test_an_axis_in_thousands_has_fewer_digits_than_what_is_said() -> None:
    scales = (1.0, 1e3)
    assert best_agreement(said("21,000"), Quantity(value=21), 0, scales) == "same"
    assert best_agreement(said("21,000"), Quantity(value=21), 0, (1.0,)) == "other"


def test_a_bare_number_may_stand_for_any_unit_and_no_unit_for_another() -> None:
    assert are_comparable(said("7 EUR"), said("7"))
    assert not are_comparable(said("7 EUR"), said("$7"))


@given(st.integers(1, 10_000), st.integers(1, 10_000), st.sampled_from([10, 100, 1e3]))
def test_a_number_and_its_unit_scaled_together_keep_the_verdict(
    one: int, other: int, scale: float
) -> None:
    def scaled(value: float) -> Quantity:
        return Quantity(value=value * scale, step=scale * 0.5)

    plain = agreement(Quantity(value=one, step=0.5), Quantity(value=other, step=0.5))
    assert agreement(scaled(one), scaled(other)) == plain


@given(st.integers(1, 10_000))
def test_a_number_agrees_with_itself(value: int) -> None:
    assert agreement(Quantity(value=value), Quantity(value=value)) == "same"
