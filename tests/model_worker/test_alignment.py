from __future__ import annotations

from bot.conversation import Conversation
from bot.jobs import Box, Job, Picture, Turn
from model_worker.alignment import Target, Unclear, aligned
from model_worker.understanding import understood
from tests.builders import a_finding, a_job, a_picture, an_answer

FIRST = a_picture(name="aa" * 32)
SECOND = a_picture(name="bb" * 32)
THIRD = a_picture(name="cc" * 32)


def a_turn(*pictures: Picture, boxes: int = 2) -> Turn:
    findings = tuple(
        a_finding(
            number=number, picture=pictures[0].name, boxes=(a_box(number),), phrase="x"
        )
        for number in range(1, boxes + 1)
    )
    names = tuple(picture.name for picture in pictures)
    return Turn(a_job(pictures=pictures), an_answer(findings=findings, pictures=names))


def a_box(number: int) -> Box:
    return Box(number / 10, 0.1, number / 10 + 0.05, 0.2)


def places(
    text: str, *turns: Turn, job: Job | None = None
) -> tuple[Target, ...] | Unclear:
    return aligned(understood(text), Conversation(turns), job or a_job(text=text))


def test_a_question_with_a_picture_is_about_that_picture() -> None:
    job = a_job(pictures=(SECOND,))
    assert places("what is this?", a_turn(FIRST), job=job) == (Target(SECOND, 2),)


def test_a_question_with_several_pictures_is_about_all_of_them() -> None:
    job = a_job(pictures=(FIRST, SECOND))
    assert places("read the text", job=job) == (Target(FIRST, 1), Target(SECOND, 2))


def test_a_question_without_a_picture_is_about_the_one_in_hand() -> None:
    assert places("read the text", a_turn(FIRST)) == (Target(FIRST, 1),)


def test_a_marked_region_is_the_place() -> None:
    job = a_job(picture=FIRST.name, region=Box(0, 0, 0.5, 0.5))
    assert places("what is this?", a_turn(FIRST), a_turn(SECOND), job=job) == (
        Target(FIRST, 1, Box(0, 0, 0.5, 0.5)),
    )


def test_a_box_number_is_the_place_the_last_answer_drew() -> None:
    turn = a_turn(FIRST, boxes=3)
    found = places("what is in box 2?", turn)
    assert isinstance(found, tuple)
    assert (found[0].picture, found[0].region) == (FIRST, a_box(2))


def test_a_box_that_was_never_drawn_is_asked_back_with_those_that_were() -> None:
    unclear = places("what is in box 5?", a_turn(FIRST, boxes=3))
    assert isinstance(unclear, Unclear)
    assert "no box 5" in unclear.question
    assert "1 to 3" in unclear.question
    assert unclear.choices[0] == "What is in box 1?"


def test_a_box_number_before_any_box_was_drawn_is_asked_back() -> None:
    job = a_job(pictures=(FIRST,))
    unclear = places("what is in box 1?", job=job)
    assert isinstance(unclear, Unclear)
    assert "Describe the picture" in unclear.choices


def test_the_second_picture_is_the_second_one_of_the_thread() -> None:
    turns = (a_turn(FIRST), a_turn(SECOND), a_turn(THIRD))
    assert places("describe the second picture", *turns) == (Target(SECOND, 2),)


def test_the_previous_picture_is_the_one_before_the_last() -> None:
    turns = (a_turn(FIRST), a_turn(SECOND), a_turn(THIRD))
    assert places("read the previous picture", *turns) == (Target(SECOND, 2),)


def test_a_picture_that_was_never_sent_is_asked_back() -> None:
    unclear = places("describe picture 4", a_turn(FIRST))
    assert isinstance(unclear, Unclear)
    assert "one picture" in unclear.question


def test_the_other_of_two_pictures_is_the_one_not_in_hand() -> None:
    turns = (a_turn(FIRST), a_turn(SECOND))
    assert places("the same for the other one", *turns) == (Target(FIRST, 1),)


def test_the_other_of_three_pictures_is_asked_back() -> None:
    turns = (a_turn(FIRST), a_turn(SECOND), a_turn(THIRD))
    assert isinstance(places("the same for the other one", *turns), Unclear)


def test_it_is_the_only_place_the_last_answer_pointed_at() -> None:
    found = places("what colour is it?", a_turn(FIRST, boxes=1))
    assert isinstance(found, tuple)
    assert found[0].region == a_box(1)


def test_it_is_the_picture_when_the_last_answer_pointed_at_several_places() -> None:
    assert places("what colour is it?", a_turn(FIRST, boxes=2)) == (Target(FIRST, 1),)
