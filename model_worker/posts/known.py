"""A picture's readings, once, in the form that every claim is held against. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from bot.marks import is_unsure
from bot.text_reading import TextReading
from model_worker.posts.chart_facts import groups_in_chart
from model_worker.posts.evidence import Evidence, Field
from model_worker.posts.facts import Fact, Group, Label
from model_worker.posts.pieces import Piece, piece_of, pieces
from model_worker.posts.table_facts import covers, facts_in_table, groups_in_table
from model_worker.posts.text_facts import facts_in_text, groups_in_text
from model_worker.posts.units import SCALES, in_base, is_unit
from model_worker.posts.words import is_same, means, stems, telling_stems
from model_worker.readings import Chart, ColourReading, Table

_UNIT = re.compile(r"[^\W\d_]+/[^\W\d_]+|\u00b0[CF]?|[%$\u20ac\u00a3]|[^\W\d_]+")
_SCALED = re.compile(
    r"(?:\(|\bin |,\s*)['\u2019]?(000|thousands?|millions?|billions?|mio|mn|bn)\b",
    re.IGNORECASE,
)
_SURE_FIELD = 0.8
"""What its reader gives a label with its value beside it, both well read."""

_PAIR = 2
_OF_MATCHES = frozenset(stems("won lost played goals points draw league"))


class Known(Struct, frozen=True, kw_only=True):
    """*facts* are all values with their labels, *groups* those that can be compared.

    *stems* are all words of the picture; *pieces* its text.
    """

    facts: tuple[Fact, ...]
    groups: tuple[Group, ...]
    pieces: tuple[Piece, ...]
    stems: frozenset[str]
    text: TextReading
    charts: tuple[Chart, ...]
    tables: tuple[Table, ...]
    colours: ColourReading
    units: frozenset[str] = frozenset()
    scales: tuple[float, ...] = (1.0,)

    def has_word(self, stem: str) -> bool:
        return any(is_same(stem, other) for other in self.stems)

    def means_word(self, stem: str) -> bool:
        return any(means(stem, other) for other in self.stems)

    def has_unit(self, unit: str) -> bool:
        """Whether a unit of that family stands anywhere: beside a number or alone."""
        return unit in self.units

    def row_of(self, place: Piece) -> frozenset[str]:
        """Return the words on the height of *place*, and those over its columns."""
        row = (p for p in self.pieces if p is place or place.is_beside(p))
        words = {each for piece in row for each in stems(piece.text)}
        table = self._table_of(place)
        over = table.header if table else ()
        return frozenset(words | {each for cell in over for each in stems(cell.text)})

    def words_around(self, place: Piece) -> frozenset[str]:
        """Return all words but those of other rows of the table *place* is in."""
        table = self._table_of(place)
        if table is None or len(table.rows[0]) <= _PAIR:
            return self.stems
        outside = (p for p in self.pieces if not covers(table, p.box))
        return self.row_of(place) | {o for p in outside for o in stems(p.text)}

    def _table_of(self, place: Piece) -> Table | None:
        found = (table for table in self.tables if covers(table, place.box))
        return next(found, None)

    @property
    def has_score(self) -> bool:
        """Whether it is about a match or a league, where points and games are meant."""
        return bool(self.stems & _OF_MATCHES) or any(g.is_score for g in self.groups)


def known_from(evidence: Evidence) -> Known:
    tables = [table for table in evidence.tables if not is_unsure(table.confidence)]
    found = pieces(evidence.text)
    written = facts_in_text(found)
    free = tuple(
        fact for fact in written if not _is_covered(fact, tables, evidence.charts)
    )
    tabled = [(table, facts_in_table(table)) for table in tables]
    placed = (*free, *(fact for _, facts in tabled for fact in facts))
    charted = [group for chart in evidence.charts for group in groups_in_chart(chart)]
    grouped = groups_in_text(found, free)
    return Known(
        facts=(
            *(fact for _, facts in tabled for fact in facts),
            *(fact for group in charted for fact in group.facts),
            *(
                fact
                for field in evidence.fields
                if (fact := _field(field)) and not _is_known(fact, placed)
            ),
            *(fact for group in grouped for fact in group.facts if fact not in free),
            *free,
        ),
        groups=(
            *charted,
            *(group for each in tabled for group in groups_in_table(*each)),
            *grouped,
        ),
        pieces=found,
        stems=frozenset(_stems(evidence)),
        units=frozenset(_units(evidence)),
        scales=(1.0, *_scales(evidence)),
        text=evidence.text,
        charts=tuple(c for c in evidence.charts if not is_unsure(c.confidence)),
        tables=tuple(tables),
        colours=evidence.colours,
    )


def _is_covered(fact: Fact, tables: Sequence[Table], charts: Sequence[Chart]) -> bool:
    """Whether a reader that knows better has spoken for this place."""
    is_own = any(label.role == "own" for label in fact.labels)
    in_table = not is_own and any(covers(table, fact.box) for table in tables)
    return in_table or any(
        chart.box.overlap(fact.box) > fact.box.area / 2 for chart in charts
    )


def _is_known(fact: Fact, others: Sequence[Fact]) -> bool:
    """Whether the same value was found in the same place."""
    return any(
        other.box.overlap(fact.box) > 0
        and stems(other.text) == stems(fact.text)
        and bool(other.labels)
        for other in others
    )


def _field(field: Field) -> Fact | None:
    piece = piece_of(field.value, field.box, field.confidence)
    label = telling_stems(field.label)
    if not label or not field.value.strip() or _is_torn_time(field):
        return None
    return Fact(
        text=field.value,
        labels=(Label(stems=label, role="own", text=field.label, box=field.box),),
        box=field.box,
        confidence=field.confidence,
        is_sure=field.confidence >= _SURE_FIELD,
        quantity=piece.quantities[0]
        if len(piece.values) == 1 and piece.quantities
        else None,
        moment=piece.moments[0] if len(piece.values) == 1 and piece.moments else None,
        code=piece.codes[0] if len(piece.values) == 1 and piece.codes else None,
    )


def _is_torn_time(field: Field) -> bool:
    """Whether the colon between label and value is that of a time: Doors 19:00."""
    return field.label[-1:].isdigit() and field.value[:1].isdigit()


def _scales(evidence: Evidence) -> Iterator[float]:
    """Yield what numbers may be counted in: "Subscribers (thousands)"."""
    texts = [line.text for line in evidence.text.lines]
    texts += [f"({text})" for c in evidence.charts for text in (c.title, c.y_title)]
    for text in texts:
        for word in _SCALED.findall(text):
            yield SCALES[word.casefold().removesuffix("s").replace("000", "k")]


def _units(evidence: Evidence) -> Iterator[str]:
    texts = [line.text for line in evidence.text.lines]
    texts += [chart.unit for chart in evidence.charts]
    for text in texts:
        for word in _UNIT.findall(text):
            if is_unit(word):
                yield in_base(1.0, word)[1]


def _stems(evidence: Evidence) -> Iterator[str]:
    for line in evidence.text.lines:
        yield from stems(line.text)
    for chart in evidence.charts:
        for text in (chart.title, chart.x_title, chart.y_title):
            yield from stems(text)
        for point in chart.points:
            yield from stems(point.label)
    for table in evidence.tables:
        for row in table.rows:
            for cell in row:
                yield from stems(cell.text)
    for field in evidence.fields:
        yield from stems(f"{field.label} {field.value}")
