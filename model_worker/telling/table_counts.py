"""How many rows and columns a table has, and which rows hold a value. Pure."""

from __future__ import annotations

import re

from model_worker.tables.lookup import Row, entries, name_columns, values_said
from model_worker.telling.asked_table import Asked
from model_worker.telling.numbers import listed
from model_worker.telling.quoting import quoted

_ROWS = re.compile(r"\b(?:rows?|entries|lines|records)\b", re.IGNORECASE)
_COLUMNS = re.compile(r"\bcolumns?\b", re.IGNORECASE)
_LISTING = re.compile(r"^(?:which|who|list|show)\b", re.IGNORECASE)
_LISTED_MAX = 6


def tell_count(asked: Asked) -> bool:
    """Say how many columns, rows, or rows with a named value there are."""
    if _COLUMNS.search(asked.request.text):
        asked.say_table(f"{len(asked.table.rows[0])} columns")
        names = [cell.text for cell in asked.table.header if cell.text]
        asked.say(f": {listed(names)}." if names else ".")
        return True
    if _tell_count_of_value(asked):
        return True
    is_of_rows = _ROWS.search(asked.request.text) or (
        not asked.rows and set(asked.columns) & set(name_columns(asked.table))
    )
    if not is_of_rows:
        return False
    rows = entries(asked.table)
    asked.say_table(f"{len(rows)} {'row' if len(rows) == 1 else 'rows'}")
    asked.say(" below the header" if asked.table.has_header else "")
    asked.say(", totals left out." if len(rows) < len(asked.table.body) else ".")
    return True


def lists_rows(text: str) -> bool:
    """Whether *text* asks which rows there are, not for what stands in them."""
    return bool(_LISTING.search(text))


def tell_holders(asked: Asked) -> bool:
    """Say which rows hold the value that was named: "which orders are overdue?"."""
    if not lists_rows(asked.request.text):
        return False
    held = _held(asked)
    if held is None:
        return False
    column, value, rows = held
    for place, row in enumerate(rows[:_LISTED_MAX]):
        asked.say(", " if place else "")
        asked.say_name(row)
    more = len(rows) - _LISTED_MAX
    asked.say(f" and {more} more" if more > 0 else "")
    verb = "has" if len(rows) == 1 else "have"
    asked.say(f" {verb} {quoted(value)} under {asked.column(column)}.")
    return True


def _tell_count_of_value(asked: Asked) -> bool:
    held = _held(asked)
    if held is None:
        return False
    column, value, rows = held
    words = f"{len(rows)} of {len(entries(asked.table))} rows"
    asked.say_cells(words, [row.cells[column] for row in rows], phrase=value)
    verb = "has" if len(rows) == 1 else "have"
    asked.say(f" {verb} {quoted(value)} under {asked.column(column)}.")
    return True


def _held(asked: Asked) -> tuple[int, str, list[Row]] | None:
    """Return the column and value that were named, and the rows that hold it."""
    said = values_said(asked.request, asked.table)
    if said is None:
        return None
    column, value = said
    rows = entries(asked.table)
    return column, value, [row for row in rows if row.cells[column].text == value]
