from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Intent
from model_worker.understanding import (
    BoxNumber,
    It,
    Other,
    PictureNumber,
    Reference,
    Topic,
    understood,
)


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("", "describe", "none"),
        ("Describe this picture", "describe", "none"),
        ("What is this?", "describe", "none"),
        ("what's in the picture?", "describe", "none"),
        ("What do you see here?", "describe", "none"),
        ("what is shown", "describe", "none"),
        ("What does this screenshot show?", "describe", "none"),
        ("read the text", "read", "none"),
        ("Read all the text", "read", "none"),
        ("What does the error say?", "read", "error"),
        ("what does it say in the bottom left corner?", "read", "none"),
        ("What is written on the sign?", "read", "none"),
        ("What's the error message?", "read", "error"),
        ("Extract the text please", "read", "none"),
        ("Where is the OK button?", "locate", "none"),
        ("find the total", "locate", "none"),
        ("Show me the error", "locate", "error"),
        ("Point to the man with the hat", "locate", "none"),
        ("and what should I check first?", "ask", "advice"),
        ("How do I fix this?", "ask", "advice"),
        ("what now?", "ask", "advice"),
        ("What is the total?", "ask", "none"),
        ("What is in box 2?", "ask", "none"),
        ("Is the dog asleep?", "ask", "none"),
        ("why did it fail?", "ask", "error"),
        ("What colour is the car?", "ask", "none"),
    ],
)
def test_a_question_has_an_intent_and_a_topic(
    text: str, intent: Intent, topic: Topic
) -> None:
    request = understood(text)
    assert (request.intent, request.topic) == (intent, topic)


@pytest.mark.parametrize(
    ("text", "references"),
    [
        ("What is in box 2?", (BoxNumber(2),)),
        ("Read the text in 3", (BoxNumber(3),)),
        ("look closer at 2", (BoxNumber(2),)),
        ("what about [4]?", (BoxNumber(4),)),
        ("read the second box", (BoxNumber(2),)),
        ("compare box 1 and box 3", (BoxNumber(1), BoxNumber(3))),
        ("describe the second picture", (PictureNumber(2),)),
        ("what does picture 3 say", (PictureNumber(3),)),
        ("read the last screenshot", (PictureNumber(-1),)),
        ("read the previous image", (PictureNumber(-2),)),
        ("what is in box 2 of the first picture", (PictureNumber(1), BoxNumber(2))),
        ("what does it say?", (It(),)),
        ("what is this?", (It(),)),
        ("the same for the other one", (Other(),)),
        ("What is the total?", ()),
        ("What happened in 2024?", ()),
        ("Are there 12 chairs?", ()),
        ("What does this picture show?", ()),
    ],
)
def test_words_that_name_a_place_are_references(
    text: str, references: tuple[Reference, ...]
) -> None:
    assert understood(text).references == references


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("Where is the OK button?", "the OK button"),
        ("where's Waldo", "Waldo"),
        ("Can you find the man with the hat in this picture?", "the man with the hat"),
        ("show me where the error is", "the error"),
        ("Where are the dogs?", "the dogs"),
        ("locate “Submit”", "Submit"),
    ],
)
def test_a_locate_knows_what_to_look_for(text: str, subject: str) -> None:
    assert understood(text).subject == subject


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("the same for the other one", True),
        ("and the second picture?", True),
        ("what about box 2?", True),
        ("and what should I check first?", False),
        ("What is the total?", False),
    ],
)
def test_an_ellipsis_asks_the_same_again(text: str, *, is_same: bool) -> None:
    assert understood(text).is_same is is_same


@given(st.text(max_size=1000))
def test_any_words_are_understood_somehow(text: str) -> None:
    assert understood(text).intent in {"describe", "ask", "locate", "read"}


def test_the_same_of_another_place_is_what_was_asked_before() -> None:
    earlier = ["What does the error say?", "the same for the second picture"]
    request = understood("and the same for the other one", earlier)
    assert (request.intent, request.topic) == ("read", "error")
    assert request.references == (Other(),)


def test_the_same_without_anything_before_is_a_question_of_its_own() -> None:
    assert understood("the same for box 2").references == (BoxNumber(2),)
