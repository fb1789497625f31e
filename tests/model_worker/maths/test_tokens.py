from __future__ import annotations

from fractions import Fraction

import pytest

from model_worker.maths.terms import MathsError
from model_worker.maths.tokens import TEXT_MAX, tokens


def kinds(text: str) -> str:
    return " ".join(token.kind for token in tokens(text))


def values(text: str) -> list[Fraction]:
    return [token.value for token in tokens(text) if token.value is not None]


@pytest.mark.parametrize("minus", ["-", "\u2212", "\u2013", "\u2014", "\u2010"])
def test_every_dash_is_a_minus(minus: str) -> None:
    assert kinds(f"7 {minus} 2") == "number - number"


@pytest.mark.parametrize("times", ["*", "\u00d7", "\u00b7", "\u22c5", "x", "X"])
def test_every_cross_dot_and_star_multiplies(times: str) -> None:
    assert kinds(f"7 {times} 2") == "number * number"


@pytest.mark.parametrize("over", ["\u00f7", ":", "\u2236"])
def test_every_sign_of_division_divides(over: str) -> None:
    assert kinds(f"8{over}2") == "number ÷ number"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("3x + 4", "number letter + number"),
        ("3x4", "number * number"),
        ("3x 4", "number letter number"),
        ("3 x (4 + 1)", "number * ( number + number )"),
        ("3x(4 + x)", "number letter ( number + letter )"),
        ("2 x y", "number * letter"),
        ("x x", "letter letter"),
    ],
)
def test_an_x_multiplies_only_between_two_numbers(text: str, expected: str) -> None:
    assert kinds(text) == expected


@pytest.mark.parametrize("raised", ["²", "^2", "**2"])
def test_a_raised_digit_is_a_power(raised: str) -> None:
    assert kinds(f"x{raised}") == "letter ^ number"


def test_several_raised_digits_are_one_power() -> None:
    assert kinds("2⁻¹⁰") == "number ^ - number"
    assert values("2⁻¹⁰") == [2, 10]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.5", Fraction(3, 2)),
        ("1,5", Fraction(3, 2)),
        (".5", Fraction(1, 2)),
        ("0,125", Fraction(1, 8)),
        ("1,250", 1250),
        ("12,345,678", 12345678),
        ("1,250.5", Fraction(2501, 2)),
    ],
)
def test_points_and_commas_are_told_from_thousands(text: str, value: Fraction) -> None:
    assert values(text) == [value]


def test_a_comma_beside_decimal_commas_is_one_too() -> None:
    assert values("1,250 + 3,5") == [Fraction(5, 4), Fraction(7, 2)]


@pytest.mark.parametrize(
    "text",
    ["1.2.3", "192.168.0.1", "12,34,5", "3 # 4", "hello", "sin x", "9" * 16, "²⁻"],
)
def test_what_is_no_mathematics_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(MathsError) as refused:
        tokens(text)
    assert refused.value.sentence.endswith(".")


def test_a_long_text_is_refused() -> None:
    with pytest.raises(MathsError):
        tokens("1+" * TEXT_MAX)
