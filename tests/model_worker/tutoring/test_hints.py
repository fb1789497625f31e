from __future__ import annotations

import re

import pytest

from model_worker.maths.grammar import parsed
from model_worker.maths.solving import solved
from model_worker.tutoring.hints import hints, sum_hints

TASKS = (
    "3x + 4 = 10",
    "5 - 2x = 3x + 25",
    "x/2 - 3/4 = 5",
    "3/(x - 1) = 2",
    "x^2 - 5x + 6 = 0",
    "x^2 + x - 1 = 0",
    "x^2 + x + 9 = 0",
    "2x^2 = 50",
    "x^2 + 4 = 0",
    "x^3 = 27",
    "sqrt(x + 1) = 3",
    "x + 1 = x",
    "-x + 4 = 1",
)


@pytest.mark.parametrize("task", TASKS)
def test_every_kind_of_step_has_a_hint_without_a_number(task: str) -> None:
    steps = [s for s in solved([parsed(task)]).steps if not s.startswith("Check")]
    said = hints(steps, "x")
    assert said
    assert not any(re.search(r"\d|=|\{", hint) for hint in said)
    without_words = [step for step in steps if not hints([step], "x")]
    assert all(" does not fit " in step for step in without_words)


def test_the_steps_of_a_system_are_hinted_at_too() -> None:
    pair = [parsed("2x + 3y = 12"), parsed("5x - 2y = 11")]
    said = hints(solved(pair).steps, "x", is_system=True)
    assert said[0].startswith("Multiply one of them")
    assert "in front of the letter" in " ".join(said)
    assert not any(re.search(r"\d", hint) for hint in said)


def test_the_unknown_is_called_by_its_letter() -> None:
    (hint,) = hints(["Subtract 4 from both sides: 3t = 6"], "t")
    assert "beside t" in hint


def test_a_lone_power_is_not_led_a_long_way_round() -> None:
    said = hints(solved([parsed("2x^2 = 50")]).steps, "x")
    assert [hint.split()[0] for hint in said] == ["Get", "Take"]


@pytest.mark.parametrize(
    ("shown", "order"),
    [
        ("12 + 7·(3 + 1)", ["Start", "Multiply", "Add"]),
        ("(7 + 14)·(10 + 6)", ["Start", "Multiply"]),
        ("2³ + 4", ["Do", "Add"]),
        ("1/2 + 1/3", ["Put", "Add"]),
        ("7·6 = 43", ["Multiply"]),
    ],
)
def test_a_sum_is_worked_out_in_the_order_of_its_signs(
    shown: str, order: list[str]
) -> None:
    assert [hint.split()[0] for hint in sum_hints(shown)] == order
