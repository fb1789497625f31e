"""Numbers of a column reckoned with, and written as the table writes them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from math import isclose

from model_worker.readings import Cell, Table
from model_worker.tables.cell_values import is_nothing, quantity
from model_worker.tables.lookup import (
    Figure,
    Row,
    entries,
    figures,
    is_subtotal,
    is_total,
    rows_of,
)

_BEFORE = frozenset("$\u20ac\u00a3\u00a5\u20b9")
_CENT = 0.005
_PAIR = 2


def units(found: Sequence[Figure]) -> set[str]:
    return {figure.quantity.unit for figure in found}


def decimals(text: str) -> int:
    """Return how many digits stand after the point of the number in *text*."""
    digits = "".join(letter for letter in text if letter.isdigit() or letter in ".,")
    head, _, tail = digits.replace(",", ".").rpartition(".")
    is_thousands = len(tail) == 3 and "," in digits and "." not in digits  # noqa: PLR2004
    return 0 if not head or is_thousands else len(tail)


def written(value: float, digits: int, unit: str, more: int = 0) -> str:
    """Return *value* with so many *digits* after the point and its unit.

    Up to *more* further digits are kept where they are not nought.
    """
    text = f"{value:,.{digits + more}f}"
    for _ in range(more):
        text = text.removesuffix("0")
    text = text.removesuffix(".")
    if unit in _BEFORE:
        return f"-{unit}{text[1:]}" if text.startswith("-") else f"{unit}{text}"
    return f"{text}{unit}" if unit == "%" else f"{text} {unit}".strip()


def difference(one: Cell, other: Cell) -> str:
    """Return by how much the number in *one* differs, "" where that says nothing."""
    first, second = quantity(one.text), quantity(other.text)
    if first is None or second is None or first.unit != second.unit:
        return ""
    digits = max(decimals(one.text), decimals(other.text))
    away = round(first.value - second.value, digits)
    if not away:
        return "the same"
    more = "more" if away > 0 else "less"
    return f"{written(abs(away), digits, first.unit)} {more}"


def total_cell(column: int, table: Table) -> Cell | None:
    """Return the cell in which the table itself gives a column's total."""
    cells = [row.cells[column] for row in total_rows(table)]
    return next((cell for cell in cells if quantity(cell.text)), None)


def total_rows(table: Table) -> tuple[Row, ...]:
    """Return the rows that sum up the others, what is no subtotal first."""
    totals = [row for row in rows_of(table) if is_total(row)]
    return tuple(sorted(totals, key=is_subtotal))


def is_checked(column: int, table: Table) -> bool | None:
    """Return whether the table's own total is the sum of its column.

    None where that cannot be said: there is none, a number is missing, or has another
    unit.
    """
    cell, found = total_cell(column, table), figures(table, column)
    own = quantity(cell.text) if cell else None
    said = [row for row in entries(table) if not is_nothing(row.cells[column].text)]
    is_whole = len(found) == len(said) >= _PAIR and len(units(found)) == 1
    if own is None or not is_whole or len((units(found) | {own.unit}) - {""}) > 1:
        return None
    total = sum(figure.quantity.value for figure in found)
    return isclose(total, own.value, rel_tol=1e-9, abs_tol=_CENT)
