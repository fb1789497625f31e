"""Text -> the fields of a form or a receipt: labels and what is given. Pure.

A label ends in a colon, or stands left of its value, or above it, as its neighbours
do. Widths are measured in usual letters, heights in lines: a reading knows no pixels.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.places.letters import part
from model_worker.readers.page_lines import ALIGNED, PageLines, height_of, middle_of
from model_worker.tables.cell_values import quantity

_INLINE = re.compile(r"(?P<label>[^\W\d_][^:]{1,40}?)\s*:(?P<gap>\s*)(?P<value>\S.*)")
_LABEL = re.compile(
    r"[^\W\d_a-z](?:[^\W\d_]|[ /&'().#*-])*(?:no\.|[^\W\d_)*#])?|[^\W\d_a-z]"
)
_LABEL_OF_COLON = re.compile(r"[^\W\d_a-z][\w /&'().#*%-]*")
_ADDRESS = re.compile(r"//|\d{1,5}\b(?!\s*\S)")
_TOTALS = re.compile(
    r"(?:grand |sub)?total(?: due)?|sum|amount(?: due)?|balance(?: due)?|change|cash"
    r"|tax|vat|discount|shipping|tip|to pay",
    re.IGNORECASE,
)
_LABEL_WORDS = 4
_LABEL_LETTERS = 32
_ROWS_LEAST = 3
_PAIRS_LEAST = 2
_TALLER = 1.25
_APART = 1.25
"""Times as far from a value to the next label as from that label to its value."""

_BY_COLON, _BY_ROW, _BY_TOTAL, _BELOW_LABEL, _EMPTY = 0.92, 0.8, 0.85, 0.65, 0.6
"""What each way of telling a label is worth, as read on forms and receipts."""


class Field(Struct, frozen=True):
    """*value* is None where nothing was filled in."""

    label: Line
    value: Line | None
    box: Box
    confidence: float


def fields(reading: TextReading) -> tuple[Field, ...]:
    """Return the fields in *reading* from top to bottom, each line in one at most."""
    lines = [line for line in reading.lines if not line.turned]
    if not lines:
        return ()
    page = _Page(lines)
    found = [field for line in lines if (field := _inline(line))]
    for way in (page.by_colon, page.by_total, page.by_place_below, page.by_row):
        used = {id(line) for field in found for line in (field.label, field.value)}
        used |= {id(line) for line in lines if _inline(line)}
        found += way(used)
    return tuple(sorted(found, key=lambda field: (field.box.top, field.box.left)))


class _Page(PageLines):
    def by_colon(self, used: set[int]) -> list[Field]:
        """Labels that end in a colon: the value stands beside, else below."""
        found = []
        for line in self.lines:
            if id(line) in used or not _is_label(line.text.rstrip(": "), colon=True):
                continue
            if not line.text.rstrip().endswith(":"):
                continue
            label = replace(line, text=line.text.rstrip(": "))
            value = self.beside(line) or self.below(line)
            if value and value.text.rstrip().endswith(":"):
                value = None
            found.append(_field(label, value, _BY_COLON if value else _EMPTY))
        return found

    def by_row(self, used: set[int]) -> list[Field]:
        """Rows of two, at least three of them with labels and values aligned."""
        pairs = [
            (row[0], row[1])
            for row in self.rows
            if len(row) == _PAIRS_LEAST
            and not used.intersection(map(id, row))
            and _is_label(row[0].text)
        ]
        return [
            _field(label, value, _BY_ROW)
            for label, value in pairs
            if sum(self._are_aligned((label, value), other) for other in pairs)
            >= _ROWS_LEAST
        ]

    def by_total(self, used: set[int]) -> list[Field]:
        """A total, tax or change with its amount at the end of the row."""
        return [
            _field(row[-2], row[-1], _BY_TOTAL)
            for row in self.rows
            if len(row) >= _PAIRS_LEAST
            and not used.intersection(map(id, row[-2:]))
            and _TOTALS.fullmatch(row[-2].text.strip())
            and quantity(row[-1].text)
        ]

    def by_place_below(self, used: set[int]) -> list[Field]:
        """Labels above their values, set apart, at least two of them in line."""
        pairs = [
            (line, value)
            for line in self.lines
            if id(line) not in used
            and _is_label(line.text)
            and (value := self.below(line))
            and id(value) not in used
            and self._is_pair(line, value)
        ]
        return [
            _field(label, value, _BELOW_LABEL)
            for label, value in pairs
            if sum(self.are_in_line(label, other) for other, _ in pairs) >= _PAIRS_LEAST
        ]

    def _is_pair(self, label: Line, value: Line) -> bool:
        """Whether both are set apart from the lines above and below."""
        if height_of(label) > _TALLER * height_of(value):
            return False
        above, below = self.above(label), self.below(value)
        step = middle_of(value) - middle_of(label)
        is_close = (
            above is None or middle_of(label) - middle_of(above) > _APART * step
        ) and (below is None or middle_of(below) - middle_of(value) > _APART * step)
        return is_close or (
            self.is_further_in(value, label)
            and (below is None or self.is_further_in(value, below))
            and (above is None or self.is_further_in(above, label) or is_close)
        )

    def _are_aligned(self, one: tuple[Line, Line], other: tuple[Line, Line]) -> bool:
        near = ALIGNED * self.letter
        labels = abs(one[0].box.left - other[0].box.left) <= near
        lefts = abs(one[1].box.left - other[1].box.left) <= near
        rights = abs(one[1].box.right - other[1].box.right) <= near
        return labels and (lefts or rights)


def _inline(line: Line) -> Field | None:
    """Return the field that stands in one line: "Name: Ann"."""
    match = _INLINE.fullmatch(line.text.strip())
    if match is None or not _is_label(match["label"], colon=True):
        return None
    is_time = match["label"][-1].isdigit()
    if not match["gap"] and (is_time or _ADDRESS.match(match["value"])):
        return None
    offset = line.text.index(line.text.strip())
    ends = offset + match.end("label"), offset + match.start("value")
    label = Line(match["label"], part(line, offset, ends[0]), line.confidence)
    value_box = part(line, ends[1], len(line.text))
    value = Line(match["value"], value_box, line.confidence)
    return _field(label, value, _BY_COLON)


def _is_label(text: str, *, colon: bool = False) -> bool:
    """Whether *text* may name a field: a few plain words, the first with a capital."""
    is_short = len(text.split()) <= _LABEL_WORDS + colon and len(text) <= _LABEL_LETTERS
    pattern = _LABEL_OF_COLON if colon else _LABEL
    return is_short and bool(pattern.fullmatch(text.strip()))


def _field(label: Line, value: Line | None, sure: float) -> Field:
    lines = [line for line in (label, value) if line]
    box = label.box if value is None else label.box.union(value.box)
    return Field(label, value, box, min(sure, *(line.confidence for line in lines)))
