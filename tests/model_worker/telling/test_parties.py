from __future__ import annotations

import pytest

from bot.text_reading import Block, TextReading
from model_worker.draft import Draft
from model_worker.telling.parties import tell_party
from model_worker.understanding import understood
from tests.model_worker.readers.builders import a_line

INVOICE = TextReading(
    (
        Block((a_line("Seller: Northwind", top=0.1),)),
        Block((a_line("Bill to: Ann Lee", top=0.2, confidence=0.4),)),
    )
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Who is it addressed to?", "It is addressed to “Ann Lee”."),
        ("Who is this invoice for?", "It is addressed to “Ann Lee”."),
        ("Who has to pay?", "It is addressed to “Ann Lee”."),
        ("Who sent it?", "It is from “Northwind”."),
        ("Who is the letter from?", "It is from “Northwind”."),
    ],
)
def test_whom_a_document_is_for_and_from_is_said(question: str, said: str) -> None:
    draft = Draft()
    assert tell_party(draft, understood(question), INVOICE, "p")
    assert draft.text == said


def test_a_name_that_is_hard_to_read_is_told_with_a_caveat() -> None:
    draft = Draft()
    assert tell_party(draft, understood("Who is it addressed to?"), INVOICE, "p")
    assert draft.answer("ask").caveats


@pytest.mark.parametrize("question", ["Who is the manager?", "What is the total?"])
def test_other_questions_are_left_to_others(question: str) -> None:
    draft = Draft()
    assert not tell_party(draft, understood(question), INVOICE, "p")
    assert draft.is_empty
