"""Ends, sums and averages of a column, checked against the table's own total. Pure."""

from __future__ import annotations

import re
from typing import Literal

from msgspec.structs import replace

from model_worker.tables.cell_values import is_nothing, quantity
from model_worker.tables.lookup import entries, figures, is_subtotal, is_total
from model_worker.tables.sums import (
    decimals,
    difference,
    is_checked,
    total_cell,
    total_rows,
    units,
    written,
)
from model_worker.telling.asked_table import Asked

Reckoning = Literal["", "sum", "average", "total"]
_SUM = re.compile(r"\b(?:sum|add(?:ed|s)? up|altogether|in all)\b", re.IGNORECASE)
_TOTAL = re.compile(r"\btotal\b", re.IGNORECASE)
_AVERAGE = re.compile(r"\b(?:average|mean)\b", re.IGNORECASE)
_TIES_MAX = 3
_COLUMNS_MAX = 3
_MORE_DIGITS = 2
"""Decimals that an average may have more than its numbers."""

_PAIR = 2


def tell_extreme(asked: Asked) -> bool:
    """Say which row holds the largest or smallest number of a column."""
    word = "smallest" if asked.request.size == "smallest" else "largest"
    if len(asked.numbers) > 1:
        asked.ask_which(f"Which row has the {word} {{}}?")
        return True
    found = [each for at in asked.numbers for each in figures(asked.table, at)]
    if not found or len(units(found)) > 1:
        return False
    least = min(figure.cell.confidence for figure in found)
    wanted = (min if word == "smallest" else max)(f.quantity.value for f in found)
    ends = [figure for figure in found if figure.quantity.value == wanted]
    for place, figure in enumerate(ends[:_TIES_MAX]):
        asked.say(" and " if place else "")
        asked.say_name(figure.row)
    more = len(ends) - _TIES_MAX
    asked.say(f" and {more} more" if more > 0 else "")
    asked.say(f" {'has' if len(ends) == 1 else 'have'} the {word} number under ")
    asked.say(f"{asked.column(asked.numbers[0])}: ")
    # an end is only as sure as all the numbers it is the end of
    asked.say_cell(replace(ends[0].cell, confidence=least))
    asked.say(".")
    _warn_of_gaps(asked, asked.numbers[0])
    return True


def tell_reckoned(asked: Asked) -> bool:
    """Say a sum, a total or an average, where one was asked for and can be had."""
    wanted = reckoning_asked(asked.request.text)
    if not wanted or not asked.numbers:
        return False
    if any(not is_total(row) for row in asked.rows):
        return False
    if wanted == "total" and not asked.columns:
        return _tell_total_row(asked)
    is_average = wanted == "average"
    if len(asked.numbers) > 1:
        word = "average" if is_average else "sum"
        asked.ask_which(f"What is the {word} of {{}}?")
        return True
    return _tell_sum(asked, asked.numbers[0], is_average=is_average)


def reckoning_asked(text: str) -> Reckoning:
    """Return what *text* wants reckoned, the surest word first."""
    if _AVERAGE.search(text):
        return "average"
    if _SUM.search(text):
        return "sum"
    return "total" if _TOTAL.search(text) else ""


def tell_compared(asked: Asked) -> bool:
    """Set two rows beside each other, in the columns named or in all of numbers."""
    if len(asked.rows) != _PAIR or not asked.numbers:
        return False
    one, other = asked.rows
    for place, column in enumerate(asked.numbers[:_COLUMNS_MAX]):
        asked.say(" " if place else "")
        asked.say(f"{asked.column(column)}: ")
        asked.say_name(one)
        asked.say(" has ")
        asked.say_cell(one.cells[column])
        asked.say(", ")
        asked.say_name(other)
        asked.say(" has ")
        asked.say_cell(other.cells[column])
        away = difference(one.cells[column], other.cells[column])
        asked.say(f": the first has {away}." if away else ".")
    return True


def _tell_total_row(asked: Asked) -> bool:
    """Say what the table itself gives as its total."""
    totals = [row for row in total_rows(asked.table) if not is_subtotal(row)]
    totals = totals or list(total_rows(asked.table))
    cells = [(at, total_cell(at, asked.table)) for at in asked.numbers]
    known = [(at, cell) for at, cell in cells if cell is not None]
    if len(totals) != 1 or not known:
        return False
    if len(known) > 1:
        asked.say_row(totals[0])
        return True
    column, cell = known[0]
    asked.say_cell(cell)
    asked.say(f" is the table's own total under {asked.column(column)}")
    checked = is_checked(column, asked.table)
    if checked is None:
        asked.say(".")
    else:
        asked.say(f", which is {'' if checked else 'not '}the sum of its numbers.")
    return True


def _tell_sum(asked: Asked, column: int, *, is_average: bool) -> bool:
    found = figures(asked.table, column)
    is_whole = len(found) == len(entries(asked.table))
    if not found or not is_whole or len(units(found)) > 1:
        return not is_average and _tell_total_row(asked)
    word = "average" if is_average else "sum"
    digits = max(decimals(figure.cell.text) for figure in found)
    total = sum(figure.quantity.value for figure in found)
    value = total / len(found) if is_average else total
    asked.say_cells(
        written(value, digits, units(found).pop(), _MORE_DIGITS * is_average),
        [figure.cell for figure in found],
        phrase=f"{word} of {asked.column(column)}",
    )
    asked.say(f" is the {word} of the {len(found)} numbers under ")
    asked.say(f"{asked.column(column)}.")
    if not is_average:
        _compare_with_total(asked, column)
    return True


def _compare_with_total(asked: Asked, column: int) -> None:
    cell, checked = total_cell(column, asked.table), is_checked(column, asked.table)
    if cell is None or checked is None:
        return
    asked.say(" The table's own total ")
    asked.say("agrees: " if checked else "does not agree: it says ")
    asked.say_cell(cell)
    asked.say(".")


def _warn_of_gaps(asked: Asked, column: int) -> None:
    cells = [row.cells[column] for row in entries(asked.table)]
    missing = [
        cell for cell in cells if quantity(cell.text) is None or is_nothing(cell.text)
    ]
    if missing:
        said = "cell holds" if len(missing) == 1 else "cells hold"
        asked.draft.warn(
            f"{len(missing)} {said} no number under {asked.column(column)}."
        )
