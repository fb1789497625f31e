from __future__ import annotations

from bot.jobs import Answer, Box
from bot.rendering import marked_text
from model_worker.places.table_places import column_box, row_box
from tests.model_worker.scenes import tables
from tests.model_worker.table_builders import a_table
from tests.model_worker.tutoring.asking import answers

TABLE = a_table()
PRODUCT, PRICE, UNITS, STATUS = 0, 2, 3, 4


def guide(question: str) -> Answer:
    _, guide = answers(question, tables=tables(TABLE))
    return guide


def places(question: str) -> list[Box]:
    return [box for finding in guide(question).findings for box in finding.boxes]


def test_a_cell_is_found_by_its_row_and_its_column() -> None:
    said = guide("How much is green tea?")
    assert marked_text(said.spans) == (
        "Let's find the right cell of the table.\n"
        "1. Find the row “Green tea” [1].\n"
        "2. Go along it until you are below the column “Price” [2].\n"
        "3. What stands where the two meet is what you are after.\n"
        "To check yourself: go straight up from there: is it still the same column?"
    )
    assert places("How much is green tea?") == [
        TABLE.rows[2][PRODUCT].box,
        TABLE.header[PRICE].box,
    ]


def test_an_end_is_looked_for_down_its_column() -> None:
    assert places("Which row has the most units?") == [column_box(TABLE, UNITS)]
    assert "remember the largest" in guide("Which row has the most units?").text


def test_a_sum_is_added_up_by_oneself() -> None:
    assert places("What is the sum of units?") == [column_box(TABLE, UNITS)]


def test_an_average_is_divided_by_how_many_there_are() -> None:
    assert "divide by that" in guide("What is the average of units?").text


def test_two_rows_are_put_side_by_side() -> None:
    assert places("Compare tea and coffee by units") == [
        TABLE.rows[1][PRODUCT].box,
        column_box(TABLE, UNITS),
        TABLE.rows[3][PRODUCT].box,
    ]


def test_rows_that_hold_a_value_are_ticked_off_in_its_column() -> None:
    for question in ("How many orders are overdue?", "Which orders are overdue?"):
        assert places(question) == [column_box(TABLE, STATUS)]
        assert "stop at each “Overdue”" in guide(question).text


def test_a_row_named_by_its_place_is_pointed_at_as_a_whole() -> None:
    assert places("What is in the second row?") == [row_box(TABLE, 2)]
    assert "Green tea" not in guide("What is in the second row?").text


def test_rows_and_columns_are_counted_over_the_table() -> None:
    for question in ("How many rows are there?", "How many columns are there?"):
        assert places(question) == [TABLE.box]


def test_several_columns_of_numbers_are_asked_about_as_ever() -> None:
    plain, said = answers("Which is the largest?", tables=tables(TABLE))
    assert said == plain


def test_how_sure_the_table_is_goes_for_the_guide() -> None:
    finding = guide("What is the sum of units?").findings[0]
    assert (finding.source, finding.confidence) == ("read", TABLE.confidence)
