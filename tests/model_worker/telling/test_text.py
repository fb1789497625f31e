from __future__ import annotations

import pytest

from bot.text_reading import Block, TextReading
from model_worker.draft import Draft
from model_worker.kosmos2.markup import Grounded, Segment
from model_worker.telling import text as telling
from tests.model_worker.readers.builders import a_line

PAGE = TextReading(
    (
        Block((a_line("Backup failed", top=0.1, height=0.08),)),
        Block((a_line("Total", left=0.1, top=0.4), a_line("42.10", left=0.5, top=0.4))),
        Block((a_line("sma11 pr1nt", top=0.7, confidence=0.4),)),
    )
)


def test_all_text_is_said_block_by_block() -> None:
    draft = Draft()
    telling.tell_text(draft, PAGE, "p")
    assert draft.text == "Backup failed\n\nTotal\n42.10\n\nsma11 pr1nt"
    assert draft.answer("read").caveats


def test_a_picture_without_text_says_so() -> None:
    draft = Draft()
    telling.tell_text(draft, TextReading(), "p")
    assert draft.text == telling.NO_TEXT


def test_the_gist_is_what_stands_in_the_largest_letters() -> None:
    draft = Draft()
    telling.tell_gist(draft, PAGE, "p")
    assert draft.text.startswith("I can read 4 lines of text here. The largest: “Back")


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        ("the total", "Beside “Total” it says “42.10”."),
        ("backup", "It says “Backup failed”."),
    ],
)
def test_a_line_is_said_with_what_stands_beside_it(subject: str, said: str) -> None:
    draft = Draft()
    telling.tell_found(draft, telling.found_in(PAGE, subject), PAGE, "p")
    assert draft.text == said


def test_what_the_model_saw_is_a_sentence_whose_phrases_point() -> None:
    draft = Draft()
    box = a_line("x").box
    seen = Grounded((Segment("a dog", boxes=(box,)), Segment(" on a lawn")))
    telling.tell_seen(draft, seen, "p")
    assert draft.text == "A dog on a lawn."
    assert draft.findings[0].boxes == (box,)
    assert draft.findings[0].source == "seen"
