"""What a table says -> sentences that point at its cells, rows and columns. Pure.

What a table says is read, not seen; numbers are only reckoned with where all cells
they come from are numbers of one unit.
"""

from __future__ import annotations

import re

from bot.marks import is_unsure
from bot.rendering import short
from model_worker.draft import Draft
from model_worker.readings import Table
from model_worker.requests import Request
from model_worker.tables.lookup import named_columns, named_rows, rows_of
from model_worker.telling.asked_table import Asked
from model_worker.telling.csv_files import table_file
from model_worker.telling.quoting import quoted
from model_worker.telling.table_counts import tell_count, tell_holders
from model_worker.telling.table_sums import tell_compared, tell_extreme, tell_reckoned

UNSURE_TABLE = "I am not sure that I see the rows and columns of this table rightly."

_TABLE = re.compile(r"\b(?:table|csv|spreadsheet)\b", re.IGNORECASE)
_LINES_MAX = 12
_LINE_CELL_MAX = 60
_ROWS_MAX = 6
_COLUMNS_MAX = 2


def tell_table(draft: Draft, request: Request, table: Table, picture: str) -> bool:
    """Answer from *table*; False where nothing in it answers the request."""
    is_meant = any(m.element in {"table", "row", "column"} for m in request.mentions)
    if is_unsure(table.confidence) and not is_meant:
        return False
    asked = Asked(
        draft,
        request,
        table,
        picture,
        named_rows(request, table),
        named_columns(request, table),
    )
    if not _tell(asked):
        return False
    if is_unsure(table.confidence):
        draft.warn(UNSURE_TABLE)
    return True


def _tell(asked: Asked) -> bool:
    match asked.request.intent:
        case "extreme":
            return tell_extreme(asked)
        case "count":
            return _tell_number(asked) or tell_count(asked) or _tell_named(asked)
        case "compare":
            return tell_compared(asked)
        case "read" | "describe" if _is_of_all(asked):
            return _tell_whole(asked)
        case "ask" | "value" | "read" | "describe" | "explain":
            return tell_reckoned(asked) or _tell_named(asked)
    return False


def _is_of_all(asked: Asked) -> bool:
    is_part = any(m.element in {"row", "column"} for m in asked.request.mentions)
    return bool(_TABLE.search(asked.request.text)) and not is_part


def _tell_number(asked: Asked) -> bool:
    """Say a number that stands in the table: "how many cups were sold?"."""
    is_there = bool(asked.rows) and set(asked.columns) & set(asked.numbers)
    return bool(is_there) and _tell_cells(asked)


def _tell_named(asked: Asked) -> bool:
    """Say the cells, the rows or the columns that were named."""
    if tell_holders(asked):
        return True
    if asked.rows and asked.columns:
        return _tell_cells(asked)
    if asked.rows:
        return _tell_rows(asked)
    if not any(m.element == "column" for m in asked.request.mentions):
        return False
    for place, column in enumerate(asked.columns[:_COLUMNS_MAX]):
        asked.say(" " if place else "")
        asked.say_column(column)
    return bool(asked.columns)


def _tell_cells(asked: Asked) -> bool:
    is_first = True
    for row in asked.rows[:_ROWS_MAX]:
        for column in asked.columns[:_COLUMNS_MAX]:
            asked.say("" if is_first else " ")
            is_first = False
            asked.say_cell(row.cells[column])
            name = asked.header(column) or f"cell in column {column + 1}"
            asked.say(f" is the {name} of ")
            asked.say_name(row)
            asked.say(".")
    _offer_more(asked)
    return True


def _tell_rows(asked: Asked) -> bool:
    for place, row in enumerate(asked.rows[:_ROWS_MAX]):
        asked.say(" " if place else "")
        asked.say_row(row)
    _offer_more(asked)
    return True


def _tell_whole(asked: Asked) -> bool:
    """Say the table line by line, and hand it over as CSV."""
    table = asked.table
    title = f" {quoted(table.title)}" if table.title else ""
    asked.say_table(f"The table{title}")
    asked.say(f" has {len(table.body)} rows and {len(table.rows[0])} columns:")
    for row in table.rows[:_LINES_MAX]:
        cells = (short(cell.text, _LINE_CELL_MAX) for cell in row)
        asked.say("\n" + " | ".join(cells))
    more = len(table.rows) - _LINES_MAX
    if more > 0:
        asked.say(f"\n... and {more} more {'row' if more == 1 else 'rows'}.")
    asked.draft.attach(table_file(table))
    _offer_more(asked)
    return True


def _offer_more(asked: Asked) -> None:
    """Offer what the table can answer next."""
    named = [at for at in asked.numbers if asked.header(at)]
    for column in named[:1]:
        asked.draft.offer(f"Which row has the largest {asked.header(column)}?")
        asked.draft.offer(f"What is the sum of {asked.header(column)}?")
    if len(rows_of(asked.table)) > 1:
        asked.draft.offer("What is in the bottom row?")
