from __future__ import annotations

import pytest

from bot.text_reading import Block, Line, TextReading
from model_worker.readers.fields_in_text import fields
from tests.model_worker.readers.builders import a_line


def a_page(*lines: Line) -> TextReading:
    return TextReading(tuple(Block((line,)) for line in lines))


def found(*lines: Line) -> list[tuple[str, str | None]]:
    return [
        (field.label.text, field.value.text if field.value else None)
        for field in fields(a_page(*lines))
    ]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("Name: Ann Lee", "Name", "Ann Lee"),
        ("Invoice no.: 2024-17", "Invoice no.", "2024-17"),
        ("Date:2025-01-03", "Date", "2025-01-03"),
        ("VAT 20%: 12.40", "VAT 20%", "12.40"),
        ("E-mail : ann@example.com", "E-mail", "ann@example.com"),
    ],
)
def test_a_label_and_its_value_on_one_line(text: str, label: str, value: str) -> None:
    assert found(a_line(text)) == [(label, value)]


@pytest.mark.parametrize(
    "text",
    [
        "See https://example.org for more",
        "Https://example.org",
        "else: return 0",
        "Server:8080",
        "It closed at 12:45 yesterday",
        "The first thing that was said by all of them: nothing",
    ],
)
def test_not_every_colon_makes_a_field(text: str) -> None:
    assert found(a_line(text)) == []


def test_both_parts_of_a_line_have_their_places() -> None:
    (field,) = fields(a_page(a_line("Name: Ann", left=0.2)))
    assert field.value is not None
    assert field.label.box.right <= field.value.box.left + 0.02
    assert field.box.left == pytest.approx(0.2)


def test_a_label_with_a_colon_finds_its_value_beside_or_below() -> None:
    beside = a_line("Total:"), a_line("42.10", left=0.5)
    below = a_line("Address:", top=0.3), a_line("4 Main Street", top=0.345)
    assert found(*beside, *below) == [
        ("Total", "42.10"),
        ("Address", "4 Main Street"),
    ]


def test_a_field_that_was_left_empty_is_found_and_less_sure() -> None:
    lines = a_line("Name: Ann"), a_line("Phone:", top=0.5)
    full, empty = fields(a_page(*lines))
    assert (empty.label.text, empty.value) == ("Phone", None)
    assert empty.confidence < full.confidence


def test_rows_of_labels_and_values_are_fields_where_three_are_aligned() -> None:
    rows = [("Full name", "Maria"), ("City", "Oslo"), ("Born", "12 May 1990")]
    lines = [
        a_line(words, left=left, top=0.1 + 0.1 * place)
        for place, pair in enumerate(rows)
        for words, left in zip(pair, (0.1, 0.5), strict=True)
    ]
    assert found(*lines) == rows
    assert found(*lines[:4]) == []


def test_a_total_is_a_field_though_it_stands_alone() -> None:
    lines = a_line("2 x Tea"), a_line("TOTAL", top=0.2), a_line("5.00", 0.7, 0.2)
    assert found(*lines) == [("TOTAL", "5.00")]


def test_labels_above_their_values_are_told_by_the_space_around_them() -> None:
    rows = ("First name", 0.1), ("Ann", 0.14), ("Last name", 0.3), ("Lee", 0.34)
    assert found(*(a_line(words, top=top) for words, top in rows)) == [
        ("First name", "Ann"),
        ("Last name", "Lee"),
    ]


def test_lines_that_are_evenly_spaced_are_a_list() -> None:
    names = ("About us", "Careers", "Press", "Blog", "Contact", "Privacy")
    lines = [a_line(name, top=0.1 + 0.05 * at) for at, name in enumerate(names)]
    assert found(*lines) == []


def test_two_columns_of_sentences_are_no_fields() -> None:
    words = "the harbour was built by fishermen who shared"
    lines = [
        a_line(words, left=left, top=0.1 + 0.04 * row, width=0.4)
        for row in range(5)
        for left in (0.05, 0.55)
    ]
    assert found(*lines) == []


def test_a_field_is_as_sure_as_what_was_read() -> None:
    (field,) = fields(a_page(a_line("Name: Ann", confidence=0.4)))
    assert field.confidence == 0.4


def test_a_page_without_text_has_no_fields() -> None:
    assert fields(TextReading()) == ()
