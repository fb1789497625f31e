from __future__ import annotations

import pytest

from model_worker.tables.sums import (
    decimals,
    difference,
    is_checked,
    total_cell,
    written,
)
from tests.model_worker.table_builders import a_table


@pytest.mark.parametrize(
    ("text", "count"),
    [("12", 0), ("12.5", 1), ("1,204", 0), ("1,204.50", 2), ("0,75", 2), ("$3.10", 2)],
)
def test_the_digits_after_the_point_are_counted(text: str, count: int) -> None:
    assert decimals(text) == count


@pytest.mark.parametrize(
    ("value", "digits", "unit", "more", "text"),
    [
        (1204.5, 2, "$", 0, "$1,204.50"),
        (-3.0, 2, "$", 0, "-$3.00"),
        (7.4, 2, "", 2, "7.40"),
        (7.3333, 0, "", 2, "7.33"),
        (12, 0, "%", 0, "12%"),
        (12, 0, "kg", 2, "12 kg"),
    ],
)
def test_numbers_are_written_as_the_table_writes_them(
    value: float, digits: int, unit: str, more: int, text: str
) -> None:
    assert written(value, digits, unit, more) == text


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("4.00", "2.5", "1.50 more"),
        ("$2.50", "$4.00", "$1.50 less"),
        ("3", "3.0", "the same"),
        ("$3", "\u20ac2", ""),
        ("3", "Tea", ""),
    ],
)
def test_two_cells_are_set_against_each_other(one: str, other: str, said: str) -> None:
    (row,) = a_table(f"{one} | {other}", has_header=False).rows
    assert difference(row[0], row[1]) == said


@pytest.mark.parametrize(
    ("total", "verdict"),
    [
        ("$6.50", "right"),
        ("6.50", "right"),
        ("$6.00", "wrong"),
        ("", "unknown"),
        ("\u20ac6.50", "unknown"),
    ],
)
def test_a_total_is_checked_against_the_sum(total: str, verdict: str) -> None:
    table = a_table(f"Item | Price\nTea | $2.50\nMilk | $4.00\nTotal | {total}")
    verdicts = {True: "right", False: "wrong", None: "unknown"}
    assert verdicts[is_checked(1, table)] == verdict


def test_a_total_of_something_unread_cannot_be_checked() -> None:
    table = a_table("Item | Price\nTea | 2.50\nMilk | soon\nCake | 1\nTotal | 3.50")
    assert is_checked(1, table) is None


def test_a_total_comes_before_a_subtotal_above_it() -> None:
    bill = """
        Item     | Amount
        Table    | 320.00
        Chair    | 180.00
        Subtotal | 500.00
        VAT      | 100.00
        Total    | 600.00
    """
    cell = total_cell(1, a_table(bill))
    assert cell is not None
    assert cell.text == "600.00"
