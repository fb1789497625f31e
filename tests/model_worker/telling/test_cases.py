from __future__ import annotations

import pytest

from model_worker.readings import Diagram
from model_worker.telling.cases import case_in
from tests.model_worker.flow_builders import a_flow

LOGIN = a_flow(
    ("Enter password", "Password correct?", "Dashboard", "Warning"),
    ("0>1", "1>2 Yes", "1>3 No"),
)
TWO = a_flow(
    ("In stock?", "Paid?", "Ship", "Order more", "Send a reminder"),
    ("0>1 yes", "0>3 no", "1>2 yes", "1>4 no"),
)
HALF = a_flow(("Any errors?", "Repair", "Deploy"), ("0>1 Yes", "0>2"))
RANGES = a_flow(("Score", "Pass", "Repeat"), ("0>1 above 50", "0>2 below 50"))


def led_to(text: str, flow: Diagram) -> list[str]:
    return [flow.nodes[arrow.end].text for arrow in case_in(text, flow)]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("What happens if the password is wrong?", "Warning"),
        ("What happens if the password is correct?", "Dashboard"),
        ("What happens if the password is not correct?", "Warning"),
        ("What happens when the password isn't correct?", "Warning"),
        ("What happens if the password is incorrect?", "Warning"),
        ("What happens if the answer is no?", "Warning"),
        ("What happens if it is wrong?", "Warning"),
        ("Where does No lead?", "Warning"),
        ("Where does the yes arrow go?", "Dashboard"),
    ],
)
def test_a_case_means_the_arrow_that_says_so(text: str, end: str) -> None:
    assert led_to(text, LOGIN) == [end]


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("What happens if it is not in stock?", "Order more"),
        ("What happens if it is not paid?", "Send a reminder"),
        ("What happens if it is unpaid?", "Send a reminder"),
        ("What happens if it is paid?", "Ship"),
    ],
)
def test_of_two_decisions_the_one_is_meant_whose_words_are_said(
    text: str, end: str
) -> None:
    assert led_to(text, TWO) == [end]


def test_which_of_two_decisions_fails_must_be_said() -> None:
    assert led_to("What happens if it fails?", TWO) == []
    assert led_to("Where does no lead?", TWO) == ["Order more", "Send a reminder"]


def test_a_question_that_denies_is_affirmed_by_a_denial() -> None:
    assert led_to("What happens if there are errors?", HALF) == ["Repair"]
    assert led_to("What happens if there are no errors?", HALF) == ["Deploy"]


def test_a_label_of_its_own_is_found_in_the_condition() -> None:
    assert led_to("What happens if the score is below 50?", RANGES) == ["Repeat"]


@pytest.mark.parametrize(
    "text", ["What comes after Dashboard?", "What happens if it rains?"]
)
def test_without_a_known_case_there_is_no_arrow(text: str) -> None:
    assert led_to(text, LOGIN) == []
