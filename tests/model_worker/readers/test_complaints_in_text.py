from __future__ import annotations

import pytest

from model_worker.readers.complaints_in_text import complaints
from tests.model_worker.readers.builders import a_reading


@pytest.mark.parametrize(
    "text",
    [
        "Enter a valid e-mail address.",
        "The postcode must have 5 digits.",
        "The date must not be in the future.",
        "User names may only contain letters.",
        "This field is required",
        "Please fill out this field.",
        "Passwords do not match",
        "The password is too short.",
        "This user name is already taken",
        "At most 12 items can be ordered.",
        "Use only letters and digits",
        "This can't be empty",
        "Age is not a number",
    ],
)
def test_what_a_field_wants_is_a_complaint(text: str) -> None:
    (block,) = complaints(a_reading("Your details", text, "Continue"))
    assert block.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Orders can be returned within 30 days.",
        "Maria Lindqvist",
        "It's not a game",
        "Required",
        "You may be asked for your name when you call us.",
        "They must have known " + "that it would take them far " * 4,
    ],
)
def test_other_text_is_none(text: str) -> None:
    assert complaints(a_reading("Your details", text, "Continue")) == ()


def test_a_complaint_is_cut_out_of_the_field_it_stands_under() -> None:
    (block,) = complaints(a_reading("Card number\n12\nThe card number is incomplete."))
    assert block.text == "The card number is incomplete."
