from __future__ import annotations

import pytest

from bot.marks import is_unsure
from model_worker.draft import Draft
from model_worker.readings import Diagram
from model_worker.telling.diagrams import tell_steps
from model_worker.telling.steps import UNSURE_ARROWS
from model_worker.understanding import understood
from tests.model_worker.flow_builders import a_flow

LOGIN = a_flow(
    ("Open the app", "Enter password", "Password correct?", "Dashboard", "Warning"),
    ("0>1", "1>2", "2>3 Yes", "2>4 No", "4>1"),
)


def told(question: str, flow: Diagram = LOGIN, at: int | None = None) -> Draft | None:
    draft = Draft()
    region = None if at is None else flow.nodes[at].box
    is_told = tell_steps(draft, understood(question), flow, "p", region)
    assert is_told != draft.is_empty
    return draft if is_told else None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "What comes after Open the app?",
            "After “Open the app” comes “Enter password”.",
        ),
        (
            "What comes after Password correct?",
            "After “Password correct?” comes “Dashboard” (“Yes”) and “Warning” (“No”).",
        ),
        (
            "What comes before Password correct?",
            "Before “Password correct?” comes “Enter password”.",
        ),
        ("Which step leads to Dashboard?", "Before “Dashboard” comes “Password"),
        ("What follows the warning?", "After “Warning” comes “Enter password”."),
        (
            "What happens if the password is wrong?",
            "From “Password correct?”, “No” leads to “Warning”.",
        ),
        ("Where does Yes lead?", "From “Password correct?”, “Yes” leads to “Dash"),
        ("What is the first step?", "The first step is “Open the app”."),
        ("Which box is the first?", "The first step is “Open the app”."),
        ("Where does it end?", "The last step is “Dashboard”."),
        ("How does it begin?", "The first step is “Open the app”."),
        ("What is the second step?", "The second step is “Enter password”."),
        ("How many steps are there?", "There are 5 steps in this flow chart."),
        ("How many arrows are there?", "There are 5 arrows in this flow chart."),
        (
            "How do I get from Open the app to Warning?",
            "The way goes from “Open the app” to “Enter password”, then to “Password",
        ),
        ("What comes after Dashboard?", "After “Dashboard” comes nothing that an"),
    ],
)
def test_a_question_about_the_steps_is_answered(question: str, said: str) -> None:
    draft = told(question)
    assert draft is not None
    assert draft.text.startswith(said)


@pytest.mark.parametrize(
    "question",
    ["What are the steps?", "List the steps", "Explain the process", "Describe it"],
)
def test_all_steps_are_said_in_order_with_where_they_lead(question: str) -> None:
    draft = told(question)
    assert draft is not None
    assert draft.text.splitlines() == [
        "This flow chart has 5 steps:",
        "1. “Open the app”",
        "2. “Enter password”",
        "3. “Password correct?”: “Yes” to step 5, “No” to step 4",
        "4. “Warning”: back to step 2",
        "5. “Dashboard”",
    ]


def test_every_box_that_is_said_is_pointed_at() -> None:
    draft = told("What comes after Open the app?")
    assert draft is not None
    places = [finding.boxes for finding in draft.findings]
    assert places == [(LOGIN.nodes[0].box,), (LOGIN.nodes[1].box,)]


def test_the_place_that_was_pointed_at_is_the_box_that_is_meant() -> None:
    draft = told("What comes after 2?", at=3)
    assert draft is not None
    assert draft.text.startswith("After “Dashboard” comes nothing")


def test_an_arrow_without_a_head_is_told_with_a_caveat() -> None:
    flow = a_flow(("Boss", "Team"), ("0>1",), confidence=0.4)
    draft = told("What comes after Boss?", flow)
    assert draft is not None
    assert draft.answer("ask").caveats == (UNSURE_ARROWS,)


def test_that_nothing_follows_is_as_sure_as_the_arrows_are() -> None:
    flow = a_flow(("Boss", "Team"), ("0>1",), confidence=0.4)
    draft = told("What comes after Team?", flow)
    assert draft is not None
    assert is_unsure(draft.findings[0].confidence)


def test_an_unsure_diagram_is_not_offered_to_who_asks_for_a_description() -> None:
    flow = a_flow(("Boss", "Team"), ("0>1",), confidence=0.4)
    assert told("Describe the picture", flow) is None
    assert told("Explain the diagram", flow) is not None


@pytest.mark.parametrize("question", ["What is the total?", "Is the door open?"])
def test_what_is_not_about_the_steps_is_left_to_others(question: str) -> None:
    assert told(question) is None
