"""Parts of a whole: what members of a group make up, alone or together. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from model_worker.posts.agreement import agreement, are_comparable
from model_worker.posts.claim import Claim
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact, Group
from model_worker.posts.known import Known
from model_worker.posts.members import named_in
from model_worker.posts.quantities import Quantity

_TOGETHER = re.compile(
    r"\b(?:together|combined|in (?:sum|all|total)|added up|sum|jointly"
    r"|between them|plus|altogether)\b",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:half|thirds?|quarters?|fifths?|share|part|majority|most|make[s]? up|made up"
    r"|account|(?:%|percent|per cent)\sof|of the|of all|of our|of total)\b|%\sof",
    re.IGNORECASE,
)
_PAIR = 2


def speaks_of_share(text: str) -> bool:
    """Whether a percentage in *text* is said to be a part of something."""
    return _PART.search(text) is not None


def shares_of(groups: Sequence[Group]) -> list[Fact]:
    """Return what part of their group's whole its members are, where it is a sum."""
    return [
        replace(
            fact, quantity=_share(fact, total), text=f"{fact.text}, of {total:,.6g}"
        )
        for group in groups
        if (total := _total(group)) is not None
        for fact in group.facts
        if fact.quantity and fact.quantity.unit != "%"
    ]


def sum_of(said: Quantity, claim: Claim, known: Known) -> Signal | None:
    """Return how *said* stands to what the named members of a group make together."""
    if not _TOGETHER.search(claim.text):
        return None
    for group in known.groups:
        named = named_in(claim.text, group)
        if len(named) < _PAIR:
            continue
        values = [fact.quantity for fact in named if fact.quantity]
        whole = replace(values[0], value=sum(each.value for each in values))
        if said.unit == "%" != whole.unit and (total := _total(group)):
            whole = replace(whole, value=100 * whole.value / total, unit="%")
        if not are_comparable(said, whole):
            continue
        answer = agreement(said, whole, max(fact.slack for fact in named))
        is_for = answer == "same"
        if len(named) == len(group.facts) and not is_for:
            continue  # what names all may as well name none of them
        return Signal(
            leaning="for" if is_for else "against" if answer == "other" else "none",
            reason=f"together they are {whole.value:,.4g}{whole.unit.strip()}",
            boxes=tuple(fact.box for fact in named),
            confidence=min(fact.confidence for fact in named),
            is_hard=is_for or group.is_sure,
            is_measured=named[0].source == "measured",
        )
    return None


def _share(fact: Fact, total: float) -> Quantity | None:
    if fact.quantity is None:
        return None
    return Quantity(value=100 * fact.quantity.value / total, unit="%", step=0.1)


def _total(group: Group) -> float | None:
    """Return the sum of all members, None where it means nothing."""
    values = [fact.quantity.value for fact in group.facts if fact.quantity]
    is_sum = group.is_whole and not group.is_course and len(values) >= _PAIR
    return sum(values) if is_sum and min(values) >= 0 and sum(values) > 0 else None
