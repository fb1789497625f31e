"""Trends against the courses a picture shows and the changes it states. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model_worker.posts.agreement import agreement
from model_worker.posts.aims import Aim, aim_of, limits, unaccounted
from model_worker.posts.claim import Claim
from model_worker.posts.courses_said import CourseSaid
from model_worker.posts.directions import Direction
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact, Group
from model_worker.posts.fitting import fits
from model_worker.posts.known import Known
from model_worker.posts.members import named_in
from model_worker.posts.plain_said import is_future
from model_worker.posts.quantities import Quantity

_SINCE = re.compile(r"\b(?:since|after|from|following)\b", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:until|till|up to|before|by(?!\D{0,20}\d)|through)\b", re.IGNORECASE
)
_LEVEL = 0.05
"""A course within as much of its values goes nowhere."""

_CLEAR = 0.12
"""One that covers as much does go somewhere, measured or not."""

_NET = 0.6
"""Share of a course's height that lies between its ends where it has a direction."""

_STEP = 0.03
_FACTOR_SAME = 0.12
_FACTOR_OTHER = 0.12
_PAIR = 2


def course_signals(said: CourseSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what the picture's courses say to *said*, or else its stated changes."""
    if is_future(claim.text):
        return
    found = False
    for group in _spoken_of(claim, known):
        for signal in _of_group(said, claim, group, known):
            found = True
            yield signal
    if not found:
        yield from _of_changes(said, claim, known)


def _spoken_of(claim: Claim, known: Known) -> list[Group]:
    """Return the courses that *claim* may be about: those it names, or the only one."""
    courses = [group for group in known.groups if group.is_course]
    if len(courses) <= 1:
        return courses
    stems = set(aim_of(claim.text).stems)
    named = [
        group
        for group in courses
        if stems & set(group.name) or any(_is_series(f, stems) for f in group.facts)
    ]
    return named if len(named) == 1 else []


def _is_series(fact: Fact, stems: set[str]) -> bool:
    return any(
        label.role == "column" and label.stems and set(label.stems) <= stems
        for label in fact.labels
    )


def _of_group(
    said: CourseSaid, claim: Claim, group: Group, known: Known
) -> Iterator[Signal]:
    part = _period(claim, group)
    values = [fact.quantity.value for fact in part if fact.quantity]
    if len(values) < _PAIR:
        return
    shown = _direction(values)
    leaning = _leaning(said, shown, values)
    reason = f"it goes from {_at(part[0])} to {_at(part[-1])}"
    matched = frozenset(group.name) | frozenset(group.noun)
    if limits(_aim(claim, said), matched, known):
        return
    is_about = not unaccounted(_aim(claim, said), matched, known)
    if leaning != "none":
        yield _signal(leaning, reason, part, is_hard=group.is_sure and is_about)
    if said.amount is not None and leaning != "against":
        yield from _amount(said, part, is_hard=group.is_sure and is_about)


def _aim(claim: Claim, said: CourseSaid) -> Aim:
    return aim_of(claim.text.replace(said.words, " "))


def _period(claim: Claim, group: Group) -> tuple[Fact, ...]:
    """Return the stretch of *group* that *claim* speaks of; or all of it."""
    named = named_in(claim.text, group)
    facts = group.facts
    if len(named) >= _PAIR:
        first, last = sorted((facts.index(named[0]), facts.index(named[-1])))
        return facts[first : last + 1]
    if not named:
        return facts
    place = facts.index(named[0])
    if _SINCE.search(claim.text):
        return facts[place:]
    if _UNTIL.search(claim.text):
        return facts[: place + 1]
    return facts[max(place - 1, 0) : place + 1]


def _direction(values: Sequence[float]) -> Direction | None:
    """Return where *values* go, None where nobody could say."""
    scale = max(map(abs, values)) or 1.0
    height, net = max(values) - min(values), values[-1] - values[0]
    if height <= _LEVEL * scale:
        return "flat"
    if abs(net) < _NET * height or abs(net) < _STEP * scale:
        return None
    return "up" if net > 0 else "down"


def _leaning(said: CourseSaid, shown: Direction | None, values: Sequence[float]) -> str:
    scale = max(map(abs, values)) or 1.0
    if said.factor is not None:
        return _factor_leaning(said, values)
    if shown is None:
        return "none"
    if said.is_denied:
        return "against" if shown == said.direction else "for"
    if shown == said.direction:
        return "for"
    is_clear = max(values) - min(values) >= _CLEAR * scale
    if "flat" in {shown, said.direction}:
        return "against" if said.direction == "flat" and is_clear else "none"
    return "against"


def _factor_leaning(said: CourseSaid, values: Sequence[float]) -> str:
    if said.factor is None or values[0] <= 0:
        return "none"
    away = values[-1] / values[0] / said.factor
    low, high = 1 - _FACTOR_SAME, 1 + _FACTOR_SAME
    if said.hedge == "over":
        low, high = (1.0, 2.0) if said.factor > 1 else (0.0, 1.0)
    elif said.hedge == "nearly":
        low, high = 1 - 2 * _FACTOR_SAME, 1.0 + _STEP
    if low <= away <= high:
        return "for"
    return (
        "against" if not low - _FACTOR_OTHER < away < high + _FACTOR_OTHER else "none"
    )


def _amount(
    said: CourseSaid, part: Sequence[Fact], *, is_hard: bool
) -> Iterator[Signal]:
    """Yield how the change that is said stands to the one between two places."""
    first, last = part[0].quantity, part[-1].quantity
    if said.amount is None or first is None or last is None or not first.value:
        return
    change = abs(last.value - first.value)
    if said.amount.unit == "%" != first.unit:
        found = Quantity(value=100 * change / abs(first.value), unit="%", step=0.0)
    else:
        found = Quantity(value=change, unit=first.unit, step=0.0)
    slack = 2 * part[0].slack * max(abs(first.value), abs(last.value)) / (change or 1.0)
    answer = agreement(said.amount, found, slack)
    reason = f"it goes from {_at(part[0])} to {_at(part[-1])}"
    if answer == "same":
        yield _signal("for", reason, part, is_hard=True)
    elif answer == "other":
        yield _signal("against", reason, part, is_hard=is_hard)


def _of_changes(said: CourseSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what a stated change ("+12 % vs Q2") says to *said*."""
    changes = [fact for fact in known.facts if fact.is_change and fact.quantity]
    aim = _aim(claim, said)
    found = fits(changes, aim)
    if len(found) != 1 or (not found[0].is_named and len(changes) > 1):
        return
    fact = found[0].fact
    if fact.quantity is None or limits(aim, found[0].matched, known):
        return
    value = fact.quantity.value
    shown: Direction = "up" if value > 0 else "down" if value < 0 else "flat"
    is_other = shown != said.direction
    is_for = is_other if said.is_denied else not is_other
    is_settled = fact.is_sure and not unaccounted(aim, found[0].matched, known)
    reason = f"the picture has \u201c{fact.name}: {fact.text}\u201d"
    if is_for and said.amount is not None:
        is_for = agreement(said.amount, fact.quantity) != "other"
    if is_for and said.factor is not None:
        is_for = agreement(_as_change(said.factor), fact.quantity) != "other"
    yield _signal("for" if is_for else "against", reason, (fact,), is_hard=is_settled)


def _as_change(factor: float) -> Quantity:
    return Quantity(value=100 * (factor - 1), unit="%", hedge="about", is_signed=True)


def _at(fact: Fact) -> str:
    return f"{fact.text} ({fact.name})" if fact.name else fact.text


def _signal(
    leaning: str, reason: str, part: Sequence[Fact], *, is_hard: bool
) -> Signal:
    ends = (part[0], part[-1]) if len(part) > 1 else (part[0],)
    return Signal(
        leaning="for" if leaning == "for" else "against",
        reason=reason,
        boxes=tuple(fact.box for fact in ends),
        confidence=min(fact.confidence for fact in part),
        is_hard=is_hard,
        is_measured=part[0].source == "measured",
    )
