from __future__ import annotations

import pytest

from model_worker.readers.error_words import ENOUGH, is_bare, weight_of


@pytest.mark.parametrize(
    "text",
    [
        "14:34:17 ERROR disk E: is full, 48 MB needed",
        "2024-05-01T10:00:00Z [FATAL] no listener left",
        "The service is temporarily unavailable.",
        "disk E: is full, 48 MB needed",
        "The printer is offline.",
    ],
)
def test_these_words_are_enough_for_an_error(text: str) -> None:
    assert weight_of(text) >= ENOUGH


@pytest.mark.parametrize(
    "text",
    [
        "14:34:17 INFO session 28 opened",
        "Payment declined",
        "Backup incomplete",
        "0 errors, 14 files checked",
    ],
)
def test_these_alone_are_not(text: str) -> None:
    assert weight_of(text) < ENOUGH


def test_a_code_makes_a_doubtful_text_an_error() -> None:
    assert weight_of("Backup incomplete (error 0x80070643)") >= ENOUGH


def test_a_bare_title_says_only_that_there_is_an_error() -> None:
    assert is_bare("Printer error")
    assert not is_bare("The printer had an error")
    assert not is_bare("Session expired")
    assert not is_bare("No errors")
