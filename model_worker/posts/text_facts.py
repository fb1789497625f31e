"""Lines of text -> the values in them, each with the words it is labelled with. Pure.

What a value is of stands before it in its line, to its left, or over it: as people lay
out cards, receipts and boards. Numbers along an axis are nobody's value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from model_worker.posts.changes import change_in
from model_worker.posts.codes import Code
from model_worker.posts.facts import SURE, Fact, Group, Label
from model_worker.posts.moments import Moment
from model_worker.posts.own_labels import label_of, own_labels
from model_worker.posts.pieces import Piece, Value
from model_worker.posts.quantities import Quantity
from model_worker.posts.scores import is_score, score_group
from model_worker.posts.surroundings import Surroundings, is_unchanged
from model_worker.posts.units import is_unit
from model_worker.posts.words import stems

_DESIGNATED = re.compile(r"[A-Z][a-z]+ \d{1,2}[a-z]?(?:[:,.](?!\d)|\s[\u2013-]|$)")
"""Motion 7, Sprint 14: a name as likely as a number."""

_NAMED = re.compile(r"^(?P<label>[^:]{2,40}):\s+(?P<value>[^\W\d].*)$")
_LIST = 3
_CENT = 0.01
_LINES_APART = 3
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


def facts_in_text(found: Sequence[Piece]) -> tuple[Fact, ...]:
    """Return every value in the pieces of a text with its labels."""
    ticks = _ticks(found)
    surroundings = Surroundings(found)
    return tuple(
        fact
        for piece in found
        if piece not in ticks and not is_score(piece, found)
        for fact in _facts_of(piece, surroundings)
    )


def groups_in_text(found: Sequence[Piece], facts: Sequence[Fact]) -> tuple[Group, ...]:
    """Return the scores, and the values that stand in one column with their names."""
    scores = [group for piece in found if (group := score_group(piece, found))]
    return (*scores, *_columns(facts))


def _facts_of(piece: Piece, surroundings: Surroundings) -> Iterator[Fact]:
    if match := _NAMED.match(piece.text):
        own = label_of(match["label"])
        if own.stems:
            yield _fact(piece, match["value"], (own,))
    if not piece.has_value and not is_unchanged(piece):
        return
    labels_around = surroundings.labels_of(piece)
    if is_unchanged(piece) and labels_around:
        unmoved = Quantity(value=0.0, unit="%", is_signed=True)
        yield _fact(piece, piece.text, labels_around, unmoved)
    values = piece.values
    for place, value in enumerate(values):
        labels = [*own_labels(piece, values, place, piece.above), *labels_around]
        text = piece.text[value.start : value.end].strip()
        yield _fact(piece, text, labels, value)


def _fact(
    piece: Piece,
    text: str,
    labels: Sequence[Label],
    value: Value | None = None,
) -> Fact:
    quantity = value if isinstance(value, Quantity) else None
    change = change_in(piece.text, quantity) if quantity else None
    is_named = _DESIGNATED.match(piece.text) is not None and not _is_clock(piece)
    return Fact(
        text=text,
        labels=tuple(labels),
        box=piece.box,
        confidence=piece.confidence,
        is_sure=piece.confidence >= SURE and not (quantity and is_named),
        quantity=change or quantity,
        moment=value if isinstance(value, Moment) else None,
        code=value if isinstance(value, Code) else None,
        is_change=change is not None,
    )


def _is_clock(piece: Piece) -> bool:
    """Whether a number is how long something has gone on: Minute 67."""
    return piece.text.split()[0].casefold() in {"minute", "second", "hour"}


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
        if fact.quantity and _row(fact) and not _is_sum(_row(fact))
    ]
    yield from _lists(facts)
    taken: list[Fact] = []
    for first in rows:
        if first in taken:
            continue
        column = [fact for fact in rows if _is_in_column(first, fact)]
        if len(column) > 1 and len({_row(fact) for fact in column}) == len(column):
            taken += column
            yield Group(facts=tuple(column), is_score=_are_scores(column))


def _lists(facts: Sequence[Fact]) -> Iterator[Group]:
    """Yield runs of lines that each name a thing and give its price or its measure."""
    run: list[Fact] = []
    for fact in filter(_is_measured, facts):
        if run and not _follows(run[-1], fact):
            yield from _list(run)
            run = []
        run.append(fact)
    yield from _list(run)


def _list(run: Sequence[Fact]) -> Iterator[Group]:
    named = [fact for fact in run if not _is_sum(fact.labels[0].stems)]
    if len(named) >= _LIST:
        yield Group(facts=tuple(named))


def _is_sum(label: Sequence[str]) -> bool:
    """Whether *label* names what others add up to: "Total EUR"."""
    return all(each in _SUMS or is_unit(each) for each in label)


def _is_measured(fact: Fact) -> bool:
    """Whether a line of its own names a thing and gives it a number with a unit."""
    number = fact.quantity
    is_own = bool(fact.labels) and fact.labels[0].role == "own"
    has_unit = number and (number.unit or number.step == _CENT)
    return bool(is_own and has_unit and not fact.is_change)


def _follows(one: Fact, other: Fact) -> bool:
    """Whether *other* stands in the next line, in the same unit."""
    height = one.box.bottom - one.box.top
    is_next = 0 < other.box.top - one.box.top < _LINES_APART * height
    ours, theirs = one.quantity, other.quantity
    return bool(ours and theirs and ours.unit == theirs.unit and is_next)


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
