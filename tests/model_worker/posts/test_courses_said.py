from __future__ import annotations

import pytest

from model_worker.posts.courses_said import CourseSaid, course_in
from model_worker.posts.directions import Direction
from model_worker.posts.quantities import quantities


def said_in(clause: str) -> CourseSaid | None:
    return course_in(clause, quantities(clause))


@pytest.mark.parametrize(
    ("clause", "direction", "amount"),
    [
        ("sales rose", "up", None),
        ("sales rose 12 %", "up", 12),
        ("sales grew by about 12 %", "up", 12),
        ("a 12 % drop", "down", 12),
        ("sales are down 12 %", "down", 12),
        ("sales fell to 42", "down", None),
        ("sales rose from 10 to 42", "up", None),
        ("sales stayed flat", "flat", None),
        ("nothing changed: it remained stable", "flat", None),
    ],
)
def test_where_something_is_said_to_go_and_by_how_much(
    clause: str, direction: Direction, amount: float | None
) -> None:
    said = said_in(clause)
    assert said is not None
    assert said.direction == direction
    assert (said.amount.value if said.amount else None) == amount


@pytest.mark.parametrize(
    ("clause", "factor", "hedge"),
    [
        ("sales doubled", 2, ""),
        ("sales more than doubled", 2, "over"),
        ("sales nearly tripled", 3, "nearly"),
        ("costs were cut in half", 0.5, ""),
    ],
)
def test_by_what_something_is_said_to_be_multiplied(
    clause: str, factor: float, hedge: str
) -> None:
    said = said_in(clause)
    assert said is not None
    assert (said.factor, said.hedge) == (factor, hedge)


@pytest.mark.parametrize("clause", ["sales did not rise", "sales never grew"])
def test_a_course_may_be_denied(clause: str) -> None:
    said = said_in(clause)
    assert said is not None
    assert said.is_denied


@pytest.mark.parametrize(
    "clause", ["sign up today", "it is up to date", "she fell asleep", "a rising star"]
)
def test_figures_of_speech_are_no_course(clause: str) -> None:
    assert said_in(clause) is None
