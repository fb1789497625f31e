from __future__ import annotations

import pytest

from bot.text_reading import Block, TextReading
from model_worker.draft import Draft
from model_worker.telling.errors import tell_advice, tell_error
from model_worker.telling.quoting import HARD_TO_READ
from tests.model_worker.readers.builders import a_line, a_reading

PICTURE = "ab" * 32


def a_dialog(*texts: str, confidence: float = 0.98) -> TextReading:
    """Blocks of a line each, as near below each other as in a dialog."""
    return TextReading(
        tuple(
            Block((a_line(text, 0.3, 0.2 + 0.06 * place, confidence=confidence),))
            for place, text in enumerate(texts)
        )
    )


def told(reading: TextReading) -> Draft:
    draft = Draft()
    assert tell_error(draft, reading, PICTURE)
    return draft


def test_a_message_is_told_with_its_title_and_its_code() -> None:
    draft = told(
        a_dialog(
            "Connection lost",
            "The connection to api.example.net was closed after 28 seconds.",
            "ERR_TLS_REFUSED",
            "Cancel",
        )
    )
    assert draft.text == (
        "The error says “Connection lost”: “The connection to api.example.net was "
        "closed after 28 seconds”. Its code is “ERR_TLS_REFUSED”."
    )


def test_each_part_of_what_is_told_has_its_place() -> None:
    reading = a_dialog("Session expired", "You were signed out after 25 minutes.")
    places = [finding.boxes for finding in told(reading).findings]
    assert places == [(block.box,) for block in reading.blocks]


def test_a_title_that_says_nothing_is_left_out() -> None:
    draft = told(a_dialog("Error", "The file is open in another program.", "OK"))
    assert draft.text == "The error says: “The file is open in another program”."


def test_a_message_without_a_title_is_told_alone() -> None:
    draft = told(a_dialog("Stockroom", "Access to this folder is denied."))
    assert draft.text == "The error says: “Access to this folder is denied”."


def test_two_messages_are_told_as_they_stand() -> None:
    draft = told(
        a_reading("Stockroom", "The disk is full.", "Home", "The file was not found.")
    )
    assert draft.text == (
        "The error says: “The disk is full” and “The file was not found”."
    )


def test_what_a_form_complains_about_is_told() -> None:
    draft = told(
        a_dialog("Your details", "Postcode", "The postcode must have 5 digits.")
    )
    assert draft.text == "The error says: “The postcode must have 5 digits”."


def test_an_error_comes_before_what_a_form_wants() -> None:
    draft = told(
        a_reading("The postcode must have 5 digits.", "Saving failed: denied.")
    )
    assert draft.text == "The error says: “Saving failed: denied”."


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("AUTH-562", " Its code is “AUTH-562”."),
        ("Error code: 0x7D57D14A", " Its code is “0x7D57D14A”."),
        ("Room E-12", ""),
    ],
)
def test_a_code_is_what_is_numbered_under_the_message(code: str, said: str) -> None:
    draft = told(a_dialog("You were signed out: the session expired.", code))
    assert draft.text == (
        f"The error says: “You were signed out: the session expired”.{said}"
    )


def test_a_code_elsewhere_on_the_page_is_none_of_the_error() -> None:
    reading = a_dialog("AUTH-562", "Orders", "Access to this folder is denied.")
    assert told(reading).text == "The error says: “Access to this folder is denied”."


def test_what_is_hard_to_read_is_said_to_be() -> None:
    draft = told(a_dialog("Access is denied to you.", confidence=0.4))
    assert HARD_TO_READ in draft.answer("read").caveats


def test_without_an_error_nothing_is_said() -> None:
    draft = Draft()
    assert not tell_error(draft, a_dialog("Orders", "Emma Wolf", "Paid"), PICTURE)
    assert draft.is_empty


def test_a_complaint_that_is_no_advice_is_quoted_when_advice_is_asked_for() -> None:
    draft = Draft()
    tell_advice(draft, a_dialog("The postcode must have 5 digits."), PICTURE)
    assert "It only says “The postcode must have 5 digits”." in draft.text
