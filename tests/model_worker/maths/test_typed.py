from __future__ import annotations

import pytest

from model_worker.maths.typed import tasks_named, typed, wanted


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("solve 3x + 4 = 10", ["3x + 4 = 10"]),
        ("What is 12 * (3+4)?", ["12 * (3+4)"]),
        ("please solve x² - 5x + 6 = 0 for x", ["x² - 5x + 6 = 0"]),
        ("can you solve 2x+y=5 and x-y=1?", ["2x+y=5", "x-y=1"]),
        ("y = 2x + 1, y = -x + 4", ["y = 2x + 1", "y = -x + 4"]),
        ("evaluate sqrt(16) + 2^3.", ["sqrt(16) + 2^3"]),
        ("how much is 12 x 7", ["12 x 7"]),
        ("what is 3/4", ["3/4"]),
        ("solve a 3x = 6", ["3x = 6"]),
        ("find y: y = 3 + 4", ["y = 3 + 4"]),
        ("what's 1,000 + 1?", ["1,000 + 1"]),
    ],
)
def test_mathematics_is_found_among_words(text: str, lines: list[str]) -> None:
    assert list(typed(text)) == lines


@pytest.mark.parametrize(
    "text",
    [
        "solve number 3",
        "solve numbers 3-5",
        "solve equation 2 and 3",
        "solve it",
        "solve this by 3/4/2024",
        "how do I solve error 0x80070035?",
        "solve for x",
    ],
)
def test_words_without_mathematics_hold_none(text: str) -> None:
    assert typed(text) == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("solve number 3", ["3"]),
        ("solve task b", ["b"]),
        ("Solve equation (2)", ["2"]),
        ("and b)?", ["b"]),
        ("number 2 and number 4", ["2", "4"]),
        ("#7", ["7"]),
        ("solve the equation a moment", []),
        ("solve it", []),
        ("solve 2(x + 3) = 4", []),
    ],
)
def test_tasks_are_named_by_number_or_letter(text: str, names: list[str]) -> None:
    assert list(tasks_named(text)) == names


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("solve for y", "y"),
        ("what is x in number 4?", "x"),
        ("solve 2x + y = 3 for x", "x"),
        ("solve 2x = 3", ""),
        ("what is a fraction", ""),
    ],
)
def test_the_unknown_may_be_named(text: str, unknown: str) -> None:
    assert wanted(text) == unknown
