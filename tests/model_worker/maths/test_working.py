from __future__ import annotations

import pytest

from model_worker.maths.grammar import parsed
from model_worker.maths.terms import MathsError
from model_worker.maths.working import Written, first_wrong, steps_of, workings


def wrong_in(*lines: str) -> int | None:
    return first_wrong(steps_of([parsed(line) for line in lines]))


def tasks_of(*lines: str) -> tuple[tuple[int, ...], ...]:
    return workings([Written(parsed(line)) for line in lines])


@pytest.mark.parametrize(
    "lines",
    [
        ("2(x + 3) = 14", "2x + 6 = 14", "2x = 8", "x = 4"),
        ("x/2 + 1 = 3", "x + 2 = 6", "x = 4"),
        ("0.5x = 2", "x = 4"),
        ("x^2 + x = 12", "(x - 3)(x + 4) = 0", "x = 3", "x = -4"),
        ("x^2 - 2 = 0", "x^2 = 2"),
        ("2x + 1 = 2x + 5", "1 + x = 5 + x"),
    ],
)
def test_steps_that_say_the_same_of_the_unknown_follow(lines: tuple[str, ...]) -> None:
    assert wrong_in(*lines) is None


@pytest.mark.parametrize(
    ("lines", "wrong"),
    [
        (("2x + 6 = 14", "2x = 20", "x = 10"), 1),
        (("2x + 6 = 14", "2x = 8", "x = 6"), 2),
        (("x^2 = 9", "x = 3"), 1),
        (("x + 1 = x + 1", "x = 1"), 1),
    ],
)
def test_the_first_step_that_changes_the_solution_is_wrong(
    lines: tuple[str, ...], wrong: int
) -> None:
    assert wrong_in(*lines) == wrong


def test_a_step_that_no_polynomial_settles_is_not_judged() -> None:
    with pytest.raises(MathsError, match="whole powers"):
        wrong_in("sqrt(x) = 3", "x = 9")


def test_a_number_in_front_or_another_unknown_begins_a_new_task() -> None:
    assert tasks_of("2x = 8", "x = 4", "3y = 9", "y = 3") == ((0, 1), (2, 3))
    assert workings(
        [Written(parsed("2x = 8"), "1"), Written(parsed("3x = 9"), "2")]
    ) == ((0,), (1,))


def test_sums_without_an_unknown_are_tasks_of_their_own() -> None:
    assert tasks_of("3 + 4 = 7", "5 + 5 = 10") == ((0,), (1,))
