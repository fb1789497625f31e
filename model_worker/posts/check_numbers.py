"""Numbers of a claim against those of the picture. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from model_worker.posts.agreement import (
    Agreement,
    agreement,
    are_comparable,
    best_agreement,
)
from model_worker.posts.aims import Aim, aim_of, is_idle, priced, unaccounted
from model_worker.posts.check_extremes import extreme_signals
from model_worker.posts.check_sources import other_source
from model_worker.posts.check_values import Agrees, fact_signal, value_signals
from model_worker.posts.claim import Claim
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact
from model_worker.posts.fitting import fits
from model_worker.posts.known import Known
from model_worker.posts.quantities import Quantity
from model_worker.posts.settled import counted
from model_worker.posts.shares import shares_of, speaks_of_share, sum_of
from model_worker.posts.units import CURRENCIES
from model_worker.posts.words import means, stems

_MONEY = re.compile(
    r"\b(?:cost\w*|pric\w+|pa(?:y|id|ys)|spen[dt]\w*|charg\w+|s(?:ell|old)\w*|for only"
    r"|fee|worth)\b",
    re.IGNORECASE,
)
_TOTAL = frozenset(stems("total sum due"))


def number_signals(said: Quantity, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what the picture's numbers say to *said*."""
    if total := sum_of(said, claim, known):
        yield total
        return
    if extreme := list(extreme_signals(said, claim, known)):
        yield from extreme
        return
    level = [fact for fact in known.facts if fact.quantity and not fact.is_change]
    alike = [f for f in level if f.quantity and are_comparable(said, f.quantity)]
    if said.unit == "%" and speaks_of_share(claim.text):
        alike += shares_of(known.groups)
    meant = _of_noun(said, claim, _of_kind(said, claim, alike))
    found = [
        signal
        for signal in value_signals(
            meant, claim, known, _agreeing(said, known), others=alike
        )
        if signal.leaning != "for" or not _is_other_noun(said, claim, known)
    ]
    yield from found
    yield from other_source(found, claim, known)
    if not found and said.is_distinctive and not said.hedge:
        yield from _unlabelled(alike, said)
    if not found and said.unit in CURRENCIES:
        yield from list(_in_all(alike, said)) or _only_price(alike, said, claim, known)
    elif not found and said.unit:
        yield from _only_of_unit(alike, said, claim, known)


def _of_noun(said: Quantity, claim: Claim, facts: Sequence[Fact]) -> list[Fact]:
    """Return the facts labelled with what the number counts: "8,400 fans"."""
    noun = counted(said, claim.text)
    if noun is None:
        return list(facts)
    named = [
        fact
        for fact in facts
        if any(means(own, noun.stem) for label in fact.labels for own in label.stems)
    ]
    return named or list(facts)


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
    noun = counted(said, claim.text)
    if said.unit or said.is_distinctive or noun is None:
        return False
    return bool(unaccounted(Aim((noun,), claim.text), frozenset(), known))


def _agreeing(said: Quantity, known: Known) -> Agrees:
    def agrees(fact: Fact) -> Agreement | None:
        if fact.quantity is None:
            return None
        return best_agreement(said, fact.quantity, fact.slack, known.scales)

    return agrees


def _unlabelled(facts: Sequence[Fact], said: Quantity) -> Iterator[Signal]:
    """Yield that a number that is no one's by chance stands there without a label."""
    for fact in facts:
        is_bare = not any(label.role in {"own", "row"} for label in fact.labels)
        if fact.quantity and is_bare and agreement(said, fact.quantity) == "same":
            yield fact_signal("for", fact, is_hard=False)
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
            yield fact_signal("for", fact, is_hard=False)


def _only_price(
    facts: Sequence[Fact], said: Quantity, claim: Claim, known: Known
) -> Iterator[Signal]:
    """Yield the one sum of money in a picture that is all about the claim's thing."""
    prices = [fact for fact in facts if fact.quantity and fact.quantity.unit]
    aim = aim_of(claim.text)
    is_named = any(known.has_word(w.stem) for w in aim.words if not is_idle(w, known))
    is_about = is_named and not unaccounted(aim, priced(aim), known)
    if len({fact.text for fact in prices}) != 1 or not is_about:
        return
    answer = _agreeing(said, known)(prices[0])
    if answer == "same":
        yield fact_signal("for", prices[0], is_hard=True)
    elif answer == "other" and prices[0].is_sure:
        yield fact_signal("against", prices[0], is_hard=True)


def _only_of_unit(
    facts: Sequence[Fact], said: Quantity, claim: Claim, known: Known
) -> Iterator[Signal]:
    """Yield the one value of its unit where the claim says of nothing what it is."""
    same = [fact for fact in facts if fact.quantity and fact.quantity.unit == said.unit]
    is_plain = not unaccounted(aim_of(claim.text), frozenset(), known)
    is_alone = len({fact.text for fact in same}) == 1 and not said.hedge
    if is_alone and is_plain and _agreeing(said, known)(same[0]) == "same":
        yield fact_signal("for", same[0], is_hard=False)
