"""Rows of typed pieces: which of them are tasks, and what they say."""

from __future__ import annotations

import pytest

from model_worker.maths.grammar import parsed
from model_worker.readers.equations.names import OTHER, Guess
from model_worker.readers.equations.pieces import Form, Piece
from model_worker.readers.equations.tasks import (
    Task,
    grammar_text,
    is_clear,
    is_exercise,
    is_plain,
    task,
)

DIGIT = 30.0
WIDE, PITCH = 18, 24


def a_row(*signs: str) -> list[Piece]:
    """Return *signs* in print, one beside the other; a space leaves room."""
    row = []
    for place, sign in enumerate(signs):
        left = float(place * PITCH)
        if sign == " ":
            continue
        if sign in "-=":
            form: Form = "bar" if sign == "-" else "equals"
            row.append(
                Piece(
                    left=left,
                    top=14,
                    right=left + WIDE,
                    bottom=18,
                    form=form,
                    text=sign,
                )
            )
            continue
        label = OTHER if sign == "#" else sign
        guesses = (Guess(label, 0.99),)
        top = 8 if sign in "x+" else 0
        row.append(
            Piece(left=left, top=top, right=left + WIDE, bottom=DIGIT, guesses=guesses)
        )
    return row


def a_task(text: str) -> Task:
    return Task(parsed(text), "", (), 0.99, text.endswith("="))


def test_a_row_of_signs_is_what_it_says() -> None:
    made = task(a_row(*"2x+3=7"), DIGIT)

    assert made is not None
    assert grammar_text(made.statement) == "2x + 3 = 7"


def test_what_broke_off_a_question_mark_is_nothing() -> None:
    made = task(a_row(*"2+3=#?"), DIGIT)

    assert made is not None
    assert made.is_asked


@pytest.mark.parametrize("signs", ["2#3=7", "555-0142", "2+=3"])
def test_what_nobody_can_work_out_is_no_task(signs: str) -> None:
    assert task(a_row(*signs), DIGIT) is None


@pytest.mark.parametrize(
    ("text", "clear"),
    [("2x + 3 = 7", True), ("3 + 4 =", True), ("x = 3 + 4", False), ("3 + 4", False)],
)
def test_only_what_asks_for_something_is_clear_anywhere(
    text: str, *, clear: bool
) -> None:
    assert is_clear(a_task(text)) is clear


@pytest.mark.parametrize(
    ("text", "exercise"), [("3 + 4", True), ("3/4", False), ("sqrt(16)", True)]
)
def test_a_fraction_alone_is_no_exercise(text: str, *, exercise: bool) -> None:
    assert is_exercise(a_task(text)) is exercise


def test_a_bare_result_is_plain() -> None:
    assert is_plain(a_task("x = 5"))
    assert not is_plain(a_task("2x = 5"))
