from __future__ import annotations

import pytest

from bot.conversation import Conversation
from bot.jobs import Box, Failure, Job, Turn
from model_worker.tutoring.revealing import REVEAL, questions, revealed
from tests.builders import a_job, a_picture, an_answer

PICTURE = a_picture()
ASKED = a_job(
    text="How high is May?",
    pictures=(PICTURE,),
    picture=PICTURE.name,
    region=Box(0.1, 0.1, 0.5, 0.5),
    manner="tutor",
)
WITHHELD = Turn(ASKED, an_answer(follow_ups=("Which is the largest?", REVEAL)))
BEFORE = Turn(a_job(text="What is this?"), an_answer())
TOLD = Conversation((BEFORE, WITHHELD))


def a_wish(text: str = REVEAL, **fields: object) -> Job:
    return a_job(text=text, manner="tutor", **fields)


@pytest.mark.parametrize(
    "text",
    [
        "Show me the answer",
        "show me the answer!",
        "Show the answer",
        "What is the answer?",
        "what\u2019s the answer",
        "Please show me the answer.",
        "ok, give me the solution",
    ],
)
def test_the_former_question_is_asked_as_it_was_and_plainly(text: str) -> None:
    wish = a_wish(text)
    job, conversation = revealed(wish, TOLD)
    assert (job.id, job.manner, job.text) == (wish.id, "plain", ASKED.text)
    assert (job.pictures, job.picture) == (ASKED.pictures, ASKED.picture)
    assert job.region == ASKED.region
    assert conversation.turns == (BEFORE,)


@pytest.mark.parametrize(
    "text",
    [
        "How high is June?",
        "Show me the answer box",
        "What is the answer to number 3?",
        "Where is the answer?",
    ],
)
def test_another_question_is_not_changed(text: str) -> None:
    wish = a_wish(text)
    assert revealed(wish, TOLD) == (wish, TOLD)


def test_a_new_picture_or_a_marked_place_brings_a_question_of_its_own() -> None:
    for fields in ({"pictures": (PICTURE,)}, {"region": Box(0, 0, 1, 1)}):
        wish = a_wish("What is the answer?", **fields)
        assert revealed(wish, TOLD) == (wish, TOLD)


def test_nothing_is_shown_where_nothing_was_withheld() -> None:
    failed = Turn(a_job(), Failure("broken", "Something went wrong."))
    for turns in ((), (BEFORE,), (BEFORE, failed), (Turn(ASKED),)):
        wish = a_wish()
        assert revealed(wish, Conversation(turns)) == (wish, Conversation(turns))


def test_the_last_answer_that_was_withheld_is_meant() -> None:
    older = Turn(a_job(text="How many bars?"), WITHHELD.outcome)
    job, _ = revealed(a_wish(), Conversation((older, WITHHELD, BEFORE)))
    assert job.text == ASKED.text


def test_to_be_shown_the_answer_is_no_question_of_the_thread() -> None:
    shown = Turn(a_wish(), an_answer())
    assert questions(Conversation((BEFORE, WITHHELD, shown))) == [
        "What is this?",
        "How high is May?",
    ]
    assert questions(Conversation((BEFORE, shown))) == ["What is this?", REVEAL]
