"""A document in short: its heading, tables, totals and fields. Pure.

Only what stands in it is said; what it means is the reader's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.jobs import Box
from bot.marks import is_unsure
from bot.rendering import short
from bot.text_reading import TextReading
from model_worker.draft import Draft
from model_worker.places.matching import content_words, is_same_word, words_of
from model_worker.readers.fields_in_text import Field, fields
from model_worker.readers.headings_in_text import Heading, headings
from model_worker.readings import Table
from model_worker.requests import Request
from model_worker.tables.column_words import SYNONYMS
from model_worker.tables.lookup import entries, number_columns
from model_worker.tables.sums import is_checked, total_cell
from model_worker.telling.numbers import listed
from model_worker.telling.quoting import HARD_TO_READ, quoted

_KINDS = re.compile(
    r"(?:\w+ )?(invoice|receipt|order confirmation|delivery note|quotation|timetable"
    r"|purchase order|bank statement|application form|registration form|worksheet"
    r"|curriculum vitae|certificate|contract)(?: (?:no\.? |number |#)?\S*\d\S*)?\b.?",
    re.IGNORECASE,
)
_TOTAL = re.compile(r"\b(?:total|amount due|balance due|to pay)\b", re.IGNORECASE)
_TEXT_MAX = 80
_BEGINNING_MAX = 160
_WORDS_LEAST = 3
_KIND_LINES = 12
_PARTS_MAX = 3
_FIELDS_MAX = 4
_LINES_LEAST = 3
_NEAR = 0.6
"""Share of the asked-for words that a field's label must carry."""

_GENERIC = frozenset("much many long old amount number no nr the".split())  # noqa: SIM905
_NUMBER = frozenset(("number", "no", "nr", "id"))
_SAME = (*SYNONYMS, _NUMBER)


def tell_summary(
    draft: Draft,
    request: Request,  # noqa: ARG001 - every telling takes the same
    text: TextReading,
    tables: Sequence[Table],
    picture: str,
) -> bool:
    """Say what a document holds; False where there is too little to sum up."""
    sure = [table for table in tables if not is_unsure(table.confidence)]
    if len(text.lines) < _LINES_LEAST and not sure:
        return False
    summary = _Summary(draft, text, sure, picture)
    summary.say_kind()
    summary.say_tables()
    summary.say_fields()
    summary.say_parts()
    return True


def tell_field(draft: Draft, request: Request, text: TextReading, picture: str) -> bool:
    """Say the field whose label the question names; False where there is none."""
    asked = content_words(request.text)
    scored = [(_likeness(field, asked), field) for field in fields(text)]
    best = max((score for score, _ in scored), default=(0.0, 0.0))
    if best[0] < _NEAR:
        return False
    found = [field for score, field in scored if score == best]
    for place, field in enumerate(found[:_PARTS_MAX]):
        draft.say(" " if place else "")
        _say_field(draft, field, picture)
    return True


class _Summary:
    def __init__(
        self, draft: Draft, text: TextReading, tables: Sequence[Table], picture: str
    ) -> None:
        self._draft = draft
        self._text = text
        self._tables = tables
        self._picture = picture
        places = [table.box for table in tables]
        self._headings = [h for h in headings(text) if not _is_in(h.box, places)]
        self._fields = [f for f in fields(text) if not _is_in(f.box, places)]
        self._plain = [line for line in text.lines if not _is_in(line.box, places)]
        self._top = self._title()

    def _title(self) -> Heading | None:
        first = [each for each in self._headings if each.level == 1]
        return first[0] if first else None

    def say_kind(self) -> None:
        """Say what it calls itself and how it is headed, else how it begins."""
        draft, count = self._draft, len(self._text.lines)
        kind = self._kind()
        lead = f"This looks like {kind}" if kind else f"A page of {count} lines of text"
        draft.say(lead if count > 1 or kind else "A line of text")
        if self._top is not None:
            draft.say(", headed ")
            self._point(self._top.text, self._top.box, self._top.confidence)
            draft.say(".")
            return
        draft.say(".")
        for line in self._plain:
            if len(line.text.split()) >= _WORDS_LEAST:
                draft.say(" It begins: ")
                shown = short(line.text, _BEGINNING_MAX)
                self._point(shown, line.box, line.confidence)
                draft.say(".")
                break

    def say_tables(self) -> None:
        for place, table in enumerate(self._tables[:_PARTS_MAX]):
            count = len(entries(table))
            title = f" {quoted(short(table.title, _TEXT_MAX))}" if table.title else ""
            self._draft.say(" It holds " if not place else " Then there is ")
            self._point_at(f"a table{title}", "table", table.box, table.confidence)
            rows = "row" if count == 1 else "rows"
            self._draft.say(f" of {count} {rows} and {len(table.rows[0])} columns")
            names = [quoted(cell.text) for cell in table.header if cell.text]
            self._draft.say(f": {listed(names)}." if names else ".")
            self._say_totals(table)
            self._draft.offer("Read the table")

    def say_fields(self) -> None:
        """Say the totals, then the first of the other fields."""
        filled = [field for field in self._fields if field.value is not None]
        totals = [field for field in filled if _TOTAL.search(field.label.text)]
        others = [field for field in filled if field not in totals]
        said = (totals[-1:] + others)[:_FIELDS_MAX]
        if not said:
            return
        self._draft.say(" It gives ")
        for place, field in enumerate(said):
            self._draft.say(", " if place else "")
            self._draft.say(f"{short(field.label.text, _TEXT_MAX)} ")
            value = field.value
            if value is not None:
                self._point(short(value.text, _TEXT_MAX), field.box, field.confidence)
        more = len(filled) - len(said)
        rest = f", and {more} more {'field' if more == 1 else 'fields'}" if more else ""
        self._draft.say(f"{rest}.")
        for field in said[:2]:
            self._draft.offer(f"What is the {field.label.text}?")

    def say_parts(self) -> None:
        parts = [each for each in self._headings if each is not self._top]
        if not parts:
            return
        self._draft.say(" Its parts: " if len(parts) > 1 else " One part: ")
        for place, heading in enumerate(parts[:_PARTS_MAX]):
            self._draft.say(", " if place else "")
            self._point(heading.text, heading.box, heading.confidence)
        more = len(parts) - _PARTS_MAX
        self._draft.say(f" and {more} more." if more > 0 else ".")

    def _kind(self) -> str:
        """Return what the first lines call the document: "an invoice"."""
        for line in self._plain[:_KIND_LINES]:
            if match := _KINDS.fullmatch(line.text.strip()):
                word = match[1].casefold()
                return f"{'an' if word[0] in 'aeiou' else 'a'} {word}"
        return ""

    def _say_totals(self, table: Table) -> None:
        for column in number_columns(table):
            cell = total_cell(column, table)
            if cell is None:
                continue
            name = table.header[column].text if table.has_header else ""
            self._draft.say(f" Its total{f' under {quoted(name)}' if name else ''} is ")
            self._point(cell.text, cell.box, min(cell.confidence, table.confidence))
            is_share = cell.text.rstrip().endswith("%")
            wrong = is_checked(column, table) is False and not is_share
            self._draft.say(", which is not the sum of its numbers." if wrong else ".")

    def _point(self, text: str, box: Box, confidence: float) -> None:
        self._point_at(quoted(text), text, box, confidence)

    def _point_at(self, shown: str, phrase: str, box: Box, confidence: float) -> None:
        self._draft.point(
            shown, [box], self._picture, "read", confidence, phrase=phrase
        )
        if is_unsure(confidence):
            self._draft.warn(HARD_TO_READ)


def _say_field(draft: Draft, field: Field, picture: str) -> None:
    label = quoted(short(field.label.text, _TEXT_MAX))
    if field.value is None:
        draft.point(
            label, [field.box], picture, "read", field.confidence, field.label.text
        )
        draft.say(" is there, but I see nothing filled in.")
        return
    value = field.value
    draft.point(
        quoted(short(value.text, _BEGINNING_MAX)),
        [value.box],
        picture,
        "read",
        field.confidence,
        phrase=value.text,
    )
    draft.say(f" is given as {label}.")
    if is_unsure(field.confidence):
        draft.warn(HARD_TO_READ)


def _likeness(field: Field, asked: Sequence[str]) -> tuple[float, float]:
    """Return which shares of the asked words and of the label's words meet."""
    label = words_of(field.label.text)
    telling = [word for word in asked if word not in _GENERIC] or list(asked)
    if not label or not telling:
        return (0.0, 0.0)
    said = sum(any(_means(word, each) for each in label) for word in telling)
    if not any(_means(each, word) for each in label for word in asked):
        return (0.0, 0.0)
    # A synonym will do to be meant, but of two labels that are, the exact one is.
    exact = sum(any(_is_exactly(each, word) for word in asked) for each in label)
    return (said / len(telling), exact / len(label))


def _is_exactly(one: str, other: str) -> bool:
    return is_same_word(one, other) or {one, other} <= _NUMBER


def _means(one: str, other: str) -> bool:
    if is_same_word(one, other):
        return True
    return any(one in group and other in group for group in _SAME)


def _is_in(box: Box, places: Sequence[Box]) -> bool:
    return any(box.overlap(place) > box.area / 2 for place in places)
