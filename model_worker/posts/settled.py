"""Whether a claim beyond doubt speaks of the values that it fits. Pure.

The guard before every "contradicted": what a claim says beside a label may make another
thing of it, as may a unit, a noun, or a second value that fits as well.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from model_worker.posts.aims import Aim, is_idle, priced, shown_whole, unaccounted
from model_worker.posts.claim import Claim, CountSaid
from model_worker.posts.codes import Code
from model_worker.posts.facts import Fact
from model_worker.posts.fitting import Fit
from model_worker.posts.known import Known
from model_worker.posts.moments import agree, moments
from model_worker.posts.quantities import Quantity, quantities
from model_worker.posts.units import CURRENCIES
from model_worker.posts.words import Word, is_same, means, stems, telling

_WHOLE = re.compile(
    r"\s*of\s(?:(?:the|all|our|its|their|total)\s)*[\w-]+", re.IGNORECASE
)
_COMPARED_WITH = re.compile(r"\b(?:vs|versus|than|compared)\b", re.IGNORECASE)
_NOUN_WITHIN = 24
_RIVALS_MAX = 3
_ENDS = 2


def is_settled(found: Sequence[Fit], aim: Aim, claim: Claim, known: Known) -> bool:
    """Whether *aim* beyond doubt speaks of what *found* are the values of."""
    matched = frozenset().union(*(fit.matched for fit in found)) | _idle(aim, claim)
    return (
        len(found) <= _RIVALS_MAX
        and all(fit.fact.is_sure for fit in found)
        and any(fit.is_named for fit in found)
        and _are_one(found)
        and not _are_many(found, claim)
        and all(_is_unit_sure(claim, fit.fact, known) for fit in found)
        and not _counts_other(claim, found, known)
        and not _is_of_period(claim, known)
        and not unaccounted(aim, matched, known)
        and (isinstance(claim.said, Code) or not _names_another(aim, found, known))
    )


def _are_one(found: Sequence[Fit]) -> bool:
    """Whether *found* are one place, or told apart by what is said; or two times."""
    is_one = len({fit.fact.box for fit in found}) == 1
    is_span = len(found) == _ENDS and all(fit.fact.moment for fit in found)
    return is_one or is_span or len({fit.matched for fit in found}) > 1


def _are_many(found: Sequence[Fit], claim: Claim) -> bool:
    """Whether one number is said of several things: what they make together?"""
    if not isinstance(claim.said, Quantity):
        return False
    return len({fit.fact.box for fit in found}) > len(quantities(claim.text))


def _idle(aim: Aim, claim: Claim) -> frozenset[str]:
    """Return the words that a unit makes idle: tickets of a price, votes of a share."""
    said = claim.said
    if not isinstance(said, Quantity) or not said.unit:
        return frozenset()
    idle = shown_whole(aim)
    if said.unit in CURRENCIES:
        idle |= priced(aim)
    whole = _WHOLE.match(claim.text, said.end) if said.unit == "%" else None
    return idle | (frozenset(stems(whole[0])) if whole else frozenset())


def _names_another(aim: Aim, found: Sequence[Fit], known: Known) -> bool:
    """Whether *aim* also names what another value is of: then whose is the claim's?"""
    matched = frozenset().union(*(fit.matched for fit in found))
    rest = [
        word.stem
        for word in aim.words
        if word.stem not in matched and not is_idle(word, known)
    ]
    ours = [fit.fact for fit in found]
    others = (
        label
        for fact in known.facts
        if fact not in ours and (fact.quantity or fact.moment)
        for label in fact.labels
        if label.role in {"own", "row"} and label.stems
    )
    return any(
        all(any(is_same(own, word) for word in rest) for own in label.stems)
        for label in others
    )


def _is_unit_sure(claim: Claim, fact: Fact, known: Known) -> bool:
    """Whether a bare number in the picture surely has the unit that the claim gives."""
    said, found = claim.said, fact.quantity
    said = said.quantity if isinstance(said, CountSaid) else said
    if not isinstance(said, Quantity) or found is None or not said.unit or found.unit:
        return True
    is_price = said.unit in CURRENCIES and found.step < 1
    return is_price or known.has_unit(said.unit)


def _is_of_period(claim: Claim, known: Known) -> bool:
    """Whether it is of a time that the picture only compares with: "+12 % vs Q2"."""
    for said in moments(claim.text):
        bearing = [
            piece
            for piece in known.pieces
            if any(agree(said, found) for found in piece.moments)
        ]
        if bearing and all(_COMPARED_WITH.search(piece.text) for piece in bearing):
            return True
    return False


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
