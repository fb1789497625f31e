from __future__ import annotations

import pytest

from model_worker.telling.numbers import listed, percent, plain, times


@pytest.mark.parametrize(
    ("share", "said"), [(0.4213, "42.1 %"), (0.5, "50 %"), (0.0, "0 %")]
)
def test_a_share_is_said_in_tenths_of_a_percent(share: float, said: str) -> None:
    assert percent(share) == said


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (38.123, "", "38.1"),
        (0.01234, "", "0.0123"),
        (1234.56, "", "1,235"),
        (-7.0, "kg", "-7 kg"),
        (12.5, "$", "$12.5"),
        (0.0, "%", "0 %"),
    ],
)
def test_a_measured_value_is_said_in_three_digits(
    value: float, unit: str, said: str
) -> None:
    assert plain(value, unit) == said


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [(30, 20, "1.5 times"), (20, 19, ""), (5, 0, ""), (-4, 2, "")],
)
def test_a_ratio_is_said_where_it_says_more_than_the_difference(
    one: float, other: float, said: str
) -> None:
    assert times(one, other) == said


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_words_are_listed_with_an_and(words: list[str], said: str) -> None:
    assert listed(words) == said
