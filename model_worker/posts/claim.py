"""What a post claims, as values: each claim with its kind and what was understood."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from model_worker.posts.codes import Code
from model_worker.posts.comparisons_said import Compared, RankSaid
from model_worker.posts.courses_said import CourseSaid
from model_worker.posts.moments import Moment
from model_worker.posts.quantities import Quantity

ClaimKind = Literal[
    "number",
    "count",
    "date",
    "trend",
    "comparison",
    "extreme",
    "colour",
    "name",
    "quote",
    "statement",
    "who, where or when",
    "opinion",
]


class ScoreSaid(Struct, frozen=True):
    """Two numbers of a match, in the order they were said."""

    one: int
    two: int


class MarginSaid(Struct, frozen=True):
    """By how much one is ahead of another."""

    quantity: Quantity


class CountSaid(Struct, frozen=True):
    """How many of a thing there are said to be; *noun* is its name."""

    quantity: Quantity
    noun: str


class QuoteSaid(Struct, frozen=True):
    text: str


class ColourSaid(Struct, frozen=True):
    colour: str


Said = (
    Quantity
    | Moment
    | Code
    | CourseSaid
    | RankSaid
    | Compared
    | ScoreSaid
    | MarginSaid
    | CountSaid
    | QuoteSaid
    | ColourSaid
    | None
)


class Claim(Struct, frozen=True, kw_only=True):
    """One thing that a post claims.

    *text* are the words of its clause, *part* those that claim it, *sentence* those
    around them, *before* those of the sentence before, where "it" may have been named.
    *said* is what was understood.
    """

    kind: ClaimKind
    text: str
    part: str
    sentence: str
    before: str = ""
    said: Said = None
