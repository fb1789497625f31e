"""Words of a question -> the rows, columns and cells of a table that they name. Pure.

A row is named by what stands in a cell of words, a column by its header or by a word
that people say for it: "how much" is a price, "sold" a quantity.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from model_worker.places.matching import content_words, is_same_word, words_of
from model_worker.readings import Cell, Table
from model_worker.requests import Mention, Request
from model_worker.tables.cell_values import Quantity, is_nothing, kind_of, quantity
from model_worker.tables.column_words import SYNONYMS

_TOTALS = frozenset("total totals sum subtotal overall altogether gesamt".split())  # noqa: SIM905
_KNOWN = 0.5
"""Share of a name's words that a question must say."""

_MOSTLY = 0.7
_APART = 0.8
"""Share of a column's cells that differ, where they name their rows."""


class Row(Struct, frozen=True):
    """A row below the header; *place* counts all rows of the table from 0."""

    place: int
    cells: tuple[Cell, ...]


class Figure(Struct, frozen=True):
    """A number of a column and the row it stands in."""

    row: Row
    cell: Cell
    quantity: Quantity


def rows_of(table: Table) -> tuple[Row, ...]:
    first = len(table.rows) - len(table.body)
    return tuple(Row(first + at, cells) for at, cells in enumerate(table.body))


def is_total(row: Row) -> bool:
    """Whether *row* sums up the others, as its first words say."""
    first = next((cell.text for cell in row.cells if not is_nothing(cell.text)), "")
    return any(word in _TOTALS for word in words_of(first)[:2])


def is_subtotal(row: Row) -> bool:
    """Whether *row* sums up some of the others only."""
    first = next((cell.text for cell in row.cells if not is_nothing(cell.text)), "")
    return is_total(row) and any(word.startswith("sub") for word in words_of(first)[:2])


def entries(table: Table) -> tuple[Row, ...]:
    """Return the rows of *table* that are no total of others."""
    return tuple(row for row in rows_of(table) if not is_total(row))


def name_of(row: Row, table: Table) -> Cell:
    """Return the cell that names *row*: its first words, else its first cell."""
    columns = name_columns(table)
    named = [row.cells[at] for at in columns if not is_nothing(row.cells[at].text)]
    return (named or [c for c in row.cells if c.text] or list(row.cells))[0]


def name_columns(table: Table) -> tuple[int, ...]:
    """Return the columns that hold words or codes and no numbers, names first."""
    kinds = [_kind(table, at) for at in range(len(table.rows[0]))]
    words = [at for at, kind in enumerate(kinds) if kind == "words"]
    return (*words, *(at for at, kind in enumerate(kinds) if kind in {"code", "date"}))


def number_columns(table: Table) -> tuple[int, ...]:
    return tuple(at for at in range(len(table.rows[0])) if _kind(table, at) == "number")


def figures(table: Table, column: int) -> tuple[Figure, ...]:
    """Return the numbers of a column, totals left out."""
    found = ((row, row.cells[column]) for row in entries(table))
    return tuple(
        Figure(row, cell, number)
        for row, cell in found
        if (number := quantity(cell.text)) is not None
    )


def named_rows(request: Request, table: Table) -> tuple[Row, ...]:
    """Return the rows that *request* mentions by place or by what they are called."""
    rows = rows_of(table)
    placed = tuple(row for m in request.mentions for row in _rows_at(m, rows))
    if placed:
        return placed
    asked = words_of(request.text)
    called = [(row, *_called(row, table, asked)) for row in rows]
    whole = [(row, words) for row, score, words in called if score == 1.0]
    if whole:
        # "green tea" is not the row called "Tea", too
        return tuple(
            row
            for row, words in whole
            if not any(set(words) < set(others) for _, others in whole)
        )
    best = max((score for _, score, _ in called), default=0.0)
    likely = tuple(row for row, score, _ in called if score == best)
    return likely if best >= _KNOWN and len(likely) == 1 else ()


def named_columns(request: Request, table: Table) -> tuple[int, ...]:
    """Return the columns that *request* names by header, synonym or place."""
    width = len(table.rows[0])
    placed = [at for m in request.mentions if (at := _column_at(m, width)) is not None]
    if placed:
        return tuple(placed)
    if not table.has_header:
        return ()
    asked = words_of(request.text)
    said = [_header_score(cell.text, asked) for cell in table.header]
    best = max(said)
    if best >= _KNOWN:
        return tuple(at for at, score in enumerate(said) if score == best)
    return _by_synonym(table, asked)


def values_said(request: Request, table: Table) -> tuple[int, str] | None:
    """Return the column and the value that several rows may share ("overdue")."""
    asked = content_words(request.text)
    for at in range(len(table.rows[0])):
        texts = [row.cells[at].text for row in entries(table)]
        for text in dict.fromkeys(texts):
            words = words_of(text)
            if words and kind_of(text) == "words" and _are_said(words, asked):
                return at, text
    return None


def named_numbers(request: Request, table: Table) -> tuple[int, ...]:
    """Return the columns of numbers that *request* names, all where it names none."""
    numbers = number_columns(table)
    named = tuple(at for at in named_columns(request, table) if at in numbers)
    if named or not table.has_header:
        return named or numbers
    by_synonym = _by_synonym(table, words_of(request.text))
    return tuple(at for at in by_synonym if at in numbers) or numbers


def _rows_at(mention: Mention, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows at the place that *mention* says: "the last two rows"."""
    if mention.element != "row" or not rows:
        return ()
    if mention.ordinal:
        start = mention.ordinal - 1 if mention.ordinal > 0 else mention.ordinal
    elif mention.vertical:
        start = {"top": 0, "middle": len(rows) // 2, "bottom": -1}[mention.vertical]
    else:
        return ()
    if not -len(rows) <= start < len(rows):
        return ()
    start %= len(rows)
    is_from_the_end = mention.ordinal < 0 or mention.vertical == "bottom"
    count = mention.count or 1
    first = max(start - count + 1, 0) if is_from_the_end else start
    return tuple(rows[first : first + count])


def _column_at(mention: Mention, width: int) -> int | None:
    if mention.element != "column":
        return None
    if mention.ordinal:
        place = mention.ordinal - 1 if mention.ordinal > 0 else mention.ordinal
        return place % width if -width <= place < width else None
    places = {"left": 0, "middle": width // 2, "right": width - 1}
    return places.get(mention.horizontal)


def _called(
    row: Row, table: Table, asked: Sequence[str]
) -> tuple[float, Sequence[str]]:
    """Return how much of a name of *row* was said, 0..1, and that name's words."""
    names = [words_of(row.cells[at].text) for at in _naming_columns(table)]
    scores = [(_said(words, asked), words) for words in names]
    return max(scores, key=lambda score: score[0], default=(0.0, []))


def _naming_columns(table: Table) -> list[int]:
    """Return the columns of words whose cells tell rows apart."""
    found = []
    for at in name_columns(table):
        texts = [row.cells[at].text for row in rows_of(table) if row.cells[at].text]
        if texts and len(set(texts)) >= _APART * len(texts):
            found.append(at)
    return found or [0]


def _header_score(text: str, asked: Sequence[str]) -> float:
    return _said(words_of(text), asked)


def _said(words: Sequence[str], asked: Sequence[str]) -> float:
    if not words:
        return 0.0
    hits = sum(any(is_same_word(word, each) for each in asked) for word in words)
    return hits / len(words)


def _are_said(words: Sequence[str], asked: Sequence[str]) -> bool:
    return all(any(is_same_word(word, each) for each in asked) for word in words)


def _by_synonym(table: Table, asked: Sequence[str]) -> tuple[int, ...]:
    """Return the columns whose header is another word for one that was said."""
    for group in SYNONYMS:
        if group.isdisjoint(asked):
            continue
        found = [
            at
            for at, cell in enumerate(table.header)
            if not group.isdisjoint(words_of(cell.text))
        ]
        if found:
            return tuple(found)
    return ()


def _kind(table: Table, column: int) -> str:
    kinds = [kind_of(row.cells[column].text) for row in entries(table)]
    said = [kind for kind in kinds if kind != "nothing"]
    numbers = sum(kind in {"number", "year"} for kind in said)
    if said and numbers >= _MOSTLY * len(said):
        return "number"
    for kind in ("date", "code"):
        if said and said.count(kind) >= _MOSTLY * len(said):
            return kind
    return "words"
