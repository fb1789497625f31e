from __future__ import annotations

import pytest

from model_worker.readers.diagrams.labels import (
    are_answers,
    is_answer,
    is_word_at_arrow,
    label_of,
)


@pytest.mark.parametrize("text", ["Yes", "NO", "y", "false", "|no", "Lyes"])
def test_an_answer_is_told_though_a_stroke_was_read_with_it(text: str) -> None:
    assert is_answer(text)


@pytest.mark.parametrize("text", ["Login", "No stock", "Yesterday", "4"])
def test_other_words_are_no_answers(text: str) -> None:
    assert not is_answer(text)


def test_answers_beside_signs_are_answers_and_signs_alone_are_none() -> None:
    assert are_answers(["no", "4"])
    assert not are_answers(["4"])
    assert not are_answers(["no", "Login"])


@pytest.mark.parametrize(
    ("text", "is_word"), [("No", True), ("N", True), ("v", False), (">", False)]
)
def test_a_head_that_was_read_as_a_sign_is_no_word(*, text: str, is_word: bool) -> None:
    assert is_word_at_arrow(text) is is_word


def test_a_label_keeps_its_own_letters() -> None:
    assert label_of("Lyes") == "yes"
    assert label_of("in stock") == "in stock"
    assert label_of("no") == "no"
