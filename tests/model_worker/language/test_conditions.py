from __future__ import annotations

import pytest

from model_worker.language.conditions import (
    condition_in,
    is_bare,
    is_denied,
    is_no,
    is_opposite,
    is_yes,
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("What happens if the password is wrong?", "the password is wrong"),
        ("What is done when it is not in stock?", "it is not in stock"),
        ("What comes after Login?", ""),
    ],
)
def test_what_is_supposed_stands_behind_if(text: str, said: str) -> None:
    assert condition_in(text) == said


@pytest.mark.parametrize(
    ("words", "denies"),
    [
        ("it is correct", False),
        ("it is not correct", True),
        ("it isn't correct", True),
        ("the tests fail", True),
        ("the tests do not fail", False),
    ],
)
def test_two_denials_make_none(*, words: str, denies: bool) -> None:
    assert is_denied(words.split()) is denies


def test_an_opposite_is_a_word_with_un_before_it() -> None:
    assert is_opposite("unpaid", ["paid"])
    assert is_denied(["unpaid"], ["paid"])
    assert not is_opposite("until", ["til"])


def test_yes_and_no_are_told_apart_from_other_labels() -> None:
    assert is_yes(["yes"])
    assert is_no(["false"])
    assert not is_yes([])
    assert not is_no(["no", "stock"])


def test_a_bare_case_names_nothing() -> None:
    assert is_bare(["it", "fails"])
    assert not is_bare(["login", "fails"])
