"""A table that is asked about, with what a question names in it, and how it is said.

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.marks import is_unsure
from bot.rendering import short
from model_worker.draft import Draft
from model_worker.places.table_places import column_box, row_box
from model_worker.readings import Cell, Table
from model_worker.requests import Request
from model_worker.tables.cell_values import is_nothing
from model_worker.tables.lookup import Row, name_of, named_numbers
from model_worker.telling.numbers import listed
from model_worker.telling.quoting import HARD_TO_READ, capitalised, quoted

_CELL_MAX = 80
_ROW_MAX = 200
_LISTED_MAX = 12
_OFFERED_MAX = 4


class Asked(Struct, frozen=True):
    """*rows* and *columns* are what the *request* names; the answer goes to *draft*."""

    draft: Draft
    request: Request
    table: Table
    picture: str
    rows: tuple[Row, ...]
    columns: tuple[int, ...]

    @property
    def numbers(self) -> tuple[int, ...]:
        """The columns of numbers that were named, all of them where none was."""
        return named_numbers(self.request, self.table)

    def say(self, text: str) -> None:
        self.draft.say(text)

    def say_cell(self, cell: Cell) -> None:
        """Say what a cell says, tied to its place; an empty one says nothing."""
        self.draft.point(
            quoted(short(cell.text, _CELL_MAX)) if cell.text else "nothing",
            [cell.box],
            self.picture,
            "read",
            min(cell.confidence, self.table.confidence),
            phrase=cell.text or "empty cell",
        )
        if is_unsure(cell.confidence):
            self.draft.warn(HARD_TO_READ)

    def say_cells(self, words: str, cells: Sequence[Cell], phrase: str) -> None:
        """Say *words* that rest on all *cells*."""
        boxes = [cell.box for cell in cells]
        confidence = self._confidence(cells)
        self.draft.point(words, boxes, self.picture, "read", confidence, phrase=phrase)

    def say_name(self, row: Row) -> None:
        self.say_cell(name_of(row, self.table))

    def say_row(self, row: Row) -> None:
        """Say a whole row: its number, then its cells by the names of the columns."""
        first = len(self.table.rows) - len(self.table.body)
        filled = [cell for cell in row.cells if cell.text]
        self.draft.point(
            f"Row {row.place - first + 1}",
            [row_box(self.table, row.place)],
            self.picture,
            "read",
            self._confidence(filled),
            phrase=short(", ".join(cell.text for cell in filled), _ROW_MAX) or "row",
        )
        self.say(f": {self._cells_of(row)}.")

    def say_column(self, column: int) -> None:
        """Say a column by its name, then what stands below that."""
        cells = [row[column] for row in self.table.body]
        name = self.column(column)
        self.draft.point(
            f"The column {name}" if self.header(column) else capitalised(name),
            [column_box(self.table, column)],
            self.picture,
            "read",
            self._confidence(cells),
            phrase=name,
        )
        said = [quoted(short(cell.text, _CELL_MAX)) for cell in cells if cell.text]
        more = len(said) - _LISTED_MAX
        rest = f" and {more} more" if more > 0 else ""
        self.say(f" says {', '.join(said[:_LISTED_MAX]) or 'nothing'}{rest}.")

    def say_table(self, words: str) -> None:
        """Say *words* that speak of the table as a whole."""
        table = self.table
        self.draft.point(
            words, [table.box], self.picture, "read", table.confidence, phrase="table"
        )

    def header(self, column: int) -> str:
        """Return the words that name a column, "" where there are none."""
        if not self.table.has_header:
            return ""
        return short(self.table.header[column].text, _CELL_MAX)

    def column(self, column: int) -> str:
        """Return how a column is spoken of: its name quoted, or its number."""
        name = self.header(column)
        return quoted(name) if name else f"column {column + 1}"

    def ask_which(self, question: str) -> None:
        """Ask which of several columns of numbers is meant; *question* names one."""
        names = [self.column(column) for column in self.numbers]
        several = f"The table has several columns of numbers: {listed(names)}. "
        self.draft.admit(f"{several}Which one do you mean?")
        for column in self.numbers[:_OFFERED_MAX]:
            name = self.header(column) or f"column {column + 1}"
            self.draft.offer(question.format(name))

    def _cells_of(self, row: Row) -> str:
        said = []
        for at, cell in enumerate(row.cells):
            if not is_nothing(cell.text):
                shown = quoted(short(cell.text, _CELL_MAX))
                said.append(f"{self.header(at)} {shown}".strip())
        return ", ".join(said) or "it is empty"

    def _confidence(self, cells: Sequence[Cell]) -> float:
        """Return how sure all *cells* together are; say it where that is not much."""
        least = min((cell.confidence for cell in cells), default=1.0)
        if is_unsure(least):
            self.draft.warn(HARD_TO_READ)
        return min(least, self.table.confidence)
