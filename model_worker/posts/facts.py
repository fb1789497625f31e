"""What a picture says of something: a value, and the words that say what it is of.

Values only; `text_facts`, `table_facts` and `chart_facts` find them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from bot.jobs import Box, Source
from model_worker.posts.codes import Code
from model_worker.posts.moments import Moment
from model_worker.posts.quantities import Quantity

Role = Literal["own", "row", "column", "section"]
SURE = 0.85
"""Text that is read as surely as this can contradict a person."""


class Label(Struct, frozen=True, kw_only=True):
    """Words that say what a value is of, as stems."""

    stems: tuple[str, ...]
    role: Role
    text: str = ""
    box: Box | None = None
    colour: str = ""


class Fact(Struct, frozen=True, kw_only=True):
    """A value with its labels, the nearest first.

    A value is a number, a moment, a code, or else mere words (*text*): "Sold out".
    *slack* is how far a measured number may be off, as a share of it. *is_change*: it
    says by how much something changed, not how much it is. *is_sure*: it is read, or
    measured, surely enough to contradict a person.
    """

    text: str
    labels: tuple[Label, ...]
    box: Box
    confidence: float
    quantity: Quantity | None = None
    moment: Moment | None = None
    code: Code | None = None
    source: Source = "read"
    slack: float = 0.0
    is_change: bool = False
    is_sure: bool = False

    @property
    def boxes(self) -> tuple[Box, ...]:
        """The value's place and that of the label next to it."""
        named = [label.box for label in self.labels if label.box is not None]
        return (self.box, *(box for box in named[:1] if box != self.box))

    @property
    def name_label(self) -> Label | None:
        """The label that tells it from the others of its group."""
        rows = [label for label in self.labels if label.role == "row"]
        return next(iter((*rows, *self.labels)), None)

    @property
    def name(self) -> str:
        """What it is called where it is told of; what stands over a day is a guess."""
        named = [label for label in self.labels if label.text]
        if self.moment is not None:
            named = [label for label in named if label.role != "column"]
        return ", ".join(label.text.strip(" :") for label in named[:2])


class Group(Struct, frozen=True, kw_only=True):
    """Facts that can be held against each other: a column, a series, two scores.

    *is_course*: they follow each other in time or along an axis. *is_whole*: nothing
    that belongs to it is missing, so it can be counted and its largest named.
    *is_ranking*: the numbers are places, of which the first is the best.
    """

    facts: tuple[Fact, ...]
    name: Sequence[str] = ()
    noun: Sequence[str] = ()
    is_course: bool = False
    is_whole: bool = True
    is_score: bool = False
    is_ranking: bool = False
    confidence: float = 1.0

    @property
    def is_sure(self) -> bool:
        return all(fact.is_sure for fact in self.facts)
