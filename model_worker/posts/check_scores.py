"""The score of a match, and how far one is ahead of another. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from model_worker.posts.agreement import agreement
from model_worker.posts.aims import aim_of, limits, unaccounted
from model_worker.posts.claim import Claim, MarginSaid, ScoreSaid
from model_worker.posts.evidence import Signal
from model_worker.posts.known import Known
from model_worker.posts.members import named_in
from model_worker.posts.quantities import Quantity
from model_worker.posts.standing import pair_told, signal

_PAIR = 2


def standing_signals(
    said: ScoreSaid | MarginSaid, claim: Claim, known: Known
) -> Iterator[Signal]:
    """Yield what the picture says to a score, or to how far two are apart."""
    if isinstance(said, ScoreSaid):
        return _score_signals(said, claim, known)
    return _margin_signals(said, claim, known)


def _score_signals(said: ScoreSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield whether the two numbers are the two of a score."""
    scores = [g for g in known.groups if g.is_score and len(g.facts) == _PAIR]
    if len(scores) != 1:
        return
    (group,) = scores
    found = sorted(fact.quantity.value for fact in group.facts if fact.quantity)
    is_same = found == sorted((said.one, said.two))
    named = named_in(claim.sentence, group)
    # The one score of a picture is meant, unless something unknown is spoken of.
    aim = aim_of(claim.text.replace(claim.part, " "))
    if not is_same and limits(aim, frozenset(), known):
        return
    is_about = len(named) == _PAIR or not unaccounted(aim, frozenset(), known)
    yield signal(
        "for" if is_same else "against",
        f"the picture has {pair_told(group.facts)}",
        group.facts,
        is_hard=is_same or (group.is_sure and is_about),
    )


def _margin_signals(said: MarginSaid, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield whether two are as far apart as is said."""
    for group in known.groups:
        named = named_in(claim.sentence, group)
        pair = named[:_PAIR] if len(named) >= _PAIR else group.facts
        if not named or len(pair) != _PAIR:
            continue
        one, two = (fact.quantity for fact in pair)
        if one is None or two is None:
            continue
        apart = Quantity(value=abs(one.value - two.value), unit=one.unit)
        answer = agreement(said.quantity, apart, 2 * pair[0].slack)
        if answer == "same" or (answer == "other" and group.is_score):
            yield signal(
                "for" if answer == "same" else "against",
                f"the picture has {pair_told(pair)}",
                pair,
                is_hard=answer == "same" or group.is_sure,
            )
            return
