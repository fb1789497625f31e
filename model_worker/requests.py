"""A question, understood: what is wanted, and of what. Values only.

`understanding` makes them from words; `alignment` takes them to their places.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from bot.jobs import Intent, Kind

Topic = Literal["error", "thanks", "none"]
Element = Literal[
    "panel",
    "row",
    "column",
    "cell",
    "table",
    "chart",
    "bar",
    "line",
    "slice",
    "axis",
    "legend",
    "title",
    "button",
    "field",
    "message",
    "area",
    "text",
    "step",
    "document",
    "equation",
    "one",
]
Vertical = Literal["", "top", "middle", "bottom"]
Horizontal = Literal["", "left", "middle", "right"]
Marked = Literal["", "ring", "rectangle", "freehand", "highlight", "arrow", "any"]
Size = Literal["", "largest", "smallest"]
Relation = Literal["", "left", "right", "above", "below", "beside", "inside"]


_SEARCHES: frozenset[Intent] = frozenset(
    {"ask", "locate", "value", "compare", "extreme", "trend", "count", "fix", "solve"}
)


class BoxNumber(Struct, frozen=True, tag=True):
    """“box 2”, “[2]”, “the second box”: a number drawn by an earlier answer."""

    number: int


class PictureNumber(Struct, frozen=True, tag=True):
    """“the second picture”; -1 is the last one, -2 the one before."""

    number: int


class It(Struct, frozen=True, tag=True):
    """“it”, “this”, “those”: whatever was spoken of last."""


class Other(Struct, frozen=True, tag=True):
    """“the other one”: of two, the one that was not spoken of last."""


class Mention(Struct, frozen=True, kw_only=True, tag=True):
    """“the top left graph”, “the second red bar”, “the text in the red circle”.

    *ordinal* counts from 1, from the end if negative, 0 says none was said. *label* is
    what the thing is called or about, *relation* holds it to *anchor* (“left of”),
    *count* says how many are meant (“the last two rows”), 0 if that was not said.
    Element ``one`` leaves the kind of thing to the turn before (“the blue one”).
    """

    element: Element
    words: str = ""
    vertical: Vertical = ""
    horizontal: Horizontal = ""
    ordinal: int = 0
    count: int = 0
    colour: str = ""
    mark: Marked = ""
    size: Size = ""
    label: str = ""
    relation: Relation = ""
    anchor: Mention | BoxNumber | None = None


Reference = BoxNumber | PictureNumber | It | Other | Mention


class Request(Struct, frozen=True, kw_only=True):
    """One question, understood.

    *subject* is what to look for: the phrase of a locate, the matter of a read or an
    ask; *size* is the end that an extreme wants. *is_same*: the words only name a
    place; what is wanted was said before. *is_analytical*: why and what to do, which no
    reading alone can answer.
    """

    intent: Intent
    text: str
    subject: str = ""
    topic: Topic = "none"
    size: Size = ""
    references: tuple[Reference, ...] = ()
    is_same: bool = False
    is_analytical: bool = False

    @property
    def mentions(self) -> tuple[Mention, ...]:
        return tuple(each for each in self.references if isinstance(each, Mention))

    @property
    def is_unstated(self) -> bool:
        """Whether something is to be checked that is not said: "is this correct?"."""
        return self.intent == "check" and not self.subject

    @property
    def is_search(self) -> bool:
        """Whether it looks for something that one of several pictures may hold."""
        return self.intent in _SEARCHES

    @property
    def kind(self) -> Kind:
        return "analytical" if self.is_analytical else "factual"
