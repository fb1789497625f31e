from __future__ import annotations

from model_worker.kosmos2.repeats import Repeats

CONTROL, END = 100, 2


def after(*tokens: int) -> set[int]:
    repeats = Repeats(CONTROL, END)
    for token in tokens:
        repeats.add(token)
    return {*repeats.banned}


def test_three_in_a_row_are_not_said_twice() -> None:
    assert after(5, 6, 7, 5, 6) == {7}


def test_every_follower_of_a_pair_is_banned() -> None:
    assert after(5, 6, 7, 5, 6, 8, 5, 6) == {7, 8}


def test_nothing_is_banned_at_the_start_or_after_a_new_pair() -> None:
    assert after() == after(5) == after(5, 6) == after(5, 6, 7) == set()


def test_markup_is_never_banned() -> None:
    box = (109, 144, 963, 110)
    assert after(*box, 109, 144) == set()
    assert after(5, 6, 107, 5, 6) == set()


def test_the_end_is_never_banned() -> None:
    assert after(5, 6, END, 5, 6) == set()


def test_words_after_markup_count() -> None:
    assert after(107, 10, 11, 108, 107, 10) == {11}
