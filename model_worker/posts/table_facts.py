"""Tables -> their cells as facts, each labelled by its row and its column. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from bot.jobs import Box
from bot.marks import is_unsure
from model_worker.posts.changes import change_in
from model_worker.posts.facts import SURE, Fact, Group, Label, Role
from model_worker.posts.moments import Moment, moments
from model_worker.posts.own_labels import TO, own_labels
from model_worker.posts.pieces import Piece, piece_of
from model_worker.posts.quantities import Quantity
from model_worker.posts.words import stems, telling_stems
from model_worker.readings import Cell, Table

_PAIR = 2
_COURSE = 3
_TO = re.compile(r"\s*(?:[-\u2013\u2014]\s|to\s|until\s)")
SUMS = frozenset(stems("total subtotal sum all overall grand average mean"))


def facts_in_table(table: Table) -> tuple[Fact, ...]:
    """Return the cells that stand beside the column of names, row by row."""
    names = _names_column(table)
    width = max((len(row) for row in table.rows), default=0)
    valued = [
        column
        for column in range(width)
        if column != names and not _is_count(table, column)
    ]
    return tuple(
        fact
        for row in _body(table)
        for column in valued
        if column < len(row)
        for fact in _facts(table, row, names, column)
    )


def groups_in_table(table: Table, facts: Sequence[Fact]) -> Iterator[Group]:
    """Yield the columns of numbers and, where columns follow each other, the rows."""
    width = max((len(row) for row in table.rows), default=0)
    names = _names_column(table)
    is_course = _is_course([row[names].text for row in _body(table)])
    for column in range(names + 1, width):
        cells = {row[column].box for row in _body(table) if not _is_sum(row)}
        yield from _group(
            table,
            [fact for fact in facts if fact.box in cells],
            _header(table)[column].text if _header(table) else "",
            is_course=is_course,
        )
    for column in range(names):
        if _is_count(table, column):
            yield _ranking(table, names, column)
    if _is_course([cell.text for cell in _header(table)[names + 1 :]]):
        for row in _body(table):
            cells = {cell.box for cell in row[names + 1 :]}
            yield from _group(
                table,
                [_turned(fact) for fact in facts if fact.box in cells],
                row[names].text,
                is_course=True,
            )


def _group(
    table: Table, facts: Sequence[Fact], name: str, *, is_course: bool
) -> Iterator[Group]:
    numbers = [fact for fact in facts if fact.quantity is not None]
    if len(numbers) < _PAIR or len(numbers) * 2 <= len(facts):
        return
    header = _header(table)
    nouns = header[_names_column(table)].text if header else ""
    yield Group(
        facts=tuple(numbers),
        name=stems(name),
        noun=(*stems(nouns), *stems(table.title)),
        is_course=is_course,
        is_whole=len(numbers) == len(facts),
        confidence=table.confidence,
    )


def _ranking(table: Table, names: int, column: int) -> Group:
    """Return the places that the rows are numbered with, the first the best."""
    facts = tuple(
        Fact(
            text=row[column].text,
            labels=(_label(row[names], "row"),),
            box=row[column].box,
            confidence=min(row[column].confidence, table.confidence),
            is_sure=min(row[column].confidence, row[names].confidence) >= SURE
            and not is_unsure(table.confidence),
            quantity=Quantity(value=float(place)),
        )
        for place, row in enumerate(_body(table), start=1)
    )
    return Group(facts=facts, is_ranking=True, confidence=table.confidence)


def _turned(fact: Fact) -> Fact:
    """Return a cell of a row as a row of its own: named by its column."""
    roles: dict[Role, Role] = {"row": "column", "column": "row"}
    labels = (
        replace(label, role=roles.get(label.role, label.role)) for label in fact.labels
    )
    return replace(fact, labels=tuple(labels))


def _header(table: Table) -> Sequence[Cell]:
    """Return the cells that name the columns; a row with values names nothing."""
    return () if any(map(_is_number, table.header)) else table.header


def _is_number(cell: Cell) -> bool:
    """Whether a cell holds a number; a year is a name as well."""
    piece = piece_of(cell.text, cell.box, 1.0)
    return bool(piece.quantities) and not any(m.is_bare_year for m in piece.moments)


def _body(table: Table) -> Sequence[Sequence[Cell]]:
    return table.body if _header(table) else table.rows


def _names_column(table: Table) -> int:
    """Return the place of the first column of names; what counts rows is none."""
    rows = [row for row in _body(table) if row]
    width = min(map(len, rows), default=0)
    for is_name in (_is_name, _is_day):
        for column in range(max(width - 1, 0)):
            if 2 * sum(is_name(row[column]) for row in rows) > len(rows):
                return column
    return 0


def _is_count(table: Table, column: int) -> bool:
    """Whether a column only numbers its rows: 1., 2., 3. ..."""
    texts = [
        row[column].text.strip(" .)#") for row in _body(table) if column < len(row)
    ]
    return len(texts) > 1 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _is_name(cell: Cell) -> bool:
    return any(map(str.isalpha, cell.text)) and not moments(cell.text)


def _is_day(cell: Cell) -> bool:
    return len(moments(cell.text)) == 1


def _facts(
    table: Table, row: Sequence[Cell], names: int, column: int
) -> Iterator[Fact]:
    """Yield what one cell says: its value, or both ends of a range."""
    cell = row[column]
    if not cell.text.strip():
        return
    name = piece_of(row[names].text, row[names].box, 1.0)
    own = piece_of(cell.text, cell.box, 1.0)
    # "High: 19°" beside "Low: 8°" names itself, not its neighbour.
    values = own.values if _is_range(own) else ()
    labels = [Label(stems=own.label, role="own")] if own.label and own.values else []
    if not (labels and (name.quantities or name.moments)):
        labels.append(_label(row[names], "row"))
    if header := _header(table):
        labels.append(_label(header[column], "column"))
    read = min(cell.confidence, row[names].confidence)
    piece = piece_of(cell.text, cell.box, read)
    value = _value(piece)
    level = value.quantities[0] if value.quantities else None
    change = change_in(cell.text, level) if level else None
    whole = Fact(
        text=cell.text,
        labels=tuple(label for label in labels if label.stems),
        box=cell.box,
        confidence=min(piece.confidence, table.confidence),
        is_sure=piece.confidence >= SURE and not is_unsure(table.confidence),
        quantity=change or level,
        moment=value.moments[0] if value.moments else None,
        code=value.codes[0] if value.codes else None,
        is_change=change is not None,
    )
    if not values:
        to = (TO,) if _TO.match(cell.text) else ()
        yield replace(whole, labels=(*whole.labels, *to))
    yield from _ends(whole, own)


def _ends(whole: Fact, own: Piece) -> Iterator[Fact]:
    """Yield both ends of the range that *own* is; nothing where it is none."""
    values = own.values if _is_range(own) else ()
    for place, each in enumerate(values):
        ends = [end for end in own_labels(own, values, place) if end.role == "section"]
        yield replace(
            whole,
            text=whole.text[each.start : each.end],
            labels=(*whole.labels, *ends),
            quantity=each if isinstance(each, Quantity) else None,
            moment=each if isinstance(each, Moment) else None,
        )


def _is_range(piece: Piece) -> bool:
    """Whether a cell is from something to something: 09:00 - 18:00."""
    kinds = {type(value) for value in piece.values}
    return len(piece.values) == _PAIR and len(kinds) == 1 and not piece.label


def _value(piece: Piece) -> Piece:
    """Return *piece* with the one value it is; a sentence with numbers is none."""
    is_one = len(piece.values) == 1 or (
        len(piece.quantities) == 1 and piece.moments and piece.moments[0].is_bare_year
    )
    return (
        piece if is_one and len(piece.label) <= _PAIR else piece_of("", piece.box, 1.0)
    )


def _label(cell: Cell, role: Role) -> Label:
    return Label(
        stems=telling_stems(cell.text),
        role=role,
        text=cell.text,
        box=cell.box,
    )


def _is_sum(row: Sequence[Cell]) -> bool:
    return bool(row) and bool(set(stems(row[0].text)) & SUMS)


def _is_course(texts: Sequence[str]) -> bool:
    """Whether *texts* follow each other in time: years, months, quarters, days."""
    return len(texts) >= _COURSE and all(len(moments(text)) == 1 for text in texts)


def covers(table: Table, box: Box) -> bool:
    return table.box.overlap(box) > box.area / 2
