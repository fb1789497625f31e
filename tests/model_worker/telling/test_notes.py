from __future__ import annotations

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.draft import Draft
from model_worker.knowledge.notes import Note
from model_worker.telling.errors import ONLY_THE_PICTURE, tell_advice
from model_worker.telling.notes import tell_notes

NOTE = Note("printer.md", "Printer offline", "Press the green button.", 0.9)


def a_reading(*lines: str) -> TextReading:
    return TextReading(
        tuple(
            Block((Line(text, Box(0, n / 10, 1, n / 10 + 0.05), 0.9),))
            for n, text in enumerate(lines)
        )
    )


def test_a_note_is_quoted_with_the_name_of_its_file() -> None:
    draft = Draft()

    assert tell_notes(draft, [NOTE])
    assert draft.text == (
        "A note on this, “Printer offline” in printer.md, says: "
        "“Press the green button”."
    )


def test_without_a_note_nothing_is_said() -> None:
    draft = Draft()

    assert not tell_notes(draft, [])
    assert draft.is_empty


def test_two_notes_are_told_one_after_the_other() -> None:
    draft = Draft()
    tell_notes(draft, [NOTE, Note("old.md", "Printers", "Buy a new one.", 0.8)])

    assert "green button”. Another note, “Printers” in old.md, says" in draft.text


def test_nothing_hidden_in_a_note_gets_into_an_answer() -> None:
    draft = Draft()
    tell_notes(draft, [Note("a\u202eb.md", "T\u200bitle", "Do\x00 it\ud800.", 0.9)])

    assert "“Title” in ab.md, says: “Do it”." in draft.text


def test_advice_begins_with_the_note_and_goes_on_with_the_message() -> None:
    draft = Draft()
    reading = a_reading(
        "Printing failed: print01:9100 is offline.", "Check that it is turned on."
    )
    tell_advice(draft, reading, "ab" * 32, [NOTE])
    answer = draft.answer("fix")

    assert draft.text.startswith("A note on this, “Printer offline” in printer.md")
    assert "The message itself says what to do: “Check that it is turned on”" in (
        draft.text
    )
    assert ONLY_THE_PICTURE not in answer.caveats
    assert {finding.source for finding in answer.findings} == {"read"}


def test_a_note_is_enough_where_the_message_says_nothing_to_do() -> None:
    draft = Draft()
    tell_advice(draft, a_reading("The printer is offline: failed"), "ab" * 32, [NOTE])

    assert draft.text.endswith("“Press the green button”.")


def test_without_a_note_the_picture_alone_is_told_and_said_so() -> None:
    draft = Draft()
    tell_advice(draft, a_reading("Printing failed.", "Check the cable first."), "ab")

    assert draft.text.startswith("The message itself says what to do")
    assert ONLY_THE_PICTURE in draft.answer("fix").caveats
