"""Whether a claim beyond doubt speaks of the values that it fits. Pure.

The guard before every "contradicted": what a claim says beside a label may make another
thing of it, as may a unit, a noun, or a second value that fits as well.
"""

from __future__ import annotations

from collections.abc import Sequence

from model_worker.claims import Claim, CountSaid
from model_worker.posts.aims import Aim, is_idle, priced, unaccounted
from model_worker.posts.facts import Fact
from model_worker.posts.fitting import Fit
from model_worker.posts.known import Known
from model_worker.posts.quantities import Quantity
from model_worker.posts.units import CURRENCIES
from model_worker.posts.words import Word, means, telling

_NOUN_WITHIN = 24
_RIVALS_MAX = 3


def is_settled(found: Sequence[Fit], aim: Aim, claim: Claim, known: Known) -> bool:
    """Whether *aim* beyond doubt speaks of what *found* are the values of."""
    matched = frozenset().union(*(fit.matched for fit in found))
    if isinstance(claim.said, Quantity) and claim.said.unit in CURRENCIES:
        matched |= priced(aim)
    return (
        len(found) <= _RIVALS_MAX
        and all(fit.fact.is_sure for fit in found)
        and any(fit.is_named for fit in found)
        and (
            len({fit.fact.box for fit in found}) == 1
            or len({fit.matched for fit in found}) > 1
        )
        and all(_is_unit_sure(claim, fit.fact, known) for fit in found)
        and not _counts_other(claim, found, known)
        and not unaccounted(aim, matched, known)
    )


def _is_unit_sure(claim: Claim, fact: Fact, known: Known) -> bool:
    """Whether a bare number in the picture surely has the unit that the claim gives."""
    said, found = claim.said, fact.quantity
    said = said.quantity if isinstance(said, CountSaid) else said
    if not isinstance(said, Quantity) or found is None or not said.unit or found.unit:
        return True
    is_price = said.unit in CURRENCIES and found.step < 1
    return is_price or known.has_unit(said.unit)


def _counts_other(claim: Claim, found: Sequence[Fit], known: Known) -> bool:
    """Whether the number is said to count what *found* are not labelled with."""
    said = claim.said
    said = said.quantity if isinstance(said, CountSaid) else said
    if not isinstance(said, Quantity) or said.unit:
        return False
    noun = counted(said, claim.text)
    if noun is None or is_idle(noun, known):
        return False
    if all(fit.fact.source == "measured" for fit in found):
        return not known.means_word(noun.stem)
    facts = [fit.fact for fit in found]
    labels = {own for fact in facts for label in fact.labels for own in label.stems}
    about = {
        own
        for group in known.groups
        if any(fact in group.facts for fact in facts)
        for own in (*group.name, *group.noun)
    }
    return not any(means(noun.stem, own) for own in labels | about)


def counted(said: Quantity, text: str) -> Word | None:
    """Return the word that says what a number of *text* counts: "8,400 fans"."""
    behind = telling(text[said.end :][:_NOUN_WITHIN])
    return behind[0] if behind else None
