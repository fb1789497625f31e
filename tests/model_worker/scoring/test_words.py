from __future__ import annotations

import pytest

from model_worker.scoring.words import is_said, number_of


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("disk full", "It says \u201cDisk\n Full\u201d [1]."),
        ("Total 1284.50 EUR", "\u201cTotal 1,284.5 EUR\u201d"),
        ("42 %", "It is 42% of all."),
        ("1284.5", "about 1 284.50".replace(" 2", "\u202f2")),
        ("12", "twelve (12)"),
        ("\u22123", "x = -3"),
    ],
)
def test_writing_makes_no_difference(expected: str, answer: str) -> None:
    assert is_said([expected], answer)


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("disk", "Diskette"),
        ("12", "112 or 12.5"),
        ("3", "x = -3"),
        ("Rent", "Food is the largest."),
        ("", "anything"),
    ],
)
def test_everything_else_does(expected: str, answer: str) -> None:
    assert not is_said([expected], answer)


def test_one_of_several_texts_is_enough() -> None:
    assert is_said(["seven", "7"], "There are 7.")


def test_a_number_may_be_off_by_its_tolerance() -> None:
    assert is_said(["200"], "about 206", tolerance=0.03)
    assert not is_said(["200"], "about 207", tolerance=0.03)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("1,284.50", 1284.5),
        ("1.284,50", 1284.5),
        ("1,284", 1284),
        ("1.284", 1.284),
        ("1.284.500", 1284500),
        ("0,5", 0.5),
        ("12'000", 12000),
    ],
)
def test_numbers_are_read_in_every_writing(written: str, number: float) -> None:
    assert number_of(written) == number
