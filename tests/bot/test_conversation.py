from __future__ import annotations

from bot.conversation import Conversation, before
from bot.jobs import Failure, Picture, Turn
from tests.builders import a_finding, a_job, a_picture, an_answer

FIRST = a_picture(name="aa" * 32)
SECOND = a_picture(name="bb" * 32)


def a_turn(*pictures: Picture, about: Picture | None = None, **fields: object) -> Turn:
    job = a_job(pictures=pictures)
    names = (about.name,) if about else tuple(p.name for p in pictures)
    return Turn(job, an_answer(pictures=names, **fields))


def test_pictures_are_counted_once_in_the_order_they_came() -> None:
    turns = (a_turn(FIRST), a_turn(SECOND), a_turn(FIRST))
    assert Conversation(turns).pictures == (FIRST, SECOND)


def test_a_new_picture_becomes_it() -> None:
    assert Conversation((a_turn(FIRST), a_turn(SECOND))).it == SECOND


def test_a_picture_asked_about_again_becomes_it() -> None:
    turns = (a_turn(FIRST), a_turn(SECOND), a_turn(about=FIRST))
    assert Conversation(turns).it == FIRST


def test_a_picture_whose_question_failed_is_it_all_the_same() -> None:
    turn = Turn(a_job(pictures=(SECOND,)), Failure("too_late", "Too late."))
    assert Conversation((a_turn(FIRST), turn)).it == SECOND


def test_without_a_picture_nothing_is_it() -> None:
    assert Conversation().it is None


def test_a_box_number_means_the_newest_box_of_that_number() -> None:
    old, new = a_finding(number=2, phrase="old"), a_finding(number=2, phrase="new")
    turns = (a_turn(FIRST, findings=(old,)), a_turn(FIRST, findings=(new,)))
    assert Conversation(turns).finding(2) == new


def test_a_box_of_an_earlier_answer_is_still_known() -> None:
    eighth = a_finding(number=8)
    turns = (a_turn(FIRST, findings=(eighth,)), a_turn(FIRST))
    assert Conversation(turns).finding(8) == eighth


def test_the_last_findings_are_those_of_the_last_answer_that_pointed() -> None:
    turns = (a_turn(FIRST), a_turn(FIRST, findings=()))
    assert Conversation(turns).last_findings == (a_finding(),)


def test_a_question_remembers_only_what_came_before_it() -> None:
    turns = (a_turn(FIRST), a_turn(SECOND), a_turn(FIRST))
    assert before(turns, turns[1].job).turns == turns[:1]


def test_a_question_not_yet_among_the_turns_remembers_all_of_them() -> None:
    turns = (a_turn(FIRST), a_turn(SECOND))
    assert before(turns, a_job()).turns == turns
