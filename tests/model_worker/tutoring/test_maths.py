from __future__ import annotations

import pytest

from bot.jobs import Answer
from bot.rendering import marked_text
from model_worker.readings import EquationReading
from model_worker.telling.maths import UNREADABLE
from tests.model_worker.telling.test_maths import (
    MINUS,
    a_sheet,
    an_equation,
    numbered,
)
from tests.model_worker.tutoring.asking import answers


def guide(question: str, *lines: str) -> Answer:
    sheet = a_sheet(*(an_equation(t, 0.1 * n) for n, t in enumerate(lines, 1)))
    return answers(question, equations=sheet)[1]


def text(answer: Answer) -> str:
    return marked_text(answer.spans).replace(MINUS, "-")


def test_an_equation_is_led_through_step_by_step() -> None:
    assert text(guide("Solve this", "3x + 4 = 10")) == (
        "Let's find x in 3x + 4 = 10 [1].\n"
        "1. A number is being added beside x. Undo it: take it away on both sides.\n"
        "2. Divide both sides by what stands in front of x.\n"
        "To check yourself: put what you found back in. Both sides must come to the "
        "same."
    )


def test_what_was_typed_is_led_through_as_well() -> None:
    assert text(guide("Solve 3x + 4 = 10")).startswith(
        "Let's find x in 3x + 4 = 10.\n1. A number"
    )


def test_a_sum_is_worked_out_in_order() -> None:
    said = text(guide("Calculate this", "12 + 7 * (3 + 1)"))
    assert said.startswith("Let's work out 12 + 7·(3 + 1) [1].\n1. Start inside")


def test_a_statement_is_checked_side_by_side() -> None:
    said = text(guide("Solve this", "7 * 6 = 43"))
    assert said.startswith("Let's see whether 7·6 = 43 [1] is right.\n1. Work out")


def test_a_term_is_made_simpler() -> None:
    said = text(guide("Simplify this", "3x + 2x"))
    assert said.startswith("Let's make 3x + 2x [1] simpler.")


def test_both_lines_of_a_system_are_pointed_at() -> None:
    pair = (an_equation("x + y = 5", 0.1, "", 1), an_equation("x - y = 1", 0.2, "", 1))
    _, said = answers("Solve this", equations=EquationReading(pair))
    assert text(said).startswith(
        "Let's find x and y in x + y = 5 [1] and x - y = 1 [2]."
    )


def test_the_first_wrong_line_is_named_and_not_put_right() -> None:
    said = text(guide("Where is my mistake?", "2x + 6 = 14", "2x = 20", "x = 10"))
    assert said == (
        "Look at 2x = 20 [1] again. It does not follow from 2x + 6 = 14 [2].\n"
        "1. Go back to 2x + 6 = 14 [2].\n"
        "2. A number is being added beside x. Undo it: take it away on both sides.\n"
        "3. Write the new line down, and compare it with yours.\n"
        "To check yourself: what solves the upper line must solve the lower one too."
    )


def test_of_several_sums_the_wrong_one_is_named() -> None:
    said = text(guide("Check my work", "12 + 8 = 20", "7 * 6 = 43"))
    assert "12 + 8 = 20 [1] is right." in said
    assert "Look at 7·6 = 43 [2] again: its two sides are not the same." in said
    assert "42" not in said


@pytest.mark.parametrize(
    ("lines", "sure"),
    [(("2x + 6 = 14", "2x = 8"), 0.97), (("2x + 6 = 14", "2x = 20"), 0.3)],
)
def test_what_is_right_or_cannot_be_read_is_told_as_ever(
    lines: tuple[str, ...], sure: float
) -> None:
    sheet = a_sheet(
        *(an_equation(t, 0.1 * n, sure=sure) for n, t in enumerate(lines, 1))
    )
    plain, said = answers("Check my steps", equations=sheet)
    assert said == plain


def test_a_line_that_cannot_be_read_does_not_stop_the_others() -> None:
    sheet = a_sheet(an_equation("x + 1 = 3", 0.1), an_equation("x + 2", 0.2, sure=0.3))
    said = text(answers("Solve these", equations=sheet)[1])
    assert "Let's find x in x + 1 = 3" in said
    assert f"{UNREADABLE}: this line [2]." in said


def test_of_a_whole_sheet_two_are_led_through_and_the_others_offered() -> None:
    sheet = numbered(*(f"x + {number} = 9" for number in range(1, 5)))
    _, said = answers("Solve these", equations=sheet)
    assert text(said).startswith("1) Let's find x in x + 1 = 9 [1].")
    assert text(said).endswith("The others go the same way.")
    assert said.follow_ups == (
        "Solve number 3",
        "Solve number 4",
        "Show me the answer",
    )


def test_what_nobody_can_solve_is_said_as_ever() -> None:
    for question in ("Solve x + y + z = 3", "Solve 3x + = 4"):
        plain, said = answers(question)
        assert said == plain
