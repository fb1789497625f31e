from __future__ import annotations

import pytest

from model_worker.tables.lookup import (
    entries,
    is_total,
    named_columns,
    named_numbers,
    named_rows,
    number_columns,
    rows_of,
)
from model_worker.understanding import understood
from tests.model_worker.table_builders import a_table


def rows(question: str) -> list[int]:
    return [row.place for row in named_rows(understood(question), a_table())]


def columns(question: str) -> tuple[int, ...]:
    return named_columns(understood(question), a_table())


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("What about the tea?", [1]),
        ("What about the green tea?", [2]),
        ("tea and coffee", [1, 3]),
        ("the mouse", [4]),
        ("T-3", [3]),
        ("the top row", [1]),
        ("the bottom row", [5]),
        ("the third row", [3]),
        ("the second to last row", [4]),
        ("row 9", []),
        ("milk", []),
    ],
)
def test_rows_are_named_by_words_or_place(question: str, places: list[int]) -> None:
    assert rows(question) == places


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("the price", (2,)),
        ("how much is it", (2,)),
        ("how many were sold", (3,)),
        ("the last column", (4,)),
        ("column 9", ()),
        ("the weather", ()),
    ],
)
def test_columns_are_named_by_header_synonym_or_place(
    question: str, places: tuple[int, ...]
) -> None:
    assert columns(question) == places


def test_columns_of_numbers_are_known_without_their_total() -> None:
    table = a_table()
    assert number_columns(table) == (2, 3)
    assert named_numbers(understood("which sold most?"), table) == (3,)
    assert named_numbers(understood("which is it?"), table) == (2, 3)


def test_totals_are_no_entries() -> None:
    table = a_table()
    assert [is_total(row) for row in rows_of(table)] == [False] * 4 + [True]
    assert len(entries(table)) == 4


def test_without_a_header_no_column_has_a_name() -> None:
    table = a_table("Tea | 2.50\nMilk | 1.00", has_header=False)
    assert named_columns(understood("the price of tea"), table) == ()
