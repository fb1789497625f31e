"""The way to a cell, a sum or an end of a table: its row, its column, what to do. Pure.

Cells that hold the result are not pointed at: their row and their column are.
"""

from __future__ import annotations

from msgspec import Struct

from bot.jobs import Box
from bot.rendering import short
from model_worker.places.table_places import column_box, row_box
from model_worker.readings import Table
from model_worker.requests import Request
from model_worker.tables.lookup import (
    Row,
    is_total,
    name_of,
    named_columns,
    named_numbers,
    named_rows,
    values_said,
)
from model_worker.telling.quoting import quoted
from model_worker.telling.table_counts import lists_rows
from model_worker.telling.table_sums import reckoning_asked
from model_worker.tutoring.guide import Guide, Sign, said_name

_NAME_MAX = 60
_ROWS_MAX = 3
_COLUMNS_MAX = 2
_PAIR = 2


def guide_through_table(request: Request, table: Table, picture: str) -> Guide:
    guide = Guide(picture, "read", table.confidence)
    rows = named_rows(request, table)
    way = _Way(guide, request, table, rows)
    is_of_totals = all(map(is_total, rows))
    match request.intent:
        case "extreme":
            way.extreme()
        case "compare" if len(rows) >= _PAIR:
            way.compare()
        case "count" if not (rows and way.is_of_numbers):
            way.count()
        case _ if reckoning_asked(request.text) and is_of_totals:
            way.reckon()
        case _ if way.held and lists_rows(request.text):
            way.find_held()
        case _ if rows:
            way.look_up()
        case _:
            way.read()
    return guide


class _Way(Struct, frozen=True):
    guide: Guide
    request: Request
    table: Table
    rows: tuple[Row, ...]

    @property
    def columns(self) -> tuple[int, ...]:
        return named_columns(self.request, self.table)

    @property
    def numbers(self) -> tuple[int, ...]:
        return named_numbers(self.request, self.table)

    @property
    def is_of_numbers(self) -> bool:
        return bool(set(self.columns) & set(self.numbers))

    @property
    def held(self) -> tuple[int, str] | None:
        return values_said(self.request, self.table)

    def extreme(self) -> None:
        is_small = self.request.size == "smallest"
        end = "smallest" if is_small else "largest"
        column = self._column(self.numbers[0])
        self.guide.aim(f"Let's find the {end} number of a column.")
        self.guide.step("Go down ", column, f" and remember the {end} number so far.")
        self.guide.step(
            "At the bottom, go back to the number you remembered. A row that adds up "
            "the others does not count."
        )
        self.guide.step("Look along its row to the left: there is the name.")
        than = "smaller" if is_small else "larger"
        self.guide.check(f"go down once more. Is any number {than} than yours?")

    def compare(self) -> None:
        self.guide.aim("Let's put two rows side by side.")
        one, other = self.rows[:_PAIR]
        column = self._column(self.numbers[0]) if self.numbers else "the same column"
        self.guide.step("Go along ", self._row(one), " as far as ", column, ".")
        self.guide.step("Do the same for ", self._row(other), ".")
        self.guide.step("Take the smaller number away from the larger one.")
        self.guide.check("add the difference to the smaller number again.")

    def count(self) -> None:
        if self.held is not None:
            self.find_held(is_counted=True)
            return
        things = "columns" if "column" in self.request.text.casefold() else "rows"
        self.guide.aim(f"Let's count the {things}.")
        way = "from left to right" if things == "columns" else "from top to bottom"
        table = Sign("the table", (self.table.box,))
        self.guide.step("Go over ", table, f" {way} and count each of them once.")
        if things == "rows":
            self.guide.step("Leave out the header, and a row that adds up the others.")
        self.guide.check("count again from the other end.")

    def reckon(self) -> None:
        wanted = reckoning_asked(self.request.text)
        column = self._column(self.numbers[0]) if self.numbers else "the column"
        if wanted == "total" and not self.columns:
            self.guide.aim("Let's find the total.")
            table = Sign("the table", (self.table.box,))
            self.guide.step("Look in ", table, " for the row that adds up the others.")
            self.guide.step("Go along it to the column that you want.")
            self.guide.check("add up the numbers above it yourself.")
            return
        self.guide.aim(f"Let's work out the {wanted} of a column.")
        self.guide.step("Take the numbers in ", column, " one by one.")
        self.guide.step("Add them up. Leave out a row that is itself a total.")
        if wanted == "average":
            self.guide.step("Count how many numbers you added, and divide by that.")
            self.guide.check("it must lie between the smallest and the largest number.")
        else:
            self.guide.check("add them once more, from the bottom up.")

    def find_held(self, *, is_counted: bool = False) -> None:
        column, value = self.held or (0, "")
        shown = said_name(value, self.request.text, "what you asked for")
        self.guide.aim(f"Let's find the rows with {shown}.")
        self.guide.step("Go down ", self._column(column), f" and stop at each {shown}.")
        if is_counted:
            self.guide.step("Make a mark for each, and count your marks at the end.")
        else:
            self.guide.step("Each time look along that row to its name.")
        self.guide.check("go through the column once more, from the bottom up.")

    def look_up(self) -> None:
        if not self.columns:
            self.read()
            return
        self.guide.aim("Let's find the right cell of the table.")
        for row in self.rows[:_ROWS_MAX]:
            self.guide.step("Find ", self._row(row), ".")
        for column in self.columns[:_COLUMNS_MAX]:
            self.guide.step(
                "Go along it until you are below ", self._header(column), "."
            )
        self.guide.step("What stands where the two meet is what you are after.")
        self.guide.check("go straight up from there: is it still the same column?")

    def read(self) -> None:
        """The way through a whole row, column or table, which is all to be read."""
        self.guide.aim("Let's read it in the table.")
        rows = [Sign("this row", (self._row_box(row),)) for row in self.rows]
        columns = [self._column(at) for at in self.columns]
        signs = rows or columns or [Sign("the table", (self.table.box,))]
        for sign in signs[:_ROWS_MAX]:
            self.guide.step("Look at ", sign, ".")
        if columns and not rows:
            self.guide.step("Read it from top to bottom, cell by cell.")
        else:
            self.guide.step("Read it cell by cell, with the name above each column.")
        self.guide.check("count the cells. Did you leave none out?")

    def _row(self, row: Row) -> Sign:
        cell = name_of(row, self.table)
        name = said_name(short(cell.text, _NAME_MAX), self.request.text)
        return Sign(f"the row {name}" if name else "the row here", (cell.box,))

    def _row_box(self, row: Row) -> Box:
        return row_box(self.table, row.place)

    def _column(self, at: int) -> Sign:
        return Sign(self._column_name(at), (column_box(self.table, at),))

    def _header(self, at: int) -> Sign:
        if self.table.has_header:
            return Sign(self._column_name(at), (self.table.header[at].box,))
        return self._column(at)

    def _column_name(self, at: int) -> str:
        name = self.table.header[at].text if self.table.has_header else ""
        return f"the column {quoted(short(name, _NAME_MAX))}" if name else "this column"
