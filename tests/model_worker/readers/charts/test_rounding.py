from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model_worker.readers.charts.rounding import roundest


@pytest.mark.parametrize(
    ("value", "slack", "expected"),
    [
        (95.41, 0.43, 95),
        (2.989, 0.018, 3),
        (120.3, 0.43, 120),
        (137.62, 0.2, 137.6),
        (0.4503, 0.001, 0.45),
        (-14.03, 0.05, -14),
        (1_203_400, 5_000, 1_200_000),
        (0.3, 0.4, 0),
        (7.77, 0, 7.77),
    ],
)
def test_digits_go_that_the_measure_does_not_bear(
    value: float, slack: float, expected: float
) -> None:
    assert roundest(value, slack) == expected


@given(st.floats(-1e9, 1e9), st.floats(1e-6, 1e6))
def test_the_roundest_number_is_never_farther_off_than_the_slack(
    value: float, slack: float
) -> None:
    assert abs(roundest(value, slack) - value) <= slack


def test_what_is_no_number_stays_none() -> None:
    assert math.isnan(roundest(math.nan, 0.1))
    assert roundest(1.5, math.inf) == 1.5
