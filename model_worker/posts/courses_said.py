"""What a clause says that something did: rose, fell, stayed, doubled, by how much."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from model_worker.posts.directions import Direction, course_said, ratio_said
from model_worker.posts.hedges import Hedge
from model_worker.posts.quantities import Quantity

_LEADING = re.compile(
    r"^\s*(?:(?:by|up|down|again|further|another|a|an|of|more|some|about|\w+ly|sharp"
    r"|steep|small|big|whopping|full|solid|just|only)\s+)*$",
    re.IGNORECASE,
)
_OF = re.compile(
    r"^\s*(?:\w+\s)?(?:increase|rise|growth|gain|jump|drop|fall|decline|decrease|dip|plunge|surge)\b",
    re.IGNORECASE,
)
_HEDGES: dict[str, Hedge] = {
    "more than": "over",
    "over": "over",
    "nearly": "nearly",
    "almost": "nearly",
    "about": "about",
    "roughly": "about",
}


class CourseSaid(Struct, frozen=True, kw_only=True):
    """Something is said to have gone *direction*; *is_denied*: not to have.

    *amount* is by how much, *factor* by what it is said to have been multiplied.
    """

    direction: Direction
    is_denied: bool = False
    amount: Quantity | None = None
    factor: float | None = None
    hedge: Hedge = ""
    words: str = ""
    start: int = 0
    end: int = 0


def course_in(clause: str, found: Sequence[Quantity]) -> CourseSaid | None:
    if ratio := ratio_said(clause):
        factor, hedge, match = ratio
        return CourseSaid(
            direction="up" if factor > 1 else "down",
            factor=factor,
            hedge=_HEDGES.get(hedge, ""),
            words=match[0],
            start=match.start(),
            end=match.end(),
        )
    said = course_said(clause)
    if said is None:
        return None
    direction, match, is_denied = said
    amount = _amount(clause, match, found)
    return CourseSaid(
        direction=direction,
        is_denied=is_denied,
        amount=amount,
        words=match[0],
        start=min(match.start(), amount.start if amount else match.start()),
        end=max(match.end(), amount.end if amount else match.end()),
    )


def _amount(
    clause: str, verb: re.Match[str], found: Sequence[Quantity]
) -> Quantity | None:
    """Return the quantity that says by how much, not to what or from what."""
    for quantity in found:
        between = clause[verb.end() : quantity.start]
        if quantity.start >= verb.end() and _LEADING.match(between):
            return quantity
        if quantity.end <= verb.start() and not clause[
            quantity.end : verb.start()
        ].strip(" -"):
            return quantity
    return None
