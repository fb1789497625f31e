"""Numbers and days of a claim against the values the picture labels so. Pure.

A value that is merely absent proves nothing. It is contradicted only where the picture
names the same thing, surely, and gives it another value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from model_worker.claims import Claim, CountSaid
from model_worker.posts.agreement import Agreement, agreement, are_comparable
from model_worker.posts.aims import (
    Aim,
    Fit,
    aim_of,
    fits,
    limits,
    subject,
    unaccounted,
)
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact
from model_worker.posts.known import Known
from model_worker.posts.moments import Moment, agree
from model_worker.posts.quantities import Quantity
from model_worker.posts.shares import shares_of, sum_of
from model_worker.posts.units import CURRENCIES
from model_worker.posts.words import means, stems, telling

Agrees = Callable[[Fact], Agreement | None]

_MONEY = re.compile(
    r"\b(?:cost\w*|pric\w+|pa(?:y|id|ys)|spen[dt]\w*|charg\w+|s(?:ell|old)\w*|for only"
    r"|fee|worth)\b",
    re.IGNORECASE,
)
_TOTAL = frozenset(stems("total sum due"))
_NOUN_WITHIN = 24
_RIVALS_MAX = 3
_CLOSE = 0.9


def number_signals(said: Quantity, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what the picture's numbers say to *said*."""
    if total := sum_of(said, claim, known):
        yield total
        return
    level = [fact for fact in known.facts if fact.quantity and not fact.is_change]
    alike = [f for f in level if f.quantity and are_comparable(said, f.quantity)]
    if said.unit == "%":
        alike += shares_of(known.groups)
    meant = _of_noun(said, claim, _of_kind(said, claim, alike))
    found = [
        signal
        for signal in value_signals(meant, claim, known, _agreeing(said), others=alike)
        if signal.leaning != "for" or not _is_other_noun(said, claim, known)
    ]
    yield from found
    if not found and said.is_distinctive and not said.hedge:
        yield from _unlabelled(alike, said)
    if not found and said.unit in CURRENCIES:
        yield from _in_all(alike, said)
    elif not found and said.unit:
        yield from _only_of_unit(alike, said, claim, known)


def date_signals(said: Moment, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what the picture's days, or its times of day, say to *said*."""
    is_time = said.finest == "time"
    alike = [
        fact
        for fact in known.facts
        if fact.moment
        and fact.moment.is_exact
        and (fact.moment.finest == "time") == is_time
    ]
    if limits(aim_of(claim.text), frozenset(), known):
        return
    found = list(value_signals(alike, claim, known, lambda fact: _agrees(said, fact)))
    yield from found
    if found:
        return
    same = [fact for fact in alike if fact.moment and agree(said, fact.moment)]
    if same:
        yield _for(same[0], is_hard=True)
    elif len(alike) == 1:
        yield from _only_one(alike[0], said, claim, known)


def value_signals(
    facts: Sequence[Fact],
    claim: Claim,
    known: Known,
    agrees: Agrees,
    shown: str = "",
    others: Sequence[Fact] = (),
) -> Iterator[Signal]:
    """Yield what the facts that *claim* speaks of say to its value (*shown*).

    *others* are further ones that may bear the value without being named.
    """
    for depth, aim in enumerate(subject(claim, shown)):
        found = fits(facts, aim)
        if not found:
            continue
        matched = frozenset().union(*(fit.matched for fit in found))
        if limits(aim_of(claim.text), matched, known):
            return
        answers = [(agrees(fit.fact), fit) for fit in found]
        same = [fit for answer, fit in answers if answer == "same"]
        if same:
            yield _for(same[0].fact, is_hard=same[0].score >= _CLOSE)
        elif stray := _stray(others or facts, agrees, claim):
            yield _for(stray, is_hard=False)
        elif answers and all(answer == "other" for answer, _ in answers):
            is_hard = not depth and _is_settled(found, aim, claim, known)
            yield _against(found[0].fact, is_hard=is_hard)
        elif near := [fit for answer, fit in answers if answer == "near"]:
            yield _beside(near[0].fact)
        return


def _of_noun(said: Quantity, claim: Claim, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts labelled with what the number counts: "8,400 fans"."""
    behind = telling(claim.text[said.end :][:_NOUN_WITHIN])
    if not behind:
        return list(facts)
    noun = behind[0].stem
    named = [
        fact
        for fact in facts
        if any(means(own, noun) for label in fact.labels for own in label.stems)
    ]
    return named or list(facts)


def _stray(facts: Sequence[Fact], agrees: Agrees, claim: Claim) -> Fact | None:
    """Return a fact that bears the value and that no label gives to something else."""
    if isinstance(claim.said, Quantity) and claim.said.hedge:
        return None  # much is over or about a number
    for fact in facts:
        is_labelled = any(label.role in {"own", "row"} for label in fact.labels)
        if not is_labelled and agrees(fact) == "same":
            return fact
    return None


def _of_kind(said: Quantity, claim: Claim, facts: Sequence[Fact]) -> list[Fact]:
    """Return *facts* with those of another unit only where nothing is nearer."""
    aim = aim_of(claim.text)

    def strangeness(fact: Fact) -> int:
        unit = fact.quantity.unit if fact.quantity else ""
        is_money = unit in CURRENCIES and bool(_MONEY.search(claim.text))
        return 0 if unit == said.unit or is_money else 1 if not unit else 2

    if said.unit in CURRENCIES and any(strangeness(fact) == 0 for fact in facts):
        facts = [fact for fact in facts if strangeness(fact) == 0]
    spoken_of = [fact for fact in facts if fits([fact], aim)] or list(facts)
    least = min((strangeness(fact) for fact in spoken_of), default=0)
    return [fact for fact in spoken_of if strangeness(fact) == least]


def _is_other_noun(said: Quantity, claim: Claim, known: Known) -> bool:
    """Whether a small number counts what the picture knows nothing of: "3 injuries"."""
    behind = telling(claim.text[said.end :][:_NOUN_WITHIN])
    if said.unit or said.is_distinctive or not behind:
        return False
    return bool(unaccounted(Aim(behind[:1], claim.text), frozenset(), known))


def _agreeing(said: Quantity) -> Agrees:
    def agrees(fact: Fact) -> Agreement | None:
        return agreement(said, fact.quantity, fact.slack) if fact.quantity else None

    return agrees


def _agrees(said: Moment, fact: Fact) -> Agreement | None:
    answer = agree(said, fact.moment) if fact.moment else None
    return None if answer is None else "same" if answer else "other"


def _is_settled(found: Sequence[Fit], aim: Aim, claim: Claim, known: Known) -> bool:
    """Whether *aim* beyond doubt speaks of what *found* are the values of."""
    matched = frozenset().union(*(fit.matched for fit in found))
    return (
        len(found) <= _RIVALS_MAX
        and all(fit.fact.is_sure for fit in found)
        and any(fit.is_named for fit in found)
        and (
            len({fit.fact.box for fit in found}) == 1
            or len({fit.matched for fit in found}) > 1
        )
        and all(_is_unit_sure(claim, fit.fact, known) for fit in found)
        and not unaccounted(aim, matched, known)
    )


def _is_unit_sure(claim: Claim, fact: Fact, known: Known) -> bool:
    """Whether a bare number in the picture surely has the unit that the claim gives."""
    said, found = claim.said, fact.quantity
    said = said.quantity if isinstance(said, CountSaid) else said
    if not isinstance(said, Quantity) or found is None or not said.unit or found.unit:
        return True
    is_price = said.unit in CURRENCIES and found.step < 1
    return is_price or any(
        other.quantity and other.quantity.unit == said.unit for other in known.facts
    )


def _only_one(fact: Fact, said: Moment, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield that the only day in a picture is another one, if all else is about it."""
    aim = aim_of(claim.text)
    is_known = any(known.has_word(word.stem) for word in aim.words)
    if (
        fact.moment
        and agree(said, fact.moment) is False
        and fact.is_sure
        and is_known
        and not unaccounted(aim, frozenset(), known)
    ):
        yield _against(fact, is_hard=True)


def _unlabelled(facts: Sequence[Fact], said: Quantity) -> Iterator[Signal]:
    """Yield that a number that is no one's by chance stands there without a label."""
    for fact in facts:
        is_bare = not any(label.role in {"own", "row"} for label in fact.labels)
        if fact.quantity and is_bare and agreement(said, fact.quantity) == "same":
            yield _for(fact, is_hard=False)
            return


def _in_all(facts: Sequence[Fact], said: Quantity) -> Iterator[Signal]:
    """Yield the total where a sum of money is said to be of nothing else."""
    totals = [
        fact
        for fact in facts
        if any(set(label.stems) & _TOTAL for label in fact.labels)
    ]
    for fact in totals[:1]:
        if fact.quantity and agreement(said, fact.quantity) == "same":
            yield _for(fact, is_hard=False)


def _only_of_unit(
    facts: Sequence[Fact], said: Quantity, claim: Claim, known: Known
) -> Iterator[Signal]:
    """Yield the one value of its unit where the claim says of nothing what it is."""
    same = [fact for fact in facts if fact.quantity and fact.quantity.unit == said.unit]
    is_plain = not unaccounted(aim_of(claim.text), frozenset(), known)
    is_alone = len({fact.text for fact in same}) == 1 and not said.hedge
    if is_alone and is_plain and _agreeing(said)(same[0]) == "same":
        yield _for(same[0], is_hard=False)


def _for(fact: Fact, *, is_hard: bool) -> Signal:
    return Signal(
        leaning="for",
        reason=told(fact),
        boxes=fact.boxes,
        confidence=fact.confidence,
        is_hard=is_hard,
        is_measured=fact.source == "measured",
    )


def _against(fact: Fact, *, is_hard: bool) -> Signal:
    return Signal(
        leaning="against",
        reason=told(fact),
        boxes=fact.boxes,
        confidence=fact.confidence,
        is_hard=is_hard,
        is_measured=fact.source == "measured",
    )


def _beside(fact: Fact) -> Signal:
    return Signal(
        leaning="none",
        reason=told(fact),
        boxes=fact.boxes,
        confidence=fact.confidence,
        is_measured=fact.source == "measured",
    )


def told(fact: Fact) -> str:
    """Return what the picture says there: "Total: 16.94"."""
    about = "about " if fact.source == "measured" else ""
    named = f"{fact.name}: " if fact.name else ""
    return f"the picture has {about}\u201c{named}{fact.text}\u201d"
