from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Intent
from model_worker.requests import (
    BoxNumber,
    It,
    Mention,
    Other,
    PictureNumber,
    Reference,
    Topic,
)
from model_worker.understanding import understood


@pytest.mark.parametrize(
    ("text", "intent", "topic"),
    [
        ("", "describe", "none"),
        ("Describe this picture", "describe", "none"),
        ("What is this?", "describe", "none"),
        ("What does this show?", "describe", "none"),
        ("what's this all about", "describe", "none"),
        ("Can you tell me what this is?", "describe", "none"),
        ("I don't understand this chart", "explain", "none"),
        ("What are the key takeaways?", "summarise", "none"),
        ("it doesn't work, help", "fix", "error"),
        ("help", "fix", "error"),
        ("can you do number 5?", "solve", "none"),
        ("Translate the text", "read", "none"),
        ("thanks a lot!", "ask", "thanks"),
        ("ok thank you", "ask", "thanks"),
        ("okay, what about March?", "ask", "none"),
        ("Give me the values as CSV", "read", "none"),
        ("what's in the picture?", "describe", "none"),
        ("What do you see here?", "describe", "none"),
        ("what is shown", "describe", "none"),
        ("What does this screenshot show?", "describe", "none"),
        ("What does the top left graph show?", "describe", "none"),
        ("read the text", "read", "none"),
        ("Read all the text", "read", "none"),
        ("What does the error say?", "read", "error"),
        ("what does it say in the bottom left corner?", "read", "none"),
        ("What is written on the sign?", "read", "none"),
        ("What's the error message?", "read", "error"),
        ("Extract the text please", "read", "none"),
        ("Give me the table as CSV", "read", "none"),
        ("what does the largest button say", "read", "none"),
        ("Where is the OK button?", "locate", "none"),
        ("find the total", "locate", "none"),
        ("Show me the error", "locate", "error"),
        ("Point to the man with the hat", "locate", "none"),
        ("How many bars are there?", "count", "none"),
        ("how many people are in this picture", "count", "none"),
        ("What is the total?", "value", "none"),
        ("How much is the tea?", "value", "none"),
        ("What percentage is marketing?", "value", "none"),
        ("compare 2020 and 2021", "compare", "none"),
        ("Is the left bar taller than the right one?", "compare", "none"),
        ("what is the difference between A and B", "compare", "none"),
        ("Which bar is tallest?", "extreme", "none"),
        ("Where is the peak?", "extreme", "none"),
        ("When was the lowest value?", "extreme", "none"),
        ("Which product sold most?", "extreme", "none"),
        ("what is the trend", "trend", "none"),
        ("Are sales rising?", "trend", "none"),
        ("explain the diagram", "explain", "none"),
        ("What does this mean?", "explain", "none"),
        ("why did it fail?", "explain", "error"),
        ("Explain this error", "explain", "error"),
        ("Summarise this document", "summarise", "none"),
        ("tl;dr", "summarise", "none"),
        ("and what should I check first?", "fix", "error"),
        ("How do I fix this?", "fix", "error"),
        ("what now?", "fix", "error"),
        ("Solve the equation", "solve", "none"),
        ("solve number 3", "solve", "none"),
        ("What are x and y?", "solve", "none"),
        ("Check my work", "solve", "none"),
        ("Which line is wrong?", "solve", "none"),
        ("Did I do this right?", "solve", "none"),
        ("What is the x axis about?", "ask", "none"),
        ("3x + 4 = 10", "solve", "none"),
        ("what is 3 + 4", "solve", "none"),
        ("Is this true?", "check", "none"),
        ("check this post", "check", "none"),
        ("Does the chart show that sales rose?", "check", "none"),
        ("forget this", "forget", "none"),
        ("delete my data", "forget", "none"),
        ("What is in box 2?", "ask", "none"),
        ("Is the dog asleep?", "ask", "none"),
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
    assert understood(text).intent in get_args(Intent)


def test_the_same_of_another_place_is_what_was_asked_before() -> None:
    earlier = ["What does the error say?", "the same for the second picture"]
    request = understood("and the same for the other one", earlier)
    assert (request.intent, request.topic) == ("read", "error")
    assert request.references == (Other(),)


def test_the_same_without_anything_before_is_a_question_of_its_own() -> None:
    assert understood("the same for box 2").references == (BoxNumber(2),)


def test_a_post_is_checked_whatever_it_says() -> None:
    request = understood("Where are our sales? Up 12 % in March.", is_post=True)
    assert (request.intent, request.subject) == ("check", request.text)


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("Is it true that sales fell in March?", "sales fell in March"),
        ('Check this: "Sales fell by 12%"', "Sales fell by 12%"),
        ("Does the chart show that sales rose?", "sales rose"),
        ("Is this true?", ""),
    ],
)
def test_a_check_knows_what_is_claimed(text: str, claim: str) -> None:
    assert understood(text).subject == claim


def test_the_blue_one_is_of_the_kind_that_was_spoken_of() -> None:
    request = understood("and the blue one?", ["Which bar is the tallest?"])
    (mention,) = request.mentions
    assert (mention.element, mention.colour) == ("bar", "blue")
    assert (request.intent, request.size) == ("value", "")


def test_and_the_bottom_right_one_asks_the_same_of_another_panel() -> None:
    earlier = ["What does the top left graph show?"]
    request = understood("and the bottom right one?", earlier)
    (mention,) = request.mentions
    assert request.intent == "describe"
    assert (mention.element, mention.vertical, mention.horizontal) == (
        "panel",
        "bottom",
        "right",
    )


def test_a_choice_of_a_clarifying_question_asks_the_same_of_the_box() -> None:
    request = understood("Box 2", ["Read the left graph"])
    assert (request.intent, request.references) == ("read", (BoxNumber(2),))


def test_the_number_of_a_task_is_no_box() -> None:
    (task,) = understood("solve number 3").references
    assert isinstance(task, Mention)
    assert (task.element, task.ordinal) == ("equation", 3)
