"""Lines of text -> the values in them, each with the words it is labelled with. Pure.

What a value is of stands before it in its line, to its left, or over it: as people lay
out cards, receipts and boards. Numbers along an axis are nobody's value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from bot.text_reading import TextReading
from model_worker.posts.codes import Code
from model_worker.posts.facts import SURE, Fact, Group, Label
from model_worker.posts.moments import Moment
from model_worker.posts.pieces import Piece, Value, pieces
from model_worker.posts.quantities import Quantity
from model_worker.posts.scores import is_score, score_group
from model_worker.posts.surroundings import around, is_unchanged
from model_worker.posts.words import stems, telling, telling_stems

_CHANGE = re.compile(
    r"[\u25b2\u25bc\u2191\u2193\u25b3\u25bd\u2197\u2198]|\bvs\b|\b(?:up|down)\s\d"
    r"|\b(?:increase|decrease|growth|change)\b",
    re.IGNORECASE,
)
_FALL = re.compile(
    r"[\u25bc\u2193\u25bd\u2198]|\b(?:down|decrease|drop)", re.IGNORECASE
)
_NAMED = re.compile(r"^(?P<label>[^:]{2,40}):\s+(?P<value>[^\W\d].*)$")
_RANGE = re.compile(r"\s*(?:-|\u2013|\u2014|to|till|until)\s*")
_FROM = ("start", "begin", "from", "first")
_TO = ("end", "until", "up", "max")
_STOPS = (". ", "; ", "! ")
_NEAR_BEFORE = 4
_NEAR_BEHIND = 2
_SIDES = 2
_SCORE_MAX = 300
_TICKS = 3
_EVEN = 0.02
_ALIGNED = 0.015
_SUMS = frozenset(
    stems(
        "total subtotal sum tax vat cash change tip due balance discount card paid "
        "rounding shipping delivery fee visa mastercard net gross"
    )
)


def facts_in_text(reading: TextReading) -> tuple[Fact, ...]:
    """Return every value of the text with its labels."""
    found = pieces(reading)
    ticks = _ticks(found)
    return tuple(
        fact
        for piece in found
        if piece not in ticks and not is_score(piece, found)
        for fact in _facts_of(piece, found)
    )


def groups_in_text(reading: TextReading, facts: Sequence[Fact]) -> tuple[Group, ...]:
    """Return the scores, and the values that stand in one column with their names."""
    scores = [
        group for piece in pieces(reading) if (group := score_group(piece, reading))
    ]
    return (*scores, *_columns(facts))


def _facts_of(piece: Piece, all_pieces: Sequence[Piece]) -> Iterator[Fact]:
    if match := _NAMED.match(piece.text):
        own = _label(match["label"])
        if own.stems:
            yield _fact(piece, match["value"], (own,))
    labels_around = around(piece, all_pieces)
    if is_unchanged(piece) and labels_around:
        unmoved = Quantity(value=0.0, unit="%", is_signed=True)
        yield _fact(piece, piece.text, labels_around, unmoved)
    values = piece.values
    for place, value in enumerate(values):
        labels = [*_own(piece, values, place), *labels_around]
        text = piece.text[value.start : value.end].strip()
        yield _fact(piece, text, labels, value)


def _fact(
    piece: Piece,
    text: str,
    labels: Sequence[Label],
    value: Value | None = None,
) -> Fact:
    quantity = value if isinstance(value, Quantity) else None
    is_change = quantity is not None and (
        (quantity.is_signed and (quantity.unit == "%" or quantity.value > 0))
        or _CHANGE.search(piece.text) is not None
    )
    if quantity and is_change and quantity.value > 0 and _FALL.search(piece.text):
        quantity = replace(quantity, value=-quantity.value, is_signed=True)
    return Fact(
        text=text,
        labels=tuple(labels),
        box=piece.box,
        confidence=piece.confidence,
        is_sure=piece.confidence >= SURE,
        quantity=quantity,
        moment=value if isinstance(value, Moment) else None,
        code=value if isinstance(value, Code) else None,
        is_change=is_change,
    )


def _own(piece: Piece, values: Sequence[Value], place: int) -> Iterator[Label]:
    """Yield the words of the piece itself that belong to the value at *place*."""
    value = values[place]
    start = values[place - 1].end if place else 0
    end = values[place + 1].start if place + 1 < len(values) else len(piece.text)
    before, behind = piece.text[start : value.start], piece.text[value.end : end]
    if piece.is_prose:
        before, behind = _near(before, behind)
    own = _label(before)
    if not own.stems or (len(values) == 1 and not piece.is_prose):
        own = _label(f"{before} {behind}")
    if own.stems:
        yield own
    is_from = place + 1 < len(values) and _RANGE.fullmatch(behind)
    is_to = place and _RANGE.fullmatch(before)
    if is_to and (first := _label(piece.text[: values[place - 1].start])).stems:
        yield first
    if is_from or is_to:
        yield Label(stems=_FROM if is_from else _TO, role="section")


def _near(before: str, behind: str) -> tuple[str, str]:
    """Return the words of a long sentence that stand near to its value."""
    before = before[max(map(before.rfind, _STOPS)) + 1 :]
    behind = behind[
        : min(map(len, (behind.split(stop, maxsplit=1)[0] for stop in _STOPS)))
    ]
    last = telling(before)[-_NEAR_BEFORE:]
    first = telling(behind)[:_NEAR_BEHIND]
    if len(last) >= _NEAR_BEHIND:
        return before[last[0].start :], ""
    return before, behind[: first[-1].end] if first else ""


def _label(text: str, role: str = "own") -> Label:
    shown = " ".join(text.split()).strip(" :,-\u2013=")
    return Label(
        stems=telling_stems(text), role="row" if role == "row" else "own", text=shown
    )


def _ticks(found: Sequence[Piece]) -> list[Piece]:
    """Return the bare numbers along an axis: in one line, and evenly apart."""
    bare = [p for p in found if p.is_value and len(p.quantities) == 1]
    ticks: list[Piece] = []
    for is_beside in (True, False):
        for first in bare:
            line = [
                p
                for p in bare
                if (first.is_beside(p) if is_beside else first.is_across(p))
            ]
            values = [p.quantities[0].value for p in line]
            if len(line) >= _TICKS and _is_even(values):
                ticks += line
    return ticks


def _is_even(values: Sequence[float]) -> bool:
    steps = [two - one for one, two in pairwise(values)]
    room = _EVEN * abs(steps[0])
    return steps[0] != 0 and all(abs(step - steps[0]) <= room for step in steps)


def _columns(facts: Sequence[Fact]) -> Iterator[Group]:
    """Yield values of one unit whose ends or starts are in line, named on the left."""
    rows = [
        fact
        for fact in facts
        if fact.quantity and _row(fact) and not set(_row(fact)) <= _SUMS
    ]
    taken: list[Fact] = []
    for first in rows:
        if first in taken:
            continue
        column = [fact for fact in rows if _is_in_column(first, fact)]
        if len(column) > 1 and len({_row(fact) for fact in column}) == len(column):
            taken += column
            yield Group(facts=tuple(column), is_score=_are_scores(column))


def _row(fact: Fact) -> tuple[str, ...]:
    return next((label.stems for label in fact.labels if label.role == "row"), ())


def _is_in_column(one: Fact, other: Fact) -> bool:
    if not one.quantity or not other.quantity:
        return False
    is_alike = one.quantity.unit == other.quantity.unit
    is_aligned = (
        abs(one.box.left - other.box.left) < _ALIGNED
        or abs(one.box.right - other.box.right) < _ALIGNED
        or abs(_row_left(one) - _row_left(other)) < _ALIGNED
    )
    return is_alike and is_aligned and one.is_change == other.is_change


def _row_left(fact: Fact) -> float:
    boxes = [label.box for label in fact.labels if label.role == "row" and label.box]
    return boxes[0].left if boxes else fact.box.left


def _are_scores(facts: Sequence[Fact]) -> bool:
    """Whether two bare whole numbers stand beside two names and nothing else does."""
    numbers = [fact.quantity for fact in facts if fact.quantity]
    return len(facts) == _SIDES and all(
        not number.unit and number.step == 1 and 0 <= number.value < _SCORE_MAX
        for number in numbers
    )
