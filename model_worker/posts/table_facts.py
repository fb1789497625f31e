"""Tables -> their cells as facts, each labelled by its row and its column. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.jobs import Box
from model_worker.posts.facts import Fact, Group, Label
from model_worker.posts.moments import moments
from model_worker.posts.pieces import Piece, piece_of
from model_worker.posts.words import stems, telling_stems
from model_worker.readings import Cell, Table

_PAIR = 2
_COURSE = 3
SUMS = frozenset(stems("total subtotal sum all overall grand average mean"))


def facts_in_table(table: Table) -> tuple[Fact, ...]:
    """Return the cells that stand beside the first column, row by row."""
    return tuple(
        fact
        for row in table.body
        for column in range(1, len(row))
        if (fact := _fact(table, row, column)) is not None
    )


def groups_in_table(table: Table, facts: Sequence[Fact]) -> Iterator[Group]:
    """Yield the columns of numbers and, where columns follow each other, the rows."""
    width = max((len(row) for row in table.rows), default=0)
    is_course = _is_course([row[0].text for row in table.body if row])
    for column in range(1, width):
        cells = {row[column].box for row in table.body if not _is_sum(row)}
        yield from _group(
            table,
            [fact for fact in facts if fact.box in cells],
            table.header[column].text if table.has_header else "",
            is_course=is_course,
        )
    if table.has_header and _is_course([cell.text for cell in table.header[1:]]):
        for row in table.body:
            cells = {cell.box for cell in row[1:]}
            yield from _group(
                table,
                [fact for fact in facts if fact.box in cells],
                row[0].text,
                is_course=True,
            )


def _group(
    table: Table, facts: Sequence[Fact], name: str, *, is_course: bool
) -> Iterator[Group]:
    numbers = [fact for fact in facts if fact.quantity is not None]
    if len(numbers) < _PAIR or len(numbers) < len(facts):
        return
    nouns = table.header[0].text if table.has_header else ""
    yield Group(
        facts=tuple(numbers),
        name=stems(name),
        noun=(*stems(nouns), *stems(table.title)),
        is_course=is_course,
        confidence=table.confidence,
    )


def _fact(table: Table, row: Sequence[Cell], column: int) -> Fact | None:
    cell = row[column]
    if not cell.text.strip():
        return None
    labels = [_label(row[0], "row")]
    if table.has_header:
        labels.append(_label(table.header[column], "column"))
    piece = piece_of(cell.text, cell.box, min(cell.confidence, row[0].confidence))
    value = _value(piece)
    return Fact(
        text=cell.text,
        labels=tuple(label for label in labels if label.stems),
        box=cell.box,
        confidence=min(piece.confidence, table.confidence),
        quantity=value.quantities[0] if value.quantities else None,
        moment=value.moments[0] if value.moments else None,
        code=value.codes[0] if value.codes else None,
    )


def _value(piece: Piece) -> Piece:
    """Return *piece* with the one value it is; a sentence with numbers is none."""
    is_one = len(piece.values) == 1 or (
        len(piece.quantities) == 1 and piece.moments and piece.moments[0].is_bare_year
    )
    return (
        piece if is_one and len(piece.label) <= _PAIR else piece_of("", piece.box, 1.0)
    )


def _label(cell: Cell, role: str) -> Label:
    return Label(
        stems=telling_stems(cell.text),
        role="row" if role == "row" else "column",
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
