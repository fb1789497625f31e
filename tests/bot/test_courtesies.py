from __future__ import annotations

import pytest

from bot.courtesies import is_courtesy


@pytest.mark.parametrize(
    "said",
    [
        "thanks",
        "Thank you so much, that helped!",
        "ok thanks",
        "perfect, will try",
        "hm",
        "Got it.",
        "that worked",
        "It works now",
        ":+1:",
        "👍",
        "yes",
        "no worries",
        "good morning",
        "sorry, my bad",
    ],
)
def test_what_answers_rather_than_asks_is_a_courtesy(said: str) -> None:
    assert is_courtesy(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "and the bottom right one",
        "the same for the other picture",
        "What does the error say?",
        "ok?",
        "ok, and what is the total",
        "2",
        "the second row",
        "error code",
        "read the text",
        "no, the left one please, the one with the red border on it",
        "Good value in March",
        "largest slice",
    ],
)
def test_what_may_ask_is_none(said: str) -> None:
    assert not is_courtesy(said)
