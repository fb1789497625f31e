from __future__ import annotations

import pytest

from model_worker.tutoring.exercises import (
    is_exercise,
    may_be_exercise,
    may_rest_on_more,
)
from model_worker.understanding import understood


@pytest.mark.parametrize(
    "text",
    [
        "How high is May?",
        "How many bars are there?",
        "Compare May and June",
        "Which bar is the tallest?",
        "What is the trend?",
        "Solve problem 3",
        "Where did I go wrong?",
        "Is this correct?",
    ],
)
def test_what_one_finds_out_oneself_is_an_exercise(text: str) -> None:
    assert is_exercise(understood(text))


@pytest.mark.parametrize(
    "text",
    [
        "Describe this",
        "Where is the button?",
        "Summarise this",
        "What should I check first?",
        "Is it true that sales rose?",
        "Forget this",
        "How many errors are there?",
    ],
)
def test_what_one_asks_for_is_none(text: str) -> None:
    assert not may_be_exercise(understood(text))


@pytest.mark.parametrize(
    "text", ["What is the result?", "Read the table", "Why is that so?"]
)
def test_some_become_one_by_what_they_are_answered_from(text: str) -> None:
    request = understood(text)
    assert may_be_exercise(request)
    assert not is_exercise(request)


def test_reading_alone_calls_for_no_charts() -> None:
    assert not may_rest_on_more(understood("Read the text"))
    assert may_rest_on_more(understood("Give me the table as CSV"))
    assert may_rest_on_more(understood("And what was March like?"))
