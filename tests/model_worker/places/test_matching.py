from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.jobs import Box
from bot.text_reading import Block, Line, TextReading
from model_worker.places.matching import beside, content_words, matches, where


def a_line(text: str, top: float = 0.1, left: float = 0.1, right: float = 0.5) -> Line:
    return Line(text, Box(left, top, right, top + 0.05), 0.95)


def a_reading(*lines: Line) -> TextReading:
    return TextReading(tuple(Block((line,)) for line in lines))


def test_fillers_do_not_count() -> None:
    assert content_words("Where is the OK button in this picture?") == ("ok",)


def test_a_quoted_part_is_taken_at_its_word() -> None:
    assert content_words("where does it say “Read me”?") == ("read", "me")


@pytest.mark.parametrize(
    ("subject", "text"),
    [
        ("the OK button", "OK"),
        ("the total", "Total: 42.10"),
        ("the invoice number", "Invoice number 2024-17"),
        ("settings", "Setting"),
        ("the adress", "Address"),
        ("db-01:5432", "Could not reach db-01:5432"),
    ],
)
def test_words_are_found_where_they_stand(subject: str, text: str) -> None:
    reading = a_reading(a_line("Something else entirely"), a_line(text, 0.5))
    assert matches(subject, reading)[0].line.text == text


@pytest.mark.parametrize("subject", ["the dog", "OKAY", "", "the", "a red car"])
def test_words_that_are_not_there_are_not_found(subject: str) -> None:
    assert not matches(subject, a_reading(a_line("OK"), a_line("Cancel")))


def test_a_label_is_enough_where_its_value_stands_beside_it() -> None:
    label, value = a_line("E-mail"), a_line("ada@example.com", left=0.6, right=0.9)
    (match,) = matches("the e-mail address", a_reading(label, value))
    assert match.line == label
    assert not matches("the e-mail address", a_reading(label))


def test_the_line_that_says_only_that_comes_first() -> None:
    reading = a_reading(a_line("Press OK to go on with it"), a_line("OK", 0.5))
    assert matches("the OK button", reading)[0].line.text == "OK"


def test_the_box_is_the_part_of_the_line_that_carries_the_words() -> None:
    (match,) = matches("total", a_reading(a_line("aaaaa total", right=1.0, left=0.0)))
    assert 0.4 < match.box.left < 0.65
    assert match.box.right == 1.0


def test_a_value_stands_beside_its_label() -> None:
    label, value = a_line("Total"), a_line("42.10", left=0.6, right=0.7)
    below = a_line("Paid", 0.3, left=0.6, right=0.7)
    assert beside(label, a_reading(label, below, value)) == value


def test_nothing_stands_beside_a_line_that_ends_its_row() -> None:
    line = a_line("Total")
    assert beside(line, a_reading(line, a_line("below", 0.4))) is None


def test_a_part_of_a_line_is_found_by_its_letters() -> None:
    found = where("5432", a_reading(a_line("reach db-01:5432", left=0.0, right=1.0)))
    assert found is not None
    assert 0.68 < found[1].left < 0.78
    assert found[1].right == 1.0


@given(st.text(max_size=60), st.lists(st.text(max_size=30), max_size=5))
def test_any_words_and_lines_are_matched_without_leaving_the_line(
    subject: str, texts: list[str]
) -> None:
    reading = a_reading(*(a_line(text) for text in texts))
    for match in matches(subject, reading):
        assert match.box.left >= match.line.box.left
        assert match.box.right <= match.line.box.right
