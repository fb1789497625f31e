from __future__ import annotations

import pytest

from bot.text_reading import Block, Line, TextReading
from model_worker.readers.parties_in_text import recipient, sender
from tests.model_worker.readers.builders import a_line


def a_page(*lines: Line) -> TextReading:
    return TextReading(tuple(Block((line,)) for line in lines))


LETTER = a_page(
    a_line("Green Valley Council", top=0.05),
    a_line("Dear Mr Porter,", top=0.3),
    a_line("Your permit will end on 30 June 2025.", top=0.4),
    a_line("Yours sincerely,", top=0.6),
    a_line("Helen Marsh", top=0.65),
    a_line("Parking Services", top=0.7),
)


@pytest.mark.parametrize("label", ["Bill to", "Ship to", "Customer", "Attn."])
def test_a_field_says_whom_an_invoice_is_for(label: str) -> None:
    named = recipient(a_page(a_line(f"{label}: Ann Lee"), a_line("Total: 5", top=0.5)))
    assert named is not None
    assert named.text == "Ann Lee"


def test_a_letter_says_it_as_it_begins_and_ends() -> None:
    to, by = recipient(LETTER), sender(LETTER)
    assert to is not None
    assert by is not None
    assert (to.text, by.text) == ("Mr Porter", "Helen Marsh")


def test_the_name_alone_is_pointed_at() -> None:
    named = recipient(LETTER)
    line = LETTER.lines[1]
    assert named is not None
    assert line.box.left < named.box.left < named.box.right < line.box.right


def test_a_field_comes_before_the_end_of_a_letter() -> None:
    text = a_page(a_line("From: Northwind", top=0.02), *LETTER.lines)
    named = sender(text)
    assert named is not None
    assert named.text == "Northwind"


def test_a_page_that_names_nobody_has_no_parties() -> None:
    text = a_page(a_line("Opening hours"), a_line("Dearly bought", top=0.4))
    assert recipient(text) is None
    assert sender(text) is None
