from __future__ import annotations

import pytest

from model_worker.draft import Draft
from model_worker.telling.workings import tell_working
from tests.model_worker.telling.test_maths import PICTURE, a_sheet, an_equation, told


def lines(*texts: str, sure: float = 0.97) -> list[tuple[str, float]]:
    return [(text, sure) for text in texts]


def checked(*read: tuple[str, float]) -> str | None:
    sheet = a_sheet(
        *(
            an_equation(text, 0.05 + 0.08 * place, sure=sure)
            for place, (text, sure) in enumerate(read)
        )
    )
    draft = Draft()
    is_told = tell_working(draft, sheet, PICTURE)
    return draft.text.replace("\u2212", "-") if is_told else None


def test_the_wrong_step_is_named_and_the_right_way_goes_on_from_the_one_before() -> (
    None
):
    said = checked(*lines("2x + 6 = 14", "2x = 20", "x = 10"))

    assert said is not None
    assert said.startswith(
        "2x = 20 does not follow from 2x + 6 = 14: "
        "that one gives x = 4, this one x = 10.\nFrom there it goes on:\n"
    )
    assert "2x = 8" in said


def test_right_steps_are_said_to_follow() -> None:
    said = checked(*lines("3x + 5 = 20", "3x = 15", "x = 5"))

    assert said == "Each step follows from the one above, from 3x + 5 = 20 to x = 5."


def test_each_sum_is_judged_for_itself() -> None:
    said = checked(*lines("12 + 8 = 20", "7 * 6 = 43"))

    assert said is not None
    assert "12 + 8 = 20 is true." in said
    assert "is false: the left side is 42, the right side is 43." in said


def test_a_step_that_was_not_read_for_certain_is_not_judged() -> None:
    said = checked(*lines("2x + 6 = 14"), *lines("2x = 20", sure=0.3))

    assert said == "I cannot read this reliably; it may say 2x = 20."


def test_a_task_without_any_step_is_left_to_be_solved() -> None:
    assert checked(*lines("2x + 6 = 14")) is None


def test_what_cannot_be_checked_is_said_so() -> None:
    said = checked(*lines("sqrt(x) = 3", "x = 9"))

    assert said is not None
    assert "one unknown" in said


@pytest.mark.parametrize(
    ("texts", "count"),
    [
        (("2x + 6 = 14", "2x = 20", "x = 10"), 1),
        (("2x + 6 = 14", "3x = 21"), 2),
    ],
)
def test_steps_written_below_a_task_are_not_solved_again(
    texts: tuple[str, ...], count: int
) -> None:
    sheet = a_sheet(*(an_equation(t, 0.1 + 0.1 * n) for n, t in enumerate(texts)))

    answer = told("solve this", sheet)

    assert answer is not None
    assert answer.text.count("step by step") == count
