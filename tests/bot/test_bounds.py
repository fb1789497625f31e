from __future__ import annotations

import pytest

from bot.bounds import busy, gave_up, too_late

USER = "You have asked 5 questions in the last minute; please try again in 20 seconds."
ONE = "You have asked 1 question in the last minute; please try again in 1 second."
TENANT = (
    "30 questions from here are waiting already; please ask again when one of them is "
    "answered."
)
TOTAL = (
    "Many people are asking just now: 500 questions are waiting already; please ask "
    "again in a minute."
)


@pytest.mark.parametrize(
    ("bound", "count", "wait_s", "sentence"),
    [
        ("user", 5, 19.2, USER),
        ("user", 1, 0.0, ONE),
        ("tenant", 30, 0.0, TENANT),
        ("total", 500, 0.0, TOTAL),
    ],
)
def test_a_refusal_says_which_bound_with_its_number(
    bound: str, count: int, wait_s: float, sentence: str
) -> None:
    error = busy(bound, count, wait_s)
    assert (error.bound, error.code) == (bound, f"busy_{bound}")
    assert error.sentence == sentence


def test_an_end_says_after_how_much_patience() -> None:
    assert "3 times" in gave_up(3).sentence
    assert "120 seconds" in too_late(120.0).sentence
