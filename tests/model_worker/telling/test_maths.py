from __future__ import annotations

import pytest

from bot.jobs import Answer, Box
from model_worker.draft import Draft
from model_worker.readings import Equation, EquationReading
from model_worker.requests import Request
from model_worker.telling.maths import (
    STEPS,
    TYPE_IT,
    UNREADABLE,
    tell_solution,
    tell_typed,
)
from model_worker.understanding import understood

PICTURE = "0" * 64
MINUS = "\u2212"


def an_equation(
    text: str, top: float = 0.1, label: str = "", system: int = 0, sure: float = 0.97
) -> Equation:
    box = Box(0.1, top, 0.6, top + 0.05)
    return Equation(text=text, box=box, confidence=sure, label=label, system=system)


def a_sheet(*equations: Equation) -> EquationReading:
    return EquationReading(equations)


def numbered(*texts: str) -> EquationReading:
    return a_sheet(
        *(
            an_equation(text, 0.05 + 0.08 * place, str(place + 1))
            for place, text in enumerate(texts)
        )
    )


def told(question: str, reading: EquationReading) -> Answer | None:
    draft, request = Draft(), understood(question)
    if not tell_solution(draft, request, reading, PICTURE):
        return None
    return draft.answer("solve")


def typed(question: str) -> str | None:
    draft = Draft()
    request = Request(intent="solve", text=question)
    return draft.text.replace(MINUS, "-") if tell_typed(draft, request) else None


def test_an_equation_is_pointed_at_and_its_result_comes_before_the_steps() -> None:
    answer = told("solve this", a_sheet(an_equation("3x + 4 = 10")))

    assert answer is not None
    assert answer.text.replace(MINUS, "-") == (
        f"3x + 4 = 10: x = 2.\n{STEPS}\n"
        "• Subtract 4 from both sides: 3x = 6\n"
        "• Divide both sides by 3: x = 2\n"
        "• Check: 3·2 + 4 = 10"
    )
    (finding,) = answer.findings
    assert (finding.source, finding.phrase) == ("read", "3x + 4 = 10")
    assert finding.boxes == (an_equation("").box,)


def test_a_term_is_followed_by_its_value() -> None:
    answer = told("solve this", a_sheet(an_equation("2 + 3*4 =")))

    assert answer is not None
    assert answer.text.startswith("2 + 3·4 = 14.")


def test_a_false_statement_is_said_to_be_false() -> None:
    answer = told("is this right? solve it", a_sheet(an_equation("2 + 2 = 5")))

    assert answer is not None
    assert "2 + 2 = 5 is false: the left side is 4" in answer.text


def test_what_was_not_read_for_certain_is_not_worked_out() -> None:
    answer = told("solve this", a_sheet(an_equation("3x + 4 = 10", sure=0.4)))

    assert answer is not None
    assert UNREADABLE in answer.text
    assert "x = 2" not in answer.text
    assert answer.findings[0].confidence == 0.4
    assert answer.caveats == (TYPE_IT,)


def test_a_system_is_solved_together_and_both_lines_are_pointed_at() -> None:
    sheet = a_sheet(
        an_equation("x + y = 10", 0.1, system=1),
        an_equation("x - y = 4", 0.2, system=1),
    )
    answer = told("solve the system", sheet)

    assert answer is not None
    assert "x = 7 and y = 3" in answer.text
    assert len(answer.findings) == 2


def test_an_unsure_line_makes_its_whole_system_unsure() -> None:
    sheet = a_sheet(
        an_equation("x + y = 10", 0.1, system=1),
        an_equation("x - y = 4", 0.2, system=1, sure=0.3),
    )
    answer = told("solve the system", sheet)

    assert answer is not None
    assert UNREADABLE in answer.text
    assert {finding.confidence for finding in answer.findings} == {0.3}


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("solve number 2", ["2) 2x = 4: x = 2"]),
        ("solve the second equation", ["2) 2x = 4: x = 2"]),
        ("solve the last equation", ["3) 3x = 9: x = 3"]),
        ("solve the bottom equation", ["3) 3x = 9: x = 3"]),
        ("solve 1)", ["1) x + 1 = 2: x = 1"]),
        (
            "solve number 1 and number 3",
            ["1) x + 1 = 2: x = 1", "3) 3x = 9: x = 3"],
        ),
        (
            "solve them",
            ["1) x + 1 = 2: x = 1", "2) 2x = 4: x = 2", "3) 3x = 9: x = 3"],
        ),
    ],
)
def test_the_one_that_was_asked_for_is_solved(
    question: str, expected: list[str]
) -> None:
    answer = told(question, numbered("x + 1 = 2", "2x = 4", "3x = 9"))

    assert answer is not None
    heads = [part.split(".")[0] for part in answer.text.split("\n\n")]
    assert heads == expected


def test_letters_in_front_are_numbers_too() -> None:
    sheet = a_sheet(an_equation("x + 1 = 2", 0.1, "a"), an_equation("2x = 4", 0.2, "b"))
    answer = told("solve task b", sheet)

    assert answer is not None
    assert answer.text.startswith("b) 2x = 4: x = 2.")


def test_a_number_that_is_not_there_is_said_not_to_be_there() -> None:
    answer = told("solve number 9", numbered("x + 1 = 2", "2x = 4"))

    assert answer is not None
    assert "I see 1 to 2" in answer.text
    assert answer.follow_ups == ("Solve number 1", "Solve number 2")


def test_a_bare_sheet_is_counted() -> None:
    sheet = a_sheet(an_equation("x + 1 = 2", 0.1), an_equation("2x = 4", 0.3))
    answer = told("solve number 2", sheet)

    assert answer is not None
    assert answer.text.startswith("2x = 4: x = 2.")


def test_no_more_than_eight_are_solved_and_the_rest_is_offered() -> None:
    answer = told("solve all", numbered(*(f"{n}x = {2 * n}" for n in range(2, 12))))

    assert answer is not None
    assert len(answer.findings) == 8
    assert answer.follow_ups == ("Solve number 9", "Solve number 10")


def test_what_is_beyond_the_solver_is_said_in_a_sentence() -> None:
    answer = told("solve this", a_sheet(an_equation("2^x = 8")))

    assert answer is not None
    assert answer.text.startswith("2^x = 8: I ")
    assert answer.text.endswith(".")


def test_where_no_equation_was_read_nothing_is_told() -> None:
    assert told("solve this", EquationReading()) is None


def test_an_equation_in_the_question_needs_no_picture() -> None:
    text = typed("solve 3x + 4 = 10")

    assert text is not None
    assert text.startswith("3x + 4 = 10: x = 2.")
    assert "Subtract 4 from both sides: 3x = 6" in text


def test_two_equations_in_the_question_are_a_system() -> None:
    text = typed("solve x + y = 10 and x - y = 4")

    assert text is not None
    assert "x = 7 and y = 3" in text


def test_the_unknown_in_the_question_is_solved_for() -> None:
    text = typed("solve 2x + y = 6 for x")

    assert text is not None
    assert "x = -y/2 + 3" in text


def test_what_makes_no_sense_is_quoted_and_refused() -> None:
    text = typed("solve 3x + * 4 = 10")

    assert text is not None
    assert text.startswith("I cannot work out “3x + * 4 = 10”. ")


def test_a_question_without_mathematics_is_left_to_the_picture() -> None:
    assert typed("solve number 3") is None
