from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.marks import is_unsure
from bot.text_reading import Block, Line, TextReading
from model_worker.draft import Draft
from model_worker.readings import Table
from model_worker.telling.documents import tell_field, tell_summary
from model_worker.understanding import understood
from tests.model_worker.readers.builders import a_line
from tests.model_worker.table_builders import a_table

SUMMARISE = understood("Summarise this document")
ITEMS = "Item | Qty | Amount\nTea | 2 | 5.00\nMilk | 3 | 3.00\nTotal | 5 | 8.00"


def a_page(*lines: Line) -> TextReading:
    return TextReading(tuple(Block((line,)) for line in lines))


def an_invoice() -> TextReading:
    return a_page(
        a_line("INVOICE", top=0.02, height=0.06, width=0.16),
        a_line("Invoice no.: 2024-17", top=0.15),
        a_line("Date: 3 May 2025", top=0.2),
        a_line("Customer: Ann Lee", top=0.25),
        a_line("Total due: 8.00", top=0.9),
    )


def items() -> Table:
    table = a_table(ITEMS, title="What you bought")
    return Table(
        box=Box(0.1, 0.4, 0.9, 0.8),
        rows=table.rows,
        has_header=True,
        confidence=0.9,
        title=table.title,
    )


def summary(text: TextReading, *tables: Table) -> Draft:
    draft = Draft()
    assert tell_summary(draft, SUMMARISE, text, tables, "p")
    return draft


def test_an_invoice_is_told_by_heading_table_totals_and_fields() -> None:
    draft = summary(an_invoice(), items())
    assert draft.text == (
        "This looks like an invoice, headed “INVOICE”. It holds a table “What you "
        "bought” of 2 rows and 3 columns: “Item”, “Qty” and “Amount”. Its total under "
        "“Qty” is “5”. Its total under “Amount” is “8.00”. It gives Total due “8.00”, "
        "Invoice no. “2024-17”, Date “3 May 2025”, Customer “Ann Lee”."
    )
    assert draft.answer("summarise").follow_ups == (
        "Read the table",
        "What is the Total due?",
        "What is the Invoice no.?",
    )


def test_everything_that_is_said_has_its_place() -> None:
    draft = summary(an_invoice(), items())
    phrases = [finding.phrase for finding in draft.findings]
    assert phrases[:2] == ["INVOICE", "table"]
    assert draft.findings[1].boxes == (Box(0.1, 0.4, 0.9, 0.8),)
    assert all(finding.source == "read" for finding in draft.findings)


def test_a_total_that_is_not_the_sum_is_told_apart() -> None:
    table = a_table(ITEMS.replace("8.00", "9.00"))
    said = "Its total under “Amount” is “9.00”, which is not the sum of its numbers."
    assert said in summary(an_invoice(), table).text


def test_prose_is_told_by_its_beginning_and_its_parts() -> None:
    words = "the harbour was built by a company of fishermen who shared both boats"
    prose = [a_line(words, top=0.3 + 0.05 * row) for row in range(3)]
    heading = a_line("A short history", top=0.2, height=0.05, width=0.3)
    assert summary(a_page(*prose)).text == (
        f"A page of 3 lines of text. It begins: “{words}”."
    )
    assert "headed “A short history”" in summary(a_page(heading, *prose)).text


def test_a_table_that_may_be_none_is_not_spoken_of() -> None:
    assert "table" not in summary(an_invoice(), a_table(confidence=0.5)).text


def test_what_stands_in_a_table_is_no_field_beside_it() -> None:
    inside = a_line("Tea: 2.50", left=0.2, top=0.5)
    text = TextReading((*an_invoice().blocks, Block((inside,))))
    assert "Tea" not in summary(text, items()).text


@pytest.mark.parametrize(
    "text", [a_page(), a_page(a_line("EXIT"), a_line("Push", 0.5))]
)
def test_too_little_is_not_summed_up(text: TextReading) -> None:
    draft = Draft()
    assert not tell_summary(draft, SUMMARISE, text, (), "p")
    assert draft.is_empty


def field(question: str, text: TextReading) -> Draft | None:
    draft = Draft()
    is_told = tell_field(draft, understood(question), text, "p")
    assert is_told != draft.is_empty
    return draft if is_told else None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the invoice number?", "“2024-17” is given as “Invoice no”."),
        ("Who is the customer?", "“Ann Lee” is given as “Customer”."),
        ("What is the date?", "“3 May 2025” is given as “Date”."),
        ("How much is the total?", "“8.00” is given as “Total due”."),
    ],
)
def test_a_field_answers_what_its_label_names(question: str, said: str) -> None:
    draft = field(question, an_invoice())
    assert draft is not None
    assert draft.text == said


@pytest.mark.parametrize(
    "question", ["What is the weather?", "Who is the manager?", "What is it?"]
)
def test_what_no_label_names_is_not_answered(question: str) -> None:
    assert field(question, an_invoice()) is None


def test_an_empty_field_is_said_to_be_empty() -> None:
    draft = field(
        "What is the phone number?", a_page(a_line("Phone:"), a_line("Ann", 0.1, 0.6))
    )
    assert draft is not None
    assert draft.text == "“Phone” is there, but I see nothing filled in."


def test_a_field_that_is_hard_to_read_is_marked() -> None:
    draft = field("What is the date?", a_page(a_line("Date: 3 May", confidence=0.4)))
    assert draft is not None
    assert is_unsure(draft.findings[0].confidence)
    assert draft.answer("ask").caveats
