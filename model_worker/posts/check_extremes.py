"""What the highest or lowest is said to be, whoever it is of: a peak of 42. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from model_worker.posts.agreement import are_comparable, best_agreement
from model_worker.posts.aims import aim_of, limits, unaccounted
from model_worker.posts.claim import Claim
from model_worker.posts.comparisons_said import RankSaid, rank_said
from model_worker.posts.evidence import Signal
from model_worker.posts.facts import Fact, Group
from model_worker.posts.known import Known
from model_worker.posts.members import named_in
from model_worker.posts.quantities import Quantity
from model_worker.posts.standing import name_of, signal

_PAIR = 2


def extreme_signals(said: Quantity, claim: Claim, known: Known) -> Iterator[Signal]:
    """Yield what the first or last value of the only chart, or column, says to *said*.

    A claim that names whose value it is speaks of that one alone.
    """
    rank = rank_said(claim.text)
    if rank is None or rank.place > 1 or rank.is_denied or said.hedge:
        return
    group = _only_group(said, known)
    if group is None or any(named_in(claim.text, other) for other in known.groups):
        return
    aim = aim_of(claim.text.replace(rank.words, " "))
    matched = frozenset((*group.name, *group.noun))
    target = _extreme(group, rank)
    if target.quantity is None or limits(aim, matched, known):
        return
    answer = best_agreement(said, target.quantity, target.slack, known.scales)
    if answer != "near":
        is_about = not unaccounted(aim, matched, known)
        yield signal(
            "for" if answer == "same" else "against",
            f"the {'highest' if rank.is_top else 'lowest'} is "
            f"\u201c{name_of(target)}: {target.text}\u201d",
            (target,),
            is_hard=answer == "same" or (group.is_sure and group.is_whole and is_about),
        )


def _only_group(said: Quantity, known: Known) -> Group | None:
    found = [
        group
        for group in known.groups
        if len(group.facts) > _PAIR
        and not (group.is_score or group.is_ranking)
        and all(f.quantity and are_comparable(said, f.quantity) for f in group.facts)
    ]
    return found[0] if len(found) == 1 else None


def _extreme(group: Group, rank: RankSaid) -> Fact:
    def value(fact: Fact) -> float:
        return fact.quantity.value if fact.quantity else 0.0

    return (max if rank.is_top else min)(group.facts, key=value)
