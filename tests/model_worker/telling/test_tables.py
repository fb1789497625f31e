from __future__ import annotations

import pytest

from bot.jobs import Box
from bot.marks import is_unsure
from model_worker.draft import Draft
from model_worker.readings import Table
from model_worker.telling.quoting import HARD_TO_READ
from model_worker.telling.tables import UNSURE_TABLE, tell_table
from model_worker.understanding import understood
from tests.model_worker.table_builders import a_table


def told(question: str, table: Table | None = None) -> Draft | None:
    draft = Draft()
    is_told = tell_table(draft, understood(question), table or a_table(), "p")
    assert is_told != draft.is_empty
    return draft if is_told else None


def answer(question: str, table: Table | None = None) -> str:
    draft = told(question, table)
    return draft.text if draft else ""


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("What is the price of tea?", "“$2.50” is the Price of “Tea”."),
        ("What is the price of green tea?", "“$3.20” is the Price of “Green tea”."),
        ("How much is the mouse?", "“$19.90” is the Price of “Wireless mouse”."),
        ("status of T-3", "“Overdue” is the Status of “Coffee”."),
        ("How many units of coffee were sold?", "“30” is the Units of “Coffee”."),
        ("What is in row 2, column 3?", "“$3.20” is the Price of “Green tea”."),
    ],
)
def test_a_cell_is_found_by_the_names_of_its_row_and_column(
    question: str, said: str
) -> None:
    assert answer(question) == said


def test_a_cell_is_pointed_at_with_the_name_of_its_row() -> None:
    draft = told("What is the price of tea?")
    assert draft is not None
    price, name = draft.findings
    assert price.boxes == (a_table().rows[1][2].box,)
    assert name.boxes == (a_table().rows[1][0].box,)
    assert (price.source, price.picture) == ("read", "p")


@pytest.mark.parametrize(
    ("question", "start"),
    [
        ("What is in the bottom row?", "Row 5: Product “Total”, Price “$29.60”"),
        ("Read the second row", "Row 2: Product “Green tea”, Order “T-2”"),
        ("What does the row for coffee say?", "Row 3: Product “Coffee”"),
        ("What is in the last two rows?", "Row 4: Product “Wireless mouse”"),
    ],
)
def test_rows_are_told_by_place_or_name(question: str, start: str) -> None:
    assert answer(question).startswith(start)


def test_a_row_is_pointed_at_as_wide_as_the_table() -> None:
    draft = told("What is in the bottom row?")
    assert draft is not None
    (row,) = draft.findings
    assert row.boxes[0].iou(Box(0, 5 / 6, 1, 1)) > 0.99


def test_a_column_is_told_by_place_or_name() -> None:
    said = "The column “Status” says “Paid”, “Open”, “Overdue”, “Paid”."
    assert answer("Read the last column") == said
    assert answer("What does it say in the Status column?") == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "Which product sold most?",
            "“Coffee” has the largest number under “Units”: “30”.",
        ),
        (
            "Which one is the cheapest?",
            "“Tea” has the smallest number under “Price”: “$2.50”.",
        ),
    ],
)
def test_the_ends_of_a_column_leave_its_total_out(question: str, said: str) -> None:
    assert answer(question) == said


def test_rows_that_share_an_end_are_all_named() -> None:
    table = a_table("Name | Points\nAnn | 7\nBen | 9\nCleo | 9")
    assert answer("Who has the most points?", table) == (
        "“Ben” and “Cleo” have the largest number under “Points”: “9”."
    )


def test_which_column_is_meant_is_asked_where_several_may_be() -> None:
    draft = told("What is the highest?")
    assert draft is not None
    assert "“Price” and “Units”. Which one do you mean?" in draft.text
    follow_ups = draft.answer("extreme").follow_ups
    assert follow_ups == (
        "Which row has the largest Price?",
        "Which row has the largest Units?",
    )


def test_cells_without_a_number_are_said_to_be_left_out() -> None:
    table = a_table("City | Houses\nOslo | 12\nRome | n/a\nBonn | 7")
    draft = told("Which city has the most houses?", table)
    assert draft is not None
    assert draft.text.startswith("“Oslo” has the largest number")
    assert draft.answer("extreme").caveats == (
        "1 cell holds no number under “Houses”.",
    )


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "How many rows does the table have?",
            "4 rows below the header, totals left out.",
        ),
        ("How many products are there?", "4 rows below the header, totals left out."),
        (
            "How many columns are there?",
            "5 columns: Product, Order, Price, Units and Status.",
        ),
        ("How many orders are paid?", "2 of 4 rows have “Paid” under “Status”."),
        ("Which orders are overdue?", "“Coffee” has “Overdue” under “Status”."),
    ],
)
def test_rows_columns_and_values_are_counted(question: str, said: str) -> None:
    assert answer(question) == said


@pytest.mark.parametrize(
    ("question", "said"),
    [
        (
            "What is the sum of the units?",
            (
                "48 is the sum of the 4 numbers under “Units”. "
                "The table's own total agrees: “48”."
            ),
        ),
        (
            "What is the total of the price column?",
            (
                "$29.60 is the sum of the 4 numbers under “Price”. "
                "The table's own total agrees: “$29.60”."
            ),
        ),
        (
            "What is the average price?",
            "$7.40 is the average of the 4 numbers under “Price”.",
        ),
        ("What is the total?", "Row 5: Product “Total”, Price “$29.60”, Units “48”."),
    ],
)
def test_sums_are_reckoned_and_checked(question: str, said: str) -> None:
    assert answer(question) == said


def test_a_total_that_is_not_the_sum_is_told_apart() -> None:
    table = a_table("Item | Price\nTea | 2.50\nMilk | 1.00\nTotal | 4.00")
    assert answer("What is the sum of the prices?", table) == (
        "3.50 is the sum of the 2 numbers under “Price”. "
        "The table's own total does not agree: it says “4.00”."
    )
    assert answer("What is the total?", table) == (
        "“4.00” is the table's own total under “Price”, which is not the sum of its "
        "numbers."
    )


@pytest.mark.parametrize(
    "text",
    ["Item | Price\nTea | $2\nMilk | €3", "Item | Price\nTea | 2\nMilk | soon"],
    ids=["two currencies", "no number"],
)
def test_what_cannot_be_added_is_not_added(text: str) -> None:
    assert not answer("What is the sum of the prices?", a_table(text))


def test_two_rows_are_set_beside_each_other() -> None:
    assert answer("Is tea more expensive than coffee?") == (
        "“Price”: “Tea” has “$2.50”, “Coffee” has “$4.00”: the first has $1.50 less."
    )
    assert answer("Compare the first two rows").startswith("“Price”: “Tea” has “$2.50”")


def test_the_whole_table_is_said_and_handed_over() -> None:
    draft = told("Read the table", a_table(title="May"))
    assert draft is not None
    lines = draft.text.splitlines()
    assert lines[0] == "The table “May” has 5 rows and 5 columns:"
    assert lines[1] == "Product | Order | Price | Units | Status"
    (file,) = draft.answer("read").files
    assert file.text.startswith("Product,Order,Price,Units,Status\r\nTea,T-1,$2.50,12")


@pytest.mark.parametrize(
    "question",
    [
        "What is the invoice number?",
        "Who is the customer?",
        "What is the weather like?",
        "What is the status?",
        "Where is the cat?",
        "Why is that?",
    ],
)
def test_what_no_cell_answers_is_not_answered(question: str) -> None:
    assert told(question) is None


def test_what_is_hard_to_read_is_marked_and_said() -> None:
    draft = told("What is the price of tea?", a_table(unsure="$2.50"))
    assert draft is not None
    assert is_unsure(draft.findings[0].confidence)
    assert HARD_TO_READ in draft.answer("value").caveats


@pytest.mark.parametrize(
    "question", ["What is the sum of the units?", "Which product sold most?"]
)
def test_what_rests_on_a_whole_column_is_as_sure_as_its_worst_cell(
    question: str,
) -> None:
    draft = told(question, a_table(unsure="12"))
    assert draft is not None
    assert is_unsure(draft.findings[-1].confidence) or is_unsure(
        draft.findings[0].confidence
    )
    assert HARD_TO_READ in draft.answer("ask").caveats


def test_a_table_that_may_be_none_answers_only_where_it_is_meant() -> None:
    table = a_table(confidence=0.5)
    assert told("What is the price of tea?", table) is None
    draft = told("What is in the bottom row?", table)
    assert draft is not None
    assert UNSURE_TABLE in draft.answer("ask").caveats
    assert is_unsure(draft.findings[0].confidence)


def test_columns_without_names_are_told_by_their_number() -> None:
    table = a_table("Tea | 2.50\nMilk | 1.00", has_header=False)
    assert answer("What is the highest?", table) == (
        "“Tea” has the largest number under column 2: “2.50”."
    )
    assert answer("Read the last column", table).startswith("Column 2 says “2.50”")
