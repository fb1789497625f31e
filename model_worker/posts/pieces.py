"""The text of a picture in pieces: what stands for itself between two separators. Pure.

"Admission: $12 · Students $6" is one line to the reader of text and two pieces here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from bot.jobs import Box
from bot.text_reading import Line, TextReading
from model_worker.places.letters import part
from model_worker.posts.codes import Code, codes
from model_worker.posts.moments import Moment, moments
from model_worker.posts.quantities import Quantity, quantities
from model_worker.posts.words import telling_stems

_SEPARATOR = re.compile(
    r"\s*[\u00b7\u2022|;\u2023]\s*|\s{3,}|\s+[\u2013\u2014]\s+(?=[^\d\W])"
)
Value = Quantity | Moment | Code
_TORN = re.compile(r"(?<=\d)\s([.,])(?=\d)")
"""A number that was read with a gap before its point: 4 ,800."""

_OF = re.compile(r"\d\s*/\s*$")
_SENTENCE_WORDS = 7
_SHARED = 0.5


class Piece(Struct, frozen=True, kw_only=True):
    """A stretch of the line with the number *line*; *label* are its words that are no
    value, *above* is the line before where its sentence runs on into this one.
    """

    text: str
    box: Box
    confidence: float
    line: int = 0
    above: str = ""
    codes: tuple[Code, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    moments: tuple[Moment, ...] = ()
    label: tuple[str, ...] = ()

    @property
    def has_value(self) -> bool:
        return bool(self.quantities or self.moments or self.codes)

    @property
    def values(self) -> tuple[Value, ...]:
        found: list[Value] = [*self.quantities, *self.moments, *self.codes]
        return tuple(sorted(found, key=lambda value: value.start))

    @property
    def is_value(self) -> bool:
        """Whether it is nothing but a value; what it is of stands elsewhere."""
        return self.has_value and not self.label

    @property
    def is_label(self) -> bool:
        return not self.has_value and bool(self.label)

    @property
    def names(self) -> tuple[str, ...]:
        """The words it is called by: its label, or the code that it is."""
        is_code = bool(self.codes) and not self.quantities and not self.moments
        return telling_stems(self.text) if is_code else self.label

    @property
    def is_prose(self) -> bool:
        return len(self.text.split()) >= _SENTENCE_WORDS

    def is_beside(self, other: Piece) -> bool:
        """Whether both are lines of their own on one height."""
        if self.line == other.line:
            return False
        low, high = self.box, other.box
        shared = min(low.bottom, high.bottom) - max(low.top, high.top)
        return shared > _SHARED * min(low.bottom - low.top, high.bottom - high.top)

    def is_across(self, other: Piece) -> bool:
        """Whether one stands over the other."""
        shared = min(self.box.right, other.box.right) - max(
            self.box.left, other.box.left
        )
        narrow = min(self.box.right - self.box.left, other.box.right - other.box.left)
        return shared > _SHARED * narrow


def pieces(reading: TextReading) -> tuple[Piece, ...]:
    """Return the upright text in pieces, in reading order."""
    found: list[Piece] = []
    for block in reading.blocks:
        above = ""
        for line in block.lines:
            if not line.turned:
                found += _pieces_of(line, len(found), above)
            is_open = len(line.text.split()) >= _SENTENCE_WORDS
            above = line.text if is_open and line.text[-1].isalnum() else ""
    return tuple(found)


def piece_of(
    text: str, box: Box, confidence: float, line: int = 0, above: str = ""
) -> Piece:
    """Return *text* with its values and the words that are none."""
    text = _TORN.sub(r"\1", text)
    days = moments(text)
    named = codes(masked(text, days))
    rest = masked(masked(text, named), [day for day in days if not day.is_bare_year])
    found = tuple(q for q in quantities(rest) if not _OF.search(rest[: q.start]))
    rest = masked(masked(masked(text, days), named), found)
    return Piece(
        text=text,
        box=box,
        confidence=confidence,
        line=line,
        above=above,
        codes=named,
        quantities=found,
        moments=days,
        label=telling_stems(rest),
    )


def masked(text: str, values: Sequence[Value]) -> str:
    """Return *text* with blanks where *values* stand, the rest in its place."""
    for value in values:
        text = text[: value.start] + " " * (value.end - value.start) + text[value.end :]
    return text


def _pieces_of(line: Line, number: int, above: str) -> Iterator[Piece]:
    start = 0
    for end, following in [
        *((m.start(), m.end()) for m in _SEPARATOR.finditer(line.text)),
        (len(line.text), len(line.text)),
    ]:
        text = line.text[start:end].strip()
        if text:
            box = part(line, start, end)
            yield piece_of(text, box, line.confidence, number, "" if start else above)
        start = following
